import assert from 'node:assert/strict';
import { test } from 'node:test';
import { from_snapshot } from './merge';
import { typed_words } from './overlay';
import { again, give_back } from './returned';

const tables = from_snapshot({ goal: { 4: { id: 4, text: 'Käyn kaupassa', sign: '', status: 'open', card: null, author: 7, added_at: 1, changed_at: 1, removed_at: null } } });

test('words that somebody else was faster to change come back with what stands there, and may take its place', () => {
  const op = { method: 'goal.edit' as const, params: { board: 1, goal: 4, text: 'Käyn itse kaupassa', was: 'Käyn' } as never };
  const back = give_back(op, typed_words(op) ?? [{ field: 'text', text: 'Käyn itse kaupassa' }], tables, 'Toinen ehti ensin');
  assert.equal(back.now, 'Käyn kaupassa');
  assert.equal((again(back, tables).params as { was: string }).was, 'Käyn kaupassa');
});

test('words of what could not be done come back alone and are sent as they were', () => {
  const op = { method: 'task.decline' as const, params: { board: 1, task: 9, reason: 'ei meille' } as never };
  const back = give_back(op, typed_words(op)!, tables, '');
  assert.deepEqual([back.mine, back.now], ['ei meille', null]);
  assert.deepEqual(again(back, tables).params, { board: 1, task: 9, reason: 'ei meille' });
});
