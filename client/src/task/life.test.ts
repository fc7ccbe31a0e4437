import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskStatus } from '../lib/protocol.gen';
import { end_of_week, plus_days } from '../lib/day';
import { by_due, by_urgency, is_blocked, is_overdue, urgency } from './life';
import { words_of_card } from './of_card';

const today = '2026-11-27'; // a Friday
const task = (due_on: string | null, status: TaskStatus = 'accepted', added_at = 1) => ({ due_on, status, added_at, blocked_by: [] as string[] });

test('tasks are urgent by their date, and what came back is the most urgent', () => {
  const cases: [string | null, TaskStatus, string][] = [
    ['2026-11-26', 'accepted', 'overdue'], [today, 'requested', 'today'], ['2026-11-28', 'accepted', 'week'], ['2026-11-29', 'accepted', 'week'],
    ['2026-11-30', 'accepted', 'later'], [null, 'in_progress', 'undated'], ['2027-01-01', 'declined', 'returned'],
  ];
  for (const [due, status, expected] of cases) assert.equal(urgency(task(due, status), today), expected);
});

test('groups come in the order of urgency and the empty ones not at all', () => {
  const groups = by_urgency([task(null), task('2026-11-20'), task('2026-11-21', 'declined')], today);
  assert.deepEqual(groups.map((g) => g.urgency), ['returned', 'overdue', 'undated']);
});

test('what has ended is neither overdue nor blocked', () => {
  assert.ok(is_overdue(task('2026-11-26'), today));
  assert.ok(!is_overdue(task(today), today));
  assert.ok(!is_overdue(task('2026-11-26', 'done'), today));
  assert.ok(is_blocked({ status: 'requested', blocked_by: ['task:1'] }));
  assert.ok(!is_blocked({ status: 'cancelled', blocked_by: ['task:1'] }));
});

test('the earliest due comes first, the undated last, then the oldest', () => {
  const list = [task(null, 'accepted', 1), task('2026-12-02', 'accepted', 2), task('2026-12-01', 'accepted', 3), task('2026-12-01', 'accepted', 1)];
  assert.deepEqual(list.sort(by_due).map((t) => [t.due_on, t.added_at]), [['2026-12-01', 1], ['2026-12-01', 3], ['2026-12-02', 2], [null, 1]]);
});

test('weeks begin on Monday and dates cross months and summer time', () => {
  assert.equal(end_of_week('2026-11-30'), '2026-12-06');
  assert.equal(end_of_week('2026-11-29'), '2026-11-29');
  assert.equal(plus_days('2026-03-28', 2), '2026-03-30');
});

test('a card becomes a title, or the beginning of one and a text', () => {
  assert.deepEqual(words_of_card('Mitä Jari\ntoivoo?'), { title: 'Mitä Jari toivoo?', text: '' });
  const long = 'sana '.repeat(60).trim();
  const made = words_of_card(long);
  assert.ok(made.title.length <= 200 && made.title.endsWith('sana…'));
  assert.equal(made.text, long);
});
