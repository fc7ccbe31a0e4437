// minutes.spec.mjs - minutes of a meeting that was held: put together, put right, confirmed, closed, taken up again, and taken along
import { readFile } from 'node:fs/promises';
import { test, expect } from './world.mjs';
import { append, newClient } from '../protocol/note.mjs';

test.use({ actionTimeout: 10_000 });
test.setTimeout(60_000);

const button = (seat, name) => seat.page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (seat) => seat.page.getByRole('dialog');
const text = (seat) => seat.page.getByRole('group', { name: 'Muistiinpanon teksti' });
const status = (seat, word) => expect(seat.page.getByRole('main').locator('strong').getByText(word, { exact: true }).first()).toBeVisible();

async function chooses(seat, act) {
  await button(seat, 'Muistion toiminnot').click();
  await seat.page.getByRole('menuitem', { name: act, exact: true }).click();
}

/** A meeting of aino and eero that is over, with what was said in it; leena was not there. */
async function held(knows, board) {
  const { board: id } = await board([], { eero: 'member', leena: 'member' });
  const [aino, eero] = [await knows('aino'), await knows('eero')];
  const { sitting } = await aino.http('sitting.begin', { board: id });
  await eero.http('sitting.join', { board: id, sitting });
  for (const [kind, words] of [['voice', 'Haluan nukkua yöni'], ['fact', 'Asuu yksin'], ['hypothesis', 'Väsymys kiertää'], ['learning', 'Kysytään ennen kuin ehdotetaan']])
    await aino.http('card.add', { board: id, kind, text: words });
  await aino.http('sitting.end', { board: id, sitting });
  return { id, sitting, aino };
}

async function makes(seat, { id, sitting }, chosen = []) {
  await seat.page.goto(`/boards/${id}/meeting/${sitting}`);
  await button(seat, /^Koosta (muistio|uudelleen)$/).click();
  for (const name of chosen) await dialog(seat).getByLabel(name).check();
  await dialog(seat).getByRole('button', { name: 'Koosta muistio' }).click();
  await expect(text(seat)).toContainText('Haluan nukkua yöni');
}

test("the team's own thinking is in the minutes where it is chosen, and in what is taken along", async ({ sits, knows, board }) => {
  const at = await held(knows, board);
  const aino = await sits('aino', { permissions: ['clipboard-read', 'clipboard-write'] });
  await makes(aino, at);
  await expect(text(aino)).not.toContainText('Väsymys kiertää');
  await expect(text(aino)).not.toContainText('Kysytään ennen');
  await makes(aino, at, ['Hypoteesit']);
  await expect(text(aino)).toContainText('Väsymys kiertää');
  await expect(text(aino)).not.toContainText('Kysytään ennen');
  await makes(aino, at, ['Hypoteesit', 'Tiimin oppima']);
  await expect(text(aino)).toContainText('Väsymys kiertää');
  await expect(text(aino)).toContainText('Kysytään ennen');

  await button(aino, 'Kopioi kirjausta varten').click();
  await expect(aino.page.getByText('Teksti kopioitu.')).toBeVisible();
  const copied = await aino.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Läsnä:$/m);
  expect(copied).toMatch(/^Asiakkaan näkemys:\n\n"Haluan nukkua yöni"$/m);
  expect(copied).toMatch(/^Esitiedot ja nykytila:\n\n- Asuu yksin$/m);
  expect(copied).not.toMatch(/[#*>]/);

  const keeps = async (act) => {
    const [file] = await Promise.all([aino.page.waitForEvent('download'), chooses(aino, act)]);
    return { name: file.suggestedFilename(), path: new URL(file.url()).pathname, text: await readFile(await file.path(), 'utf8') };
  };
  const own = new URL(aino.page.url()).pathname;
  const html = await keeps('Tallenna HTML-tiedostona');
  expect(html.path).toBe(`/api${own}.html`);
  expect(html.name).toMatch(/^muistio-K-\d{4}-\d{4}\.html$/);
  expect(html.text).toMatch(/<h2>Asiakkaan näkemys<\/h2>\s*<blockquote>\s*<p>Haluan nukkua yöni<\/p>/);
  expect(html.text).not.toContain('<script');
  const markdown = await keeps('Tallenna Markdown-tiedostona');
  expect(markdown.path).toBe(`/api${own}.md`);
  expect(markdown.name).toMatch(/\.md$/);
  expect(markdown.text).toMatch(/^## Asiakkaan näkemys\n\n> Haluan nukkua yöni$/m);

  await aino.page.emulateMedia({ media: 'print' });
  await expect(text(aino)).toBeVisible();
  await expect(aino.page.getByText(/^Tulostettu /)).toBeVisible();
  for (const gone of [aino.page.getByRole('banner'), aino.page.getByRole('navigation'), aino.page.getByRole('button'), aino.page.getByRole('complementary')])
    await expect(gone).toHaveCount(0);
});

test('minutes are put right together, confirmed, closed, and taken up again with a reason; every version stays', async ({ sits, knows, board }) => {
  const at = await held(knows, board);
  const [aino, eero, leena] = [await sits('aino'), await sits('eero'), await sits('leena')];
  await makes(aino, at);
  const path = new URL(aino.page.url()).pathname;
  for (const seat of [eero, leena]) {
    await seat.page.goto(path);
    await expect(text(seat)).toContainText('Haluan nukkua yöni');
  }
  await button(aino, 'Kirjoita').click();
  await aino.page.locator('.cm-content').waitFor();
  await aino.page.keyboard.press('Control+End');
  await aino.page.keyboard.type('Sovittiin iltapuhelusta.');
  await button(aino, 'Valmis').click();
  await expect(text(eero)).toContainText('Sovittiin iltapuhelusta.');

  // who was not there does not say that it was so
  await expect(button(leena, 'Vahvista')).toHaveCount(0);
  await button(eero, 'Vahvista').click();
  await expect(aino.page.getByRole('region', { name: 'Vahvistaneet' }).getByRole('listitem')).toContainText('Eero Koskenniitty');
  await status(aino, 'vahvistettu');
  await chooses(aino, 'Sulje muistio');
  await dialog(aino).getByRole('button', { name: 'Sulje muistio' }).click();
  for (const seat of [aino, eero, leena]) {
    await status(seat, 'suljettu');
    await expect(button(seat, 'Kirjoita')).toHaveCount(0);
  }

  await button(eero, 'Avaa muistio uudelleen').click();
  await dialog(eero).getByRole('textbox').fill('Puhelun päivä puuttuu');
  await dialog(eero).getByRole('button', { name: 'Avaa muistio uudelleen' }).click();
  for (const seat of [aino, eero, leena]) {
    await expect(seat.page.getByText(/Puhelun päivä puuttuu/)).toBeVisible();
    await status(seat, 'luonnos');
    await expect(button(seat, 'Kirjoita')).toBeVisible();
  }
  const minutes = Number(path.split('/').pop());
  const note = Number((await aino.page.getByRole('link', { name: 'Kaikki versiot ja historia' }).getAttribute('href')).split('/').pop());
  const { text: now, version } = await at.aino.http('note.open', { board: at.id, note });
  await at.aino.http('note.push', { board: at.id, note, version, client: newClient(), updates: [{ changes: append(now, '\n\nMaanantaisin.') }] });
  await expect(text(leena)).toContainText('Maanantaisin.');
  await expect(aino.page.getByText('aiemmasta tekstistä')).toBeVisible();

  // every version can be read again, by whoever reads the minutes
  await leena.page.getByRole('link', { name: 'Kaikki versiot ja historia' }).click();
  await leena.page.getByRole('tab', { name: 'Historia' }).click();
  await leena.page.getByRole('button', { name: /^Teksti tuolloin/ }).last().click();
  const then = leena.page.getByRole('main');
  await expect(then).toContainText('Haluan nukkua yöni');
  await expect(then).not.toContainText('Maanantaisin.');
  const { text: was } = await at.aino.http('minutes.text', { board: at.id, minutes, format: 'plain', version: 1 });
  expect(was).not.toContain('Sovittiin');
});
