import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlay } from '../board/overlay';
import { from_snapshot } from '../board/merge';
import type { Op } from '../lib/outbox';
import type { FollowUp, Invitation } from '../lib/protocol.gen';
import { by_standing, control_window, standing_of } from './life';

const one = (more: Partial<FollowUp> = {}): FollowUp => ({ id: 1, kind: 'call', text: 'Soitto', account: 7, from_on: '2026-11-20', until_on: '2026-11-27', outcome: null, reason: null, author: 7, added_at: 1, changed_at: 1, done_at: null, done_by: null, cancelled_at: null, ...more });
const op = (method: Op['method'], params: object, more: Partial<Op> = {}): Op => ({ key: method, lane: 'board:1', method, params: { board: 1, ...params } as never, made_at: 50, ...more });

test('a follow-up is coming, due, overdue, or over', () => {
  assert.deepEqual(['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28'].map((day) => standing_of(one(), day)), ['coming', 'due', 'due', 'overdue']);
  assert.equal(standing_of(one({ done_at: 5 }), '2027-01-01'), 'done');
  assert.equal(standing_of(one({ cancelled_at: 5 }), '2027-01-01'), 'cancelled');
});

test('the control is proposed two to three months ahead, on weekdays', () => {
  assert.deepEqual(control_window('2026-11-27'), { from_on: '2027-01-27', until_on: '2027-02-26' });
  assert.deepEqual(control_window('2026-11-30'), { from_on: '2027-02-01', until_on: '2027-02-26' });
});

test('open ones come first by their last day, then the latest that is over', () => {
  const all = [one({ id: 1, done_at: 5 }), one({ id: 2, until_on: '2026-12-01' }), one({ id: 3 }), one({ id: 4, cancelled_at: 9 })];
  assert.deepEqual(all.sort(by_standing).map((f) => f.id), [3, 2, 4, 1]);
});

test('what is promised, done and taken back shows at once', () => {
  const base = from_snapshot({ follow_up: { 1: one() } });
  const rows = (ops: Op[]): FollowUp[] => [...overlay(base, ops, 7).tables.follow_up.values()];
  assert.deepEqual(rows([op('follow_up.create', { kind: 'control', account: 7, from_on: '2027-01-27' }, { stands_for: -1 })]).map((f) => [f.id, f.until_on]), [[1, '2026-11-27'], [-1, '2027-01-27']]);
  assert.equal(rows([op('follow_up.finish', { follow_up: 1, outcome: 'Hyvin menee' })])[0]!.outcome, 'Hyvin menee');
  assert.equal(rows([op('follow_up.cancel', { follow_up: 1, reason: 'x' }), op('follow_up.reopen', { follow_up: 1 })])[0]!.cancelled_at, null);
});

test('my answer to a meeting shows at once: of one instance beside that of the series, of the series over all', () => {
  const invitation = (id: number, occurs: string, more: Partial<Invitation> = {}): Invitation => ({ id, meeting: 4, occurs, account: 7, full_name: 'A', answer: 'none_yet', answered_at: null, inviter: 8, removed_at: null, ...more });
  const base = from_snapshot({ invitation: { 1: invitation(1, ''), 2: invitation(2, '', { account: 8 }), 3: invitation(3, '2026-12-01T09:00', { answer: 'no' }) } });
  const answers = (params: object): [string, number, string][] => [...overlay(base, [op('meeting.answer', { meeting: 4, ...params })], 7).tables.invitation.values()].map((i) => [i.occurs, i.account, i.answer]);
  assert.deepEqual(answers({ answer: 'yes' }), [['', 7, 'yes'], ['', 8, 'none_yet'], ['2026-12-01T09:00', 7, 'yes']]);
  assert.deepEqual(answers({ occurs: '2026-12-08T09:00', answer: 'maybe' }).at(-1), ['2026-12-08T09:00', 7, 'maybe']);
});
