// What a person sees of their own changes to services, goals and their order before the server has answered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { no_tables, type Tables } from '../board/merge';
import { overlay } from '../board/overlay';
import type { Op } from '../lib/outbox';
import type { Goal, Service, Task } from '../lib/protocol.gen';
import type { Params, WriteMethod } from '../lib/wire';

const ME = 3;
const service = (id: number, fields: Partial<Service> = {}): Service => ({
  id, name: `S${id}`, sector: 'primary_care', kind: null, unit: null, unit_name: null, provider: null, purpose: null, contact: null, from_on: null, until_on: null, status: 'planned',
  fit: null, fit_reason: null, weight: null, weight_reason: null, decided_by: null, decided_at: null, blocked_by: [], author: 1, added_at: 1, edited_at: 1, removed_at: null, ...fields,
});
const task = (id: number, fields: Partial<Task> = {}): Task => ({ id, title: `T${id}`, status: 'accepted', blocked_by: [], ...fields }) as Task;
const goal = (id: number): Goal => ({ id, text: 'Kotona', sign: '', status: 'open', card: null, author: 1, added_at: 1, changed_at: 1, removed_at: null });
const base = (fields: Partial<Tables>): Tables => ({ ...no_tables, ...fields });
const rows = <T extends { id: number }>(...list: T[]): Map<number, T> => new Map(list.map((r) => [r.id, r]));

let serial = 0;
function op<M extends WriteMethod>(method: M, params: Omit<Params<M>, 'board'>, stands_for?: number): Op {
  return { key: `k${++serial}`, lane: 'board:1', method, params: { board: 1, ...params } as never, made_at: 100, stands_for } as Op;
}
const see = (tables: Tables, ...ops: Op[]) => overlay(tables, ops, ME).tables;

test('a service that is made stands there at once, and what is done to it then too', () => {
  const t = see(no_tables, op('service.create', { name: 'Velkaneuvonta', sector: 'other', status: 'proposed', provider: 'Oikeusapu' }, -1), op('service.judge', { service: -1, fit: 'missing', reason: 'Puuttuu' }));
  assert.deepEqual([t.service.get(-1)?.name, t.service.get(-1)?.provider, t.service.get(-1)?.fit], ['Velkaneuvonta', 'Oikeusapu', 'missing']);
});

test('what waits for a service is free once the service runs, and waits again when it does not', () => {
  const there = base({ service: rows(service(1)), task: rows(task(2, { blocked_by: ['service:1'] })), dependency: new Map([[5, { id: 5, before: 'service:1', after: 'task:2', author: 1, added_at: 1, removed_at: null }]]) });
  const free = see(there, op('service.set_status', { service: 1, status: 'in_use' }));
  assert.deepEqual(free.task.get(2)?.blocked_by, []);
  assert.deepEqual(see(free, op('service.set_status', { service: 1, status: 'planned' })).task.get(2)?.blocked_by, ['service:1']);
  assert.deepEqual(see(there, op('service.remove', { service: 1 })).task.get(2)?.blocked_by, []);
});

test('a dependency blocks what comes after while what comes before is open, and its end frees it', () => {
  const there = base({ service: rows(service(1), service(2, { status: 'in_use' })), task: rows(task(3)) });
  const drawn = see(there, op('dependency.add', { before: 'service:1', after: 'task:3' }, -1), op('dependency.add', { before: 'service:2', after: 'task:3' }, -2));
  assert.deepEqual(drawn.task.get(3)?.blocked_by, ['service:1']);
  assert.equal(drawn.dependency.size, 2);
  const cut = see(drawn, op('dependency.remove', { before: 'service:1', after: 'task:3' }));
  assert.deepEqual([cut.task.get(3)?.blocked_by, cut.dependency.size], [[], 1]);
});

test('episodes are counted for the year, over what was counted', () => {
  const there = base({ episode: rows({ id: 8, service: 1, year: 2026, count: 3 }) });
  const t = see(there, op('service.count', { service: 1, year: 2026, count: 4 }), op('service.count', { service: 1, year: 2025, count: 2 }));
  assert.deepEqual([...t.episode.values()].map((e) => [e.year, e.count]), [[2026, 4], [2025, 2]]);
});

test('an edit changes what is said and not how it stands; a decision is mine', () => {
  const there = base({ service: rows(service(1, { status: 'in_use', fit: 'right', contact: '040' })) });
  const t = see(there, op('service.edit', { service: 1, seen_at: 1, name: 'Uusi', sector: 'other' }), op('service.decide', { service: 1, weight: 'lightest', reason: 'Riittää' }));
  const row = t.service.get(1)!;
  assert.deepEqual([row.name, row.contact, row.status, row.fit, row.edited_at, row.decided_by, row.decided_at], ['Uusi', null, 'in_use', 'right', 1, ME, 100]);
});

test('a goal is written, said how it will be seen, settled and taken away', () => {
  const there = base({ goal: rows(goal(1)) });
  const t = see(there, op('goal.edit', { goal: 1, text: 'Omassa kodissa', was: 'Kotona' }), op('goal.set_sign', { goal: 1, sign: 'Aamupala', was: '' }), op('goal.settle', { goal: 1, status: 'reached' }), op('goal.create', { text: 'Kahville', card: 7 }, -1));
  assert.deepEqual([t.goal.get(1)?.text, t.goal.get(1)?.sign, t.goal.get(1)?.status, t.goal.get(-1)?.card], ['Omassa kodissa', 'Aamupala', 'reached', 7]);
  assert.equal(see(there, op('goal.remove', { goal: 1 })).goal.size, 0);
});
