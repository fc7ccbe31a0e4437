import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout, type Placed } from './layout';
import { walk } from './walk';

const thing = (id: number, lane: Placed['lane'], is_running = false): Placed => ({ end: `task:${id}`, id, lane, is_running });
const l = layout([thing(1, 'primary_care', true), thing(2, 'primary_care'), thing(3, 'social_services'), thing(4, 'other')], [{ id: 5, before: 'task:1', after: 'task:3' }, { id: 6, before: 'task:3', after: 'task:4' }]);

test('right and left follow what comes after and before', () => {
  assert.equal(walk(l, 'task:1', 'ArrowRight'), 'task:3');
  assert.equal(walk(l, 'task:4', 'ArrowLeft'), 'task:3');
});
test('where nothing is tied they go to the nearest of the neighbouring column', () => {
  assert.equal(walk(l, 'task:2', 'ArrowRight'), 'task:4');
  assert.equal(walk(l, 'task:2', 'ArrowLeft'), 'task:1');
  assert.equal(walk(l, 'task:4', 'ArrowRight'), null);
});
test('up and down stay in the column and go over the lanes', () => {
  assert.equal(walk(l, 'task:2', 'ArrowDown'), 'task:3');
  assert.equal(walk(l, 'task:2', 'ArrowUp'), null);
});
test('Home and End lead to the first and the last in the order', () => assert.deepEqual([walk(l, 'task:3', 'Home'), walk(l, 'task:3', 'End')], ['task:1', 'task:4']));
