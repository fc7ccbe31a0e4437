// demo.test.mjs - the week that the demo shows: a team and its meetings, one of them held, its minutes, what was promised
//
// Made as on a Friday afternoon, before clocks go forward: what is said of days here is then said of that one.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { binary, serve } from './server.mjs';

const FRIDAY = '2027-03-26T16:00';
const PEOPLE = ['aino', 'birgitta', 'leena', 'eero', 'mervi', 'samuli', 'pekka', 'tuula', 'riikka', 'johanna', 'linnea', 'kalle', 'merja'];
const folder = mkdtempSync(join(tmpdir(), 'rinnalla-'));
let server, people;
after(() => rmSync(folder, { recursive: true }));

function madeAt(at, name = at) {
  const db = join(folder, `${name}.db`);
  const { status, stderr } = spawnSync(binary, ['demo', '--db', db, '--at', at], { encoding: 'utf8' });
  assert.equal(status, 0, `${at}: ${stderr}`);
  return db;
}

async function open(at, name, who = PEOPLE) {
  const server = await serve({ db: madeAt(at, name) });
  const people = {};
  for (const one of who) people[one] = await server.signIn(one);
  return { server, people };
}

const ask = (name, method, params) => server.rpc(people[name], method, params);

async function boardCalled(name, word) {
  const row = (await ask(name, 'board.list')).boards.find(({ title }) => title.includes(word));
  return { ...(await ask(name, 'board.open', { board: row.board })).snapshot, board: row.board };
}

/** The team, with its meetings as the wire lists them. */
async function theTeam() {
  const { teams } = await ask('aino', 'team.mine');
  assert.equal(teams.length, 1);
  const [{ id: team }] = teams;
  return { team, ...(await ask('aino', 'meeting.list', { team })) };
}

const mine = async (name, from_on, until_on) => (await ask(name, 'meeting.mine', { from_on, until_on })).instances;
const answers = (rows) => new Set(rows.map(({ answer }) => answer));

before(async () => ({ server, people } = await open(FRIDAY)));
after(() => server?.stop());

test('a team of three sectors meets every week in the morning; once it was moved, once it is cancelled and says why', async () => {
  const { team, meetings, occurrences } = await theTeam();
  const members = (await ask('aino', 'team.people', { team })).people;
  assert.deepEqual([...new Set(members.map(({ sector }) => sector))].sort(), ['primary_care', 'social_services', 'specialist_care']);
  assert.deepEqual(meetings.map(({ rrule, start }) => [rrule, start.slice(11)]), [['FREQ=WEEKLY', '08:30']]);
  const [moved, cancelled] = occurrences.sort((a, b) => a.occurs.localeCompare(b.occurs));
  assert.equal(occurrences.length, 2);
  assert(moved.start !== moved.occurs && moved.place !== meetings[0].place && !moved.cancelled_at);
  assert(cancelled.cancelled_at && cancelled.cancel_note);
  assert(moved.start > FRIDAY && cancelled.start > FRIDAY);
});

test('the next working day brings a meeting of the team and one of a case, and people have said whether they come', async () => {
  const day = await mine('aino', '2027-03-29', '2027-03-29');
  assert.deepEqual(day.map(({ start, board }) => [start, board !== null]), [['2027-03-29T08:30', false], ['2027-03-29T13:15', true]]);
  const { invitations } = await theTeam();
  assert.deepEqual([...answers(invitations.filter(({ occurs }) => occurs === '2027-03-29T08:30'))].sort(), ['maybe', 'no', 'none_yet', 'yes']);
  const { invitation, meeting } = await boardCalled('aino', 'Ritva');
  const [{ id }] = Object.values(meeting);
  assert.deepEqual([...answers(Object.values(invitation).filter((row) => row.meeting === id))].sort(), ['maybe', 'no', 'none_yet', 'yes']);
});

test('a case meets every other week, and a guest sees the meetings of the team that they are asked to, and no others', async () => {
  const { meeting } = await boardCalled('aino', 'Malin');
  assert.deepEqual(Object.values(meeting).map(({ rrule }) => rrule), ['FREQ=WEEKLY;INTERVAL=2']);
  assert((await mine('aino', '2027-03-29', '2027-04-02')).some(({ answer }) => answer === 'none_yet'), 'one waits for an answer');
  const guest = (await mine('pekka', '2027-03-01', '2027-05-31')).filter(({ board }) => board === null);
  assert.deepEqual(guest.map(({ start, team }) => [start, team]), [['2027-03-15T08:30', null], ['2027-03-29T08:30', null]]);
});

test('three cases are on the agenda, each prepared as far as it is, one waits for another time, and steps are carried over', async () => {
  const { team, meetings: [{ id: meeting }] } = await theTeam();
  const { items, carried } = await ask('aino', 'agenda.list', { team, meeting, occurs: '2027-03-29T08:30' });
  assert.deepEqual(items.map(({ minutes, is_mine, question, is_consent_checked }) => [minutes, is_mine, question !== null, is_consent_checked]),
    [[30, true, true, true], [30, false, false, false], [20, true, false, false]]);
  assert(carried.length);
  const theirs = (await ask('birgitta', 'agenda.list', { team, meeting, occurs: '2027-03-29T08:30' })).items[1];
  assert(theirs.question && theirs.is_consent_checked && !theirs.is_map_checked);
  assert.equal((await ask('aino', 'agenda.list', { team })).items.length, 1);
});

test('one meeting was held on a board: every phase has its time and its words, people came and went, the client was there', async () => {
  const { sitting, sitting_phase, attendance, hand, note } = await boardCalled('aino', 'Ritva');
  const [held] = Object.values(sitting);
  const phases = Object.values(sitting_phase).sort((a, b) => a.position - b.position);
  assert.equal(phases.length, 11);
  for (const { kind, spent_ms, note: words } of phases) assert(spent_ms >= 4 * 60_000 && note[words], kind);
  assert(held.ended_at && held.meeting && held.client_part === 'present' && held.presenter);
  assert.equal(phases.reduce((sum, { spent_ms }) => sum + spent_ms, 0), held.ended_at - held.began_at);
  const there = Object.values(attendance);
  assert(there.some(({ came_at }) => came_at > held.began_at + 20 * 60_000), 'somebody came late');
  assert(there.some(({ left_at }) => left_at < held.ended_at), 'somebody left early');
  assert(there.some(({ role }) => role === 'observer'));
  assert(Object.values(hand).every(({ lowered_at }) => lowered_at));
});

test('its minutes were made, confirmed and closed, with what was said and what is to be done', async () => {
  const { board, minutes, confirmation, sitting } = await boardCalled('aino', 'Ritva');
  const [{ id, status, version, sitting: of }] = Object.values(minutes);
  assert.deepEqual([status, of], ['closed', Object.values(sitting)[0].id]);
  assert(Object.values(confirmation).length >= 2 && Object.values(confirmation).every((row) => row.version === version));
  const { text } = await ask('leena', 'minutes.text', { board, minutes: id, format: 'plain' });
  for (const part of ['Läsnä', 'Esittäjän kysymys', 'Asiakkaan näkemys', 'Suunnitelma ja tehtävät', 'Jatko ja seuranta', 'Kahvit mä keitän valmiiks']) assert(text.includes(part), part);
  assert(!text.includes('Hypoteesit'));
});

test('of the promises one is late, one is in its window, one was kept and says how it went, one is the control months later', async () => {
  const today = FRIDAY.slice(0, 10);
  const [late] = (await ask('aino', 'follow_up.mine')).follow_ups;
  const [under_way] = (await ask('leena', 'follow_up.mine')).follow_ups;
  const [control] = (await ask('tuula', 'follow_up.mine')).follow_ups;
  assert(late.until_on < today, 'late');
  assert(under_way.from_on < today && under_way.until_on > today, 'in its window');
  assert.equal(control.kind, 'control');
  assert(control.from_on >= '2027-05-24' && control.until_on <= '2027-06-28', 'two to three months after');
  assert(Object.values((await boardCalled('aino', 'Ritva')).follow_up).some(({ done_at, outcome }) => done_at && outcome));
});

test('two people have names that could be taken for one another, and work in different units', async () => {
  const { accounts } = await ask('aino', 'account.find', { text: 'Tuomikallas' });
  assert.equal(new Set(accounts.map(({ unit_name }) => unit_name)).size, 2);
});

test('each calendar that can be made of the demo can be read', async () => {
  const { team } = await theTeam();
  const { board } = await boardCalled('aino', 'Ritva');
  const scopes = Object.keys(people).map((name) => [name, 'mine']);
  for (const [name, scope] of [...scopes, ['aino', `team:${team}`], ['leena', `team:${team}`], ['aino', `board:${board}`], ['mervi', `board:${board}`]]) {
    for (const detail of ['plain', 'code']) {
      const { url } = await ask(name, 'feed.create', { scope, detail, tasks: 'both', key: `${scope} ${detail}` });
      const answer = await fetch(url);
      const words = await answer.text();
      assert.equal(answer.status, 200, `${name}: ${scope}`);
      const calendar = new ICAL.Component(ICAL.parse(words));
      assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
      for (const secret of ['Ritva', 'Malin', 'Jari', 'kokeilusta', 'köksbordet', 'Systeemisen tiimin kokous']) assert(!words.includes(secret), `${name}: ${scope} says ${secret}`);
    }
  }
});

test('made twice at one instant it is the same', async () => {
  const other = await open(FRIDAY, 'again', ['aino']);
  const { boards } = await other.server.rpc(other.people.aino, 'board.list');
  assert.deepEqual(boards, (await ask('aino', 'board.list')).boards);
  for (const { board } of boards) {
    const theirs = await other.server.rpc(other.people.aino, 'board.open', { board });
    assert.deepEqual(theirs, await ask('aino', 'board.open', { board }));
  }
  await other.server.stop();
});

// ---- any day, any hour -----------------------------------------------------------------------------------------------------

const helsinki = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki', dateStyle: 'short', timeStyle: 'short' });
const wall = (at) => helsinki.format(at).replace(' ', 'T');
const from = (day, days) => new Date(Date.parse(`${day}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

for (const [about, at, next] of [
  ['a Saturday before clocks go forward', '2027-03-27T21:00', '2027-03-29T13:15'],
  ['the hour that clocks jump over', '2027-03-28T03:30', '2027-03-29T13:15'],
  ['the first minute after that day', '2027-03-29T00:00', '2027-03-29T13:15'],
  ['a working day at noon', '2027-03-31T12:00', '2027-03-31T13:15'],
  ['a working day, too late for its meeting', '2027-03-31T12:30', '2027-04-01T13:15'],
  ['the last working day before clocks go back', '2027-10-29T16:00', '2027-11-01T13:15'],
  ['the hour that comes twice', '2027-10-31T03:30', '2027-11-01T13:15'],
  ['the Monday after', '2027-11-01T07:00', '2027-11-01T13:15'],
  ['the turn of the year', '2027-12-31T23:59', '2028-01-03T13:15'],
]) {
  test(`made on ${about}, its meetings are at their hour on the wall and on working days`, async () => {
    const there = await open(at, at, ['aino']);
    const day = at.slice(0, 10);
    const { instances } = await there.server.rpc(there.people.aino, 'meeting.mine', { from_on: from(day, -60), until_on: from(day, 60) });
    assert.equal(instances.find(({ board, start }) => board && start > at && start.endsWith('13:15'))?.start, next);
    const team = instances.filter(({ team }) => team);
    assert(team.length > 8 && team.filter(({ start }) => start.endsWith('T08:30')).length === team.length - 1);
    for (const { start, start_at } of instances) {
      assert.equal(wall(start_at), start);
      assert(![0, 6].includes(new Date(`${start.slice(0, 10)}T12:00Z`).getUTCDay()), start);
    }
    const { url } = await there.server.rpc(there.people.aino, 'feed.create', { scope: 'mine', detail: 'code', key: 'feed' });
    ICAL.parse(await (await fetch(url)).text());
    await there.server.stop();
  });
}

test('a time that is none is refused, and nothing is made', () => {
  const { status, stderr } = spawnSync(binary, ['demo', '--db', join(folder, 'none.db'), '--at', '2027-02-30T10:00'], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /--at/);
});
