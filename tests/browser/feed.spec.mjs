// feed.spec.mjs - calendars under secret addresses: made, told once, fetched by other programs, ended
import ICAL from 'ical.js';
import { readFile } from 'node:fs/promises';
import { encode } from 'uqr';
import { test, expect } from './world.mjs';

const SOCIAL = 'Monialainen asiakasohjaus';
const OUTLOOK = 'Microsoft Office/16.0 (Microsoft Outlook 16.0.17628; Pro)';
const helsinki = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
const day = (n) => helsinki.format(Date.now() + n * 86_400_000).slice(0, 10);

const dialog = (seat) => seat.page.getByRole('dialog');
const button = (seat, name) => seat.page.getByRole('button', { name, exact: true });
const feeds = (seat) => seat.page.getByRole('main').getByRole('listitem');

/** The page of somebody's subscriptions; what earlier tests left there is ended. */
async function subscribes(sits, knows, name, options) {
  const person = await knows(name);
  for (const { id } of (await person.http('feed.list')).feeds) await person.http('feed.revoke', { feed: id });
  const seat = await sits(name, options);
  await seat.page.goto('/calendar/feeds');
  await expect(seat.page.getByRole('heading', { level: 1, name: 'Kalenteritilaukset' })).toBeVisible();
  await expect(seat.page.getByText(/^Ei tilauksia\./)).toBeVisible();
  return seat;
}

/** Makes a subscription as the dialog asks for it; answers its address. */
async function makes(seat, what, { detail, tasks, language } = {}) {
  await button(seat, 'Uusi tilaus').click();
  await seat.page.getByRole('combobox', { name: 'Mitä tilataan' }).selectOption(what);
  if (detail) await dialog(seat).getByRole('radio', { name: detail }).check();
  if (tasks) await seat.page.getByRole('combobox', { name: 'Tehtävien määräpäivät' }).selectOption({ label: tasks });
  if (language) await seat.page.getByRole('combobox', { name: 'Kieli' }).selectOption({ label: language });
  await button(seat, 'Luo osoite').click();
  return seat.page.getByRole('textbox', { name: 'Osoite' }).inputValue();
}

/** What a program gets that knows the address and nothing else. */
async function fetched(url, program = 'Thunderbird/128.0') {
  const answer = await fetch(url, { headers: { 'User-Agent': program }, redirect: 'manual' });
  return { status: answer.status, text: await answer.text() };
}

/** Events and tasks of a calendar, by what they are called, with the local time that they begin. */
function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents().filter(({ name }) => name === 'vevent' || name === 'vtodo').map((one) => {
    const start = one.getFirstPropertyValue('dtstart') ?? one.getFirstPropertyValue('due');
    return { kind: one.name, title: one.getFirstPropertyValue('summary'), at: start.isDate ? start.toString() : helsinki.format(start.toJSDate()), place: one.getFirstPropertyValue('location') };
  });
}

/** The squares of a QR code as it is drawn. */
async function squares(figure) {
  const size = Number((await figure.getAttribute('viewBox')).split(' ')[2]);
  const rows = Array.from({ length: size }, () => Array(size).fill(false));
  for (const [, x, y, run] of (await figure.locator('path').getAttribute('d')).matchAll(/M(\d+) (\d+)h(\d+)/g)) rows[y].fill(true, Number(x), Number(x) + Number(run));
  return rows;
}

test('an address is told once, to be copied, opened or read by a phone; programs fetch it by the right hours, and once ended it is unknown', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id, title } = await board([], {});
  const aino = await knows('aino');
  const { code } = (await aino.http('board.list')).boards.find((one) => one.board === id);
  const plan = (start) => aino.http('meeting.create', { board: id, title: 'Kanariaotsikko', start, tz: 'Europe/Helsinki', minutes: 60, place: 'Kokoustila Koivu' });
  const next = day(0).slice(0, 4) * 1 + 1;
  await plan(`${next}-01-15T09:00`);
  await plan(`${next}-07-15T09:00`);
  await aino.http('follow_up.create', { board: id, kind: 'call', account: aino.id, from_on: day(3), text: 'Kanariasoitto' });
  await aino.http('task.create', { board: id, title: 'Kanariatehtävä', unit: (await aino.http('unit.list')).units[0].id, due_on: day(5) });

  const seat = await subscribes(sits, knows, 'aino', { permissions: ['clipboard-read', 'clipboard-write'] });
  const url = await makes(seat, `board:${id}`, { detail: 'Tunnuksilla', tasks: 'tehtävälistana', language: 'svenska' });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/calendar\/[\w-]{43}\.ics$/);
  const token = /calendar\/([\w-]+)/.exec(url)[1];
  const webcal = url.replace('http:', 'webcal:');
  await expect(dialog(seat).getByRole('heading', { name: `Osoite: ${code} ${title}` })).toBeVisible();
  await expect(dialog(seat).getByText('Osoite näytetään vain tämän kerran.')).toBeVisible();
  await expect(seat.page.getByRole('link', { name: 'Avaa kalenteriohjelmassa' })).toHaveAttribute('href', webcal);
  expect(await squares(seat.page.getByRole('img', { name: 'Kalenterin osoite QR-koodina' }))).toEqual(encode(webcal, { ecc: 'M', border: 4 }).data);
  await button(seat, 'Kopioi osoite').click();
  await expect(button(seat, 'Kopioitu')).toBeVisible();
  expect(await seat.page.evaluate(() => navigator.clipboard.readText())).toBe(url);
  await seat.page.getByText('Näin lisäät kalenterin').click();
  for (const program of ['Outlook', 'Google', 'iPhone, iPad, Mac', 'Android', 'Thunderbird']) await expect(dialog(seat).getByRole('term').filter({ hasText: program })).toBeVisible();

  // once closed nothing has it any more
  await button(seat, 'Valmis').click();
  await expect(dialog(seat)).toHaveCount(0);
  expect(await seat.page.content()).not.toContain(token);
  expect(seat.page.url() + (await seat.page.evaluate(() => JSON.stringify(history.state)))).not.toContain(token);
  for (const kept of await seat.keeps()) expect(kept).not.toContain(token);
  await expect(feeds(seat)).toContainText([`${code} ${title}`]);
  for (const said of ['taulu, tunnuksilla', 'tehtävät tehtävälistana', 'svenska', 'Ei vielä haettu']) await expect(feeds(seat).getByText(said, { exact: true })).toBeVisible();

  const { status, text } = await fetched(url, OUTLOOK);
  expect(status).toBe(200);
  expect(text).not.toContain('Kanaria');
  expect(text).not.toContain(title);
  expect(read(text).sort((a, b) => a.at.localeCompare(b.at))).toEqual([
    { kind: 'vevent', title: `Uppföljning: samtal, ${code}`, at: day(3), place: null },
    { kind: 'vtodo', title: expect.stringMatching(`^Uppgift ${code}`), at: day(5), place: null },
    { kind: 'vevent', title: `Möte ${code}`, at: `${next}-01-15 09:00`, place: 'Kokoustila Koivu' },
    { kind: 'vevent', title: `Möte ${code}`, at: `${next}-07-15 09:00`, place: 'Kokoustila Koivu' },
  ]);
  await expect(async () => {
    await seat.page.reload();
    await expect(feeds(seat)).toContainText(['Outlook, yhden kerran'], { timeout: 1_000 });
  }).toPass();
  await expect(feeds(seat)).toContainText(['Haettu tänään']);

  // what a leaked address means, and its end; asked first
  await expect(seat.page.getByRole('region', { name: 'Jos osoite joutuu vääriin käsiin' })).toContainText('Lopeta tilaus, niin osoite lakkaa toimimasta heti.');
  await feeds(seat).getByRole('button', { name: `${code} ${title}` }).click();
  await expect(dialog(seat)).toContainText('Osoite lakkaa toimimasta heti.');
  await button(seat, 'Peruuta').click();
  await expect(feeds(seat)).toHaveCount(1);
  expect((await fetched(url)).status).toBe(200);
  await feeds(seat).getByRole('button', { name: `${code} ${title}` }).click();
  await dialog(seat).getByRole('button', { name: 'Lopeta tilaus' }).click();
  await expect(seat.page.getByText(`Tilaus lopetettu: ${code} ${title}`)).toBeVisible();
  await expect(feeds(seat)).toHaveCount(0);
  expect(await fetched(url)).toEqual(await fetched(url.replace(token, 'A'.repeat(43))));
  expect((await fetched(url)).status).toBe(404);
});

test('one’s own calendar, a team, a unit and a board are each subscribed to, with as much of the case as was chosen', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id } = await board([], {});
  const aino = await knows('aino');
  const { code } = (await aino.http('board.list')).boards.find((one) => one.board === id);
  const { team } = await aino.http('team.create', { name: `Tiimi ${id}` });
  const at = { start: `${day(2)}T08:15`, tz: 'Europe/Helsinki', minutes: 45 };
  await aino.http('meeting.create', { team, title: 'Viikkokokous', ...at });
  await aino.http('meeting.create', { board: id, title: 'Verkosto', invite: [aino.id], ...at });
  const unit = (await aino.http('unit.list')).units.find(({ name }) => name === SOCIAL).id;
  await aino.http('task.create', { board: id, title: 'Soitto', unit, due_on: day(4) });
  const seat = await subscribes(sits, knows, 'aino');

  const titles = async (what, more) => {
    const url = await makes(seat, what, more);
    await button(seat, 'Valmis').click();
    return read((await fetched(url)).text);
  };
  const mine = await titles('mine');
  expect(mine.filter((one) => one.at === `${day(2)} 08:15`).map((one) => one.title).sort()).toEqual(['Tapaaminen', 'Tiimikokous']);
  expect(JSON.stringify(mine)).not.toMatch(/K-\d{4}-|Tiimi \d/);
  expect(await titles(`team:${team}`, { detail: 'Tunnuksilla' })).toEqual([{ kind: 'vevent', title: `Tiimikokous: Tiimi ${id}`, at: `${day(2)} 08:15`, place: null }]);
  const both = await titles(`unit:${unit}`, { detail: 'Tunnuksilla', tasks: 'molempina' });
  expect(both.filter((one) => one.title.includes(code)).map((one) => `${one.kind} ${one.at}`).sort()).toEqual([`vevent ${day(4)}`, `vtodo ${day(4)}`]);
  expect(await titles(`board:${id}`, { tasks: 'ei tehtäviä', language: 'English' })).toEqual([{ kind: 'vevent', title: 'Meeting', at: `${day(2)} 08:15`, place: null }]);
  await expect(feeds(seat).getByRole('heading')).toHaveText(['Oma kalenterini', `Tiimi ${id}`, SOCIAL, new RegExp(`^${code} `)]);

  // of a team there are no tasks to choose about
  await button(seat, 'Uusi tilaus').click();
  await seat.page.getByRole('combobox', { name: 'Mitä tilataan' }).selectOption(`team:${team}`);
  await expect(seat.page.getByRole('combobox', { name: 'Tehtävien määräpäivät' })).toHaveCount(0);
});

test('what one may not see any more is refused in a sentence, and the address ends with the part in the team', async ({ sits, knows }) => {
  const [aino, eero] = [await knows('aino'), await knows('eero')];
  const { team } = await aino.http('team.create', { name: `Pois ${Date.now()}` });
  await aino.http('team.add', { team, account: eero.id, role: 'member' });
  await aino.http('meeting.create', { team, title: 'Viikkokokous', start: `${day(2)}T09:00`, tz: 'Europe/Helsinki', minutes: 30 });
  const seat = await subscribes(sits, knows, 'eero');
  const url = await makes(seat, `team:${team}`);
  await button(seat, 'Valmis').click();
  expect(read((await fetched(url)).text)).toHaveLength(1);

  await button(seat, 'Uusi tilaus').click();
  await seat.page.getByRole('combobox', { name: 'Mitä tilataan' }).selectOption(`team:${team}`);
  await seat.context.setOffline(true);
  await button(seat, 'Luo osoite').click();
  await aino.http('team.remove', { team, account: eero.id });
  await seat.context.setOffline(false);
  await expect(dialog(seat).getByRole('alert')).toContainText('Tätä ei ole, tai se ei ole sinulle avoinna', { timeout: 20_000 });
  await expect(dialog(seat).getByRole('combobox', { name: 'Mitä tilataan' })).toHaveValue('mine');
  expect((await fetched(url)).status).toBe(404);
});

test('an address whose answer was lost with the line is never somebody’s: it is ended, and the page says so', async ({ sits, knows }) => {
  const person = await knows('eero');
  const seat = await subscribes(sits, knows, 'eero');
  let is_lost = false;
  await seat.page.routeWebSocket('**/ws', (page) => {
    const server = page.connectToServer();
    page.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      if (is_lost || !String(message).includes('/calendar/')) { page.send(message); return; }
      is_lost = true;
      void page.close();
      void server.close();
    });
  });
  await seat.page.reload();
  await expect(seat.page.getByText(/^Ei tilauksia\./)).toBeVisible();
  await button(seat, 'Uusi tilaus').click();
  await button(seat, 'Luo osoite').click();
  await expect(dialog(seat).getByRole('alert')).toHaveText(/^Yhteys katkesi, ja osoite jäi matkalle\./, { timeout: 20_000 });
  expect(is_lost).toBe(true);
  expect((await person.http('feed.list')).feeds).toEqual([]);
  await button(seat, 'Luo osoite').click();
  await expect(seat.page.getByRole('textbox', { name: 'Osoite' })).toHaveValue(/\/calendar\/[\w-]{43}\.ics$/);
});

test('one meeting is kept as a file from its sheet, under the code of its board', async ({ sits, board, knows }) => {
  const { board: id } = await board([], {});
  const aino = await knows('aino');
  const { code } = (await aino.http('board.list')).boards.find((one) => one.board === id);
  const title = `Neuvottelu ${id}`;
  await aino.http('meeting.create', { board: id, title, start: `${day(2)}T13:00`, tz: 'Europe/Helsinki', minutes: 60, invite: [aino.id] });
  const { team } = await aino.http('team.create', { name: `Tiedosto ${id}` });
  await aino.http('meeting.create', { team, title: `Viikko ${id}`, start: `${day(3)}T10:00`, tz: 'Europe/Helsinki', minutes: 60 });
  const seat = await sits('aino');
  const saves = async (what) => {
    await button(seat, what).click();
    const [download] = await Promise.all([seat.page.waitForEvent('download'), seat.page.getByRole('link', { name: 'Lataa kalenteriin (.ics)' }).click()]);
    return { name: download.suggestedFilename(), events: read(await readFile(await download.path(), 'utf8')) };
  };
  await seat.opens(id);
  expect(await saves(title)).toEqual({ name: `${code}-${day(2)}.ics`, events: [{ kind: 'vevent', title: `Tapaaminen ${code}`, at: `${day(2)} 13:00`, place: null }] });
  await seat.page.goto(`/teams/${team}`);
  expect(await saves(`Viikko ${id}`)).toEqual({ name: `rinnalla-${day(3)}.ics`, events: [{ kind: 'vevent', title: `Tiimikokous: Tiedosto ${id}`, at: `${day(3)} 10:00`, place: null }] });
});
