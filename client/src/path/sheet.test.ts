// The printed sheet on boards from few things to very many: one page, nothing lost, the order kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lane } from './places';
import { letters, sheet, type Means } from './sheet';
import type { Thing } from './things';
import { wrap } from './wrap';

const LANES: readonly Lane[] = ['primary_care', 'specialist_care', 'social_services', 'other'];
const measure = (text: string): number => text.length * 8;
const means: Means = {
  words_of: (thing, width) => ({ title: wrap(thing.name, width - 25, 3, measure), lines: ['Kotihoito'], sign: null, harm: 0 }),
  lists: (...lists) => lists.reduce((sum, list) => sum + (list.length ? 8 + Math.ceil(list.length / 3) * 9 : 0), 0),
};

function thing(id: number, more: Partial<Thing> = {}): Thing {
  return {
    end: `task:${id}`, id, noun: 'task', name: `Asia numero ${id}`, giver: null, is_client: false, sector: null, lane: LANES[id % 4]!, status: 'requested',
    due_on: null, is_ended: false, is_overdue: false, is_running: false, waits_for: [], overlaps: [], ...more,
  };
}

const service = (id: number): Thing => thing(id, { end: `service:${id}`, noun: 'service', status: 'in_use', is_running: true });
const chain = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => ({ id: 1000 + from + i, before: `task:${from + i}`, after: `task:${from + i + 1}` }));
const smallest = (scale: number): number => (letters.line * scale * 72) / 25.4;

test('few things stay in one picture with their lanes', () => {
  const made = sheet([service(1), service(2), thing(3), thing(4)], chain(3, 4), means);
  assert.equal(made.bands.length, 1);
  assert.ok(made.has_lanes);
  assert.deepEqual(made.running, []);
  assert.ok(smallest(made.scale) > 8);
});

test('a long order goes on in a row below, in letters of eight points, and a number says where', () => {
  const things = [...Array.from({ length: 9 }, (_, i) => thing(i + 1)), ...Array.from({ length: 8 }, (_, i) => service(i + 20)), ...Array.from({ length: 6 }, (_, i) => thing(i + 40))];
  const made = sheet(things, chain(1, 9), means);
  assert.ok(made.bands.length > 1);
  assert.ok(smallest(made.scale) >= 8, `${smallest(made.scale)} points`);
  const drawn = made.bands.flatMap((b) => b.l.nodes.map((n) => n.end));
  assert.deepEqual([...drawn, ...made.running.map((x) => x.end), ...made.any_time.map((x) => x.end)].sort(), things.map((x) => x.end).sort());
  // every pair of the order is a line in a band, or a number at both its ends
  const lines = new Set(made.bands.flatMap((b) => b.l.connectors.map((c) => `${c.before} ${c.after}`)));
  for (const { before, after } of chain(1, 9)) assert.ok(lines.has(`${before} ${after}`) || made.comes.get(after)!.includes(made.leaves.get(before)!), `${before} ${after}`);
  // and what comes later never stands further up or to the left
  const at = new Map(made.bands.flatMap((b, i) => b.l.nodes.map((n) => [n.end, i * 1000 + n.column] as const)));
  for (const { before, after } of chain(1, 9)) assert.ok(at.get(before)! < at.get(after)!, `${before} ${after}`);
});

test('the page is never left, however much there is', () => {
  for (const n of [1, 12, 40, 100]) {
    const made = sheet(Array.from({ length: n }, (_, i) => thing(i + 1)), chain(1, n), means);
    assert.ok(made.width * made.scale <= 268.01, `${n} things: ${made.width * made.scale} mm wide`);
    assert.ok(made.height * made.scale + means.lists(made.running, made.any_time) <= 162.01, `${n} things: ${made.height * made.scale} mm high`);
  }
});

test('nothing on the board, nothing on the sheet', () => {
  assert.deepEqual(sheet([], [], means).bands, []);
});
