import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PhaseOfTeam } from '../lib/protocol.gen';
import { apart, behind, draft_of, is_same, minutes_of, missing, told_of } from './order';

const phase = (position: number, more: Partial<PhaseOfTeam> = {}): PhaseOfTeam => ({ id: null, kind: 'facts', title: null, prompt: null, minutes: 10, position, changed_at: 0, ...more });

test('a step up goes behind the one before the one before, a step down behind the next', () => {
  assert.deepEqual([behind(4, 2, -1), behind(4, 1, -1), behind(4, 1, 1)], [0, -1, 2]);
  assert.deepEqual([behind(4, 0, -1), behind(4, 3, 1), behind(4, -1, 1)], [undefined, undefined, undefined]);
});

test('words that are left empty are those of the kind', () => {
  assert.deepEqual(draft_of(phase(1)), { kind: 'facts', title: '', prompt: '', minutes: 10 });
  assert.deepEqual(told_of({ kind: 'facts', title: '  ', prompt: '\n', minutes: 0 }), { kind: 'facts', title: null, prompt: null, minutes: 0 });
  assert.deepEqual(told_of({ kind: 'other', title: ' Kahvi  ja pulla ', prompt: 'Hengähdys\n\nja jatko ', minutes: 5 }), { kind: 'other', title: 'Kahvi ja pulla', prompt: 'Hengähdys\n\nja jatko', minutes: 5 });
});

test('a phase of another kind needs a name, and a length is a whole number within four hours', () => {
  const draft = { kind: 'other' as const, title: ' ', prompt: '', minutes: 5 };
  assert.equal(missing(draft), 'title');
  assert.equal(missing({ ...draft, kind: 'voice' }), null);
  for (const minutes of [NaN, -1, 2.5, 241]) assert.equal(missing({ ...draft, title: 'Tauko', minutes }), 'minutes', String(minutes));
});

test('a default phase is known by what it says, wherever it is', () => {
  assert.ok(is_same(phase(3), phase(4, { id: 41, changed_at: 7 })));
  assert.ok(!is_same(phase(3), phase(3, { title: 'Kartta' })));
  assert.deepEqual(apart(draft_of(phase(3)), draft_of(phase(3, { title: 'Kartta', minutes: 15 }))), ['title', 'minutes']);
});

test('the time of all phases is added up', () => assert.equal(minutes_of([phase(1), phase(2, { minutes: 0 }), phase(3, { minutes: 25 })]), 35));
