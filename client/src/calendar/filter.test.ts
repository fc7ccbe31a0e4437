import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from './entries';
import { everything, filtered, is_everything, toggled } from './filter';

const entry = (kind: string, day: string, of: object): Entry => ({ kind, key: `${kind} ${day} ${JSON.stringify(of)}`, day, [kind === 'meeting' ? 'instance' : kind]: of }) as unknown as Entry;
const days = new Map([
  ['2026-12-01', [entry('meeting', '2026-12-01', { board: null, team: 3 }), entry('task', '2026-12-01', { board: 7 })]],
  ['2026-12-02', [entry('follow_up', '2026-12-02', { board: 7 }), entry('meeting', '2026-12-02', { board: 8, team: null })]],
]);
const left = (f: typeof everything): string[] => [...filtered(days, f)].map(([day, list]) => `${day.slice(8)} ${list.map((e) => e.kind).join(' ')}`);

test('kinds go out of sight and come back, and a day that is left empty goes with them', () => {
  const no_tasks = toggled(everything, 'task');
  assert.deepEqual(left(no_tasks), ['01 meeting', '02 follow_up meeting']);
  assert.deepEqual(left(toggled(toggled(no_tasks, 'meeting'), 'follow_up')), []);
  assert.ok(is_everything(toggled(no_tasks, 'task')));
  assert.ok(!is_everything(no_tasks));
});

test('one board or one team', () => {
  assert.deepEqual(left({ ...everything, host: 'board:7' }), ['01 task', '02 follow_up']);
  assert.deepEqual(left({ ...everything, host: 'team:3' }), ['01 meeting']);
});
