import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgendaOf } from '../lib/protocol.gen';
import { after_step, apart, begins, carried_of, fits, held, is_ready, prepared, words_of } from './state';

const item = (id: number, more: Partial<AgendaOf> = {}): AgendaOf => ({
  id, is_mine: true, board: id * 10, code: `K-${id}`, title: `Taulu ${id}`, question: null, is_consent_checked: false, is_map_checked: false, minutes: 30, position: id, author: 1,
  added_at: 0, changed_at: 0, sitting: null, ended_at: null, ...more,
});

test('a case is ready with a question, a consent that was seen to, and a map that is up to date', () => {
  assert.deepEqual(prepared(item(1, { question: '  ', is_map_checked: true })), { question: false, consent: false, map: true });
  assert.equal(is_ready(item(1, { question: 'Miten jaksaa?', is_consent_checked: true })), false);
  assert.equal(is_ready(item(1, { question: 'Miten jaksaa?', is_consent_checked: true, is_map_checked: true })), true);
});

test('a case is to come, goes on, or was held', () => {
  assert.deepEqual([item(1), item(2, { sitting: 4 }), item(3, { sitting: 4, ended_at: 9 })].map(held), ['to_come', 'going', 'held']);
});

test('all cases count, those that I do not see too', () => {
  const items = [item(1), item(2, { is_mine: false, board: null, code: null, title: null, minutes: 45 })];
  assert.deepEqual(fits(items, 75), { minutes: 75, of: 75, is_over: false });
  assert.equal(fits(items, 60).is_over, true);
  assert.deepEqual([...begins(items)], [[1, 0], [2, 30]]);
});

test('a step up goes behind the one before the one before, and the first has none', () => {
  const items = [item(1), item(2), item(3)];
  assert.equal(after_step(items, 3, -1), 1);
  assert.equal(after_step(items, 2, -1), null);
  assert.equal(after_step(items, 1, -1), undefined);
  assert.equal(after_step(items, 1, 1), 2);
  assert.equal(after_step(items, 3, 1), undefined);
});

test('what is open of last time is counted case by case', () => {
  const row = (i: number, task: number) => ({ item: i, board: 1, task, step: null });
  assert.equal(carried_of([row(1, 5), row(1, 6), row(2, 7)], 1), 2);
});

test('two versions differ in what they say, and neither in spaces nor in where they stand', () => {
  const mine = words_of(item(1, { question: 'Miten jaksaa? ' }));
  assert.deepEqual(apart(mine, words_of(item(1, { question: 'Miten jaksaa?', position: 4, changed_at: 9 }))), []);
  assert.deepEqual(apart(mine, words_of(item(1, { minutes: 45, is_map_checked: true }))), ['minutes', 'question', 'is_map_checked']);
});
