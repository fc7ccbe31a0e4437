// note.spec.mjs - live notes at browsers of one's own: writing together, looking back, and losing nothing
import { test, expect } from './world.mjs';
import { apply, newClient, put } from '../protocol/note.mjs';

/** A note on the board, with a text in it; the author is aino unless told otherwise. */
async function makes(knows, board, text = '', { by = 'aino', title = 'Kotikäynnin muistio', kind = 'minutes' } = {}) {
  const who = await knows(by);
  const { note } = await who.http('note.create', { board, title, kind });
  if (text) await who.http('note.push', { board, note, version: 0, client: newClient(), updates: [{ changes: put('', 0, text) }] });
  return note;
}

async function opens(seat, board, note, title = 'Kotikäynnin muistio') {
  await seat.page.goto(`/boards/${board}/notes/${note}`);
  await expect(seat.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Goes to writing; the caret is where a new writer's is, at the end. */
async function begins(seat) {
  await seat.page.getByRole('button', { name: 'Kirjoita', exact: true }).click();
  await expect(field(seat)).toBeFocused();
}

const field = (seat) => seat.page.getByRole('article').getByRole('textbox');
const reading = (seat) => seat.page.getByRole('group', { name: 'Muistiinpanon teksti' });
const pane = (seat, name) => seat.page.getByRole('tab', { name }).click();
/** The text on the screen while writing: its marks are not in these tests' words. */
const written = async (seat) => (await seat.page.locator('.cm-line').allTextContents()).join('\n');

/** Every screen where one writes and the server have one and the same text, whole and saved; returns it. */
async function agree(seats, knows, board, note, has) {
  const aino = await knows('aino');
  let text;
  await expect(async () => {
    ({ text } = await aino.http('note.open', { board, note }));
    for (const words of [has].flat()) expect(text).toContain(words);
    for (const seat of seats) expect(await written(seat)).toBe(text);
  }).toPass({ timeout: 20_000 });
  for (const seat of seats) await expect(seat.state()).toHaveText(/^(Tallennettu|Ajan tasalla)/);
  return text;
}

async function both(sits, knows, board, text, options) {
  const { board: id } = await board();
  const note = await makes(knows, id, text, options);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([opens(aino, id, note), opens(eero, id, note)]);
  return { id, note, aino, eero };
}

/** Whether the page would ask before it is left. */
const warns = (seat) => seat.page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

const letters = (text) => [...text].sort().join('');

test('two who write at once in the same line see the same line, and so does the server', async ({ sits, knows, board }) => {
  const { id, note, aino, eero } = await both(sits, knows, board, 'Alussa oli rivi');
  await Promise.all([begins(aino), begins(eero)]);
  await aino.page.keyboard.press('Control+Home');
  await Promise.all([
    aino.page.keyboard.type('Ainon sanat ennen kaikkea muuta. ', { delay: 12 }),
    eero.page.keyboard.type(', ja Eeron sanat sen perässä', { delay: 14 }),
  ]);
  await agree([aino, eero], knows, id, note, 'Ainon sanat ennen kaikkea muuta. Alussa oli rivi, ja Eeron sanat sen perässä');

  // and in the very same place
  await Promise.all([aino, eero].map((seat) => seat.page.keyboard.press('Control+End')));
  await Promise.all([aino.page.keyboard.type('aaaaaaaaaaaaaaaaaaaa', { delay: 9 }), eero.page.keyboard.type('eeeeeeeeeeeeeeeeeeee', { delay: 10 })]);
  const text = await agree([aino, eero], knows, id, note, 'perässä');
  await expect(async () => {
    const now = await agree([aino, eero], knows, id, note, []);
    expect(letters(now.split('perässä')[1])).toBe('a'.repeat(20) + 'e'.repeat(20));
  }).toPass();
  expect(text).toContain('Alussa oli rivi');
});

test('letters that are composed are whole while another writes beside them', async ({ sits, knows, board }) => {
  const { id, note, aino, eero } = await both(sits, knows, board, '\nRivi: ');
  await Promise.all([begins(aino), begins(eero)]);
  await eero.page.keyboard.press('Control+Home');
  const keys = await aino.context.newCDPSession(aino.page);
  const composes = async (...steps) => {
    for (const text of steps) await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await keys.send('Input.insertText', { text: steps.at(-1) });
  };
  const one = async () => {
    for (const word of [['¨', 'ä'], ['¨', 'ö'], ['°', 'å'], ['y', 'yö', 'yöt', 'yötä']]) await composes(...word);
    await aino.page.keyboard.type(' hyvää');
  };
  await Promise.all([one(), eero.page.keyboard.type('Eero kirjoittaa samalla.', { delay: 15 })]);
  await agree([aino, eero], knows, id, note, 'Eero kirjoittaa samalla.\nRivi: äöåyötä hyvää');
});

test('emoji are one sign for both: written, deleted, and never halved', async ({ sits, knows, board }) => {
  const { id, note, aino, eero } = await both(sits, knows, board, 'Mieli: ');
  await Promise.all([begins(aino), begins(eero)]);
  await aino.page.keyboard.insertText('😀👩🏽‍⚕️🇫🇮');
  await agree([aino, eero], knows, id, note, 'Mieli: 😀👩🏽‍⚕️🇫🇮');
  await eero.page.keyboard.press('Control+End');
  await Promise.all([eero.page.keyboard.press('Backspace'), aino.page.keyboard.insertText(' ja 🌧')]);
  await agree([aino, eero], knows, id, note, 'Mieli: 😀👩🏽‍⚕️ ja 🌧');
});

test('whoever is offline writes on, is told that it waits, and both texts are there afterwards', async ({ sits, knows, board }) => {
  const { id, note, aino, eero } = await both(sits, knows, board, 'Ensimmäinen\nToinen\nKolmas');
  await Promise.all([begins(aino), begins(eero)]);
  await eero.context.setOffline(true);
  await expect(eero.state()).toHaveText(/Ei yhteyttä/);
  await eero.page.keyboard.type(', ja tämä yhteydettä');
  await expect(eero.state()).toHaveText('Ei yhteyttä · 1 muutos odottaa');
  await aino.page.keyboard.press('Control+Home');
  await aino.page.keyboard.type('Sillä aikaa: ');
  await expect(aino.state()).toHaveText(/^Tallennettu/);
  expect(await written(eero)).toBe('Ensimmäinen\nToinen\nKolmas, ja tämä yhteydettä');

  await eero.context.setOffline(false);
  await agree([aino, eero], knows, id, note, 'Sillä aikaa: Ensimmäinen\nToinen\nKolmas, ja tämä yhteydettä');
});

test('words that wait outlive a reload, and arrive once', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const note = await makes(knows, id, 'Alku');
  const aino = await sits('aino');
  let is_down = false;
  const lines = new Set();
  await aino.page.routeWebSocket(/\/ws$/, (line) => {
    if (is_down) { void line.close(); return; }
    line.connectToServer();
    lines.add(line);
  });
  await opens(aino, id, note);
  await begins(aino);
  is_down = true;
  for (const line of lines) await line.close();
  await expect(aino.state()).toHaveText(/Ei yhteyttä/);
  await aino.page.keyboard.type(', katkon aikana kirjoitettu');
  await expect(aino.state()).toHaveText('Ei yhteyttä · 1 muutos odottaa');
  await expect(async () => expect(await warns(aino)).toBe(false)).toPass(); // it is kept
  expect((await aino.keeps()).join('')).not.toContain('katkon aikana'); // sealed
  await aino.page.reload();
  await expect(aino.state()).toHaveText(/1 muutos odottaa/);
  is_down = false;
  await expect(reading(aino)).toHaveText('Alku, katkon aikana kirjoitettu', { timeout: 25_000 });
  await expect(aino.state()).toHaveText(/^Tallennettu/);
  expect((await (await knows('aino')).http('note.open', { board: id, note })).text).toBe('Alku, katkon aikana kirjoitettu');
});

test('on a slow line one writes without waiting, and the text is the same in the end', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const note = await makes(knows, id, 'Hidas: ');
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await aino.page.routeWebSocket(/\/ws$/, (line) => {
    const server = line.connectToServer();
    line.onMessage((m) => setTimeout(() => server.send(m), 400));
    server.onMessage((m) => setTimeout(() => line.send(m), 400));
  });
  await Promise.all([opens(aino, id, note), opens(eero, id, note)]);
  await Promise.all([begins(aino), begins(eero)]);
  await eero.page.keyboard.press('Control+Home');
  await Promise.all([
    aino.page.keyboard.type('pitkä lause, joka lähtee monessa osassa', { delay: 25 }),
    eero.page.keyboard.type('Eero ehtii väliin. ', { delay: 40 }),
  ]);
  await agree([aino, eero], knows, id, note, 'Eero ehtii väliin. Hidas: pitkä lause, joka lähtee monessa osassa');
});

test('undo takes back one\'s own words only, and redo brings them again', async ({ sits, knows, board }) => {
  const { id, note, aino, eero } = await both(sits, knows, board, 'Yhteinen.');
  await Promise.all([begins(aino), begins(eero)]);
  await aino.page.keyboard.type(' Ainon.');
  await agree([aino, eero], knows, id, note, 'Yhteinen. Ainon.');
  await eero.page.keyboard.press('Control+Home');
  await eero.page.keyboard.type('Eeron. ');
  await agree([aino, eero], knows, id, note, 'Eeron. Yhteinen. Ainon.');
  await aino.page.keyboard.press('Control+z');
  expect(await agree([aino, eero], knows, id, note, [])).toBe('Eeron. Yhteinen.');
  await aino.page.keyboard.press('Control+z');
  expect(await agree([aino, eero], knows, id, note, [])).toBe('Eeron. Yhteinen.');
  await aino.page.keyboard.press('Control+y');
  expect(await agree([aino, eero], knows, id, note, 'Ainon')).toBe('Eeron. Yhteinen. Ainon.');
});

test('a note is read as a document, and a box that is checked while reading is checked for everybody', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const leena = await knows('eero');
  const text = `# Sovittua\n- [ ] soitto Jarille\n- [x] turvapuhelin\n> Kotona tykkään olla\n!> Iltakäynnit alkavat\nKirjasi @[Eero Koskenniitty](account:${leena.id}), https://example.org ja javascript:alert(1)`;
  const note = await makes(knows, id, text);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([opens(aino, id, note), opens(eero, id, note)]);
  const { page } = aino;
  await expect(page.getByRole('heading', { level: 2, name: 'Sovittua' })).toBeVisible();
  await expect(page.getByRole('blockquote')).toContainText('Kotona tykkään olla');
  await expect(page.getByRole('group', { name: 'Päätös' })).toContainText('Iltakäynnit alkavat');
  await expect(reading(aino).getByRole('link')).toHaveCount(1);
  await expect(reading(aino).getByRole('link')).toHaveAttribute('rel', 'noreferrer noopener');
  await reading(aino).getByRole('button', { name: 'Eero Koskenniitty' }).click();
  await expect(page.getByText('Keskussairaala, sisätautien osasto').last()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('checkbox', { name: 'soitto Jarille' }).check();
  await expect(eero.page.getByRole('checkbox', { name: 'soitto Jarille' })).toBeChecked();
  await eero.page.getByRole('checkbox', { name: 'turvapuhelin' }).uncheck();
  await expect(page.getByRole('checkbox', { name: 'turvapuhelin' })).not.toBeChecked();
  expect((await (await knows('aino')).http('note.open', { board: id, note })).text).toBe(text.replace('[ ]', '[x]').replace('[x] turva', '[ ] turva'));
});

test('what stands against a name is read on the name\'s line, however narrow the page', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const eero = await knows('eero');
  const person = `@[Eero Koskenniitty](account:${eero.id})`;
  const note = await makes(knows, id, `Paikalla ${person}, ${person}:n sisar ja (${person}).`);
  const aino = await sits('aino');
  await opens(aino, id, note);
  for (let width = 340; width <= 480; width += 10) {
    await aino.page.setViewportSize({ width, height: 800 });
    const torn = await reading(aino).evaluate((node) => {
      const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT, (text) => (text.data && !text.parentElement.closest('button, [data-aside]') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP));
      return [...node.querySelectorAll('button')].filter((button) => {
        words.currentNode = button;
        const range = document.createRange();
        range.setStart(words.nextNode(), 0);
        range.setEnd(words.currentNode, 1);
        return Math.abs(range.getBoundingClientRect().bottom - button.getBoundingClientRect().bottom) > 8;
      }).length;
    });
    expect(torn, `${width} wide`).toBe(0);
  }
});

test('whoever reads keeps their place while another writes above it', async ({ sits, knows, board }) => {
  const { aino, eero } = await both(sits, knows, board, 'Ylin rivi\nKeskimmäinen\nJohon katson');
  const mine = reading(aino).getByText('Johon katson');
  await reading(aino).focus();
  const before = await mine.elementHandle();
  await begins(eero);
  await eero.page.keyboard.press('Control+Home');
  await eero.page.keyboard.type('Uusi alku\n');
  await expect(reading(aino)).toContainText('Uusi alku');
  expect(await before.evaluate((element) => element.isConnected)).toBe(true);
  await expect(reading(aino)).toBeFocused();
});

test('keys begin and end the writing, and the focus comes back to the text', async ({ sits, knows, board }) => {
  const { aino } = await both(sits, knows, board, 'Teksti');
  await reading(aino).focus();
  await aino.page.keyboard.press('Enter');
  await expect(field(aino)).toBeFocused();
  await aino.page.keyboard.type(' jatkuu');
  await expect(aino.state()).toHaveText(/^Tallennettu/);
  await aino.page.keyboard.press('Escape');
  await expect(reading(aino)).toBeFocused();
  await expect(reading(aino)).toHaveText('Teksti jatkuu');
  await aino.page.keyboard.press('e');
  await expect(field(aino)).toBeFocused();
});

test('a plain text field keeps its selection while another writes before it', async ({ sits, knows, board }) => {
  const { id, note, aino, eero } = await both(sits, knows, board, 'Alku ja tämä sana loppu');
  await aino.page.goto('/settings');
  await aino.page.getByText('Tavallinen tekstikenttä', { exact: true }).click();
  await opens(aino, id, note);
  await begins(aino);
  const area = aino.page.locator('textarea');
  await area.evaluate((node) => node.setSelectionRange(8, 17));
  await begins(eero);
  await eero.page.keyboard.press('Control+Home');
  await eero.page.keyboard.type('Eeron sanat. ');
  await expect(area).toHaveValue('Eeron sanat. Alku ja tämä sana loppu');
  expect(await area.evaluate((node) => node.value.slice(node.selectionStart, node.selectionEnd))).toBe('tämä sana');
  await aino.page.keyboard.type('tuo');
  await expect(area).toHaveValue('Eeron sanat. Alku ja tuo loppu');
  await expect(async () => expect(await written(eero)).toBe('Eeron sanat. Alku ja tuo loppu')).toPass();
  await aino.page.keyboard.press('Control+z');
  await expect(area).toHaveValue('Eeron sanat. Alku ja tämä sana loppu');
});

test('the history tells who wrote what, shows the text of then, and brings it back', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const note = await makes(knows, id, 'Ritva asuu yksin.');
  const [aino, eero] = [await knows('aino'), await knows('eero')];
  const writes = async (who, text, at, words) => {
    const { version } = await aino.http('note.open', { board: id, note });
    const changes = put(text, at, words);
    await who.http('note.push', { board: id, note, version, client: newClient(), updates: [{ changes }] });
    return apply(text, changes);
  };
  const second = await writes(eero, 'Ritva asuu yksin.', 10, ' kotona');
  await aino.http('note.revert', { board: id, note, version: 1 });
  const seat = await sits('aino');
  await opens(seat, id, note);
  const { page } = seat;
  expect(second).toBe('Ritva asuu kotona yksin.');
  await expect(reading(seat)).toHaveText('Ritva asuu yksin.');

  await pane(seat, 'Historia');
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText('palautti aiemman tekstin');
  await expect(panel).toContainText('Aino Saarnivirta ja Eero Koskenniitty');
  await panel.getByRole('button', { name: /Teksti tuolloin/ }).last().click();
  await expect(page.getByText(/^Näin se oli /)).toBeVisible();
  await expect(page.locator('ins').first()).toContainText('Ritva asuu kotona yksin.');
  await page.getByRole('article').getByText('Teksti', { exact: true }).click();
  await expect(reading(seat)).toHaveText('Ritva asuu kotona yksin.');
  await page.getByRole('button', { name: 'Palauta tämä' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Palauta tämä' }).click();
  await expect(reading(seat)).toHaveText('Ritva asuu kotona yksin.');
  await expect(page.getByRole('button', { name: 'Takaisin nykyhetkeen' })).toHaveCount(0);
  expect((await aino.http('note.open', { board: id, note })).text).toBe('Ritva asuu kotona yksin.');

  // brought back are the words, and whose they were
  await page.getByRole('button', { name: 'Kirjoittajat' }).click();
  const authors = page.getByRole('region', { name: 'Kuka kirjoitti mitä' });
  await expect(authors.getByRole('listitem').filter({ hasText: 'Aino Saarnivirta' })).toContainText('% tekstistä');
  await expect(authors.locator('.lines')).toContainText('Aino Saarnivirta');
});

test('a note is begun on the board, written at once, seen by the others, removed, taken back and found in the bin', async ({ sits, board }) => {
  const { board: id } = await board();
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([aino.opens(id), eero.opens(id)]);
  await aino.page.getByRole('button', { name: /Uusi muistiinpano/ }).click();
  await aino.page.getByRole('textbox', { name: 'Otsikko' }).fill('Hoitokokous');
  await aino.page.getByRole('combobox', { name: 'Laji' }).selectOption('plan');
  await aino.page.keyboard.press('Enter');
  await expect(aino.page.getByRole('article', { name: 'Hoitokokous' }).getByRole('textbox')).toBeFocused();
  const line = eero.section('Muistiinpanot').getByRole('listitem').filter({ hasText: 'Hoitokokous' });
  await expect(line).toContainText('suunnitelma');
  await expect(async () => {
    await aino.page.keyboard.type('a');
    await expect(line).toContainText('Aino Saarnivirta kirjoittaa', { timeout: 1_500 });
  }).toPass();
  await expect(line).toContainText('Muuttunut sen jälkeen, kun viimeksi katsoit');
  await line.getByRole('link').click();
  await expect(eero.page.getByRole('heading', { level: 1, name: 'Hoitokokous' })).toBeFocused();
  await eero.page.getByRole('link', { name: /^Takaisin taululle/ }).click();
  await expect(line.getByRole('link')).toBeFocused();

  await aino.page.getByRole('button', { name: 'Muistiinpanon toiminnot' }).click();
  await aino.page.getByRole('menuitem', { name: 'Poista muistiinpano' }).click();
  await expect(aino.page.getByText('Muistiinpano ”Hoitokokous” poistettu')).toBeVisible();
  await expect(line).toHaveCount(0);
  await aino.page.getByRole('button', { name: 'Kumoa' }).click();
  await expect(line).toHaveCount(1);
  await line.getByRole('link').click();
  await eero.page.getByRole('button', { name: 'Muistiinpanon toiminnot' }).click();
  await eero.page.getByRole('menuitem', { name: 'Poista muistiinpano' }).click();
  await pane(aino, 'Poistetut');
  await aino.page.getByRole('button', { name: 'Palauta: Hoitokokous' }).click();
  await expect(line).toHaveCount(1);
  await pane(aino, 'Historia');
  await expect(aino.page.getByRole('tabpanel')).toContainText('palautti muistiinpanon');
});

test('a private note is its author\'s alone: nobody else sees that it is there', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([aino.opens(id), eero.opens(id)]);
  const note = await makes(knows, id, 'Vain itselleni.', { kind: 'private', title: 'Omia ajatuksia' });
  await expect(aino.section('Muistiinpanot')).toContainText('Omia ajatuksia');
  await expect(aino.section('Muistiinpanot')).toContainText('vain sinulle');
  await opens(aino, id, note, 'Omia ajatuksia');
  await begins(aino);
  await aino.page.keyboard.type(' Ja lisää.');
  await expect(aino.state()).toHaveText(/^Tallennettu/);
  await expect(eero.page.getByRole('tabpanel')).not.toContainText('Omia ajatuksia');
  await expect(eero.section('Muistiinpanot')).not.toContainText('Omia ajatuksia');
  await eero.page.goto(`/boards/${id}/notes/${note}`);
  await expect(eero.page.getByRole('heading', { level: 1, name: 'Muistiinpanoa ei löydy' })).toBeVisible();
  await expect(eero.page.getByText('Vain itselleni')).toHaveCount(0);
});

test('an observer reads what is written as it is written, and can change nothing', async ({ sits, knows, board }) => {
  const { board: id } = await board([], { eero: 'member', leena: 'observer' });
  const note = await makes(knows, id, '- [ ] tehtävä\nTeksti');
  const [leena, eero] = [await sits('leena'), await sits('eero')];
  await Promise.all([opens(leena, id, note), opens(eero, id, note)]);
  await begins(eero);
  await eero.page.keyboard.type(' jatkuu');
  await expect(reading(leena)).toContainText('Teksti jatkuu');
  await expect(leena.page.getByRole('checkbox')).toBeDisabled();
  await expect(leena.page.getByRole('button', { name: 'Kirjoita', exact: true })).toHaveCount(0);
  await expect(leena.page.getByText(/Luet roolissa: seuraaja/).last()).toBeVisible();
  await reading(leena).focus();
  await leena.page.keyboard.press('Enter');
  await expect(field(leena)).toHaveCount(0);
});

test('an archived board\'s notes are read, and it says why they can\'t be written', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const note = await makes(knows, id, 'Loppu.');
  await (await knows('aino')).http('board.archive', { board: id });
  const aino = await sits('aino');
  await opens(aino, id, note);
  await expect(reading(aino)).toHaveText('Loppu.');
  await expect(aino.page.getByText('Taulu on arkistoitu, joten muistiinpanoa voi vain lukea.')).toBeVisible();
  await expect(aino.page.getByRole('button', { name: 'Kirjoita', exact: true })).toHaveCount(0);
});

test('closing the page with words that are kept nowhere warns', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const note = await makes(knows, id, 'Alku');
  const aino = await sits('aino');
  await aino.context.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
  await opens(aino, id, note);
  await begins(aino);
  await aino.context.setOffline(true);
  await expect(aino.state()).toHaveText(/Ei yhteyttä/);
  await aino.page.keyboard.type(' ja jotakin');
  await expect(aino.state()).toHaveText('Ei yhteyttä · 1 muutos odottaa');
  const asked = aino.page.waitForEvent('dialog');
  await aino.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
});

test('the notes of meetings\' phases are folded away under the others, each once', async ({ sits, knows, board }) => {
  const { board: id } = await board();
  const aino = await knows('aino');
  await makes(knows, id, 'Sanoja');
  await aino.http('sitting.begin', { board: id });
  const { snapshot } = await aino.http('board.open', { board: id });
  const [first, next] = Object.values(snapshot.sitting_phase).sort((a, b) => a.position - b.position);
  for (const phase of [first, next]) await aino.http('sitting.note', { board: id, sitting: first.sitting, phase: phase.id });
  const { page } = await sits('aino');
  await page.goto(`/boards/${id}`);
  const notes = page.getByRole('region', { name: 'Muistiinpanot', exact: true });
  const titles = notes.getByRole('listitem');
  await expect(titles).toHaveText([/Kotikäynnin muistio/]);
  await notes.getByText('Tapaamisten vaiheista').click();
  await expect(titles).toHaveText([/Kotikäynnin muistio/, /^Viime kerralla sovittu/, /^Saapuminen/]);
});
