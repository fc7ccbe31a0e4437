import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Goal, Step, Task } from '../lib/protocol.gen';
import { goals_of, next_of, tasks_for } from './order';

const step = (fields: Partial<Step>): Step => ({ id: 1, goal: 1, task: null, text: '', owner: null, due_on: null, done_at: null, done_by: null, author: 1, added_at: 1, removed_at: null, ...fields });
const task = (fields: Partial<Task>): Task => ({ id: 9, status: 'accepted', due_on: null, goal: 1, added_at: 1, ...fields }) as Task;

test('what is due first is next, be it a step or a task', () => {
  assert.deepEqual(next_of([step({ due_on: '2026-12-01' })], [task({ due_on: '2026-11-01' })]), { task: task({ due_on: '2026-11-01' }) });
  assert.deepEqual(next_of([step({ due_on: '2026-11-01' })], [task({ due_on: '2026-11-01' })]), { step: step({ due_on: '2026-11-01' }) });
});
test('without dates a small step comes before a task, the first written first', () => assert.deepEqual(next_of([step({ id: 3, added_at: 5 }), step({ id: 2, added_at: 4 })], [task({})]), { step: step({ id: 2, added_at: 4 }) }));
test('what is done is not next', () => assert.equal(next_of([step({ done_at: 4 })], [task({ status: 'done' })]), null));
test('open tasks of a goal come before those that ended, cancelled ones not at all', () => {
  const tasks = [task({ id: 1, status: 'done' }), task({ id: 2 }), task({ id: 3, status: 'cancelled' }), task({ id: 4, goal: 2 })];
  assert.deepEqual(tasks_for(tasks, 1).map((x) => x.id), [2, 1]);
});
test('a goal that has no number yet stands last', () => {
  const goal = (id: number, added_at: number): Goal => ({ id, text: '', sign: '', status: 'open', card: null, author: 1, added_at, changed_at: 1, removed_at: null });
  assert.deepEqual(goals_of([goal(-1, 9), goal(5, 2), goal(4, 2)], 'open').map((g) => g.id), [4, 5, -1]);
});
