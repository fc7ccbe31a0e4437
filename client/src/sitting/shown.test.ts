import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attendance, Hand, Sitting, SittingPhase } from '../lib/protocol.gen';
import { attendees, beside, ended_sittings, follows, hands_up, may_in, open_sitting } from './shown';

const sitting = (more: Partial<Sitting> = {}): Sitting => ({
  id: 1, meeting: null, occurs: null, minutes: null, facilitator: 1, presenter: 2, client_part: 'heard', phase: 11, phase_at: 0, speaker: null, speaker_at: null,
  began_at: 0, ended_at: null, empty_at: null, reason: null, ...more,
});
const phase = (id: number, kind: SittingPhase['kind'] = 'facts'): SittingPhase => ({ id, sitting: 1, kind, title: null, prompt: null, minutes: 5, position: id, spent_ms: 0, note: null });
const came = (id: number, account: number, came_at: number, left_at: number | null = null): Attendance =>
  ({ id, sitting: 1, account, full_name: `P ${account}`, role: 'member', unit_name: null, sector: null, profession: null, came_at, left_at });
const hand = (id: number, account: number, raised_at: number, lowered_at: number | null = null): Hand => ({ id, sitting: 1, account, raised_at, lowered_at });

test('the open sitting is the latest that has not ended', () => {
  const rows = [sitting({ ended_at: 5 }), sitting({ id: 2, began_at: 7 }), sitting({ id: 3, began_at: 6, ended_at: 9 })];
  assert.equal(open_sitting(rows)?.id, 2);
  assert.deepEqual(ended_sittings(rows).map((s) => s.id), [3, 1]);
  assert.equal(open_sitting([rows[0]!]), null);
});

test('who comes back is one person with two times', () => {
  const people = attendees([came(1, 5, 10, 20), came(2, 6, 12), came(3, 5, 30)], 1);
  assert.deepEqual(people.map((p) => [p.account, p.times.length, p.is_in]), [[5, 2, true], [6, 1, true]]);
  assert.equal(attendees([came(1, 5, 10, 20)], 1)[0]!.is_in, false);
});

test('hands stand in the order in which they went up, once a person, without the one who speaks', () => {
  const rows = [hand(3, 7, 30), hand(1, 5, 10), hand(2, 6, 20, 25), hand(-4, 5, 40), hand(5, 8, 5)];
  assert.deepEqual(hands_up(rows, sitting({ speaker: 8 })).map((h) => h.account), [5, 7]);
});

test('in the reflecting phase the presenter listens, and only there', () => {
  const people = attendees([came(1, 2, 1)], 1);
  assert.equal(may_in(sitting(), phase(11, 'reflecting'), people, 'member', 2, false).listens, true);
  assert.equal(may_in(sitting(), phase(11, 'facts'), people, 'member', 2, false).listens, false);
  assert.equal(may_in(sitting(), phase(11, 'reflecting'), people, 'member', 1, false).listens, false);
});

test('a guest may come but not lead; nobody leads what is over or past', () => {
  assert.deepEqual(may_in(sitting(), phase(11), [], 'guest', 9, false), { attend: true, lead: false, leads: false, is_in: false, listens: false });
  assert.equal(may_in(sitting(), phase(11), [], 'coordinator', 1, false).leads, true);
  assert.equal(may_in(sitting({ ended_at: 3 }), phase(11), [], 'coordinator', 1, false).lead, false);
  assert.equal(may_in(sitting(), phase(11), [], 'coordinator', 1, true).attend, false);
});

test('steps go both ways and end at the ends', () => {
  const phases = [phase(11), phase(12), phase(13)];
  assert.equal(beside(phases, 12, 1)?.id, 13);
  assert.equal(beside(phases, 12, -1)?.id, 11);
  assert.equal(beside(phases, 11, -1), undefined);
  assert.equal(beside(phases, 99, 1), undefined);
});

test('who looks around or writes is not pulled along; who goes goes', () => {
  assert.equal(follows({ is_apart: false, is_busy: false, is_mine: false }), true);
  assert.equal(follows({ is_apart: true, is_busy: false, is_mine: false }), false);
  assert.equal(follows({ is_apart: false, is_busy: true, is_mine: false }), false);
  assert.equal(follows({ is_apart: true, is_busy: true, is_mine: true }), true);
});
