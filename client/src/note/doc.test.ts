import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ChangeSet } from '@codemirror/state';
import type { BoardState } from '../board/state.svelte';
import type { Note } from '../lib/protocol.gen';
import { session } from '../lib/session.svelte';
import type { Here, Params } from '../lib/wire';
import { copies } from './carried';
import { NoteDoc, type Heard } from './doc.svelte';
import { settle } from './world';

// The session's line, as far as a note goes: one text, and what was pushed.
const line = { text: 'Hei vaan', version: 3, pushed: [] as Params<'note.push'>[] };
const told: unknown[] = [];
let doc: NoteDoc;
let board: BoardState;

function some_board(kind: Note['kind'] = 'minutes'): BoardState {
  const row: Note = { id: 5, kind, title: 'Palaveri', author: 7, added_at: 1, changed_at: 1, changed_by: 7, removed_at: null };
  return {
    board: 3, status: 'open', can_edit: true, knows_notes: true, here: new Map<number, Here>(),
    note: (id: number) => (id === 5 ? row : undefined),
    join: () => () => undefined,
    whereabouts: { note_at: (p: unknown) => told.push(p), note_left: () => told.push('left'), writes: () => told.push('writes'), tell_again: () => undefined },
  } as unknown as BoardState;
}

/** Others' updates, and the confirmation of mine. */
function hear(client: string, by: number, changes: unknown): void {
  line.version++;
  copies.updates({ board: 3, note: 5, version: line.version, updates: [{ client, by, changes }] });
}
const here = (account: number, head: number): Here => ({ account, sockets: 1, card: null, field: null, note: 5, version: line.version, anchor: head, head, writing: true, away: false });

async function open(kind: Note['kind'] = 'minutes'): Promise<void> {
  board = some_board(kind);
  doc = new NoteDoc(board, 5);
  await settle();
}

beforeEach(async () => {
  Object.assign(line, { text: 'Hei vaan', version: 3, pushed: [] });
  told.length = 0;
  session.ask = (async () => ({ note: 5, version: line.version, text: line.text })) as never;
  session.close_note = () => undefined;
  session.push_note = (async (push: Params<'note.push'>) => { line.pushed.push(push); return { version: 0, seq: 0 }; }) as never;
  copies.up();
  await open();
});
afterEach(() => { doc.leave(); copies.clear(); copies.down(); });

test('a note that is opened shows its text, and can be written in', () => {
  assert.deepEqual([doc.status, doc.text, doc.version, doc.can_write, doc.unsent], ['open', 'Hei vaan', 3, true, 0]);
});

test('nothing can be written before the text has come', async () => {
  doc.leave();
  copies.down();
  doc = new NoteDoc(board, 5);
  doc.dispatch({ changes: { from: 0, insert: 'x' } });
  assert.deepEqual([doc.status, doc.text, doc.can_write], ['opening', '', false]);
});

test('what is written goes out, and counts until it is confirmed', async () => {
  doc.dispatch({ changes: { from: 4, insert: 'taas ' }, userEvent: 'input.type' });
  assert.deepEqual([doc.text, doc.unsent, session.waiting], ['Hei taas vaan', 1, 1]);
  await settle();
  assert.deepEqual(line.pushed[0]!.updates, [{ changes: [4, [0, 'taas '], 4] }]);
  hear(line.pushed[0]!.client, 7, [4, [0, 'taas '], 4]);
  assert.deepEqual([doc.version, doc.unsent, session.waiting], [4, 0, 0]);
  assert.ok(session.saved_at);
});

test('undo and redo are of my own steps', async () => {
  assert.deepEqual([doc.can_undo, doc.undo()], [false, false]);
  doc.dispatch({ changes: { from: 4, insert: 'taas ' }, userEvent: 'input.type' });
  hear('other', 8, [[0, 'Oi! '], 8]);
  assert.equal(doc.text, 'Oi! Hei taas vaan');
  assert.ok(doc.undo());
  assert.equal(doc.text, 'Oi! Hei vaan');
  assert.deepEqual([doc.can_undo, doc.can_redo], [false, true]);
  assert.ok(doc.redo());
  assert.equal(doc.text, 'Oi! Hei taas vaan');
});

test('whoever watches hears of each change and whose it is', () => {
  const heard: [boolean, unknown][] = [];
  const stop = doc.watch((h: Heard) => heard.push([h.is_mine, h.changes.toJSON()]));
  doc.dispatch({ changes: { from: 0, insert: 'a' } });
  hear('other', 8, [8, [0, 'z']]);
  stop();
  doc.dispatch({ changes: { from: 0, insert: 'b' } });
  assert.deepEqual(heard, [[true, [[0, 'a'], 8]], [false, [9, [0, 'z']]]]);
});

test('a view takes the state over, and gives it back', () => {
  const seen: string[] = [];
  const view = {
    state: doc.state,
    update(trs: Parameters<typeof doc.took>[0]) { for (const tr of trs) { this.state = tr.state; seen.push(tr.newDoc.toString()); } },
    dispatch(...specs: never[]) { doc.took([this.state.update(...specs)], this); },
  };
  const disconnect = doc.connect(view);
  doc.dispatch({ changes: { from: 0, insert: '1' } });
  hear('other', 8, [8, [0, '2']]);
  view.dispatch({ changes: { from: 0, insert: '3\u0000' } } as never);
  assert.deepEqual(seen, ['1Hei vaan', '1Hei vaan2', '31Hei vaan2']);
  assert.equal(doc.state, view.state);
  disconnect();
  doc.dispatch({ changes: { from: 0, insert: '4' } });
  assert.equal(doc.text, '431Hei vaan2');
  assert.equal(seen.length, 3);
});

test('a text that the server replaces leaves the view and what lies around the difference', () => {
  const before = doc.replaced;
  const heard: unknown[] = [];
  doc.watch((h) => heard.push(h.changes.toJSON()));
  line.text = 'Hei taas vaan';
  session.ask = (async () => ({ note: 5, version: 1, text: line.text })) as never;
  copies.resync({ board: 3, note: 5 });
  return settle().then(() => {
    assert.deepEqual([doc.text, doc.version, doc.replaced], ['Hei taas vaan', 1, before + 1]);
    assert.deepEqual(heard, [[4, [0, 'taas '], 4]]);
  });
});

test('the carets of others go along with what anybody writes', () => {
  board.here.set(8, here(8, 4));
  doc.here_changed();
  doc.dispatch({ changes: { from: 0, insert: 'abc' } });
  assert.deepEqual(doc.carets, [{ account: 8, anchor: 7, head: 7, writing: true }]);
  hear('other', 8, [4, [0, 'taas '], 4]);
  assert.equal(doc.carets[0]!.head, 12);
  board.here.clear();
  doc.here_changed();
  assert.deepEqual(doc.carets, []);
});

test('my caret is told in the confirmed text, and that I only read without one', async () => {
  assert.deepEqual(told[told.length - 1], { note: 5, version: null, anchor: null, head: null });
  doc.dispatch({ changes: { from: 0, insert: 'abc' } });
  doc.at(3, 7);
  await new Promise((done) => setTimeout(done, 130));
  assert.deepEqual(told[told.length - 1], { note: 5, version: 3, anchor: 0, head: 4 });
  doc.leave();
  assert.equal(told[told.length - 1], 'left');
});

test('a private note is never told of', async () => {
  doc.leave();
  told.length = 0;
  await open('private');
  doc.dispatch({ changes: { from: 0, insert: 'abc' } });
  doc.at(3);
  await new Promise((done) => setTimeout(done, 130));
  assert.deepEqual(told, []);
});

test('a note that has lost its row is removed, and can be written in no more', () => {
  Object.assign(board, { note: () => undefined });
  assert.deepEqual([doc.is_removed, doc.can_write], [true, false]);
});

test('where access ends, the text stays to be read, and what was not sent to be copied', () => {
  doc.dispatch({ changes: { from: 8, insert: ' kaikki' } });
  copies.ended(3);
  assert.deepEqual([doc.status, doc.text, doc.unsent_text, doc.can_write], ['ended', 'Hei vaan kaikki', ' kaikki', false]);
  doc.dispatch({ changes: { from: 0, insert: 'x' } });
  assert.equal(doc.text, 'Hei vaan kaikki');
});

test('an insertion into a full note is refused here, and counted for whoever tells it', () => {
  doc.dispatch({ changes: { from: 0, insert: 'x'.repeat(400_000) } });
  assert.deepEqual([doc.full, doc.text], [1, 'Hei vaan']);
});

test('changes of others pass whatever an editor forbids', () => {
  hear('other', 8, ChangeSet.of({ from: 8, insert: '!' }, 8).toJSON());
  assert.equal(doc.text, 'Hei vaan!');
});
