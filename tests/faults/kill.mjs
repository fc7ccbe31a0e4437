// kill.mjs - kill -9 at random points under load, and what must be true after it; see torture()
//
// A round: the server is started; what the round before left is settled; fresh boards are made; twenty clients, five on
// each board, add, edit, move, remove, restore and link cards and make boards, several commands in flight each, and write in the
// board's note (kill_notes.mjs); the server is killed, half of the time at the very moment at which something arrives from it.
// Every client keeps a journal: key, method, parameters, answer. Settling means, after the restart:
//
//   - every answer that was given, and every event that was told, is in the log, exactly so
//   - every unanswered command, sent again once or several times with its key, is done, and answered always the same
//   - then the log has one event for each command of the journal, no more and no less, numbered without a gap
//   - the rows are the sum of the log, as a note's text is of its updates
//   - answered commands sent again give the same answer and change nothing
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { signIn, merge, emptyTables, within, Refused, PATIENCE } from '../protocol/client.mjs';
import { program, makeDemo, startServer, random } from '../protocol/people.mjs';
import { checkPush, checkTold, checkWords, makeNote, noteLogOf, writeNote } from './kill_notes.mjs';

const CLIENTS = 20, ACCOUNTS = 10, BOARDS = 4, LANES = 3;

/** Runs rounds; throws with the seed and the round when something was lost, doubled or changed. With areNotesAlone nothing is
 *  written but notes. */
export async function torture({ rounds, seed, areNotesAlone = false, say = () => {} }) {
  const figures = { commands: 0, pushes: 0, unanswered: 0, kills: 0, slowest_start_ms: 0 };
  const t = { db: makeDemo(), dice: random(seed), lanes: areNotesAlone ? 0 : LANES, keys: 0, old: [], made: [], journal: [], boards: [], figures };
  let round = 0;
  try {
    await start(t);
    await signInEverybody(t);
    for (round = 1; round <= rounds; round++) {
      await makeBoards(t, round);
      await load(t);
      await start(t);
      await settle(t);
      say(`round ${round}: ${JSON.stringify(figures)}`);
    }
    await checkOldBoards(t, 40);
    await checkMadeBoards(t);
    await Promise.all(t.sockets.map((socket) => socket.close()));
    await t.server.stop();
    return figures;
  } catch (why) {
    t.server?.child.kill('SIGKILL');
    throw new Error(`SEED=${seed}, round ${round}, database ${keep(t)}: ${why.message}`, { cause: why });
  }
}

/** A copy of the database as it was found, for whoever looks into it. */
function keep(t) {
  const copy = join(tmpdir(), `rinnalla-kill-${process.pid}.db`);
  for (const part of ['', '-wal']) if (existsSync(t.db + part)) copyFileSync(t.db + part, copy + part);
  return copy;
}

// ---- the server comes and goes -----------------------------------------------------------------------------------------------

async function start(t) {
  while (t.figures.kills && t.dice.chance(0.2)) await killAtBirth(t);
  const before = Date.now();
  t.server = await startServer({ db: t.db });
  t.figures.slowest_start_ms = Math.max(t.figures.slowest_start_ms, Date.now() - before);
  for (const person of t.people ?? []) person.server = t.server;
  if (t.people) await connect(t);
}

/** Killed while it opens, or recovers, the database. */
async function killAtBirth(t) {
  const child = spawn(program, ['serve', '--db', t.db, '--listen', '127.0.0.1:0', '--demo'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  setTimeout(() => child.kill('SIGKILL'), t.dice.below(40));
  await ended;
  t.figures.kills++;
}

async function kill(t) {
  t.server.child.kill('SIGKILL');
  t.figures.kills++;
  assert.equal((await within(PATIENCE, 'killed', t.server.ended)).signal, 'SIGKILL', t.server.log);
  await within(PATIENCE, 'all sockets are closed', Promise.all(t.sockets.map((socket) => socket.closed)));
}

async function signInEverybody(t) {
  const admin = await signIn(t.server, 'admin');
  const { accounts } = await admin.http('account.list');
  const names = accounts.filter((account) => !account.is_admin && !account.ended_at).map((account) => account.name);
  t.people = [];
  for (const name of names.slice(0, ACCOUNTS)) t.people.push(await signIn(t.server, name));
  assert.equal(t.people.length, ACCOUNTS);
  await connect(t);
}

const connect = async (t) => (t.sockets = await Promise.all(Array.from({ length: CLIENTS }, (_, n) => t.people[n % ACCOUNTS].connect())));

// ---- load ----------------------------------------------------------------------------------------------------------------------

async function makeBoards(t, round) {
  t.journal = [];
  t.boards = await Promise.all(
    Array.from({ length: BOARDS }, async (_, n) => {
      const socket = t.sockets[n];
      const { board } = await socket.call('board.create', { title: `Kierros ${round}, taulu ${n}` });
      const others = t.people.filter((person) => person !== socket.person);
      await Promise.all(others.map(({ id }) => socket.call('participant.add', { board, account: id, role: 'member' })));
      return { board, ...(await makeNote(socket, board)), reader: socket.person, told: [] };
    }),
  );
}

/** Everybody works until the server is dead. */
async function load(t) {
  const views = await Promise.all(t.sockets.map((socket, n) => socket.see(t.boards[n % BOARDS].board)));
  const notes = await Promise.all(t.sockets.map((socket, n) => writeNote(t, t.boards[n % BOARDS], socket, n, random(t.dice.below(2 ** 31)))));
  const works = t.sockets.map((socket, n) => work(t, socket, n, random(t.dice.below(2 ** 31))));
  await new Promise((resolve) => setTimeout(resolve, t.dice.between(150, 400)));
  if (t.dice.chance(0.5)) await new Promise((resolve) => t.sockets.forEach((socket) => socket.ws.prependOnceListener('message', () => resolve(t.server.child.kill('SIGKILL')))));
  await kill(t);
  await Promise.all([...works.flat(), ...notes.map(({ writing }) => writing)]);
  for (const [n, view] of views.entries()) t.boards[n % BOARDS].told.push(...view.socket.events(view.board));
  for (const at of t.boards) at.notes = notes.map(({ note }) => note).filter(({ id }) => id === at.note);
  for (const socket of t.sockets) if (socket.fault) throw socket.fault;
  t.figures.commands += t.journal.length;
  t.figures.pushes += t.journal.filter(({ words }) => words).length;
}

function work(t, socket, n, dice) {
  const mind = { cards: [], links: new Set() }; // this client's own cards: {id, text, is_removed, is_busy}
  return Array.from({ length: t.lanes }, async () => {
    while (!socket.code && !socket.fault) {
      const act = chooseAct(t, mind, n, dice);
      const entry = { who: socket.person, method: act.method, params: { ...act.params, key: `t${++t.keys}` } };
      if (act.method !== 'board.create') entry.board = entry.params.board = t.boards[n % BOARDS].board;
      t.journal.push(entry);
      for (const card of act.of) card.is_busy = true;
      try {
        entry.answer = await socket.call(act.method, entry.params);
      } catch (why) {
        if (why instanceof Refused) entry.fault = why;
        return;
      }
      act.done(entry.answer);
      for (const card of act.of) card.is_busy = false;
    }
  });
}

const nothing = () => {};

function chooseAct(t, mind, n, dice) {
  const free = mind.cards.filter((card) => !card.is_busy);
  const there = free.filter((card) => !card.is_removed);
  const text = `${n}/${t.keys}`;
  const p = dice.next();
  const card = there.length ? dice.one(there) : null;
  const other = there.length > 1 ? dice.one(there.filter((one) => one !== card)) : null;
  if (p < 0.02) return { method: 'board.create', params: { title: `Tehty ${text}` }, of: [], done: nothing };
  if (p < 0.2 && card) return { method: 'card.edit', params: { card: card.id, was: card.text, text }, of: [card], done: () => (card.text = text) };
  if (p < 0.35 && other) return { method: 'card.move', params: { card: card.id, after: other.id }, of: [card, other], done: nothing };
  if (p < 0.38 && card) return { method: 'card.move', params: { card: card.id }, of: [card], done: nothing };
  if (p < 0.43 && card) return { method: 'card.remove', params: { card: card.id }, of: [card], done: () => (card.is_removed = true) };
  const removed = free.find((one) => one.is_removed);
  if (p < 0.46 && removed) return { method: 'card.restore', params: { card: removed.id }, of: [removed], done: () => (removed.is_removed = false) };
  if (p < 0.52 && other && !mind.links.has(`${card.id} ${other.id}`)) {
    mind.links.add(`${card.id} ${other.id}`).add(`${other.id} ${card.id}`);
    return { method: 'link.add', params: { from_card: card.id, to_card: other.id, kind: 'relates' }, of: [card, other], done: nothing };
  }
  return { method: 'card.add', params: { kind: 'need', text }, of: [], done: (answer) => mind.cards.push({ id: answer.card, text }) };
}

// ---- settling --------------------------------------------------------------------------------------------------------------------

async function settle(t) {
  for (const { fault, params } of t.journal) assert(!fault, `${fault?.message} for ${JSON.stringify(params)}`);
  for (const at of t.boards) await checkGiven(t, at);
  const open = t.journal.filter((entry) => !entry.answer);
  t.figures.unanswered += open.length;
  await resend(t, open);
  for (const at of t.boards) await checkComplete(t, at);
  await resendAnswered(t);
  for (const at of t.boards) t.old.push({ board: at.board, note: at.note, reader: at.reader, digest: digest([at.log, at.noteLog]) });
  for (const { who, params, answer } of t.journal.filter((entry) => !entry.board)) t.made.push({ who, title: params.title, ...answer });
  await checkOldBoards(t, 1);
}

/** The whole log, oldest first, numbered without a gap. */
async function logOf(person, board) {
  const log = [];
  for (let before; ; before = log.at(-1).seq) {
    const { events } = await person.http('board.history', { board, limit: 200, ...(before && { before }) });
    log.push(...events);
    if (events.length < 200) break;
  }
  log.reverse();
  for (const [n, event] of log.entries()) assert.equal(event.seq, n + 1, `board ${board}: a gap before ${event.seq}`);
  return log;
}

async function checkRows(t, at) {
  const { seq, snapshot } = await at.reader.http('board.open', { board: at.board });
  assert.equal(seq, at.log.length, `board ${at.board}: its number is not that of its last event`);
  const sum = emptyTables();
  for (const { set } of at.log) merge(sum, set);
  assert.deepEqual(sum, snapshot, `board ${at.board}: the rows are not the sum of the log`);
}

/** Nothing that was said is lost or different. */
async function checkGiven(t, at) {
  at.log = await logOf(at.reader, at.board);
  at.noteLog = await noteLogOf(at.reader, at);
  await checkRows(t, at);
  checkTold(at, at.notes);
  for (const event of at.told) {
    const { was: _, ...kept } = at.log[event.seq - 1] ?? {};
    assert.deepEqual(kept, event, `board ${at.board}: an event was told and is lost`);
  }
  for (const entry of t.journal.filter((one) => one.board === at.board && one.answer)) checkEntry(entry, at);
}

function checkEntry(entry, at) {
  if (entry.method === 'note.push') return checkPush(entry, at);
  const { who, method, params, answer } = entry;
  const event = at.log[answer.seq - 1];
  const said = `${method} ${JSON.stringify(params)} was answered ${JSON.stringify(answer)}`;
  assert(event, `${said} and is lost: the board ends at ${at.log.length}`);
  const cards = event.set.card ?? {};
  const isSo = {
    'card.add': () => event.name === 'card.added' && cards[answer.card]?.text === params.text,
    'card.edit': () => event.name === 'card.edited' && cards[params.card]?.text === params.text,
    'card.move': () => event.name === 'card.moved' && 'rank' in cards[params.card],
    'card.remove': () => event.name === 'card.removed' && cards[params.card] === null,
    'card.restore': () => event.name === 'card.restored' && cards[params.card]?.id === params.card,
    'link.add': () => event.name === 'link.added' && event.set.link[answer.link]?.from_card === params.from_card,
  };
  assert(event.by === who.id && isSo[method](), `${said} and is lost: the log has ${JSON.stringify(event)}`);
}

/** The unanswered, each one to three times with its key; sometimes the server is killed in the middle of that too. */
async function resend(t, entries) {
  if (entries.length && t.dice.chance(0.2)) {
    const half = t.dice.between(1, entries.length);
    const sent = entries.slice(0, half).map((entry) => ask(t, entry).catch(nothing));
    if (t.dice.chance(0.5)) await Promise.race(sent);
    await kill(t);
    await Promise.all(sent);
    await start(t);
  }
  await Promise.all(entries.flatMap((entry) => Array.from({ length: t.dice.between(1, 3) }, () => ask(t, entry))));
}

async function ask(t, entry) {
  const socket = t.sockets[t.people.indexOf(entry.who) + (t.dice.chance(0.5) ? ACCOUNTS : 0)];
  const answer = await socket.call(entry.method, entry.params).catch((why) => {
    throw why instanceof Refused ? new Error(`sent again it was refused: ${why.message}, ${JSON.stringify(entry.params)}`) : why;
  });
  if (entry.answer) assert.deepEqual(answer, entry.answer, `${entry.method} ${JSON.stringify(entry.params)} sent again`);
  entry.answer = answer;
}

/** One event for each command, no more and no less. */
async function checkComplete(t, at) {
  at.log = await logOf(at.reader, at.board);
  at.noteLog = await noteLogOf(at.reader, at);
  await checkRows(t, at);
  const all = t.journal.filter((entry) => entry.board === at.board);
  for (const entry of all) checkEntry(entry, at);
  checkWords(at, all.filter((entry) => entry.words));
  const entries = all.filter((entry) => !entry.words); // writing is no event of the board
  assert.equal(new Set(entries.map((entry) => entry.answer.seq)).size, entries.length, `board ${at.board}: two commands have one number`);
  const spare = at.log.slice(at.setUp).filter(({ seq, name }) => name !== 'note.written' && !entries.some((entry) => entry.answer.seq === seq));
  assert.deepEqual(spare.map(({ seq, name }) => ({ seq, name })), [], `board ${at.board}: done twice, or asked by nobody`);
}

async function resendAnswered(t) {
  const some = Array.from({ length: Math.min(40, t.journal.length) }, () => t.dice.one(t.journal));
  await Promise.all(some.map((entry) => ask(t, entry)));
  for (const at of t.boards) {
    assert.equal((await at.reader.http('board.history', { board: at.board, limit: 1 })).events[0].seq, at.log.length, 'a resend did something');
    assert.equal((await noteLogOf(at.reader, at)).length, at.noteLog.length, 'a resend wrote something');
  }
}

// ---- what was settled long ago ---------------------------------------------------------------------------------------------------

const digest = (logs) => createHash('sha256').update(JSON.stringify(logs)).digest('hex');

async function checkOldBoards(t, count) {
  for (let n = 0; n < Math.min(count, t.old.length); n++) {
    const { board, note, reader, digest: before } = t.dice.one(t.old);
    const logs = [await logOf(reader, board), await noteLogOf(reader, { board, note })];
    assert.equal(digest(logs), before, `board ${board}: its log is not what it was`);
  }
}

async function checkMadeBoards(t) {
  const codes = new Set(t.made.map(({ code }) => code));
  assert.equal(codes.size, t.made.length, 'two boards have one code');
  for (const person of t.people) {
    const { boards } = await person.http('board.list');
    const found = boards.filter(({ title }) => title.startsWith('Tehty ')).map(({ board, title, code }) => `${board} ${title} ${code}`);
    const expected = t.made.filter(({ who }) => who === person).map(({ board, title, code }) => `${board} ${title} ${code}`);
    assert.deepEqual(found.sort(), expected.sort(), 'boards that were made');
  }
}

// as a program of its own, for planted.test.mjs: the server is $RINNALLA
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rounds, seed, what] = process.argv.slice(2);
  await torture({ rounds: Number(rounds), seed: Number(seed), areNotesAlone: what === 'notes' }).then(console.log, (why) => {
    console.error(why.message);
    process.exitCode = 1;
  });
}
