import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeSet } from '@codemirror/state';
import { back_to_confirmed, Carets, type Told } from './carets';

const ME = 7;
const put = (length: number, from: number, insert: string, to = from): ChangeSet => ChangeSet.of({ from, to, insert }, length);
const told = (account: number, version: number | null, head: number | null, more: Partial<Told> = {}): Told => ({ account, version, anchor: head, head, writing: true, ...more });
function carets(version = 0): Carets { const c = new Carets(ME); c.begin(version); return c; }
const heads = (c: Carets, unconfirmed: { changes: ChangeSet }[] = []): [number, number][] => c.seen(unconfirmed).map((x) => [x.account, x.head]);

test('a caret told for my version stands where it was told', () => {
  const c = carets(4);
  c.told([told(8, 4, 3, { anchor: 1 })]);
  assert.deepEqual(c.seen([]), [{ account: 8, anchor: 1, head: 3, writing: true }]);
});

test('neither my own nor one of somebody who only reads is a caret', () => {
  const c = carets();
  c.told([told(ME, 0, 3), told(8, null, null), told(9, 0, null)]);
  assert.deepEqual(heads(c), []);
});

test('one told ahead waits for its version', () => {
  const c = carets(0);
  c.told([told(8, 2, 6)]);
  assert.deepEqual(heads(c), []);
  c.confirmed(put(3, 0, 'ab'), 8);
  assert.deepEqual(heads(c), []);
  c.confirmed(put(5, 5, 'c'), 8);
  assert.deepEqual(heads(c), [[8, 6]]);
});

test('until then it keeps the place it had', () => {
  const c = carets(0);
  c.told([told(8, 0, 1)]);
  c.told([told(8, 1, 4)]);
  assert.deepEqual(heads(c), [[8, 1]]);
  c.confirmed(put(3, 1, 'xyz'), 8);
  assert.deepEqual(heads(c), [[8, 4]]);
});

test('one told behind is carried through what was confirmed since, and one too far behind is left out', () => {
  const c = carets(0);
  c.confirmed(put(5, 0, 'ab'), 9);
  c.confirmed(put(7, 7, 'z'), 9);
  c.told([told(8, 0, 3)]);
  assert.deepEqual(heads(c), [[8, 5]]);
  const late = carets(10);
  late.told([told(8, 3, 1)]);
  assert.deepEqual(heads(late), []);
});

test('who writes stands behind what they wrote; another at the same place stays before it', () => {
  const c = carets(0);
  c.told([told(8, 0, 2), told(9, 0, 2)]);
  c.confirmed(put(4, 2, 'xy'), 8);
  assert.deepEqual(heads(c), [[8, 4], [9, 2]]);
});

test('what I have written and nobody has confirmed moves them too', () => {
  const c = carets(0);
  c.told([told(8, 0, 2)]);
  const mine = [{ changes: put(4, 0, 'abc') }, { changes: put(7, 5, 'd') }];
  assert.deepEqual(heads(c, mine), [[8, 5]]);
});

test('one who goes has no caret, and one who turns up again with nothing else is not lost', () => {
  const c = carets(0);
  c.told([told(8, 0, 2)]);
  c.confirmed(put(4, 0, 'x'), 9);
  c.told([told(8, 0, 2, { writing: false })]);
  assert.deepEqual(c.seen([]), [{ account: 8, anchor: 3, head: 3, writing: false }]);
  c.told([]);
  assert.deepEqual(heads(c), []);
  c.told([told(8, 0, 2)]);
  assert.deepEqual(heads(c), [[8, 3]]);
});

test('a text that came as a whole begins anew', () => {
  const c = carets(0);
  c.told([told(8, 0, 2), told(9, 30, 1)]);
  c.begin(30);
  assert.deepEqual(heads(c), [[9, 1]]);
});

test('a place outside the text breaks nothing', () => {
  const c = carets(0);
  c.told([told(8, 0, 999), told(9, 0, -4)]);
  c.confirmed(put(3, 0, 'a'), 10);
  assert.deepEqual(heads(c).map(([, h]) => h >= 0 && h <= 4), [true, true]);
});

test('my own caret is told as a place in the confirmed text', () => {
  const mine = [{ changes: put(4, 2, 'abc') }, { changes: put(7, 7, 'd') }];
  assert.deepEqual(back_to_confirmed([0, 3, 8], mine), [0, 2, 4]);
  assert.deepEqual(back_to_confirmed([3], []), [3]);
});
