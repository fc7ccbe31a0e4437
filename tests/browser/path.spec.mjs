// path.spec.mjs - the client's services and the path they make with the tasks: as a picture, as a list, on paper
import { test, expect } from './world.mjs';

const KINDS = { picture: 'Kuva', list: 'Luettelo' };

/** A thing of the picture, by its name. */
const node = (seat, name) => seat.page.getByRole('group', { name: 'Kuva' }).getByRole('button', { name: new RegExp(`^${name}\\. `) });
/** A service in the list, by its name. */
const item = (seat, name) => seat.page.getByRole('article').getByRole('listitem').filter({ has: seat.page.getByRole('heading', { level: 3, name, exact: true }) });
const dialog = (seat) => seat.page.getByRole('dialog');

async function atServices(seat, board, kind = 'picture') {
  await seat.page.goto(`/boards/${board}/services`);
  await expect(seat.page.getByRole('heading', { level: 1, name: 'Palvelut' })).toBeVisible();
  if (kind === 'list') await shows(seat, kind);
}

async function shows(seat, kind) {
  await seat.page.getByRole('group', { name: 'Näkymä' }).getByText(KINDS[kind], { exact: true }).click();
}

/** Fills the open form of a service: by the labels of its fields. */
async function fills(seat, fields) {
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog(seat).getByLabel(label, { exact: true });
    if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption({ label: value });
    else await field.fill(value);
  }
}

async function adds(seat, fields) {
  await seat.page.getByRole('button', { name: 'Lisää palvelu', exact: true }).click();
  await fills(seat, fields);
  await dialog(seat).getByRole('button', { name: 'Lisää palvelu' }).click();
  await expect(dialog(seat)).toHaveCount(0);
}

/** Opens a judgement, chooses and says why. */
async function finds(seat, ask, choice, reason) {
  await dialog(seat).getByRole('button', { name: ask }).click();
  await dialog(seat).getByRole('radio', { name: choice }).check();
  await dialog(seat).getByRole('button', { name: 'Tallenna' }).click();
  await expect(dialog(seat)).toContainText('Kirjoita lyhyt perustelu.'); // never without a reason
  await dialog(seat).getByLabel('Perustelu').fill(reason);
  await dialog(seat).getByRole('button', { name: 'Tallenna' }).click();
}

async function closes(seat) {
  await seat.page.keyboard.press('Escape');
  await expect(dialog(seat)).toHaveCount(0);
}

/** Services by their names, in use or planned: {name: end}. */
async function services(person, board, all) {
  const made = {};
  for (const [name, sector, status = 'in_use'] of all) made[name] = `service:${(await person.http('service.create', { board, name, sector, status })).service}`;
  return made;
}

/** Where each thing stands: from the left edge, and under the rule of its lane. A lane that gets another row moves those under it as a whole. */
const places = (seat) => seat.page.evaluate(() => {
  const rules = [...document.querySelectorAll('.lane .rule')].map((rule) => Number(/^M0 ([\d.]+)/.exec(rule.getAttribute('d'))[1]));
  return Object.fromEntries([...document.querySelectorAll('[data-end]')].map((node) => {
    const [x, y] = node.getAttribute('transform').match(/[\d.]+/g).map(Number);
    const lane = rules.filter((rule) => rule < y).length - 1;
    return [node.getAttribute('data-end'), { lane, x, y: y - rules[lane] }];
  }));
});

test('a service is added in the picture, judged and decided with reasons and counted, and the list says the same to another', async ({ sits, board }) => {
  test.slow();
  const { board: id } = await board();
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await atServices(aino, id);
  await atServices(eero, id);

  await adds(aino, { 'Palvelun nimi': 'Kotihoidon aamukäynti', Sektori: '▲ Sosiaalitoimi', 'Palvelun laji': 'kotihoito', 'Yksikkö': 'Kotihoito ja kotikuntoutus', 'Mitä varten': 'Aamutoimet ja lääkkeet', Tila: 'käytössä' });
  await expect(node(aino, 'Kotihoidon aamukäynti')).toBeFocused();
  await aino.page.keyboard.press('Enter');
  await finds(aino, 'Arvioi sopivuus', 'liian raskas', 'Ritva pärjää itse kolmena aamuna.');
  await finds(aino, 'Päätä, onko kevein riittävä', 'kevyempi riittäisi', 'Kaksi käyntiä viikossa riittää.');
  const year = dialog(aino).getByRole('spinbutton').first();
  await year.fill('12');
  await year.press('Tab');
  await closes(aino);

  await shows(eero, 'list');
  for (const said of ['Kotihoito ja kotikuntoutus', 'Aamutoimet ja lääkkeet', 'käytössä', 'liian raskas – Ritva pärjää itse kolmena aamuna.', 'kevyempi riittäisi – Kaksi käyntiä viikossa riittää.', '12'])
    await expect(item(eero, 'Kotihoidon aamukäynti')).toContainText(said);

  // the list does what the picture does
  await eero.page.getByRole('button', { name: 'Lisää palvelu: Sosiaalitoimi' }).click();
  await fills(eero, { 'Palvelun nimi': 'Yksityinen kotiapu', 'Palvelun laji': 'kotihoito', Tuottaja: 'Apu Oy' });
  await dialog(eero).getByRole('button', { name: 'Lisää palvelu' }).click();
  await expect(item(eero, 'Yksityinen kotiapu')).toBeVisible();

  // two of one kind at one time: said in words, in both
  await expect(item(eero, 'Yksityinen kotiapu')).toContainText('Sama palvelun laji: Kotihoidon aamukäynti (Kotihoito ja kotikuntoutus)');
  await expect(node(aino, 'Kotihoidon aamukäynti')).toHaveAccessibleName(/päällekkäin: Yksityinen kotiapu/);
  await expect(aino.page.getByText('2 päällekkäistä palvelua')).toBeVisible();
  await item(eero, 'Yksityinen kotiapu').getByRole('button', { name: 'Yksityinen kotiapu', exact: true }).click();
  await dialog(eero).getByRole('combobox', { name: 'Tila' }).selectOption({ label: 'päättynyt' });
  await closes(eero);
  await expect(aino.page.getByText('2 päällekkäistä palvelua')).toHaveCount(0);
});

test('a service that another changed meanwhile shows both versions, and each word is chosen', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id } = await board();
  await services(await knows('aino'), id, [['Kotihoito', 'social_services']]);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await atServices(aino, id, 'list');
  await atServices(eero, id, 'list');
  const edits = async (seat, fields) => {
    await item(seat, 'Kotihoito').getByRole('button', { name: 'Palvelun toiminnot: Kotihoito' }).click();
    await seat.page.getByRole('menuitem', { name: 'Muokkaa tietoja' }).click();
    await fills(seat, fields);
  };
  await edits(aino, { 'Mitä varten': 'Lääkkeet aamuin' });
  await edits(eero, { 'Mitä varten': 'Lääkkeet illoin', 'Yhteyshenkilö ja numero': 'Marja' });
  await dialog(eero).getByRole('button', { name: 'Tallenna' }).click();
  await expect(item(eero, 'Kotihoito')).toContainText('Lääkkeet illoin');

  const both = dialog(aino).getByRole('alert');
  await expect(both).toContainText('Tiedot ovat muuttuneet sillä aikaa');
  await expect(both.getByRole('row', { name: /^Mitä varten/ })).toContainText('Lääkkeet aamuin');
  await expect(both.getByRole('row', { name: /^Mitä varten/ })).toContainText('Lääkkeet illoin');
  await both.getByRole('button', { name: 'Ota taulun tieto: Yhteyshenkilö ja numero' }).click();
  await dialog(aino).getByRole('button', { name: 'Tallenna omani' }).click();
  for (const seat of [aino, eero]) {
    await expect(item(seat, 'Kotihoito')).toContainText('Lääkkeet aamuin');
    await expect(item(seat, 'Kotihoito')).toContainText('Marja');
  }
});

test('a service that is removed comes back by undo, and out of the bin; and the past shows it as it stood', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id } = await board();
  await services(await knows('aino'), id, [['Päivätoiminta', 'social_services'], ['Kuljetus', 'other']]);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await atServices(aino, id, 'list');
  await atServices(eero, id);
  const removes = async () => {
    await item(aino, 'Päivätoiminta').getByRole('button', { name: 'Palvelun toiminnot: Päivätoiminta' }).click();
    await aino.page.getByRole('menuitem', { name: 'Poista palvelu' }).click();
  };
  await removes();
  await expect(node(eero, 'Päivätoiminta')).toHaveCount(0);
  await aino.page.getByRole('button', { name: 'Kumoa' }).click();
  await expect(node(eero, 'Päivätoiminta')).toBeVisible();
  await removes();
  await expect(node(eero, 'Päivätoiminta')).toHaveCount(0);

  // as it stood when Kuljetus came
  await aino.page.getByRole('tab', { name: 'Historia' }).click();
  await aino.page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'poisti palvelun' }).last().getByRole('button', { name: 'Taulu tuolloin' }).click();
  await expect(aino.page.getByText(/Taulu sellaisena kuin se oli/)).toBeVisible();
  await expect(item(aino, 'Päivätoiminta')).toHaveCount(0);
  await aino.page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'palautti palvelun' }).getByRole('button', { name: 'Taulu tuolloin' }).click();
  await expect(item(aino, 'Päivätoiminta')).toBeVisible();
  await expect(aino.page.getByRole('button', { name: 'Lisää palvelu', exact: true })).toHaveCount(0);
  await shows(aino, 'picture');
  await expect(node(aino, 'Päivätoiminta')).toBeVisible();
  await node(aino, 'Päivätoiminta').click();
  await expect(dialog(aino).getByRole('button', { name: 'Poista palvelu' })).toHaveCount(0);
  await closes(aino);
  await aino.page.getByRole('button', { name: 'Takaisin nykyhetkeen' }).click();
  await expect(node(aino, 'Päivätoiminta')).toHaveCount(0);
  await expect(node(aino, 'Kuljetus')).toBeVisible();

  await aino.page.getByRole('tab', { name: 'Poistetut' }).click();
  await aino.page.getByRole('button', { name: 'Palauta: Päivätoiminta' }).click();
  for (const seat of [aino, eero]) await expect(node(seat, 'Päivätoiminta')).toBeVisible();
});

test('by keys alone the order is set in the picture and in the list, a circle is refused in words, and nothing jumps', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id } = await board();
  const person = await knows('aino');
  const ends = await services(person, id, [['Arviointi', 'primary_care', 'planned'], ['Kotikuntoutus', 'social_services', 'planned'], ['Päivätoiminta', 'social_services', 'planned'], ['Vertaisryhmä', 'other', 'planned']]);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await atServices(aino, id);
  await atServices(eero, id);
  const key = (name) => aino.page.keyboard.press(name);
  await expect(node(aino, 'Arviointi')).toBeVisible();

  /** In the dialog that is open: what must come after this, by keys. */
  const before = async (name) => {
    await expect(dialog(aino)).toBeVisible();
    await aino.reach(dialog(aino).getByRole('combobox', { name: 'Valitse palvelu tai tehtävä' }));
    await aino.page.keyboard.type(name.slice(0, 4));
    await expect(dialog(aino).getByRole('combobox', { name: 'Valitse palvelu tai tehtävä' }).locator('option:checked')).toHaveText(name);
  };

  // the picture: to the thing by arrows, into its dialog, to the other by its first letters
  await aino.reach(node(aino, 'Arviointi'));
  await key('Enter');
  await before('Kotikuntoutus');
  await key('Tab');
  await key('Enter');
  await expect(dialog(aino).getByRole('button', { name: 'Poista järjestyksestä: Kotikuntoutus' })).toBeVisible();
  await key('Escape');
  await expect(node(aino, 'Arviointi')).toBeFocused();
  await expect(node(eero, 'Kotikuntoutus')).toHaveAccessibleName(/odottaa: Arviointi/);
  await key('ArrowRight');
  await expect(node(aino, 'Kotikuntoutus')).toBeFocused();
  await expect(eero.page.getByText('1 odottaa toista')).toBeVisible();

  // the list: the same, with the same keys
  await aino.reach(aino.page.getByRole('radio', { name: 'Kuva' }), 'Shift+Tab');
  await key('ArrowRight');
  await aino.reach(item(aino, 'Kotikuntoutus').getByRole('button', { name: 'Palvelun toiminnot: Kotikuntoutus' }));
  await key('Enter');
  await expect(aino.page.getByRole('menuitem', { name: 'Avaa' })).toBeFocused();
  await key('ArrowDown');
  await key('ArrowDown');
  await expect(aino.page.getByRole('menuitem', { name: 'Järjestys…' })).toBeFocused();
  await key('Enter');
  await before('Päivätoiminta');
  await key('Tab');
  await key('Enter');
  await key('Escape');
  await expect(item(aino, 'Päivätoiminta')).toContainText('odottaa: Kotikuntoutus');

  // what would go round is said before it is asked for
  await aino.reach(item(aino, 'Päivätoiminta').getByRole('button', { name: 'Päivätoiminta', exact: true }));
  await key('Enter');
  await before('Arviointi');
  const circle = dialog(aino).getByRole('alert');
  await expect(circle).toContainText('järjestyksestä tulisi kehä');
  for (const name of ['Arviointi', 'Kotikuntoutus', 'Päivätoiminta']) await expect(circle).toContainText(name);
  await expect(dialog(aino).getByRole('button', { name: 'Lisää järjestys' })).toBeDisabled();
  await key('Escape');

  // what comes first is there: what waited is free on the other's picture, and nothing there jumped
  await expect(node(eero, 'Päivätoiminta')).toHaveAccessibleName(/odottaa: Kotikuntoutus/);
  await aino.reach(item(aino, 'Arviointi').getByRole('button', { name: 'Arviointi', exact: true }), 'Shift+Tab');
  await key('Enter');
  await dialog(aino).getByRole('combobox', { name: 'Tila' }).selectOption({ label: 'päättynyt' });
  await key('Escape');
  await expect(node(eero, 'Kotikuntoutus')).not.toHaveAccessibleName(/odottaa/);
  await expect(node(eero, 'Päivätoiminta')).toHaveAccessibleName(/odottaa: Kotikuntoutus/);

  const was = await places(eero);
  expect(Object.keys(was).sort()).toEqual(Object.values(ends).sort());
  await services(person, id, [['Kuljetus', 'social_services', 'planned'], ['Lääkehoidon arvio', 'primary_care', 'planned']]);
  await expect(node(eero, 'Lääkehoidon arvio')).toBeVisible();
  expect(await places(eero)).toMatchObject(was);
});

/** What would be printed: how many pages, and how many points its smallest letters have. */
async function printed(seat) {
  await seat.page.emulateMedia({ media: 'print' });
  await expect(seat.page.locator('.sheet svg.path')).toBeVisible();
  const smallest = await seat.page.evaluate(() => {
    const sizes = [...document.querySelectorAll('.sheet :is(text, h2, h3, p, span, small, li)')].filter((element) => element.textContent.trim()).map((element) => {
      const svg = element.closest('svg');
      return parseFloat(getComputedStyle(element).fontSize) * (element.localName === 'text' && svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1) * 0.75;
    });
    return Math.min(...sizes);
  });
  const words = await seat.page.locator('.sheet').innerText();
  await seat.page.emulateMedia({ media: null });
  await expect(seat.page.locator('.sheet h2')).toHaveCount(0); // the sheet is made anew when it is printed
  const pdf = (await seat.page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(pdf);
  return { pages: pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, isOnItsSide: Number(width) > Number(height), smallest, words };
}

test('the fullest board is one page on paper, in letters of eight points at least', async ({ sits, knows }) => {
  const aino = await sits('aino');
  const { boards } = await (await knows('aino')).http('board.list');
  await atServices(aino, boards.find(({ title }) => title === 'Ritvan kotona pärjääminen').board);
  await expect(aino.page.locator('[data-end]').first()).toBeVisible();
  const picture = await printed(aino);
  expect(picture).toMatchObject({ pages: 1, isOnItsSide: true });
  expect(picture.smallest).toBeGreaterThanOrEqual(8);
  for (const said of ['Palvelut ja tehtävät järjestyksessä', 'Päivystys', 'Iltakäynnit, kokeilu', 'jatkuu samasta numerosta']) expect(picture.words).toContain(said);
});

test('the tasks are a table to take along, with no cell that a spreadsheet would calculate', async ({ sits, board, knows }) => {
  const { board: id } = await board();
  const person = await knows('aino');
  const { units: [unit] } = await person.http('unit.list');
  for (const title of ['Kotikäynti, yhdessä', '=1+1']) await person.http('task.create', { board: id, title, unit: unit.id });
  const aino = await sits('aino');
  await aino.page.goto(`/boards/${id}/tasks`);
  const [file] = await Promise.all([aino.page.waitForEvent('download'), aino.page.getByRole('button', { name: 'Vie taulukkoon' }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  const csv = Buffer.concat(chunks).toString('utf8');
  expect(csv).toContain('Kotikäynti, yhdessä');
  expect(csv).toContain("'=1+1");
  expect(csv).not.toMatch(/(^|[;,"\n])=1\+1/m);
});
