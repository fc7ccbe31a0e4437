// calendar.spec.mjs - the calendar and its dialogs as people use them: a month and a list by hand and by keys, over both changes of
// the clock, in three languages; meetings and series planned, changed, cancelled and answered, by several people at once.
//
// Who plans is new in each test, so that a day holds what the test has put there and nothing else.
import { test as base, expect } from './world.mjs';

const test = base.extend({ maker: async ({ newcomer }, use) => use(await newcomer('Pilvi Aamukangas')) });

test.use({ actionTimeout: 10_000 });
test.setTimeout(90_000);
test.describe.configure({ mode: 'parallel' });

const TZ = 'Europe/Helsinki';
const months = ['tammikuu', 'helmikuu', 'maaliskuu', 'huhtikuu', 'toukokuu', 'kesäkuu', 'heinäkuu', 'elokuu', 'syyskuu', 'lokakuu', 'marraskuu', 'joulukuu'];
const button = (at, name) => at.getByRole('button', { name, exact: typeof name === 'string' });

/** The month by its grid, whatever month it is today: YYYY-MM. */
async function goesTo(page, month) {
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(/^\D+ \d{4}$/);
  const shown = await page.getByRole('heading', { level: 2 }).first().textContent();
  const [name, year] = shown.toLowerCase().split(' ');
  const steps = (Number(month.slice(0, 4)) - Number(year)) * 12 + Number(month.slice(5)) - 1 - months.indexOf(name);
  for (let n = 0; n < Math.abs(steps); n++) await button(page, steps > 0 ? 'Seuraava kuukausi' : 'Edellinen kuukausi').click();
  await expect(page.getByRole('grid', { name: `${months[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}` })).toBeVisible();
}

async function calendarOf(seat, month) {
  await seat.page.addInitScript(() => localStorage.setItem('calendar', 'month'));
  await seat.page.goto('/calendar');
  if (month) await goesTo(seat.page, month);
  return seat.page;
}

/** At its number: a meeting in it is a thing of its own. */
const looksAt = (page, on) => day(page, on).click({ position: { x: 12, y: 12 } });
const day = (page, on) => page.locator(`[role=gridcell][data-day="${on}"]`);
const panel = (page) => page.locator('section.panel');

/** A meeting of a board, by the protocol. */
const plans = (who, host, title, start, more = {}) => who.http('meeting.create', { ...host, title, start, tz: TZ, minutes: 60, ...more }).then((a) => a.meeting);

test('keys walk through a month, and each day says its name and how much it holds', async ({ sits, board, knows, maker }) => {
  const { board: id } = await board();
  const pilvi = await knows(maker);
  await plans(pilvi, { board: id }, 'Aamupalaveri', '2027-06-08T09:00');
  await plans(pilvi, { board: id }, 'Iltapalaveri', '2027-06-08T15:30');
  const seat = await sits(maker);
  const page = await calendarOf(seat, '2027-06');
  const grid = page.getByRole('grid', { name: 'kesäkuu 2027' });

  await expect(grid.getByRole('columnheader')).toHaveText([/Vko/, /maanantai/, /tiistai/, /keskiviikko/, /torstai/, /perjantai/, /lauantai/, /sunnuntai/]);
  await expect(grid.getByRole('rowheader', { name: 'Viikko 23' })).toBeVisible();
  const full = grid.getByRole('gridcell', { name: /^tiistai 8\. kesäkuuta 2027, 2 merkintää/ });
  await expect(full).toContainText('9.00 Aamupalaveri');
  await expect(grid.getByRole('gridcell', { name: /^keskiviikko 9\. kesäkuuta 2027/ })).not.toHaveAccessibleName(/merkintä/);

  await expect(grid.locator('[tabindex="0"]')).toHaveCount(1);
  await seat.reach(grid.locator('[tabindex="0"]'));
  await full.focus();
  const press = async (key, on) => { await page.keyboard.press(key); await expect(day(page, on)).toBeFocused(); };
  await press('ArrowRight', '2027-06-09');
  await press('ArrowUp', '2027-06-02');
  await press('Home', '2027-05-31');
  await expect(page.getByRole('grid', { name: 'toukokuu 2027' })).toBeVisible();
  await press('End', '2027-06-06');
  await press('PageDown', '2027-07-06');
  await press('Shift+PageDown', '2028-07-06');
  await press('Shift+PageUp', '2027-07-06');
  await press('PageUp', '2027-06-06');
  await press('ArrowDown', '2027-06-13');
  await press('ArrowLeft', '2027-06-12');
  await expect(page.getByRole('grid').locator('[tabindex="0"]')).toHaveCount(1);

  await full.focus();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeFocused();
  await expect(panel(page).getByRole('heading', { level: 3 })).toHaveText('Tiistai 8. kesäkuuta 2027');
  await expect(panel(page).getByRole('listitem')).toHaveCount(2);
  await button(page, 'Tänään').click();
  await expect(page.locator('[aria-current="date"]')).toHaveAttribute('tabindex', '0');
});

test('nine stays nine over both changes of the clock, wherever the machine believes to be', async ({ sits, board, knows, maker }) => {
  const { board: id } = await board();
  await plans(await knows(maker), { board: id }, 'Kevät', '2027-03-21T09:00', { rrule: 'FREQ=DAILY;INTERVAL=7;COUNT=3' });
  await plans(await knows(maker), { board: id }, 'Syksy', '2027-10-24T09:00', { rrule: 'FREQ=DAILY;INTERVAL=7;COUNT=3' });
  const page = await calendarOf(await sits(maker, { timezoneId: 'America/New_York' }), '2027-03');
  const nine = async (...on) => { for (const d of on) await expect(day(page, d).getByRole('listitem')).toHaveText([/^9\.00/]); };
  await nine('2027-03-21', '2027-03-28', '2027-04-04');
  await goesTo(page, '2027-10');
  await nine('2027-10-24', '2027-10-31');
  await looksAt(page, '2027-10-31');
  await expect(panel(page).locator('time')).toHaveText('9.00–10.00');
});

test('a month has its names in three languages, and always begins on Monday', async ({ sits, knows }) => {
  const mervi = await knows('mervi');
  const seat = await sits('mervi');
  const page = await calendarOf(seat, '2027-03');
  for (const [language, month, first, today, cell] of [
    ['sv', 'mars 2027', 'måndag', 'I dag', 'måndag 1 mars 2027'], ['en', 'March 2027', 'Monday', 'Today', 'Monday 1 March 2027'], ['fi', 'maaliskuu 2027', 'maanantai', 'Tänään', 'maanantai 1. maaliskuuta 2027'],
  ]) {
    await mervi.http('account.set_language', { language });
    await page.goto('/calendar');
    await expect(button(page, today)).toBeVisible();
    const next = page.locator('.steps button').last();
    for (let n = 0; n < 60 && !(await page.getByRole('grid', { name: month, exact: true }).isVisible()); n++) await next.click();
    await expect(page.getByRole('columnheader').nth(1)).toContainText(first);
    await expect(page.getByRole('gridcell', { name: new RegExp(`^${cell.replace('.', '\\.')}`) })).toBeVisible();
    expect(await day(page, '2027-03-01').evaluate((td) => td.cellIndex), 'the first of March 2027 is a Monday').toBe(1);
  }
});

test('what one does not want to see goes out of sight, and the page says so', async ({ sits, board, knows, maker }) => {
  const { board: id, title } = await board();
  const { board: other } = await board();
  const pilvi = await knows(maker);
  await plans(pilvi, { board: id }, 'Meidän', '2027-07-06T09:00');
  await plans(pilvi, { board: other }, 'Muiden', '2027-07-06T11:00');
  await pilvi.http('follow_up.create', { board: id, kind: 'call', account: pilvi.id, from_on: '2027-07-06' });
  const page = await calendarOf(await sits(maker), '2027-07');
  const cell = day(page, '2027-07-06');
  await expect(cell.getByRole('listitem')).toHaveCount(3);
  await button(page, 'Rajaa').click();
  const filter = page.getByRole('group', { name: 'Rajaa' });
  await filter.getByLabel('Seurannat').uncheck();
  await expect(cell.getByRole('listitem')).toHaveCount(2);
  await filter.getByLabel('Kenen merkinnät').selectOption({ label: await filter.locator('option', { hasText: title }).textContent() });
  await expect(cell.getByRole('listitem')).toHaveText([/Meidän/]);
  await filter.getByLabel('Tapaamiset').uncheck();
  await page.getByText('Lista', { exact: true }).click();
  await expect(page.getByText('Rajauksen mukaisia merkintöjä ei ole: heinäkuu 2027.')).toBeVisible();
  await button(filter, 'Näytä kaikki').click();
  await expect(page.getByRole('region', { name: 'Tiistai 6. heinäkuuta 2027' }).getByRole('heading', { level: 4 })).toHaveCount(3);
});

test('a meeting is planned from a day; what it runs into stands there before it is saved', async ({ sits, board, knows, newcomer, maker }) => {
  const other = await newcomer('Veikko Suonkukka');
  const { board: id, title } = await board([], { [other]: 'member' });
  const veikko = await knows(other);
  const pilvi = await knows(maker);
  await plans(pilvi, { board: id }, 'Ennestään sovittu', '2027-08-10T09:00');
  await plans(veikko, { board: id }, 'Veikon oma', '2027-08-17T09:00', { invite: [veikko.id] });
  const page = await calendarOf(await sits(maker), '2027-08');
  const dialog = page.getByRole('dialog');

  // what is begun on one day goes on upon the day that is pointed at
  await looksAt(page, '2027-08-09');
  await button(panel(page), 'Sovi tapaaminen tälle päivälle').click();
  await expect(dialog.getByLabel('Kenen')).toBeFocused();
  await dialog.getByLabel('Nimi').fill('Verkostopalaveri');
  await page.keyboard.press('Escape');
  await looksAt(page, '2027-08-10');
  await button(panel(page), 'Sovi tapaaminen tälle päivälle').click();
  await expect(dialog.getByText('Jatkat siitä, mihin jäit.')).toBeVisible();
  await expect(dialog.getByLabel('Päivä')).toHaveValue('2027-08-10');
  await expect(dialog.getByLabel('Nimi')).toHaveValue('Verkostopalaveri');
  await expect(dialog.getByText('Suomen aikaa')).toBeVisible();

  await button(dialog, 'Sovi tapaaminen').click();
  await expect(dialog.getByText('Valitse, kenen tapaaminen on.')).toBeVisible();
  await expect(dialog.getByLabel('Kenen')).toBeFocused();
  await dialog.getByLabel('Kenen').selectOption({ label: await dialog.locator('option', { hasText: title }).textContent() });
  await dialog.getByLabel('Alkaa klo').fill('09:30');
  await dialog.getByLabel('Toistuu').selectOption({ label: 'Joka viikko tiistaisin' });
  await dialog.getByLabel('Sarja päättyy', { exact: true }).selectOption('count');
  await dialog.getByLabel('Kertoja').fill('3');
  await page.keyboard.press('Tab');
  await expect(dialog.getByText('Joka viikko tiistaisin, 3 kertaa.')).toBeVisible();
  await expect(dialog.getByText('Sinulla on Ennestään sovittu klo 9.00–10.00.')).toBeVisible();
  await expect(dialog.getByRole('listitem').filter({ hasText: '17.8.' })).toContainText('Varattu: Veikko Suonkukka.');
  await expect(dialog, 'nobody sees with what another is busy').not.toContainText('Veikon oma');
  await button(dialog, 'Sovi tapaaminen').click();
  await expect(dialog).toBeHidden();
  for (const d of ['2027-08-10', '2027-08-17', '2027-08-24']) await expect(day(page, d)).toContainText('9.30 Verkostopalaveri');
  await expect(day(page, '2027-08-31')).not.toContainText('Verkostopalaveri');
});

test('of a series this one is moved, the following renamed, one cancelled with a note and held after all', async ({ sits, board, knows, maker }) => {
  const { board: id } = await board();
  const pilvi = await knows(maker);
  await plans(pilvi, { board: id }, 'Tiistaisarja', '2027-09-07T09:00', { rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4' });
  const page = await calendarOf(await sits(maker), '2027-09');
  const sheet = page.getByRole('dialog').first();
  const form = page.getByRole('dialog', { name: 'Muuta tapaamista' });
  const opens = async (on) => { await day(page, on).getByRole('button', { name: /sarja/ }).click(); await expect(sheet.getByText('Joka viikko tiistaisin')).toBeVisible(); };

  await opens('2027-09-14');
  await button(sheet, 'Muuta').click();
  await expect(form.getByLabel('Vain tämä: tiistai 14. syyskuuta 2027')).toBeChecked();
  await form.getByLabel('Päivä').fill('2027-09-15');
  await form.getByLabel('Alkaa klo').fill('13:00');
  await button(form, 'Tallenna').click();
  await expect(day(page, '2027-09-15')).toContainText('13.00 Tiistaisarja');
  await expect(day(page, '2027-09-14').getByRole('listitem')).toHaveCount(0);

  await opens('2027-09-21');
  await button(sheet, 'Muuta').click();
  await form.getByLabel('Tämä ja seuraavat').check();
  await form.getByLabel('Nimi').fill('Uusi sarja');
  await button(form, 'Tallenna').click();
  for (const d of ['2027-09-21', '2027-09-28']) await expect(day(page, d).getByRole('listitem')).toHaveText([/9\.00 Uusi sarja/]);
  await expect(day(page, '2027-09-07')).toContainText('Tiistaisarja');
  await expect(day(page, '2027-10-05').getByRole('listitem')).toHaveCount(0);

  await day(page, '2027-09-28').getByRole('button', { name: /Uusi sarja/ }).click();
  await button(sheet, 'Peru tapaaminen').click();
  const cancel = page.getByRole('dialog', { name: 'Perutaanko tapaaminen?' });
  await cancel.getByLabel(/^Viesti kutsutuille/).fill('Tilat ovat remontissa.');
  await button(cancel, 'Peru tapaaminen').click();
  await expect(sheet.getByText('Tilat ovat remontissa.')).toBeVisible();
  await button(sheet, 'Pidetään sittenkin').click();
  await expect(button(sheet, 'Peru tapaaminen')).toBeVisible();
  await expect(sheet).not.toContainText('remontissa');
  await button(sheet, 'Sulje').click();

  // the whole series, which is now the second of them
  await day(page, '2027-09-28').getByRole('button', { name: /Uusi sarja/ }).click();
  await button(sheet, 'Muuta').click();
  await form.getByLabel('Koko sarja').check();
  await form.getByLabel('Kesto').selectOption('90');
  await button(form, 'Tallenna').click();
  await looksAt(page, '2027-09-21');
  await expect(panel(page).locator('time')).toHaveText('9.00–10.30');
});

test('a series that was cut shows each day once, and says when it ends', async ({ sits, board, knows, maker }) => {
  const { board: id } = await board();
  const pilvi = await knows(maker);
  const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const next = new Date(Date.now() + 8 * 86_400_000).toISOString().slice(0, 10);
  const meeting = await plans(pilvi, { board: id }, 'Jaettu', `${soon}T09:00`, { rrule: 'FREQ=WEEKLY' });
  const { revision } = (await pilvi.http('meeting.list', { board: id })).meetings.find((m) => m.id === meeting);
  await pilvi.http('meeting.edit', { board: id, meeting, which: 'following', occurs: `${next}T09:00`, seen: revision, title: 'Jaettu', start: `${next}T10:00`, tz: TZ, minutes: 60, rrule: 'FREQ=WEEKLY;COUNT=2' });
  const seat = await sits(maker);
  await seat.opens(id);
  const meetings = seat.section('Tapaamiset');
  await expect(meetings.locator('[data-meeting] time')).toHaveText(['9.00–10.00', '10.00–11.00', '10.00–11.00']);
  await expect(button(meetings, /^Näytä kaikki/), 'there are no more than these').toHaveCount(0);
  const [y, m, d] = new Date(Date.parse(next) - 86_400_000).toISOString().slice(0, 10).split('-').map(Number);
  await expect(meetings.getByRole('listitem').filter({ hasText: 'Jaettu klo 9.00' })).toContainText(new RegExp(`joka viikko \\S+, ${d}\\.${m}\\.${y} asti`));
  await expect(meetings.getByRole('listitem').filter({ hasText: 'Jaettu klo 10.00' })).toContainText(/joka viikko \S+, 2 kertaa/);
});

test('rules that came from elsewhere are said in words, and their next one stands in the list', async ({ sits, board, knows, maker }) => {
  const { board: id } = await board();
  const pilvi = await knows(maker);
  const year = new Date().getFullYear();
  await plans(pilvi, { board: id }, 'Vuosipäivä', `${year - 1}-12-28T12:00`, { rrule: 'FREQ=YEARLY' });
  await plans(pilvi, { board: id }, 'Katsaus', '2026-01-03T13:00', { rrule: 'FREQ=MONTHLY;BYDAY=1SA,3SA' });
  const seat = await sits(maker);
  await seat.opens(id);
  const meetings = seat.section('Tapaamiset');
  await expect(meetings).toContainText('Vuosipäivä klo 12.00, joka vuosi 28. joulukuuta');
  await expect(meetings).toContainText('Katsaus klo 13.00, joka kuukauden ensimmäinen ja kolmas lauantai');
  const now = new Intl.DateTimeFormat('sv-SE', { timeZone: TZ, dateStyle: 'short', timeStyle: 'short' }).format().replace(' ', 'T');
  const days = Array.from({ length: 40 }, (_, n) => new Date(Date.parse(now.slice(0, 10)) + n * 86_400_000));
  const saturdays = days.filter((d) => d.getUTCDay() === 6 && [1, 3].includes(Math.ceil(d.getUTCDate() / 7))).map((d) => d.toISOString().slice(0, 10));
  const first = meetings.locator('[data-meeting]').filter({ hasText: 'Katsaus' }).first();
  await expect(first.locator('time')).toHaveAttribute('datetime', `${saturdays.find((on) => `${on}T14:00` > now)}T13:00`);
  await button(meetings, /^Näytä kaikki/).click();
  await expect(meetings.locator('[data-meeting]').filter({ hasText: 'Vuosipäivä' }).first()).toBeVisible();
});

test('two who change a meeting at once are told of it, also after a pause', async ({ sits, board, knows, maker }) => {
  const { board: id } = await board();
  const eero = await knows('eero');
  const meeting = await plans(await knows(maker), { board: id }, 'Neuvottelu', '2027-11-09T09:00');
  const changes = async (title, start) => {
    const { revision } = (await eero.http('meeting.list', { board: id })).meetings.find((m) => m.id === meeting);
    await eero.http('meeting.edit', { board: id, meeting, which: 'all', seen: revision, title, start, tz: TZ, minutes: 60 });
  };
  const page = await calendarOf(await sits(maker), '2027-11');
  const sheet = page.getByRole('dialog').first();
  const form = page.getByRole('dialog', { name: 'Muuta tapaamista' });
  await day(page, '2027-11-09').getByRole('button', { name: /Neuvottelu/ }).click();
  await button(sheet, 'Muuta').click();
  await form.getByLabel('Paikka').fill('Kotona');
  await changes('Hoitoneuvottelu', '2027-11-09T10:00');
  await button(form, 'Tallenna').click();
  await expect(form.getByRole('alert')).toContainText('Joku muutti tapaamista samaan aikaan.');
  await expect(form.getByRole('row', { name: /^Nimi/ })).toContainText('Hoitoneuvottelu');
  await button(form, 'Pidä voimassa oleva').click();
  await expect(form.getByLabel('Nimi')).toHaveValue('Hoitoneuvottelu');
  await expect(form.getByLabel('Alkaa klo')).toHaveValue('10:00');

  // begun, put aside, and taken up again after another has changed it: not undone unasked
  await form.getByLabel('Nimi').fill('Pilvin nimi');
  await button(form, 'Peruuta').click();
  await changes('Eeron nimi', '2027-11-09T11:00');
  await expect(sheet.getByRole('heading', { level: 2 })).toHaveText('Eeron nimi');
  await button(sheet, 'Muuta').click();
  await expect(form.getByText('Jatkat siitä, mihin jäit.')).toBeVisible();
  await button(form, 'Tallenna').click();
  await expect(form.getByRole('row', { name: /^Nimi/ })).toContainText('Eeron nimi');
  await button(form, 'Käytä omaani').click();
  await expect(form).toBeHidden();
  await expect(day(page, '2027-11-09')).toContainText('Pilvin nimi');
});

test('who is invited says yes, maybe or no; a guest of a team sees the meeting and nothing of the team', async ({ sits, knows, newcomer, maker }) => {
  const pilvi = await knows(maker);
  const [veikko, hilla] = [await newcomer('Veikko Suonkukka'), await newcomer('Hilla Karpalolampi')];
  const { team } = await pilvi.http('team.create', { name: 'Idän tiimi' });
  await pilvi.http('team.add', { team, account: (await knows(veikko)).id, role: 'member' });
  await plans(pilvi, { team }, 'Tiimikokous', '2027-12-08T09:00', { rrule: 'FREQ=WEEKLY;COUNT=2', place: 'Iso huone' });
  const one = await sits(maker);
  const page = await calendarOf(one, '2027-12');
  const sheet = page.getByRole('dialog').first();
  await day(page, '2027-12-08').getByRole('button', { name: /Tiimikokous/ }).click();
  await button(sheet, 'Kutsu').click();
  const invite = page.getByRole('dialog', { name: 'Kutsu tapaamiseen' });
  await invite.getByRole('combobox').fill('Karpalolampi');
  await page.getByRole('option', { name: /Hilla Karpalolampi/ }).click();
  await button(invite, 'Kutsu').click();
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Hilla Karpalolampi' })).toContainText('vieras');

  const there = await sits(hilla);
  const heard = there.hears();
  const guest = await calendarOf(there, '2027-12');
  await expect(day(guest, '2027-12-15').getByRole('listitem'), 'invited to one of them').toHaveCount(0);
  await day(guest, '2027-12-08').getByRole('button', { name: /Tiimikokous/ }).click();
  await expect(guest.getByRole('dialog')).toContainText('Iso huone');
  await expect(guest.getByRole('dialog')).not.toContainText('Idän tiimi');
  await expect(guest.getByRole('dialog')).not.toContainText('Veikko');
  expect(heard.join()).toContain('Tiimikokous');
  for (const secret of ['Idän tiimi', 'Veikko']) expect(heard.join()).not.toContain(secret);
  await button(guest.getByRole('dialog'), 'Ehkä').click();
  await expect(button(guest.getByRole('dialog'), 'Ehkä')).toHaveAttribute('aria-pressed', 'true');

  const member = await calendarOf(await sits(veikko), '2027-12');
  await looksAt(member, '2027-12-08');
  await button(panel(member), /^Tulen/).click();
  await expect(panel(member).getByText('Tulen', { exact: true })).toBeVisible();
  await button(sheet, 'En tule').click();
  const comes = (name) => sheet.getByRole('listitem').filter({ hasText: name });
  await expect(comes('Veikko Suonkukka')).toContainText(/kukka tulee\s*$/);
  await expect(comes('Hilla Karpalolampi')).toContainText('ehkä');
  await expect(comes('Pilvi Aamukangas')).toContainText('ei tule');
  await expect(sheet.getByRole('link', { name: 'Avaa esityslista' })).toHaveAttribute('href', `/teams/${team}`);
});

test('cases of an agenda step up and down by buttons, and the focus goes along', async ({ sits, board, knows, maker }) => {
  const pilvi = await knows(maker);
  const { team } = await pilvi.http('team.create', { name: 'Lännen tiimi' });
  const start = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const meeting = await plans(pilvi, { team }, 'Tiimikokous', `${start}T09:00`, { minutes: 90 });
  const cases = [];
  for (const [minutes, question] of [[30, 'Miten tuemme koulunkäyntiä?'], [45, undefined], [30, undefined]]) {
    const one = await board();
    cases.push(one.title);
    await pilvi.http('agenda.add', { team, board: one.board, meeting, minutes, ...(question ? { question } : {}) });
  }
  const seat = await sits(maker);
  await seat.page.goto(`/teams/${team}`);
  const agenda = seat.page.getByRole('region', { name: 'Esityslista' });
  const titles = agenda.locator('ol h4');
  await expect(titles).toHaveText(cases.map((c) => new RegExp(c)));
  await expect(agenda).toContainText('1 t 45 min / 1 t 30 min: ei mahdu kokoukseen');
  await expect(agenda.locator('ol > li').first()).toContainText('kysymys asetettu');
  const down = button(agenda, new RegExp(`^Siirrä alemmas: .*${cases[0]}$`));
  await down.focus();
  await seat.page.keyboard.press('Enter');
  await expect(titles).toHaveText([cases[1], cases[0], cases[2]].map((c) => new RegExp(c)));
  await expect(down).toBeFocused();
  await seat.page.keyboard.press('Enter');
  await expect(titles).toHaveText([cases[1], cases[2], cases[0]].map((c) => new RegExp(c)));
  await expect(down).toBeFocused();
  await expect(down).toHaveAttribute('aria-disabled', 'true');

  await button(agenda, new RegExp(`^Toiminnot: .*${cases[1]}$`)).click();
  await seat.page.getByRole('menuitem', { name: 'Jätä toiseen kertaan' }).click();
  await expect(agenda.getByRole('heading', { name: /^Odottavat/ })).toHaveText('Odottavat 1');
  await button(agenda, new RegExp(`^Toiminnot: .*${cases[1]}$`)).click();
  await seat.page.getByRole('menuitem', { name: 'Ota tähän kokoukseen' }).click();
  await expect(titles).toHaveText([cases[2], cases[0], cases[1]].map((c) => new RegExp(c)));
});
