// two.spec.mjs - two people at one board, each at a browser of their own
import { test, expect } from './world.mjs';

const NEEDS = [['need', 'Kotiapua aamuihin'], ['need', 'Kuljetus päiväkeskukseen'], ['need', 'Lääkkeiden jako']];

async function both(sits, board) {
  const aino = await sits('aino');
  const eero = await sits('eero');
  await Promise.all([aino.opens(board), eero.opens(board)]);
  return { aino, eero };
}

test('what one adds the other sees at once, with its author, and both have it saved', async ({ sits, board }) => {
  const { board: id } = await board();
  const { aino, eero } = await both(sits, id);
  await aino.adds('Lisää asiakkaan sanoja', 'Haluan asua kotona niin pitkään kuin voin');
  await expect(eero.texts('Asiakkaan omin sanoin')).toHaveText(['Haluan asua kotona niin pitkään kuin voin']);
  await expect(eero.card('Haluan asua kotona')).toContainText('Aino Saarnivirta');
  await eero.adds('Lisää tarve', 'Kotiapua aamuihin');
  await eero.adds('Lisää tarve', 'Kuljetus päiväkeskukseen');
  await expect(aino.texts('Tarpeet')).toHaveText(['Kotiapua aamuihin', 'Kuljetus päiväkeskukseen']);
  await expect(aino.state()).toHaveText(/^Tallennettu \d\d?\.\d\d$/);
  await expect(eero.state()).toHaveText(/^Tallennettu \d\d?\.\d\d$/);
});

test('words are edited where they stand', async ({ sits, board }) => {
  const { board: id } = await board(NEEDS);
  const { aino, eero } = await both(sits, id);
  await aino.card('Kotiapua aamuihin').getByText('Kotiapua aamuihin').click();
  const field = aino.page.getByRole('textbox', { name: 'Kortin teksti' });
  await field.fill('Kotiapua aamuihin ja iltoihin');
  await field.press('Enter');
  await expect(eero.texts('Tarpeet')).toHaveText(['Kotiapua aamuihin ja iltoihin', 'Kuljetus päiväkeskukseen', 'Lääkkeiden jako']);
  await eero.does('Lääkkeiden jako', 'Muokkaa');
  await eero.page.getByRole('textbox', { name: 'Kortin teksti' }).fill('Jotakin muuta');
  await eero.page.keyboard.press('Escape');
  await expect(eero.texts('Tarpeet').last()).toHaveText('Lääkkeiden jako');
  await expect(aino.texts('Tarpeet').last()).toHaveText('Lääkkeiden jako');
});

test('cards are moved by menu, by keys, by choosing a place and by dragging, and the order is the same for both', async ({ sits, board }) => {
  const { board: id } = await board(NEEDS);
  const { aino, eero } = await both(sits, id);
  const [home, ride, pills] = NEEDS.map(([, text]) => text);
  const order = async (...texts) => {
    for (const seat of [aino, eero]) await expect(seat.texts('Tarpeet')).toHaveText(texts);
  };
  await aino.does(pills, 'Ensimmäiseksi');
  await order(pills, home, ride);
  await eero.page.getByRole('button', { name: `Kortin toiminnot: ${pills}` }).focus();
  await eero.page.keyboard.press('Alt+ArrowDown');
  await order(home, pills, ride);
  await expect(eero.page.getByRole('button', { name: `Kortin toiminnot: ${pills}` })).toBeFocused();
  await aino.does(home, /Siirrä kortin jälkeen/);
  await aino.page.getByRole('dialog').getByRole('button', { name: ride }).click();
  await order(pills, ride, home);

  await aino.card(home).hover();
  const grip = await aino.card(home).locator('.grip').boundingBox();
  const target = await aino.card(pills).boundingBox();
  await aino.page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await aino.page.mouse.down();
  await aino.page.mouse.move(target.x + 20, target.y + target.height / 2, { steps: 5 });
  await aino.page.mouse.move(target.x + 20, target.y + 2, { steps: 5 });
  await aino.page.mouse.up();
  await order(home, pills, ride);
});

test('what is removed can be taken back at once, and later from the removed ones', async ({ sits, board }) => {
  const { board: id } = await board(NEEDS);
  const { aino, eero } = await both(sits, id);
  await aino.does('Kuljetus päiväkeskukseen', 'Poista');
  await expect(eero.texts('Tarpeet')).toHaveText(['Kotiapua aamuihin', 'Lääkkeiden jako']);
  await aino.page.getByRole('status').getByRole('button', { name: 'Kumoa' }).click();
  for (const seat of [aino, eero]) await expect(seat.texts('Tarpeet')).toHaveText(['Kotiapua aamuihin', 'Kuljetus päiväkeskukseen', 'Lääkkeiden jako']);

  await eero.does('Lääkkeiden jako', 'Poista');
  await expect(aino.texts('Tarpeet')).toHaveCount(2);
  await aino.page.getByRole('tab', { name: 'Poistetut' }).click();
  await aino.page.getByRole('button', { name: 'Palauta: Lääkkeiden jako' }).click();
  await expect(eero.texts('Tarpeet')).toHaveText(['Kotiapua aamuihin', 'Kuljetus päiväkeskukseen', 'Lääkkeiden jako']);
  await expect(aino.page.getByText('Mitään ei ole poistettu.')).toBeVisible();
});

test('cards are linked, a hypothesis is settled, a question has somebody to answer it', async ({ sits, board }) => {
  const { board: id } = await board([['fact', 'Kaatui kahdesti syksyllä'], ['hypothesis', 'Yksinäisyys on suurin huoli']]);
  const { aino, eero } = await both(sits, id);
  await aino.does('Kaatui kahdesti syksyllä', /Yhdistä toiseen korttiin/);
  const dialog = aino.page.getByRole('dialog');
  await dialog.getByLabel('Miten kortit liittyvät?').selectOption({ label: 'Puhuu vastaan:' });
  await dialog.getByRole('radio', { name: 'Yksinäisyys on suurin huoli' }).check();
  await dialog.getByRole('button', { name: 'Yhdistä', exact: true }).click();
  await expect(eero.card('Yksinäisyys on suurin huoli').last().getByText('Vastaan puhuu:').first()).toBeVisible();

  await eero.page.getByRole('button', { name: 'Hypoteesi on: avoin' }).click();
  await eero.page.getByRole('menuitem', { name: 'Luovu hypoteesista' }).click();
  await expect(aino.page.getByRole('button', { name: 'Hypoteesi on: luovuttu' })).toBeVisible();

  const line = eero.page.getByRole('textbox', { name: 'Lisää kysymys' });
  await line.fill('Voiko lääkitystä keventää?');
  await eero.page.getByRole('textbox', { name: 'Keneltä' }).fill('Terveyskeskuslääkäri');
  await line.press('Enter');
  await expect(aino.section('Kysymykset')).toContainText('Terveyskeskuslääkäri');
});

test('one sees who else is here, and where they write', async ({ sits, board }) => {
  const { board: id } = await board(NEEDS);
  const { aino, eero } = await both(sits, id);
  const eeroInList = aino.page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'Eero Koskenniitty' });
  await expect(eeroInList).toContainText('paikalla');
  await eero.does('Kotiapua aamuihin', 'Muokkaa');
  await eero.page.keyboard.type('!');
  await expect(aino.card('Kotiapua aamuihin')).toContainText('Eero Koskenniitty kirjoittaa…');
  await expect(eeroInList).toContainText('kirjoittaa: Tarpeet');
  await eero.page.keyboard.press('Escape');
  await expect(aino.card('Kotiapua aamuihin')).not.toContainText('Eero Koskenniitty kirjoittaa…');
  await eero.page.close();
  await expect(eeroInList).not.toContainText('paikalla');
});

test('history tells who did what, and shows the board as it was then', async ({ sits, board }) => {
  const { board: id } = await board(NEEDS);
  const { aino, eero } = await both(sits, id);
  await eero.does('Lääkkeiden jako', 'Poista');
  await aino.page.getByRole('tab', { name: 'Historia' }).click();
  const lines = aino.page.getByRole('tabpanel').getByRole('listitem');
  await expect(lines.first()).toContainText('Eero Koskenniitty poisti kohdasta Tarpeet');
  await expect(lines.first()).toContainText('Lääkkeiden jako');
  await lines.filter({ hasText: 'Kuljetus päiväkeskukseen' }).getByRole('button', { name: 'Taulu tuolloin' }).click();
  await expect(aino.page.getByText(/Taulu sellaisena kuin se oli/)).toBeVisible();
  await expect(aino.texts('Tarpeet')).toHaveText(['Kotiapua aamuihin', 'Kuljetus päiväkeskukseen']);
  await expect(aino.page.getByRole('textbox', { name: 'Lisää tarve' })).toHaveCount(0);
  await aino.page.getByRole('button', { name: 'Takaisin nykyhetkeen' }).click();
  await expect(aino.page.getByRole('textbox', { name: 'Lisää tarve' })).toBeVisible();
});

test('a new board is made, somebody is let in by name, and finds it in their list', async ({ sits }) => {
  const [aino, leena] = [await sits('aino'), await sits('leena')];
  await aino.page.goto('/boards');
  await aino.page.getByRole('button', { name: 'Uusi taulu' }).click();
  await aino.page.getByLabel('Taulun nimi').fill('Kotona pärjääminen keväällä');
  await aino.page.getByRole('button', { name: 'Avaa taulu' }).click();
  await expect(aino.page.getByRole('heading', { level: 1, name: 'Kotona pärjääminen keväällä' })).toBeVisible();
  await aino.page.getByRole('button', { name: 'Lisää ihminen' }).click();
  await aino.page.getByRole('combobox', { name: 'Hae nimellä' }).fill('Leena');
  await aino.page.getByRole('option').filter({ hasText: 'Leena' }).first().click();
  await aino.page.getByLabel('Rooli taululla').selectOption({ label: 'seuraaja' });
  await aino.page.getByRole('button', { name: 'Lisää taululle' }).click();

  await leena.page.goto('/boards');
  await leena.page.getByRole('link', { name: /Kotona pärjääminen keväällä/ }).click();
  await expect(leena.page.getByText('Luet roolissa: seuraaja')).toBeVisible();
  await expect(leena.page.getByRole('textbox', { name: /^Lisää/ })).toHaveCount(0);
});

test('markup that somebody writes is words and nothing else', async ({ sits, board }) => {
  const { board: id } = await board();
  const { aino, eero } = await both(sits, id);
  const words = '<img src=x onerror="document.title=1"><b>lihava</b> {{nonce}} ${1}';
  await aino.adds('Lisää tarve', words);
  await expect(eero.texts('Tarpeet')).toHaveText([words]);
  await expect(eero.section('Tarpeet').locator('img, b')).toHaveCount(0);
});
