import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FollowUpOf, TaskReceived } from '../lib/protocol.gen';
import type { Op } from '../lib/outbox';
import { days_with, entries_of, overdue } from './entries';
import { awaiting, safe_link, with_answers, type Instance } from './instance';
import { instant_of } from './zone';

const at = (start: string, more: Partial<Instance> = {}): Instance => ({
  meeting: 1, occurs: start, board: null, team: 3, code: null, host_title: 'Tiimi', title: 'Kokous', start, tz: 'Europe/Helsinki', start_at: instant_of(start),
  end_at: instant_of(start) + 3_600_000, minutes: 60, place: null, link: null, is_series: true, is_cancelled: false, cancel_note: null, answer: 'none_yet', revision: 1, ...more,
});
const follow_up = (id: number, from_on: string, until_on: string): FollowUpOf => ({ follow_up: id, board: 1, code: 'K-1', board_title: 'B', kind: 'call', text: '', from_on, until_on, changed_at: 1 });
const task = (id: number, due_on: string | null, status: TaskReceived['status'] = 'accepted'): TaskReceived => ({ task: id, due_on, status }) as TaskReceived;

test('a day holds its meetings by the hour, then what is due; late evening is still that day', () => {
  const days = entries_of([at('2026-10-25T09:00', { meeting: 2 }), at('2026-10-25T08:00'), at('2026-10-24T23:30', { meeting: 4 })], [follow_up(7, '2026-10-20', '2026-10-25')], [task(5, '2026-10-25'), task(6, null), task(8, '2026-10-25', 'done'), task(9, '2026-10-25', 'declined')]);
  assert.deepEqual(days.get('2026-10-25')!.map((e) => e.key), ['m 1 2026-10-25T08:00', 'm 2 2026-10-25T09:00', 'f 7', 't 5']);
  assert.deepEqual([...days.keys()].sort(), ['2026-10-24', '2026-10-25']);
});

test('a list has the days with something in them, and today', () => {
  const days = entries_of([at('2026-11-24T09:00'), at('2026-12-01T09:00')], [], []);
  assert.deepEqual(days_with(days, '2026-11-01', '2026-11-30', '2026-11-27').map((d) => [d.day, d.entries.length]), [['2026-11-24', 1], ['2026-11-27', 0]]);
  assert.deepEqual(days_with(days, '2026-12-01', '2026-12-31', '2026-11-27').map((d) => d.day), ['2026-12-01']);
});

test('a follow-up is overdue after the last day of its window', () => {
  const all = [follow_up(1, '2026-11-01', '2026-11-26'), follow_up(2, '2026-11-01', '2026-11-27'), follow_up(3, '2026-10-01', '2026-10-01')];
  assert.deepEqual(overdue(all, '2026-11-27').map((f) => f.follow_up), [3, 1]);
});

test('an answer shows at once, of one instance or of all', () => {
  const rows = [at('2026-12-01T09:00'), at('2026-12-08T09:00'), at('2026-12-01T12:00', { meeting: 2, is_series: false })];
  const op = (params: object): Op => ({ key: 'a', lane: 'calendar', method: 'meeting.answer', params: params as never, made_at: 1 });
  assert.deepEqual(with_answers(rows, [op({ meeting: 1, occurs: '2026-12-08T09:00', answer: 'no' })]).map((i) => i.answer), ['none_yet', 'no', 'none_yet']);
  assert.deepEqual(with_answers(rows, [op({ meeting: 1, answer: 'yes' }), op({ meeting: 1, occurs: '2026-12-01T09:00', answer: 'maybe' })]).map((i) => i.answer), ['maybe', 'yes', 'none_yet']);
});

test('what waits for my answer is asked once per meeting, not of what is over or cancelled', () => {
  const now = instant_of('2026-12-02T00:00');
  const rows = [at('2026-12-15T09:00'), at('2026-12-08T09:00'), at('2026-12-01T09:00'), at('2026-12-03T09:00', { meeting: 2, is_cancelled: true }), at('2026-12-03T09:00', { meeting: 3, answer: 'yes' })];
  assert.deepEqual(awaiting(rows, now).map((i) => i.occurs), ['2026-12-08T09:00']);
  rows[1] = at('2026-12-08T09:00', { answer: 'maybe' });
  assert.deepEqual(awaiting(rows, now), [], 'a series does not ask for one answer after the other');
});

test('only an https link is one', () => {
  assert.equal(safe_link('https://meet.example/abc'), 'https://meet.example/abc');
  for (const bad of [null, 'javascript:alert(1)', 'http://x', 'https://', '//x', ' https://x']) assert.equal(safe_link(bad), null);
});
