// presence.test.mjs - who is here, where, writing or not: told at once, never often, never stored
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { refused } from './client.mjs';
import { county, makeBoard, signInAll } from './people.mjs';
import { close, newClient, put } from './note.mjs';

let server, people, board;
before(async () => {
  server = await county();
  people = await signInAll(server, ['aino', 'eero', 'leena']);
});

/** An entry of somebody who is nowhere in particular. */
const nowhere = { sockets: 1, card: null, field: null, note: null, version: null, anchor: null, head: null, writing: false, away: false };

const newBoard = () => makeBoard(people, { aino: 'coordinator', eero: 'member', leena: 'observer' });

/** What presence frames add up to: account → entry. */
function here(socket, board) {
  const map = new Map();
  for (const { whole, here, left } of socket.of('presence', board)) {
    if (whole) map.clear();
    for (const entry of here) map.set(entry.account, entry);
    for (const account of left) map.delete(account);
  }
  return map;
}
const sees = (socket, board, fits, what) => socket.when(() => fits(here(socket, board)), { what: what ?? String(fits) });

test('the first frame after opening is whole and lists everybody', async () => {
  board = await newBoard();
  const aino = await people.aino.connect();
  await aino.see(board);
  await sees(aino, board, (map) => map.has(people.aino.id));
  const eero = await people.eero.connect();
  await eero.see(board);
  const first = await eero.until((message) => message.method === 'presence');
  assert.equal(first.params.whole, true);
  assert.deepEqual(first.params.left, []);
  assert.deepEqual(first.params.here.map((entry) => entry.account).sort(), [people.aino.id, people.eero.id].sort());
  for (const entry of first.params.here) assert.deepEqual(Object.keys(entry).sort(), ['account', 'anchor', 'away', 'card', 'field', 'head', 'note', 'sockets', 'version', 'writing']);
  const mine = first.params.here.find((entry) => entry.account === people.eero.id);
  assert.deepEqual(mine, { ...nowhere, account: people.eero.id });
  await sees(aino, board, (map) => map.has(people.eero.id));
  assert(!aino.of('presence', board).at(-1).whole);
  for (const socket of [aino, eero]) await socket.close();
});

test('where one is and whether one writes is seen by the others', async () => {
  board = await newBoard();
  const { card } = await people.aino.http('card.add', { board, kind: 'need', text: 'Kortti' });
  const [aino, eero] = [await people.aino.connect(), await people.eero.connect()];
  await aino.see(board);
  await eero.see(board);
  await eero.call('presence.set', { board, card, field: 'text', writing: true });
  await sees(aino, board, (map) => map.get(people.eero.id)?.writing === true);
  assert.deepEqual(here(aino, board).get(people.eero.id), { ...nowhere, account: people.eero.id, card, field: 'text', writing: true });
  eero.notify('presence.set', { board, writing: false, away: true });
  await sees(aino, board, (map) => map.get(people.eero.id)?.away === true);
  assert.deepEqual(here(aino, board).get(people.eero.id), { ...nowhere, account: people.eero.id, away: true });
  for (const socket of [aino, eero]) await socket.close();
});

test('whoever closes the board, the socket, or loses the line is seen to leave', async () => {
  board = await newBoard();
  const aino = await people.aino.connect();
  await aino.see(board);
  for (const leave of [(socket) => socket.call('board.close', { board }), (socket) => socket.close(), (socket) => socket.vanish()]) {
    const eero = await people.eero.connect();
    await eero.see(board);
    await sees(aino, board, (map) => map.has(people.eero.id), 'comes');
    await leave(eero);
    await sees(aino, board, (map) => !map.has(people.eero.id), 'leaves');
    if (!eero.code) await eero.close();
  }
  await aino.close();
});

test('whoever is let out of the board is seen to leave', async () => {
  board = await newBoard();
  const [aino, eero] = [await people.aino.connect(), await people.eero.connect()];
  await aino.see(board);
  await eero.see(board);
  await sees(aino, board, (map) => map.has(people.eero.id));
  await people.aino.http('participant.remove', { board, account: people.eero.id });
  await sees(aino, board, (map) => !map.has(people.eero.id));
  for (const socket of [aino, eero]) await socket.close();
});

test('of several sockets of one person there is one entry, the latest word wins', async () => {
  board = await newBoard();
  const aino = await people.aino.connect();
  await aino.see(board);
  const [first, second] = [await people.eero.connect(), await people.eero.connect()];
  await first.see(board);
  await second.see(board);
  await sees(aino, board, (map) => map.get(people.eero.id)?.sockets === 2);
  await first.call('presence.set', { board, field: 'first', writing: true });
  await sees(aino, board, (map) => map.get(people.eero.id)?.field === 'first');
  await second.call('presence.set', { board, field: 'second', writing: false });
  await sees(aino, board, (map) => map.get(people.eero.id)?.field === 'second');
  assert.equal(here(aino, board).get(people.eero.id).writing, false);
  await second.close();
  await sees(aino, board, (map) => map.get(people.eero.id)?.sockets === 1);
  await first.close();
  await sees(aino, board, (map) => !map.has(people.eero.id));
  await aino.close();
});

test('however much people move about, others get at most ten frames a second, and the last word arrives', async () => {
  board = await newBoard();
  const [aino, eero, leena] = [await people.aino.connect(), await people.eero.connect(), await people.leena.connect()];
  for (const socket of [aino, eero, leena]) await socket.see(board);
  await sees(aino, board, (map) => map.size === 3);
  const start = aino.of('presence', board).length;
  const begin = Date.now();
  let sent = 0;
  while (Date.now() - begin < 2000) {
    for (const socket of [eero, leena]) socket.notify('presence.set', { board, field: `kenttä ${sent++}`, writing: sent % 2 === 0 });
    await eero.settle(); // as fast as the server listens
  }
  const last = `kenttä ${sent}`;
  eero.notify('presence.set', { board, field: last, writing: true });
  await sees(aino, board, (map) => map.get(people.eero.id)?.field === last);
  const seconds = (Date.now() - begin) / 1000;
  const frames = aino.of('presence', board).length - start;
  assert(sent > 100, `only ${sent} changes`);
  assert(frames >= 3, `${frames} frames`);
  assert(frames <= 10 * seconds + 3, `${frames} frames in ${seconds} s`);
  for (const socket of [aino, eero, leena]) await socket.close();
});

test('presence is for those who have the board open, and stays on its board', async () => {
  board = await newBoard();
  const other = await makeBoard(people, { leena: 'coordinator' });
  const [aino, leena] = [await people.aino.connect(), await people.leena.connect()];
  await aino.see(board);
  await leena.see(other);
  await leena.see(board);
  await refused(aino.call('presence.set', { board: other, writing: true }), 'not_found');
  await leena.call('presence.set', { board: other, field: 'salaisuus', writing: true });
  await sees(leena, other, (map) => map.get(people.leena.id)?.field === 'salaisuus');
  await aino.settle();
  assert.deepEqual(aino.of('presence', other), []);
  assert.notEqual(here(aino, board).get(people.leena.id)?.field, 'salaisuus');
  for (const socket of [aino, leena]) await socket.close();
});

test('presence leaves nothing in the history of the board', async () => {
  board = await newBoard();
  const { seq } = await people.aino.http('board.open', { board });
  const aino = await people.aino.connect();
  await aino.see(board);
  for (let n = 0; n < 20; n++) await aino.call('presence.set', { board, field: `kenttä ${n}`, writing: true });
  assert.equal((await people.aino.http('board.open', { board })).seq, seq);
  await aino.close();
});

// ---- in a live note --------------------------------------------------------------------------------------------------------------

const newNote = async (kind = 'minutes') => {
  const { note } = await people.eero.http('note.create', { board, title: 'Muistio', kind });
  await people.eero.http('note.push', { board, note, version: 0, client: newClient(), updates: [{ changes: put('', 0, 'Tapaaminen') }] });
  return note;
};
/** Aino watches the board; eero has it open, and a note. */
async function both(note) {
  const [aino, eero] = [await people.aino.connect(), await people.eero.connect()];
  await aino.see(board);
  await eero.see(board);
  await eero.call('note.open', { board, note });
  await sees(aino, board, (map) => map.has(people.eero.id));
  return [aino, eero];
}
const entry = (socket) => here(socket, board).get(people.eero.id);

test("where one's caret stands in a note is seen by the others", async () => {
  board = await newBoard();
  const note = await newNote();
  const [aino, eero] = await both(note);
  eero.notify('presence.set', { board, note, version: 1, anchor: 0, head: 10, writing: true });
  await sees(aino, board, (map) => map.get(people.eero.id)?.note === note);
  assert.deepEqual(entry(aino), { ...nowhere, account: people.eero.id, note, version: 1, anchor: 0, head: 10, writing: true });
  await eero.call('presence.set', { board, note, version: 1, anchor: 4, head: 4, writing: false });
  await sees(aino, board, (map) => map.get(people.eero.id)?.anchor === 4);
  await eero.call('presence.set', { board, note });
  await sees(aino, board, (map) => map.get(people.eero.id)?.anchor === null);
  assert.deepEqual(entry(aino), { ...nowhere, account: people.eero.id, note });
  const late = await people.leena.connect();
  await late.see(board);
  await sees(late, board, (map) => map.get(people.eero.id)?.note === note);
  await eero.call('presence.set', { board, version: 1, anchor: 4, head: 4 }); // a caret is one in a note
  await sees(aino, board, (map) => map.get(people.eero.id)?.note === null);
  assert.deepEqual(entry(aino), { ...nowhere, account: people.eero.id });
  for (const [field, value] of [['version', -1], ['anchor', -1], ['head', 1.5], ['note', 'x']]) await refused(eero.call('presence.set', { board, note, [field]: value }), { reason: 'bad_input', field });
  await close(aino, eero, late);
});

test('in a note is only who has it open on the same socket', async () => {
  board = await newBoard();
  const [note, other] = [await newNote(), await newNote()];
  const [aino, eero] = await both(note);
  const second = await people.eero.connect();
  await second.see(board);
  for (const [socket, id] of [[eero, other], [second, note], [aino, note], [eero, board], [eero, 999_999]]) await refused(socket.call('presence.set', { board, note: id, writing: true }), { reason: 'not_found', field: 'note' });
  const elsewhere = await makeBoard(people, { eero: 'coordinator', aino: 'member' });
  await eero.see(elsewhere);
  await refused(eero.call('presence.set', { board: elsewhere, note }), { reason: 'not_found', field: 'note' });
  eero.notify('presence.set', { board, note: other, writing: true }); // nobody is told of it
  await eero.call('presence.set', { board, note, anchor: 1 });
  await sees(aino, board, (map) => map.get(people.eero.id)?.anchor === 1);
  assert.deepEqual(aino.of('presence', board).flatMap(({ here }) => here).filter((one) => one.note === other || one.writing), []);
  await close(aino, eero, second);
});

test('whoever closes the note is in it no more, unless another socket of theirs is', async () => {
  board = await newBoard();
  const note = await newNote();
  const [aino, eero] = await both(note);
  await eero.call('presence.set', { board, note, version: 1, anchor: 2, head: 2, writing: true, away: true });
  await sees(aino, board, (map) => map.get(people.eero.id)?.note === note);
  await eero.call('note.close', { board, note });
  await sees(aino, board, (map) => map.get(people.eero.id)?.note === null);
  assert.deepEqual(entry(aino), { ...nowhere, account: people.eero.id, away: true });
  await eero.call('note.open', { board, note });
  const second = await people.eero.connect();
  await second.see(board);
  await second.call('note.open', { board, note });
  await eero.call('presence.set', { board, note, anchor: 3 });
  await second.call('presence.set', { board, note, anchor: 7 });
  await sees(aino, board, (map) => map.get(people.eero.id)?.anchor === 7);
  await eero.call('note.close', { board, note });
  await aino.call('presence.set', { board, field: 'merkki' });
  await sees(aino, board, (map) => map.get(people.aino.id)?.field === 'merkki');
  assert.equal(entry(aino).anchor, 7);
  await second.vanish();
  await sees(aino, board, (map) => map.get(people.eero.id)?.note === null);
  await close(aino, eero);
});

test('whoever is in a private note is seen nowhere, and their moving in it makes no frame', async () => {
  board = await newBoard();
  const [note, own] = [await newNote(), await newNote('private')];
  const [aino, eero] = await both(note);
  await eero.call('note.open', { board, note: own });
  await eero.call('presence.set', { board, note, anchor: 1, writing: true });
  await sees(aino, board, (map) => map.get(people.eero.id)?.note === note);
  await eero.call('presence.set', { board, note: own, version: 1, anchor: 7, head: 7, field: 'kanaria', writing: true });
  await sees(aino, board, (map) => map.get(people.eero.id)?.note === null);
  assert.deepEqual(entry(aino), { ...nowhere, account: people.eero.id });
  const before = aino.of('presence', board).length;
  for (let n = 0; n < 5; n++) {
    await eero.call('presence.set', { board, note: own, version: 1, anchor: n, head: 7, writing: n % 2 === 0 });
    await aino.call('presence.set', { board, field: `merkki ${n}` }); // makes a frame of its own
    await sees(aino, board, (map) => map.get(people.aino.id)?.field === `merkki ${n}`);
  }
  await eero.call('note.close', { board, note: own });
  await aino.call('presence.set', { board, field: 'loppu' });
  await sees(aino, board, (map) => map.get(people.aino.id)?.field === 'loppu');
  const seen = aino.of('presence', board).slice(before).flatMap(({ here }) => here);
  assert.deepEqual([...new Set(seen.map(({ account }) => account))], [people.aino.id]);
  const told = JSON.stringify(aino.told);
  assert(!told.includes('kanaria') && !told.includes(`"note":${own}`));
  const late = await people.leena.connect();
  await late.see(board);
  await sees(late, board, (map) => map.has(people.eero.id));
  assert.deepEqual(entry(late), { ...nowhere, account: people.eero.id });
  await close(aino, eero, late);
});
