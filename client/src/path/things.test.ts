import assert from 'node:assert/strict';
import { test } from 'node:test';
import { no_tables } from '../board/merge';
import type { Service, Task } from '../lib/protocol.gen';
import { things_of } from './things';

const service = (fields: Partial<Service>): Service => ({ name: '', sector: 'primary_care', kind: null, unit: null, unit_name: null, provider: null, purpose: null, from_on: null, until_on: null, status: 'planned', blocked_by: [], removed_at: null, ...fields }) as Service;
const task = (fields: Partial<Task>): Task => ({ title: '', status: 'accepted', unit_name: null, is_client: false, sector: null, due_on: null, blocked_by: [], ...fields }) as Task;
const see = (services: Service[], tasks: Task[]) => new Map(things_of({ ...no_tables, service: new Map(services.map((s) => [s.id, s])), task: new Map(tasks.map((x) => [x.id, x])) }, '2026-11-27').map((x) => [x.end, x]));

test('what was removed or cancelled is no thing of the path', () => assert.deepEqual([...see([service({ id: 1, removed_at: 5 })], [task({ id: 2, status: 'cancelled' }), task({ id: 3, status: 'declined' })]).keys()], ['task:3']));
test('the third sector and the client share the last lane', () => {
  const all = see([service({ id: 1, sector: 'third_sector' }), service({ id: 2, sector: 'social_services' })], [task({ id: 3, is_client: true })]);
  assert.deepEqual([...all.values()].map((x) => x.lane), ['other', 'social_services', 'other']);
});
test('only what is still to come waits, and only what is open is late', () => {
  const all = see([service({ id: 1, status: 'in_use', blocked_by: ['task:3'] }), service({ id: 2, blocked_by: ['task:3'] })], [task({ id: 3, due_on: '2026-11-26' }), task({ id: 4, due_on: '2026-11-26', status: 'done', blocked_by: ['task:3'] })]);
  assert.deepEqual([...all.values()].map((x) => [x.waits_for.length, x.is_overdue, x.is_ended, x.is_running]), [[0, false, false, true], [1, false, false, false], [0, true, false, false], [0, false, true, false]]);
});
test('both sides of an overlap know of it', () => {
  const all = see([service({ id: 1, kind: 'therapy', unit: 1 }), service({ id: 2, kind: 'therapy', unit: 2 })], []);
  assert.deepEqual([...all.values()].map((x) => x.overlaps), [[2], [1]]);
});
