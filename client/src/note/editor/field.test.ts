import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeSet, Text } from '@codemirror/state';
import { Field } from './field.ts';

/** A shared text, a field over it, and others who write. */
class Table {
  shared: Text;
  field: Field;
  shown: string;

  constructor(text: string) {
    this.shared = Text.of(text.split('\n'));
    this.shown = text;
    this.field = new Field(text);
  }

  others(from: number, to: number, insert: string): void {
    const changes = ChangeSet.of({ from, to, insert }, this.shared.length);
    this.shared = changes.apply(this.shared);
    this.field.came(changes);
  }

  types(value: string, at: number): void {
    this.shown = value;
    const changes = this.field.typed(value, { start: at, end: at });
    if (changes) this.shared = changes.apply(this.shared);
  }
}

test('what is typed while others write lands beside the words it was typed at', () => {
  const table = new Table('yksi kaksi');
  table.others(0, 0, 'nolla ');
  table.types('yksi ja kaksi', 7);
  assert.equal(table.shared.toString(), 'nolla yksi ja kaksi');
  table.others(0, 6, '');
  table.types('yksi ja  kaksi', 8);
  assert.equal(table.shared.toString(), 'yksi ja  kaksi');
});

test('a character composed of two strokes goes in once, with others writing between the strokes', () => {
  const table = new Table('t');
  table.types('t¨', 2);
  table.others(0, 0, '😀');
  table.types('tä', 2);
  assert.equal(table.shared.toString(), '😀tä');
  assert.equal(table.field.is_behind, true);
  assert.deepEqual(table.field.in_text(2, 2), [4, 4]);
  table.field.take(table.shared.toString());
  assert.equal(table.field.is_behind, false);
});

test('a value that is no other changes nothing', () => {
  const table = new Table('a\nb');
  assert.equal(table.field.typed('a\nb', { start: 0, end: 0 }), null);
});

test('in 2,000 random sessions field and text agree once the field has shown what came', () => {
  let seed = 20261124;
  const random = (n: number): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  for (let round = 0; round < 2000; round++) {
    const table = new Table('abc\ndef');
    for (let step = 0; step < 6; step++) {
      if (random(2)) { const from = random(table.shared.length + 1); table.others(from, Math.min(table.shared.length, from + random(3)), 'xy'.slice(random(3))); }
      else { const at = random(table.shown.length + 1); table.types(`${table.shown.slice(0, at)}ö${table.shown.slice(at + random(2))}`, at + 1); }
    }
    assert.equal(table.field.theirs.apply(Text.of(table.shown.split('\n'))).toString(), table.shared.toString(), `seed round ${round}`);
  }
});
