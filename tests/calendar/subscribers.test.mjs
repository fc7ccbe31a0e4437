// subscribers.test.mjs - feeds as others read them: npm's ical.js, Debian's python3-icalendar, vdirsyncer and khal
//
// The same plans are asked of the server as instances (meeting.mine) and fetched as a feed; every reader must find the same
// instants in the feed. Two changes of the clocks lie ahead of any day on which this runs.
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ICAL from 'ical.js';
import { hire } from '../protocol/client.mjs';
import { county, makeBoard, newFolder, signInAll } from '../protocol/people.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const DAY = 86_400_000;
const days = (from, count) => new Date(Date.parse(`${from}T00:00Z`) + count * DAY).toISOString().slice(0, 10);
const today = new Date().toISOString().slice(0, 10);
const weekday = (day) => ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(`${day}T00:00Z`).getUTCDay()];

/** The next two Sundays on which clocks change, at least ten days ahead: the last ones of March and October. */
const changes = [0, 1, 2].flatMap((more) => [3, 10].map((month) => {
  const last = `${Number(today.slice(0, 4)) + more}-${String(month).padStart(2, '0')}-31`;
  return days(last, -new Date(`${last}T00:00Z`).getUTCDay());
})).filter((day) => day > days(today, 10)).slice(0, 2);

let pihla, server, folder, feed, url, planned;

const zone = 'Europe/Helsinki';
const plan = async (host, start, more = {}) =>
  (await pihla.http('meeting.create', { ...host, title: 'Otsikko', start, tz: zone, minutes: 60, ...more })).meeting;

async function fillCalendar() {
  const board = await makeBoard({ pihla }, { pihla: 'coordinator' });
  const { team } = await pihla.http('team.create', { name: 'Perhetiimi' });
  for (const change of changes) {
    const monday = days(change, -13), friday = days(change, -9);
    const weekly = await plan({ team }, `${monday}T09:15`, { rrule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=12', place: 'Sali, 2. krs; B' });
    await plan({ board }, `${friday}T14:00`, { rrule: `FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=${days(change, 40).replaceAll('-', '')}T120000Z` });
    await plan({ board }, `${days(change, -3)}T03:30`, { rrule: 'FREQ=DAILY;COUNT=7' }); // through the hour that is skipped, or comes twice
    await plan({ board }, `${days(change, -1)}T23:30`, { minutes: 600 }); // over the night of the change
    for (const hour of ['00:30', '08:00']) await plan({ board }, `${change}T${hour}`);
    const edit = { meeting: weekly, team, which: 'this', title: 'Otsikko', tz: zone, minutes: 30, place: 'Muualla' };
    await pihla.http('meeting.edit', { ...edit, occurs: `${days(change, 1)}T09:15`, start: `${days(change, 2)}T16:45`, seen: 0 });
    await pihla.http('meeting.cancel', { meeting: weekly, team, which: 'this', occurs: `${days(change, 3)}T09:15` });
    await pihla.http('meeting.answer', { meeting: weekly, occurs: `${days(change, 8)}T09:15`, answer: 'no' });
  }
  const first = days(today, (8 - new Date().getUTCDay()) % 7 + 1);
  await plan({ board }, `${first}T10:00`, { rrule: `FREQ=MONTHLY;BYDAY=${Math.ceil(Number(first.slice(8)) / 7) > 4 ? -1 : Math.ceil(Number(first.slice(8)) / 7)}${weekday(first)}` });
  await pihla.http('follow_up.create', { board, kind: 'visit', account: pihla.id, from_on: days(today, 20), until_on: days(today, 24) });
  const { units } = await pihla.http('session.who').then(({ account }) => account);
  await pihla.http('task.create', { board, title: 'Tehtävä', unit: units[0].id, assignee: pihla.id, due_on: days(today, 15) });
}

/** What is in a window that no reader's horizon cuts, as the server has it: cancelled ones too. */
const from = Date.parse(`${days(changes[0], -20)}T00:00Z`), until = Date.parse(`${days(changes[1], 45)}T00:00Z`);

before(async () => {
  server = await county();
  const { admin } = await signInAll(server, ['admin']);
  ({ pihla } = await hire(admin, ['pihla']));
  await fillCalendar();
  ({ url } = await pihla.http('feed.create', { scope: 'mine', detail: 'code', tasks: 'both', language: 'fi' }));
  folder = newFolder();
  feed = await (await fetch(url)).text();
  writeFileSync(join(folder, 'feed.ics'), feed);
  const rows = [];
  for (let day = days(changes[0], -20); day < days(changes[1], 45); day = days(day, 100)) {
    const end = days(day, 99) < days(changes[1], 44) ? days(day, 99) : days(changes[1], 44);
    rows.push(...(await pihla.http('meeting.mine', { from_on: day, until_on: end })).instances);
  }
  const seen = new Set();
  planned = rows.filter(({ meeting, occurs }) => !seen.has(`${meeting} ${occurs}`) && seen.add(`${meeting} ${occurs}`))
    .filter(({ start_at }) => start_at >= from && start_at < until)
    .map(({ start_at, end_at, is_cancelled, answer }) => `${start_at} ${end_at} ${is_cancelled ? 'CANCELLED TRANSPARENT' : `CONFIRMED ${answer === 'no' ? 'TRANSPARENT' : 'OPAQUE'}`}`).sort();
});

/** In the hour that is skipped, and in the one that comes twice, readers differ (RFC 5545 § 3.3.5 has one reading): not looked at here. */
const inDoubt = (at) => changes.some((day) => at >= Date.parse(`${day}T00:00Z`) && at < Date.parse(`${day}T02:30Z`));
const clear = (list) => list.filter((one) => !inDoubt(Number(one.split(' ')[0]))).sort();

test('every line is whole, short and ended as RFC 5545 has it', () => {
  const bytes = Buffer.from(feed);
  assert(!/[^\r]\n|\r[^\n]/.test(feed), 'a line break that is not CRLF');
  for (const line of feed.split('\r\n')) {
    assert(Buffer.byteLength(line) <= 75, line);
    assert(!line.includes('\uFFFD'), 'folded inside a character');
    assert(!/[\x00-\x08\x0b-\x1f\x7f]/.test(line), line);
  }
  assert.equal(bytes.toString(), feed);
  assert(clear(planned).length > 40, `${planned.length} instances`);
});

test('ical.js finds the instances that the server has', () => {
  const calendar = new ICAL.Component(ICAL.parse(feed));
  for (const part of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(part);
  const parts = calendar.getAllSubcomponents('vevent').filter((part) => !part.getFirstPropertyValue('dtstart').isDate);
  const said = (part) => `${part.getFirstPropertyValue('status')} ${part.getFirstPropertyValue('transp')}`;
  const found = [];
  for (const part of parts.filter((one) => !one.hasProperty('recurrence-id'))) {
    const event = new ICAL.Event(part, { exceptions: parts.filter((one) => one.hasProperty('recurrence-id') && one.getFirstPropertyValue('uid') === part.getFirstPropertyValue('uid')) });
    const put = ({ startDate, endDate, item }) => {
      const [start, end] = [startDate, endDate].map((time) => time.toJSDate().getTime());
      if (start >= from && start < until) found.push({ start, end, said: said(item.component) });
    };
    if (!event.isRecurring()) put({ startDate: event.startDate, endDate: event.endDate, item: event });
    else for (const each = event.iterator(); ;) {
      const next = each.next();
      if (!next || next.toJSDate().getTime() > until + 40 * DAY) break;
      put(event.getOccurrenceDetails(next));
    }
  }
  assert.deepEqual(clear(found.map(({ start, end, said }) => `${start} ${end} ${said}`)), clear(planned));
});

test('python3-icalendar finds the instances that the server has', () => {
  const read = JSON.parse(execFileSync('/usr/bin/python3', [here('instances.py'), join(folder, 'feed.ics'), String(from), String(until)], { encoding: 'utf8' }));
  assert.deepEqual(read.errors, []);
  assert.equal(read.todos, 1);
  const timed = read.instances.filter(([, start]) => typeof start === 'number').map(([, ...rest]) => rest.join(' '));
  assert.deepEqual(clear(timed), clear(planned));
  const whole = read.instances.filter(([, start]) => typeof start === 'string').map(([, start, end]) => [start, end]);
  assert.deepEqual(whole, [[days(today, 15), days(today, 16)], [days(today, 20), days(today, 25)]]);
});

// ---- a real subscriber ----

const run = (program, args) => {
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: 60_000, env: { ...process.env, TZ: zone, LC_ALL: 'C.UTF-8', HOME: folder } });
  assert.equal(done.status, 0, `${program} ${args.join(' ')}: ${done.error ?? ''}${done.stdout}${done.stderr}`);
  return done.stdout + done.stderr;
};

function sync() {
  writeFileSync(join(folder, 'vdirsyncer.conf'), `[general]
status_path = "${folder}/status/"
[pair feed]
a = "local"
b = "remote"
collections = null
[storage local]
type = "filesystem"
path = "${folder}/calendar/"
fileext = ".ics"
[storage remote]
type = "http"
url = "${url}"
`);
  const config = ['-c', join(folder, 'vdirsyncer.conf')];
  mkdirSync(join(folder, 'calendar'), { recursive: true });
  run('vdirsyncer', [...config, 'discover']);
  return run('vdirsyncer', [...config, 'sync']);
}
const files = () => Object.fromEntries(readdirSync(join(folder, 'calendar')).sort().map((name) => [name, [statSync(join(folder, 'calendar', name)).mtimeMs, readFileSync(join(folder, 'calendar', name), 'utf8')]]));

test('vdirsyncer copies a feed, and the second time nothing changes', async () => {
  const first = sync(), was = files();
  const names = new Set(feed.match(/^UID:.*$/gm));
  assert.equal(first.match(/Copying \(uploading\) item/g)?.length, names.size, first);
  assert.equal(Object.keys(was).length, names.size);
  const second = sync();
  assert.doesNotMatch(second, /Copying|Deleting|warning|error/i);
  assert.deepEqual(files(), was);
  const { teams } = await pihla.http('team.mine');
  await plan({ team: teams.at(-1).id }, `${days(changes[0], 5)}T11:00`);
  const third = sync();
  assert.equal(third.match(/Copying/g)?.length, 1, third);
});

test('khal lists the right local hours on both sides of each change of the clocks', () => {
  writeFileSync(join(folder, 'khal.conf'), `[calendars]
[[feed]]
path = ${folder}/calendar/
[sqlite]
path = ${folder}/khal.db
[locale]
local_timezone = ${zone}
default_timezone = ${zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
`);
  for (const change of changes) {
    const list = run('khal', ['-c', join(folder, 'khal.conf'), 'list', '--notstarted', '--day-format', '', '-f', '{start-date} {start-time} {title}', days(change, -13), days(change, 16)]);
    const has = (day, hour, what) => assert(list.includes(`${day} ${hour} ${what}`), `${day} ${hour} ${what} is not in\n${list}`);
    for (const day of [-13, -11, -6, -4]) has(days(change, day), '09:15', 'Tiimikokous: Perhetiimi');
    has(days(change, 2), '16:45', 'Tiimikokous: Perhetiimi');
    has(days(change, 3), '09:15', 'Peruttu: Tiimikokous: Perhetiimi');
    has(days(change, 8), '09:15', 'Tiimikokous: Perhetiimi');
    has(days(change, -9), '14:00', 'Tapaaminen K-');
    has(days(change, 5), '14:00', 'Tapaaminen K-');
    for (const hour of ['00:30', '08:00']) has(change, hour, 'Tapaaminen K-');
    for (const day of [-3, -2, -1, 1, 2, 3]) has(days(change, day), '03:30', 'Tapaaminen K-');
    assert(!list.includes(`${days(change, 1)} 09:15`), 'the instance that was moved is still where it was');
  }
});
