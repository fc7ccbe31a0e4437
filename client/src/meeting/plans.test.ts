import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Invitation, Meeting, Occurrence } from '../lib/protocol.gen';
import { comers, counts_of, instances_of, type Plans } from './plans';

const meeting = (more: Partial<Meeting> = {}): Meeting => ({ id: 1, title: 'Tiimikokous', start: '2026-10-20T09:00', tz: 'Europe/Helsinki', minutes: 60, place: 'Kokoushuone', link: null, rrule: 'FREQ=WEEKLY;BYDAY=TU', cancelled_at: null, cancel_note: null, follows: null, revision: 3, author: 7, added_at: 1, changed_at: 1, ...more });
const occurrence = (more: Partial<Occurrence>): Occurrence => ({ id: 1, meeting: 1, occurs: '2026-10-27T09:00', title: 'Tiimikokous', start: '2026-10-27T09:00', minutes: 60, place: null, link: null, cancelled_at: null, cancel_note: null, changed_at: 1, ...more });
const invitation = (id: number, account: number, more: Partial<Invitation> = {}): Invitation => ({ id, meeting: 1, occurs: '', account, full_name: `P${account}`, answer: 'none_yet', answered_at: null, inviter: 7, removed_at: null, ...more });
const of = (plans: Partial<Plans>, from_on = '2026-10-20', until_on = '2026-11-10'): ReturnType<typeof instances_of> =>
  instances_of({ meetings: [meeting()], occurrences: [], invitations: [], ...plans }, { team: 3 }, { code: null, title: 'Tiimi' }, 7, { from_on, until_on });

test('a series is its instances, at the same local hour over the change of the clock', () => {
  const found = of({});
  assert.deepEqual(found.map((i) => i.start), ['2026-10-20T09:00', '2026-10-27T09:00', '2026-11-03T09:00', '2026-11-10T09:00']);
  assert.equal(found[1]!.start_at - found[0]!.start_at, 7 * 86_400_000 + 3_600_000);
});

test('one that was moved stands where it was moved to, known by where it was', () => {
  const moved = of({ occurrences: [occurrence({ start: '2026-10-29T13:00', minutes: 90, title: 'Siirretty' })] });
  assert.deepEqual(moved.map((i) => [i.occurs, i.start, i.title]).slice(1, 3), [['2026-10-27T09:00', '2026-10-29T13:00', 'Siirretty'], ['2026-11-03T09:00', '2026-11-03T09:00', 'Tiimikokous']]);
  assert.equal(of({ occurrences: [occurrence({ start: '2026-12-29T13:00' })] }).length, 3, 'out of the span');
  assert.equal(of({ occurrences: [occurrence({ occurs: '2026-11-17T09:00', start: '2026-11-05T09:00' })] }).length, 5, 'into the span');
});

test('a cancelled instance stays, with its note; so does a cancelled series', () => {
  const one = of({ occurrences: [occurrence({ cancelled_at: 9, cancel_note: 'Sairastapaus' })] });
  assert.deepEqual(one.map((i) => i.is_cancelled), [false, true, false, false]);
  assert.equal(one[1]!.cancel_note, 'Sairastapaus');
  assert.ok(of({ meetings: [meeting({ cancelled_at: 5, cancel_note: 'Tauko' })] }).every((i) => i.is_cancelled && i.cancel_note === 'Tauko'));
});

test('an answer to one instance goes before the answer to the series', () => {
  const invitations = [invitation(1, 7, { answer: 'yes', answered_at: 1 }), invitation(2, 7, { occurs: '2026-10-27T09:00', answer: 'no', answered_at: 2 })];
  assert.deepEqual(of({ invitations }).map((i) => i.answer), ['yes', 'no', 'yes', 'yes']);
});

test('a team is invited without rows; a guest of one instance is there only', () => {
  const invitations = [invitation(1, 7, { answer: 'yes', answered_at: 1 }), invitation(2, 9, { occurs: '2026-10-27T09:00' }), invitation(3, 11, { removed_at: 5 })];
  const members = [{ id: 7, full_name: 'A' }, { id: 8, full_name: 'B' }];
  assert.deepEqual(comers(invitations, 1, '2026-10-27T09:00', members).map((c) => [c.account, c.answer, c.is_guest]), [[7, 'yes', false], [8, 'none_yet', false], [9, 'none_yet', true]]);
  assert.deepEqual(comers(invitations, 1, '2026-11-03T09:00', members).map((c) => c.account), [7, 8]);
  assert.deepEqual(counts_of(comers(invitations, 1, '2026-11-03T09:00', members)), { yes: 1, maybe: 0, none_yet: 1, no: 0 });
});

test('on a board those with a row are invited', () => {
  const invitations = [invitation(1, 7), invitation(2, 8, { answer: 'maybe', answered_at: 1 }), invitation(3, 9, { occurs: '2026-10-27T09:00', answer: 'yes', answered_at: 1 })];
  assert.deepEqual(comers(invitations, 1, '2026-10-27T09:00', null).map((c) => [c.account, c.answer, c.is_guest]), [[7, 'none_yet', false], [8, 'maybe', false], [9, 'yes', true]]);
});
