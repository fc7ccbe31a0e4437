// phase.spec.mjs - a team words and orders the phases of its meetings; two may do it at once
import { test, expect } from './world.mjs';

const names = (seat) => seat.page.getByRole('main').getByRole('heading', { level: 2 });
const form = (seat, name) => seat.page.getByRole('form', { name });
const DEFAULTS = ['Saapuminen', 'Viime kerralla sovittu', 'Esittäjän kysymys', 'Mitä tiedämme', 'Asiakkaan ääni', 'Hypoteesit', 'Kysymykset', 'Reflektoiva keskustelu', 'Huoli ja voimavarat', 'Seuraavat askeleet', 'Lopuksi'];

let teams = 0;
async function team(knows) {
  const aino = await knows('aino');
  const { team: id } = await aino.http('team.create', { name: `Vaihetiimi ${++teams}` });
  await aino.http('team.add', { team: id, account: (await knows('eero')).id, role: 'member' });
  return id;
}

async function opens(seat, id) {
  await seat.page.goto(`/teams/${id}/phases`);
  await expect(names(seat).first()).toBeVisible();
}

async function chooses(seat, phase, act) {
  await seat.page.getByRole('button', { name: `Vaiheen toiminnot: ${phase}`, exact: true }).click();
  await seat.page.getByRole('menuitem', { name: act }).click();
}

/** A meeting of the team that is held today, with a case on its agenda, as a browser begins it. */
async function begins(knows, id, board) {
  const aino = await knows('aino');
  const start = `${new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(Date.now())}T23:00`;
  const { meeting } = await aino.http('meeting.create', { team: id, title: 'Tiimi', start, tz: 'Europe/Helsinki', minutes: 60 });
  await aino.http('agenda.add', { team: id, board, meeting, minutes: 30 });
  return aino.http('sitting.begin', { board, meeting });
}

test('from the team to its phases: one is worded, one added, one moved, one removed and brought back, and the next meeting has them', async ({ sits, board, knows }) => {
  test.setTimeout(90_000);
  const id = await team(knows);
  const [{ board: going }, { board: later }] = [await board([], {}), await board([], {})];
  await begins(knows, id, going);
  const aino = await sits('aino');
  const { page } = aino;
  await page.goto(`/teams/${id}`);
  await page.getByRole('region', { name: /^Tapaamisen vaiheet/ }).getByRole('link').click();
  await expect(names(aino)).toHaveText(DEFAULTS);
  await expect(page.getByText('Oletusvaiheet. Ensimmäinen muutos')).toBeVisible();

  await chooses(aino, 'Mitä tiedämme', 'Muokkaa');
  await page.keyboard.type('Kartan ääressä');
  await page.getByLabel('Kesto minuutteina').fill('15');
  await page.getByLabel('Mitä vaiheessa kysytään').fill('Mikä kartalla on muuttunut?');
  await page.getByRole('button', { name: 'Tallenna', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Kartan ääressä' })).toContainText('Mikä kartalla on muuttunut?');
  await expect(page.getByRole('button', { name: 'Vaiheen toiminnot: Kartan ääressä' })).toBeFocused();
  await expect(page.getByText('· Tiimin omat vaiheet')).toBeVisible();

  await chooses(aino, 'Hypoteesit', 'Lisää vaihe tämän jälkeen');
  await page.getByRole('button', { name: 'Lisää', exact: true }).click();
  await expect(page.getByLabel('Vaiheen nimi')).toBeFocused();
  await page.getByLabel('Vaiheen nimi').fill('Kahvi');
  await page.getByRole('button', { name: 'Lisää', exact: true }).click();
  await page.getByRole('button', { name: 'Ylös: Lopuksi' }).click();
  await chooses(aino, 'Kysymykset', 'Poista vaihe');
  await expect(names(aino)).toHaveText(['Saapuminen', 'Viime kerralla sovittu', 'Esittäjän kysymys', 'Kartan ääressä', 'Asiakkaan ääni', 'Hypoteesit', 'Kahvi', 'Reflektoiva keskustelu', 'Huoli ja voimavarat', 'Lopuksi', 'Seuraavat askeleet']);
  await page.getByRole('button', { name: 'Kumoa' }).click();
  const own = ['Saapuminen', 'Viime kerralla sovittu', 'Esittäjän kysymys', 'Kartan ääressä', 'Asiakkaan ääni', 'Hypoteesit', 'Kahvi', 'Kysymykset', 'Reflektoiva keskustelu', 'Huoli ja voimavarat', 'Lopuksi', 'Seuraavat askeleet'];
  await expect(names(aino)).toHaveText(own);

  // the meeting that was begun before goes on as it began; the next one has what the team decided
  const spine = page.getByRole('navigation', { name: 'Tapaamisen vaiheet' }).locator('.name');
  await page.goto(`/boards/${going}/meeting`);
  await expect(spine).toHaveText([/^Saapuminen/, ...DEFAULTS.slice(1)]);
  await begins(knows, id, later);
  await page.goto(`/boards/${later}/meeting`);
  await expect(spine).toHaveText([/^Saapuminen/, ...own.slice(1)]);
  await spine.getByText('Kartan ääressä').click();
  await expect(page.getByText('Mikä kartalla on muuttunut?')).toBeVisible();
});

test('two who edit one phase see both versions, and words whose phase was taken out are kept', async ({ sits, knows }) => {
  test.setTimeout(90_000);
  const id = await team(knows);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  for (const one of [aino, eero]) {
    await opens(one, id);
    await chooses(one, 'Asiakkaan ääni', 'Muokkaa');
  }
  await aino.page.getByLabel('Vaiheen nimi').fill('Ainon ääni');
  await eero.page.getByLabel('Vaiheen nimi').fill('Eeron ääni');
  await aino.page.getByRole('button', { name: 'Tallenna', exact: true }).click();
  await expect(names(aino)).toContainText(['Ainon ääni']);
  // the other screen hears of it: nothing is written over unseen
  await expect(eero.page.getByRole('alert').filter({ hasText: /samaan aikaan|on poistettu/ }).first()).toBeVisible();
  await expect(names(aino)).toContainText(['Ainon ääni']);
  await eero.page.reload();
  await expect(form(eero, /./).getByLabel('Vaiheen nimi')).toHaveValue('Eeron ääni');

  // one of the team's own list, both versions side by side
  await eero.page.getByRole('button', { name: /Luovu sanoista|Pidä voimassa oleva/ }).click();
  await chooses(eero, 'Ainon ääni', 'Muokkaa');
  await eero.page.getByLabel('Vaiheen nimi').fill('Kahden ääni');
  await chooses(aino, 'Ainon ääni', 'Muokkaa');
  await aino.page.getByLabel('Kesto minuutteina').fill('20');
  await aino.page.getByRole('button', { name: 'Tallenna', exact: true }).click();
  await expect(aino.page.getByText('20 min', { exact: true })).toBeVisible();
  const both = eero.page.getByRole('alert').filter({ hasText: 'Joku muutti tätä vaihetta samaan aikaan.' });
  await expect(both.getByRole('row', { name: /Vaiheen nimi/ })).toContainText('Kahden ääni');
  await expect(both.getByRole('row', { name: /Kesto/ })).toContainText('20 min');
  await eero.page.getByRole('button', { name: 'Tallenna omani' }).click();
  await expect(names(eero)).toContainText(['Kahden ääni']);

  // taken out under one's hands
  await chooses(eero, 'Kahden ääni', 'Muokkaa');
  await eero.page.getByLabel('Mitä vaiheessa kysytään').fill('Mitä hän sanoisi?');
  await expect.poll(async () => (await eero.keeps()).filter((record) => record.includes('draft:')).length).toBe(1);
  await opens(aino, id);
  await chooses(aino, 'Kahden ääni', 'Poista vaihe');
  await expect(names(aino)).toHaveCount(10);
  await eero.page.reload();
  await expect(eero.page.getByText('Vaihe, jota muokkasit, on poistettu.')).toBeVisible();
  await eero.page.getByRole('button', { name: 'Lisää uutena' }).click();
  await expect(names(eero).last()).toHaveText('Kahden ääni');
  await expect(eero.page.getByText('Mitä hän sanoisi?')).toBeVisible();
});

test('keys suffice to edit, move and reset the phases, and nothing typed is lost over a reload', async ({ sits, knows }) => {
  test.slow();
  const id = await team(knows);
  const aino = await sits('aino');
  const { page } = aino;
  const key = (name) => page.keyboard.press(name);
  await opens(aino, id);
  await aino.reach(page.getByRole('button', { name: 'Vaiheen toiminnot: Saapuminen' }));
  await key('Alt+ArrowDown');
  await expect(names(aino)).toHaveText([DEFAULTS[1], DEFAULTS[0], ...DEFAULTS.slice(2)]);
  await expect(page.getByRole('button', { name: 'Alas: Saapuminen' })).toBeFocused();
  await key('Alt+ArrowDown');
  await expect(names(aino)).toHaveText([DEFAULTS[1], DEFAULTS[2], DEFAULTS[0], ...DEFAULTS.slice(3)]);
  await expect(page.getByRole('button', { name: 'Alas: Saapuminen' })).toBeFocused();
  await key('F2');
  await expect(page.getByLabel('Vaiheen nimi')).toBeFocused();
  await page.keyboard.type('Tervetuloa');
  await expect.poll(async () => (await aino.keeps()).filter((record) => record.includes('draft:')).length).toBe(1);
  await page.reload();
  await expect(page.getByLabel('Vaiheen nimi')).toHaveValue('Tervetuloa');
  await page.getByLabel('Vaiheen nimi').focus();
  await key('Enter');
  await expect(names(aino)).toHaveText([DEFAULTS[1], DEFAULTS[2], 'Tervetuloa', ...DEFAULTS.slice(3)]);

  await aino.reach(page.getByRole('button', { name: 'Palauta oletusvaiheet' }), 'Shift+Tab');
  await key('Enter');
  await expect(page.getByRole('dialog')).toContainText('eikä niitä saa takaisin');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Peruuta' })).toBeFocused();
  await key('Tab');
  await key('Enter');
  await expect(names(aino)).toHaveText(DEFAULTS);
});
