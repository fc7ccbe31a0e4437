import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeSet, EditorState, Text, type TransactionSpec } from '@codemirror/state';
import { clean, clean_text, most_units, split, too_long } from './clean';
import { Random } from './world';

function after(doc: string, spec: TransactionSpec): { doc: string; changes: unknown; anchor: number } {
  const tr = EditorState.create({ doc, extensions: clean() }).update(spec);
  return { doc: tr.newDoc.toString(), changes: tr.changes.toJSON(), anchor: tr.newSelection.main.anchor };
}
const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

test('control characters but tab and line break do not enter', () => {
  assert.equal(after('', { changes: { from: 0, insert: 'a\u0000b\u0007\tc\u007f\u0085\nd\u001b' } }).doc, 'ab\tc\nd');
});

test('a paste from elsewhere has its line breaks made ours', () => {
  assert.equal(after('', { changes: { from: 0, insert: 'a\r\nb\rc\n' } }).doc, 'a\nb\nc\n');
  assert.equal(after('', { changes: { from: 0, insert: Text.of(['a\rb', '\u0001c']) } }).doc, 'ab\nc');
});

test('half a pair does not enter', () => {
  assert.equal(after('ab', { changes: { from: 1, insert: '\ud83d' } }).doc, 'ab');
  assert.equal(after('ab', { changes: { from: 1, insert: '\ude00x' } }).doc, 'axb');
});

test('the other half that an editor exchanged becomes a change of the whole', () => {
  const to = after('a😀b', { changes: { from: 2, to: 3, insert: '\ude01' } }); // 😀 → 😁
  assert.equal(to.doc, 'a😁b');
  assert.deepEqual(to.changes, [1, [2, '😁'], 1]);
  const first = after('a😀b', { changes: { from: 1, to: 2, insert: '\ud83c' } });
  assert.equal(first.doc, `a${String.fromCharCode(0xd83c, 0xde00)}b`);
  assert.equal((first.changes as unknown[][])[1]![0], 2);
});

test('the half that an editor left goes as well', () => {
  assert.deepEqual(after('a😀b', { changes: { from: 2, to: 3 } }), { doc: 'ab', changes: [1, [2], 1], anchor: 0 });
  assert.equal(after('a😀b', { changes: { from: 1, to: 2 } }).doc, 'ab');
  assert.equal(after('😀', { changes: { from: 1, insert: 'x' } }).doc, 'x');
});

test('a change that begins and ends inside two pairs is one of whole pairs, though what is left looks whole', () => {
  const { doc, changes } = after('😀😀', { changes: { from: 1, to: 3 } });
  assert.equal(doc, '😀');
  assert.deepEqual(changes, [[4, '😀']]);
});

test('changes that touch each other within a pair become one', () => {
  const state = EditorState.create({ doc: 'a😀b', extensions: clean() });
  const cut = ChangeSet.fromJSON([[2], [2, 'x']]);
  assert.deepEqual(state.update({ changes: cut }).changes.toJSON(), [[4, 'x']]);
});

test('the caret, the word for the change and its effects outlive the cleaning', () => {
  const state = EditorState.create({ doc: 'ab', extensions: clean() });
  const tr = state.update({ changes: { from: 1, insert: 'x\u0000y' }, selection: { anchor: 4 }, userEvent: 'input.paste' });
  assert.equal(tr.newDoc.toString(), 'axyb');
  assert.equal(tr.newSelection.main.anchor, 3);
  assert.ok(tr.isUserEvent('input.paste'));
});

test('a note that is full takes no more, but gives', () => {
  const state = EditorState.create({ doc: 'x'.repeat(most_units), extensions: clean() });
  const more = state.update({ changes: { from: 0, insert: 'y' } });
  assert.ok(!more.docChanged && more.effects.some((e) => e.is(too_long)));
  assert.ok(state.update({ changes: { from: 0, to: 1 } }).docChanged);
  assert.ok(state.update({ changes: { from: 0, to: 1, insert: 'y' } }).docChanged);
});

test('others\' changes pass as they are', () => {
  const state = EditorState.create({ doc: 'a', extensions: clean() });
  assert.equal(state.update({ changes: { from: 1, insert: '\u0000' }, filter: false }).newDoc.toString(), 'a\u0000');
});

test('whatever an editor does to any text, no half and no control character is in it or between its changes', () => {
  const random = new Random(5);
  const bits = ['a', 'ä', '\n', '😀', '😁', '👩‍👦', 'e\u0301', '\ud83d', '\ude00', '\u0000', '\r\n', '𠀀'];
  const some = (n: number): string => [...Array(random.below(n))].map(() => random.of(bits)).join('');
  for (let i = 0; i < 3_000; i++) {
    const doc = clean_text(some(12));
    const state = EditorState.create({ doc, extensions: clean() });
    const from = random.below(state.doc.length + 1);
    const to = from + random.below(state.doc.length - from + 1);
    const second = to + 1 + random.below(3);
    const changes = [{ from, to, insert: some(4) }, ...(second <= state.doc.length ? [{ from: second, insert: some(3) }] : [])];
    const tr = state.update({ changes });
    const now = tr.newDoc.toString();
    assert.equal(now, clean_text(now), JSON.stringify([doc, changes]));
    tr.changes.iterChanges((a, b, _c, _d, text) => {
      assert.doesNotMatch(state.doc.sliceString(a, b), half, JSON.stringify([doc, changes]));
      assert.doesNotMatch(text.toString(), half, JSON.stringify([doc, changes]));
    }, true);
    assert.ok(tr.newSelection.main.to <= tr.newDoc.length);
  }
});

// ---- split -----------------------------------------------------------------------------------------------------------------

const bytes = (c: ChangeSet): number => new TextEncoder().encode(JSON.stringify(c)).length;

test('a small change stays one', () => {
  const changes = ChangeSet.of([{ from: 1, insert: 'x' }, { from: 3, to: 5 }], 9);
  assert.deepEqual(split(changes), [changes]);
});

test('big changes become several small ones that together are the same', () => {
  const random = new Random(6);
  for (let i = 0; i < 200; i++) {
    const length = random.below(4_000);
    const spec = [];
    for (let at = 0; at <= length; at += 1 + random.below(i % 10 ? 900 : 4)) {
      const to = Math.min(length, at + random.below(3));
      spec.push({ from: at, to, insert: random.chance(5) ? '"\\😀\n'.repeat(random.below(9_000)) : 'ä'.repeat(random.below(3)) });
      at = to;
    }
    const changes = ChangeSet.of(spec, length);
    const pieces = split(changes);
    const doc = Text.of(['x'.repeat(length)]);
    assert.ok(pieces.reduce((text, c) => c.apply(text), doc).eq(changes.apply(doc)));
    for (const piece of pieces) {
      assert.ok(bytes(piece) < 40_000, String(bytes(piece)));
      piece.iterChanges((_a, _b, _c, _d, text) => assert.doesNotMatch(text.toString(), half), true);
    }
  }
});
