import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attendance, Confirmation, Minutes } from '../lib/protocol.gen';
import { attendees } from '../sitting/shown';
import { confirmations_of, may_with, minutes_of } from './stand';

const minutes = (more: Partial<Minutes> = {}): Minutes => ({ id: 1, sitting: 1, note: 7, language: 'fi', status: 'draft', version: null, reason: null, author: 1, added_at: 0, closed_at: null, closed_by: null, ...more });
const confirmed = (id: number, account: number, version: number, at = id): Confirmation => ({ id, minutes: 1, account, full_name: `P ${account}`, version, at });
const came: Attendance = { id: 1, sitting: 1, account: 5, full_name: 'P 5', role: 'guest', unit_name: null, sector: null, profession: null, came_at: 1, left_at: 9 };
const people = attendees([came], 1);

test('the latest minutes of a sitting come first', () => {
  assert.deepEqual(minutes_of([minutes(), minutes({ id: 2, added_at: 5 }), minutes({ id: 3, sitting: 2 })], 1).map((m) => m.id), [2, 1]);
});

test('a confirmation is of the text as it stood: a text changed since is confirmed by nobody', () => {
  const rows = [confirmed(1, 5, 12), confirmed(2, 6, 12), confirmed(3, 5, 14)];
  assert.deepEqual(confirmations_of(rows, minutes({ status: 'confirmed', version: 14 })).map((c) => [c.row.account, c.is_current]), [[5, true], [6, false]]);
  assert.ok(confirmations_of(rows, minutes({ status: 'draft', version: 14 })).every((c) => !c.is_current));
});

test('whoever was there confirms, once, when the words have arrived; a guest closes nothing', () => {
  assert.deepEqual(may_with(minutes(), [], people, 5, false, true), { edit: false, confirm: true, close: false, reopen: false });
  assert.equal(may_with(minutes(), [], people, 5, false, false).confirm, false);
  assert.equal(may_with(minutes(), [], people, 6, true, true).confirm, false);
  const now = minutes({ status: 'confirmed', version: 3 });
  assert.equal(may_with(now, confirmations_of([confirmed(1, 5, 3)], now), people, 5, true, true).confirm, false);
});

test('closed minutes are read, and taken up again by whoever may write', () => {
  assert.deepEqual(may_with(minutes({ status: 'closed' }), [], people, 5, true, true), { edit: false, confirm: false, close: false, reopen: true });
});
