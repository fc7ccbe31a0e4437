import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Op } from '../lib/outbox';
import type { Service, Task } from '../lib/protocol.gen';
import { from_snapshot } from '../board/merge';
import { arrived, overlay, typed_words } from '../board/overlay';

const task = (id: number, more: Partial<Task> = {}): Task => ({
  id, title: `t${id}`, text: '', status: 'requested', unit: 3, unit_name: 'Kotihoito', sector: 'social_services', assignee: null, assignee_name: null, is_client: false,
  client_view: 'not_asked', due_on: null, goal: null, card: null, author: 7, reason: null, outcome: null, blocked_by: [], added_at: 1, changed_at: 1, ended_at: null, ...more,
});
const service = (id: number, more: Partial<Service> = {}): Service => ({
  id, name: `s${id}`, sector: 'primary_care', kind: null, unit: null, unit_name: null, provider: null, purpose: null, contact: null, from_on: null, until_on: null, status: 'planned',
  fit: null, fit_reason: null, weight: null, weight_reason: null, decided_by: null, decided_at: null, blocked_by: [], author: 7, added_at: 1, edited_at: 1, removed_at: null, ...more,
});
const dependency = (id: number, before: string, after: string) => ({ id, before, after, author: 7, added_at: 1, removed_at: null });
const base = from_snapshot({
  task: { 1: task(1), 2: task(2, { status: 'accepted', assignee: 8, assignee_name: 'Eero', blocked_by: ['task:1'] }), 3: task(3, { status: 'done', outcome: 'x', ended_at: 4 }) },
  service: { 9: service(9, { blocked_by: ['task:1'] }) },
  dependency: { 20: dependency(20, 'task:1', 'task:2'), 21: dependency(21, 'task:1', 'service:9'), 22: dependency(22, 'task:3', 'task:1') },
});
const op = (method: Op['method'], params: object, more: Partial<Op> = {}): Op => ({ key: method, lane: 'board:1', method, params: { board: 1, ...params } as never, made_at: 5, ...more });
const after = (...ops: Op[]) => overlay(base, ops, 7).tables;

test('what is asked for stands there at once, as it will be', () => {
  const made = after(op('task.create', { title: 'Arvio', unit: 3, due_on: '2026-12-01' }, { stands_for: -1 })).task.get(-1);
  assert.equal(made?.status, 'requested');
  assert.equal(made?.due_on, '2026-12-01');
  assert.equal(made?.author, 7);
  assert.equal(after(op('task.create', { title: 'Soitan', is_client: true }, { stands_for: -1 })).task.get(-1)?.status, 'accepted');
});

test('each move leaves the task as the server would', () => {
  const move = (method: Op['method'], id: number, params: object = {}): Task => after(op(method, { task: id, ...params })).task.get(id)!;
  assert.equal(move('task.accept', 1).status, 'accepted');
  assert.equal(move('task.accept', 1, { assignee: 8 }).assignee, 8);
  assert.equal(move('task.accept', 1, { assignee: 8 }).unit_name, 'Kotihoito');
  assert.equal(move('task.start', 2).status, 'in_progress');
  assert.deepEqual([move('task.decline', 1, { reason: 'ei meille' }).status, move('task.decline', 1, { reason: 'ei meille' }).reason], ['declined', 'ei meille']);
  const forwarded = move('task.forward', 2, { unit: 4 });
  assert.deepEqual([forwarded.status, forwarded.unit, forwarded.assignee], ['forwarded', 4, null]);
  assert.equal(move('task.assign', 2, { unit: 3, assignee: 9 }).status, 'accepted');
  assert.equal(move('task.assign', 2, { unit: 4 }).status, 'requested');
  assert.equal(move('task.reopen', 3).status, 'accepted');
  assert.equal(move('task.cancel', 1, { reason: 'x' }).status, 'cancelled');
});

test('ending what comes first frees what waits for it, and opening it again blocks it anew', () => {
  const done = after(op('task.done', { task: 1, outcome: 'valmis' }));
  assert.deepEqual(done.task.get(2)?.blocked_by, []);
  assert.deepEqual(done.service.get(9)?.blocked_by, []);
  assert.deepEqual(after(op('task.reopen', { task: 3 })).task.get(1)?.blocked_by, ['task:3']);
});

test('a move of a task that is gone does nothing', () => {
  assert.equal(after(op('task.accept', { task: 99 })).task.size, 3);
});

test('what was done to a task before it had a number is done to the row it has become', () => {
  const create = op('task.create', { title: 't1', unit: 3 }, { stands_for: -1, is_sent: true, seen_as: 1 });
  const view = overlay(base, [create, op('task.reschedule', { task: -1, due_on: '2026-12-24' })], 7);
  assert.equal(view.tables.task.size, 3);
  assert.equal(view.tables.task.get(1)?.due_on, '2026-12-24');
});

test('a task of mine seen in an event before its answer is known again', () => {
  const create = op('task.create', { title: 't5', unit: 3 }, { stands_for: -1, is_sent: true });
  assert.equal(arrived(create, { task: { 5: task(5) } }), 5);
  assert.equal(arrived(create, { task: { 5: task(5, { unit: 4 }) } }), null);
});

test('what was typed is found in whatever it was sent with', () => {
  assert.deepEqual(typed_words(op('task.decline', { task: 1, reason: 'kuuluu kotihoidolle' })), [{ field: 'reason', text: 'kuuluu kotihoidolle' }]);
  assert.deepEqual(typed_words(op('task.create', { title: 'a', text: 'b' }))?.map((w) => w.text), ['a', 'b']);
  assert.equal(typed_words(op('task.start', { task: 1 })), null);
});
