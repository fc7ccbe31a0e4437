import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Meeting } from '../lib/protocol.gen';
import { instances_of } from './plans';
import { draft_of, empty_draft, missing, planned } from './draft';

const series: Meeting = { id: 1, title: 'Tiimikokous', start: '2026-10-20T09:00', tz: 'Europe/Helsinki', minutes: 60, place: 'Kokoushuone', link: null, rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=10', cancelled_at: null, cancel_note: null, follows: null, revision: 3, author: 7, added_at: 1, changed_at: 1 };
const [, second] = instances_of({ meetings: [series], occurrences: [{ id: 1, meeting: 1, occurs: '2026-10-27T09:00', title: 'Tiimikokous', start: '2026-10-28T13:00', minutes: 30, place: 'Etä', link: 'https://meet.example/x', cancelled_at: null, cancel_note: null, changed_at: 2 }], invitations: [] }, { team: 3 }, { code: null, title: 'Tiimi' }, 7, { from_on: '2026-10-01', until_on: '2026-11-30' });

test('what is filled in becomes a command, blank lines left out', () => {
  const d = { ...empty_draft('team:3', '2026-12-01'), title: '  Tiimin   kokous ', repeat: 'two_weeks' as const, ends: 'count' as const, place: ' ' };
  assert.deepEqual(planned(d), { title: 'Tiimin kokous', start: '2026-12-01T09:00', minutes: 60, rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6' });
});

test('this one is as it was changed; all is the series from its first start', () => {
  const one = draft_of(series, second!, 'this');
  assert.deepEqual([one.day, one.time, one.minutes, one.place, one.link], ['2026-10-28', '13:00', 30, 'Etä', 'https://meet.example/x']);
  const all = draft_of(series, second!, 'all');
  assert.deepEqual([all.day, all.time, all.minutes, all.place, all.repeat, all.ends, all.count], ['2026-10-20', '09:00', 60, 'Kokoushuone', 'week', 'count', 10]);
});

test('a rule from elsewhere stays as it is', () => {
  const rrule = 'FREQ=WEEKLY;BYDAY=MO,TH';
  assert.equal(planned({ ...draft_of({ ...series, rrule }, second!, 'all'), host: 'team:3' }).rrule, rrule);
});

test('a rule from elsewhere takes another end', () => {
  const d = { ...draft_of({ ...series, rrule: 'FREQ=MONTHLY;BYDAY=1TU,3TU' }, second!, 'all'), host: 'team:3', ends: 'count' as const, count: 4 };
  assert.equal(planned(d).rrule, 'FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=4');
});

test('what is missing is named', () => {
  assert.deepEqual(missing(empty_draft('', '2026-12-01')), ['host', 'title']);
  const d = { ...empty_draft('board:1', '2026-12-01'), title: 'x', link: 'http://x', repeat: 'week' as const, ends: 'until' as const, until: '2026-11-01', invites: 'some' as const };
  assert.deepEqual(missing(d), ['link', 'until', 'invited']);
  assert.deepEqual(missing({ ...d, link: 'https://meet.example/a?b', until: '2026-12-01', invited: [4] }), []);
});
