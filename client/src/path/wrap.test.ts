import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrap } from './wrap';

const letters = (text: string): number => text.length;
const lines = (text: string, width: number, most = 9) => wrap(text, width, most, letters);

test('words go on the next line whole', () => assert.deepEqual(lines('Kotihoidon alkukartoitus', 14), ['Kotihoidon', 'alkukartoitus']));
test('a word longer than a line breaks between syllables', () => assert.deepEqual(lines('Päihdekuntoutusjakso', 12), ['Päihdekun-', 'toutusjakso']));
test('and after its own hyphen, without another', () => assert.deepEqual(lines('Mielenterveys-hoitaja', 14), ['Mielenterveys-', 'hoitaja']));
test('what has no room ends in an ellipsis', () => assert.deepEqual(lines('yksi kaksi kolme neljä', 10, 2), ['yksi kaksi', 'kolme nel…']));
test('a word without syllables breaks anyway', () => assert.deepEqual(lines('xxxxxxxxxx', 6), ['xxxxx-', 'xxxxx']));
test('nothing is no line', () => assert.deepEqual(lines('  ', 6), []));

test('no line is wider than the box, and nothing is lost', () => {
  const text = 'Kuntouttavan työtoiminnan ja päihdepsykiatrian yhteisvastaanotto';
  for (let width = 5; width < 40; width++) {
    const made = lines(text, width, 99);
    for (const line of made) assert.ok(line.length <= width, `${line} in ${width}`);
    assert.equal(made.join(' ').replace(/- ?/g, '').replace(/ /g, ''), text.replace(/ /g, ''));
  }
});
