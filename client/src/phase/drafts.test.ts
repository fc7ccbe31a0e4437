import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PhaseOfTeam } from '../lib/protocol.gen';
import { name_for, stranded, type Kept } from './drafts';
import { draft_of } from './order';

const phase = (id: number | null, more: Partial<PhaseOfTeam> = {}): PhaseOfTeam => ({ id, kind: 'facts', title: null, prompt: null, minutes: 10, position: 1, changed_at: 0, ...more });
const kept = (seen: PhaseOfTeam | null): Kept => ({ form: { ...draft_of(phase(null)), title: 'Kartta' }, seen, at: 0 });
const reading = (drafts: Record<string, Kept>) => (name: string) => drafts[name];

test('words begun on a default phase go on when another makes the list the team\'s own', () => {
  const drafts = { 'team:7:phase:facts': kept(phase(null)) };
  assert.equal(name_for(7, phase(null), reading(drafts)), 'team:7:phase:facts');
  assert.equal(name_for(7, phase(41), reading(drafts)), 'team:7:phase:facts');
  assert.deepEqual(stranded(7, Object.keys(drafts), [phase(41)], reading(drafts)), []);
});

test('and when another has changed that phase meanwhile: both versions are seen', () => {
  assert.equal(name_for(7, phase(41, { title: 'Tiedot' }), reading({ 'team:7:phase:facts': kept(phase(null)) })), 'team:7:phase:facts');
});

test('words whose phase was changed and moved before it had a number, or was taken out, are found', () => {
  const drafts = { 'team:7:phase:facts': kept(phase(null)), 'team:7:phase:40': kept(phase(40)), 'team:7:phase:new': kept(null) };
  assert.deepEqual(stranded(7, Object.keys(drafts), [phase(41, { title: 'Tiedot', position: 2 })], reading(drafts)), ['team:7:phase:facts', 'team:7:phase:40']);
});
