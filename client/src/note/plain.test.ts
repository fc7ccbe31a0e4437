import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeSet } from '@codemirror/state';
import { clean_text } from './clean';
import { map_selection, smallest_change } from './plain';
import { Random } from './world';

const at = (start: number, end = start): { start: number; end: number } => ({ start, end });

test('the smallest change is what was typed, deleted or exchanged', () => {
  assert.deepEqual(smallest_change('Hei vaan', 'Hei taas vaan', at(9)), { from: 4, to: 4, insert: 'taas ' });
  assert.deepEqual(smallest_change('Hei taas vaan', 'Hei vaan', at(4)), { from: 4, to: 9, insert: '' });
  assert.deepEqual(smallest_change('abc', 'aXc', at(2)), { from: 1, to: 2, insert: 'X' });
  assert.equal(smallest_change('abc', 'abc', at(1)), null);
});

test('beside its like the caret tells which letter is the one', () => {
  assert.deepEqual(smallest_change('aaa', 'aaaa', at(1)), { from: 0, to: 0, insert: 'a' });
  assert.deepEqual(smallest_change('aaa', 'aaaa', at(3)), { from: 2, to: 2, insert: 'a' });
  assert.deepEqual(smallest_change('aaaa', 'aaa', at(1)), { from: 1, to: 2, insert: '' });
  assert.deepEqual(smallest_change('aaaa', 'aaa', null), { from: 3, to: 4, insert: '' });
});

test('a caret that is elsewhere does not make the change greater', () => {
  assert.deepEqual(smallest_change('one two three', 'one 2 three', at(11)), { from: 4, to: 7, insert: '2' });
  assert.deepEqual(smallest_change('one two three', 'one 2 three', at(0)), { from: 4, to: 7, insert: '2' });
});

test('a change never cuts a pair in two', () => {
  assert.deepEqual(smallest_change('a😀b', 'a😁b', at(3)), { from: 1, to: 3, insert: '😁' });
  assert.deepEqual(smallest_change('😀', '', at(0)), { from: 0, to: 2, insert: '' });
});

test('for any two texts the change makes one of the other and has whole pairs', () => {
  const random = new Random(7);
  const bits = ['a', 'a', 'b', '😀', '😁', '\n'];
  const some = (n: number): string => [...Array(random.below(n))].map(() => random.of(bits)).join('');
  for (let i = 0; i < 5_000; i++) {
    const [head, tail] = [some(5), some(5)];
    const [old, next] = [head + some(4) + tail, head + some(4) + tail];
    const change = smallest_change(old, next, random.chance(20) ? null : at(random.below(next.length + 1)));
    if (!change) { assert.equal(old, next); continue; }
    assert.equal(old.slice(0, change.from) + change.insert + old.slice(change.to), next);
    for (const part of [change.insert, old.slice(change.from, change.to)]) assert.equal(part, clean_text(part), JSON.stringify([old, next, change]));
    if (old.length === next.length - 1 && change.to === change.from) assert.equal(change.insert.length, 1);
  }
});

test('a selection goes along with what is put in before it, and leaves out what is put in at its borders', () => {
  const put = (from: number, insert: string, to = from): ChangeSet => ChangeSet.of({ from, to, insert }, 10);
  assert.deepEqual(map_selection(put(0, 'xx'), at(3, 5)), at(5, 7));
  assert.deepEqual(map_selection(put(3, 'xx'), at(3, 5)), at(5, 7));
  assert.deepEqual(map_selection(put(5, 'xx'), at(3, 5)), at(3, 5));
  assert.deepEqual(map_selection(put(4, 'xx'), at(4)), at(4));
  assert.deepEqual(map_selection(put(2, '', 8), at(3, 5)), at(2, 2));
});
