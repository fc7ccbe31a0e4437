import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Card } from '../lib/protocol.gen';
import type { BoardEvent, Rows } from '../lib/wire';
import { follow, from_snapshot, merge } from './merge';

const card = (id: number, text: string): Card => ({ id, kind: 'need', text, asked_of: null, standing: 'open', rank: `a${id}`, author: 7, added_at: 1, changed_at: 1, removed_at: null });
const event = (seq: number, set: Rows): BoardEvent => ({ seq, name: 'card.edited', by: 7, at: seq, set });

test('a changed field is merged into its row and the other rows stay the same objects', () => {
  const before = from_snapshot({ card: { 1: card(1, 'Kotiapua'), 2: card(2, 'Unta') } });
  const after = merge(before, { card: { 1: { text: 'Kotiapua aamuihin' } } });
  assert.equal(after.card.get(1)?.text, 'Kotiapua aamuihin');
  assert.equal(after.card.get(1)?.rank, 'a1');
  assert.equal(after.card.get(2), before.card.get(2));
  assert.equal(before.card.get(1)?.text, 'Kotiapua');
});

test('null takes a row away', () => {
  const tables = from_snapshot({ card: { 1: card(1, 'Kotiapua') } });
  assert.equal(merge(tables, { card: { 1: null } }).card.size, 0);
});

test('a noun of a later server is passed over', () => {
  const tables = from_snapshot({ card: { 1: card(1, 'x') } });
  assert.deepEqual(merge(tables, { moon: { 4: { text: 'y' } } } as unknown as Rows), tables);
});

test('events are followed in order and what was told twice is told once', () => {
  const start = from_snapshot({ card: { 1: card(1, 'a') } });
  const next = follow(start, 4, [event(4, { card: { 1: { text: 'old' } } }), event(5, { card: { 1: { text: 'b' } } }), event(6, { card: { 1: { text: 'c' } } })]);
  assert.equal(next?.seq, 6);
  assert.equal(next?.tables.card.get(1)?.text, 'c');
  assert.equal(next?.fresh.length, 2);
});

test('a gap is seen', () => {
  assert.equal(follow(from_snapshot({}), 4, [event(6, {})]), null);
});
