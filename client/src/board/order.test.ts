import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Card } from '../lib/protocol.gen';
import { after_at_gap, after_for, behind, by_rank, put_behind } from './order';

const cards = [1, 2, 3, 4].map((id) => ({ id, rank: `a${id}`, kind: 'need' }) as Card);
const ids = (list: Card[]): number[] => list.map((c) => c.id);

test('ranks compare byte by byte, capitals before small letters', () => {
  const list = [{ id: 1, rank: 'a' }, { id: 2, rank: 'Z' }, { id: 3, rank: 'aB' }, { id: 4, rank: '0' }] as Card[];
  assert.deepEqual(ids(list.sort(by_rank)), [4, 2, 1, 3]);
});

test('a card is put behind another, or first', () => {
  assert.deepEqual(ids(put_behind(cards, 4, 1)), [1, 4, 2, 3]);
  assert.deepEqual(ids(put_behind(cards, 3, null)), [3, 1, 2, 4]);
  assert.deepEqual(ids(put_behind(cards, 1, 4)), [2, 3, 4, 1]);
});

test('a move that names an unknown card changes nothing', () => {
  assert.deepEqual(ids(put_behind(cards, 9, 1)), [1, 2, 3, 4]);
  assert.deepEqual(ids(put_behind(cards, 2, 9)), [1, 2, 3, 4]);
  assert.deepEqual(ids(put_behind(cards, 2, 2)), [1, 2, 3, 4]);
});

test('steps say behind which card, and nothing where there is no step to take', () => {
  assert.equal(after_for(cards, 1, 'up'), undefined);
  assert.equal(after_for(cards, 2, 'up'), null);
  assert.equal(after_for(cards, 3, 'up'), 1);
  assert.equal(after_for(cards, 1, 'down'), 2);
  assert.equal(after_for(cards, 4, 'down'), undefined);
  assert.equal(after_for(cards, 2, 'first'), null);
  assert.equal(after_for(cards, 2, 'last'), 4);
  assert.equal(after_for(cards, 4, 'last'), undefined);
});

test('every step lands where it says', () => {
  for (const card of [1, 2, 3, 4]) {
    const at = card - 1;
    const wanted = { first: 0, up: Math.max(0, at - 1), down: Math.min(3, at + 1), last: 3 } as const;
    for (const step of ['first', 'up', 'down', 'last'] as const) {
      const after = after_for(cards, card, step);
      const list = after === undefined ? cards : put_behind(cards, card, after);
      assert.equal(list.findIndex((c) => c.id === card), wanted[step], `${card} ${step}`);
    }
  }
});

test('a drop into the gap beside itself is no move', () => {
  assert.equal(after_at_gap(cards, 2, 1), undefined);
  assert.equal(after_at_gap(cards, 2, 2), undefined);
  assert.equal(after_at_gap(cards, 2, 0), null);
  assert.equal(after_at_gap(cards, 2, 4), 4);
  assert.equal(behind(cards, 3), 2);
  assert.equal(behind(cards, 1), null);
});
