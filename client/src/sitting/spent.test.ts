import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sitting, SittingPhase } from '../lib/protocol.gen';
import { MINUTE, phases_of, spent, spent_in_all } from './spent';

const began = 1_000_000;
const sitting = (more: Partial<Sitting> = {}): Sitting => ({
  id: 1, meeting: null, occurs: null, minutes: null, facilitator: 1, presenter: null, client_part: 'heard', phase: 11, phase_at: began, speaker: null, speaker_at: null,
  began_at: began, ended_at: null, empty_at: null, reason: null, ...more,
});
const phase = (id: number, minutes: number, spent_ms = 0, of = 1): SittingPhase => ({ id, sitting: of, kind: 'other', title: null, prompt: null, minutes, position: id - 10, spent_ms, note: null });

test('the phases of a sitting stand in their order, without those of another', () => {
  assert.deepEqual(phases_of([phase(12, 5), phase(11, 5), phase(13, 5, 0, 2)], 1).map((p) => p.id), [11, 12]);
});

test('the phase that it is in grows, on top of what was spent there before', () => {
  assert.deepEqual(spent(sitting(), phase(11, 5, 2 * MINUTE), began + 3.5 * MINUTE), { minutes: 5, of: 5, is_over: true });
  assert.deepEqual(spent(sitting(), phase(12, 5, 2 * MINUTE), began + 9 * MINUTE), { minutes: 2, of: 5, is_over: false });
});

test('to the minute as planned is not over', () => {
  assert.equal(spent(sitting(), phase(11, 5), began + 5 * MINUTE).is_over, false);
  assert.equal(spent(sitting(), phase(11, 5), began + 5 * MINUTE + 1).is_over, true);
});

test('after its end nothing grows: what was spent in the last phase has been added to it', () => {
  const over = sitting({ ended_at: began + 4 * MINUTE });
  assert.equal(spent(over, phase(11, 5, 4 * MINUTE), began + 60 * MINUTE).minutes, 4);
});

test('a clock behind the server takes nothing away, and a phase without a length is never over', () => {
  assert.deepEqual(spent(sitting(), phase(11, 0, MINUTE), began - 5 * MINUTE), { minutes: 1, of: 0, is_over: false });
  assert.equal(spent(sitting(), phase(11, 0), began + 90 * MINUTE).is_over, false);
});

test('in all: what was planned for the case, else what its phases come to', () => {
  const phases = [phase(11, 5), phase(12, 10, 3 * MINUTE)];
  assert.deepEqual(spent_in_all(sitting(), phases, began + 2 * MINUTE), { minutes: 5, of: 15, is_over: false });
  assert.deepEqual(spent_in_all(sitting({ minutes: 4 }), phases, began + 2 * MINUTE), { minutes: 5, of: 4, is_over: true });
});
