import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Card, Note } from '../lib/protocol.gen';
import type { Op } from '../lib/outbox';
import { from_snapshot } from './merge';
import { arrived, overlay } from './overlay';

const card = (id: number, text: string): Card => ({ id, kind: 'need', text, asked_of: null, standing: 'open', rank: `a${id}`, author: 7, added_at: 1, changed_at: 1, removed_at: null });
const base = from_snapshot({ card: { 1: card(1, 'a'), 2: card(2, 'b'), 3: card(3, 'c') } });
const op = (method: Op['method'], params: object, more: Partial<Op> = {}): Op => ({ key: method, lane: 'board:1', method, params: { board: 1, ...params } as never, made_at: 5, ...more });
const ids = (ops: Op[]): number[] => overlay(base, ops, 7).cards.map((c) => c.id);

test('without ops the view is what the server said', () => {
  assert.deepEqual(ids([]), [1, 2, 3]);
});

test('what waits is laid on top in the order it was done', () => {
  const view = overlay(base, [op('card.add', { kind: 'need', text: 'd' }, { stands_for: -1 }), op('card.edit', { card: -1, text: 'e', was: 'd' }), op('card.move', { card: -1, after: null }), op('card.remove', { card: 2 })], 7);
  assert.deepEqual(view.cards.map((c) => [c.id, c.text]), [[-1, 'e'], [1, 'a'], [3, 'c']]);
  assert.ok(view.unsaved.has(-1) && view.unsaved.has(2));
  assert.equal(base.card.get(2)?.text, 'b');
});

test('an answered op shows until its event comes, but no longer as unsaved', () => {
  const view = overlay(base, [op('card.edit', { card: 1, text: 'x', was: 'a' }, { landed_at_seq: 9 })], 7);
  assert.equal(view.cards[0]?.text, 'x');
  assert.equal(view.unsaved.size, 0);
});

test('an op about a card that is gone does nothing', () => {
  assert.deepEqual(ids([op('card.edit', { card: 99, text: 'x', was: '' }), op('card.move', { card: 99, after: 1 })]), [1, 2, 3]);
});

test('an add seen on the board already is shown once, and again if it was not it', () => {
  const add = op('card.add', { kind: 'need', text: 'a' }, { stands_for: -1, is_sent: true, seen_as: 1 });
  assert.deepEqual(ids([add]), [1, 2, 3]);
  assert.deepEqual(ids([{ ...add, seen_as: 77 }]), [1, 2, 3, -1]);
});

test('an add of mine seen in an event before its answer is known again', () => {
  const add = op('card.add', { kind: 'need', text: 'd' }, { stands_for: -1, is_sent: true });
  assert.equal(arrived(add, { card: { 8: card(8, 'd') } }), 8);
  assert.equal(arrived(add, { card: { 8: card(8, 'other') } }), null);
  assert.equal(arrived({ ...add, is_sent: false }, { card: { 8: card(8, 'd') } }), null);
});

const note = (id: number, title: string): Note => ({ id, kind: 'minutes', title, author: 7, added_at: 1, changed_at: 1, changed_by: 7, removed_at: null });
const with_notes = from_snapshot({ note: { 11: note(11, 'Palaveri') } });
const notes = (ops: Op[], of = with_notes): [number, string][] => [...overlay(of, ops, 7).tables.note.values()].map((n) => [n.id, n.title]);

test('a note that is begun, renamed or removed shows at once', () => {
  const begun = op('note.create', { kind: 'plan', title: 'Suunnitelma' }, { stands_for: -2 });
  assert.deepEqual(notes([begun, op('note.rename', { note: 11, title: 'Kokous', was: 'Palaveri' })]), [[11, 'Kokous'], [-2, 'Suunnitelma']]);
  assert.deepEqual(notes([op('note.remove', { note: 11 })]), []);
  assert.deepEqual(notes([op('note.rename', { note: 99, title: 'x', was: 'y' })]), [[11, 'Palaveri']]);
});

test('a note that has got its number has it before its event comes, and stands once after', () => {
  const begun = op('note.create', { kind: 'plan', title: 'Suunnitelma' }, { stands_for: -2, is_sent: true, landed_at_seq: 9, seen_as: 12 });
  assert.deepEqual(notes([begun]), [[11, 'Palaveri'], [12, 'Suunnitelma']]);
  const after = from_snapshot({ note: { 12: note(12, 'Suunnitelma, uusi') } });
  assert.deepEqual(notes([begun], after), [[12, 'Suunnitelma, uusi']]);
});

test('a note of mine seen in an event before its answer is known again', () => {
  const begun = op('note.create', { kind: 'minutes', title: 'Palaveri' }, { stands_for: -2, is_sent: true });
  assert.equal(arrived(begun, { note: { 11: note(11, 'Palaveri') } }), 11);
  assert.equal(arrived(begun, { note: { 11: note(11, 'Kokous') }, card: { 8: card(8, 'Palaveri') } }), null);
});
