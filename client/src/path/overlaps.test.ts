import assert from 'node:assert/strict';
import { test } from 'node:test';
import { others, overlaps } from './overlaps';

type Seen = Parameters<typeof overlaps>[0] extends Iterable<infer S> ? S : never;
let next = 1;
const service = (fields: Partial<Seen>): Seen => ({ id: next++, kind: null, unit: null, unit_name: null, provider: null, purpose: null, from_on: null, until_on: null, status: 'in_use', removed_at: null, ...fields });
const why = (...services: Seen[]) => overlaps(services).map((o) => o.why);

test('two units that give the same kind in the same time overlap', () => {
  assert.deepEqual(why(service({ kind: 'home_care', unit: 1 }), service({ kind: 'home_care', unit: 2 })), ['kind']);
});

test('one purpose in other words of the same letters is one purpose', () => {
  assert.deepEqual(why(service({ purpose: 'Lääkehoidon seuranta.', unit: 1, unit_name: 'Kotihoito' }), service({ purpose: '  lääkehoidon  SEURANTA', provider: 'Apteekki' })), ['purpose']);
});

test('the same unit twice, or a giver nobody knows, is no overlap', () => {
  assert.deepEqual(why(service({ kind: 'therapy', unit: 1 }), service({ kind: 'therapy', unit: 1 })), []);
  assert.deepEqual(why(service({ kind: 'therapy', unit: 1, unit_name: 'Poli' }), service({ kind: 'therapy', provider: 'poli' })), []);
  assert.deepEqual(why(service({ kind: 'therapy', unit: 1 }), service({ kind: 'therapy' })), []);
});

test('kind other and no purpose say nothing', () => {
  assert.deepEqual(why(service({ kind: 'other', unit: 1 }), service({ kind: 'other', unit: 2 })), []);
  assert.deepEqual(why(service({ purpose: ' – ', unit: 1 }), service({ purpose: '', unit: 2 })), []);
});

test('what has ended, was removed, or lies in another time overlaps with nothing', () => {
  const one = service({ kind: 'housing', unit: 1, from_on: '2026-01-01', until_on: '2026-03-31' });
  assert.deepEqual(why(one, service({ kind: 'housing', unit: 2, status: 'ended' })), []);
  assert.deepEqual(why(one, service({ kind: 'housing', unit: 2, removed_at: 5 })), []);
  assert.deepEqual(why(one, service({ kind: 'housing', unit: 2, from_on: '2026-04-01' })), []);
  assert.deepEqual(why(one, service({ kind: 'housing', unit: 2, from_on: '2026-03-31' })), ['kind']);
  assert.deepEqual(why(one, service({ kind: 'housing', unit: 2, until_on: '2025-12-31' })), []);
});

test('each knows all the others', () => {
  const [a, b, c] = [service({ kind: 'therapy', unit: 1 }), service({ kind: 'therapy', unit: 2 }), service({ kind: 'therapy', unit: 3 })];
  assert.deepEqual(others(overlaps([c, a, b])).get(b.id)?.map((o) => o.other), [a.id, c.id]);
});
