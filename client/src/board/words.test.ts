import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from './words';

test('what stays, goes and comes is told word by word', () => {
  assert.deepEqual(difference('Kotiapua aamuihin joka päivä', 'Kotiapua iltoihin joka päivä'), [
    { text: 'Kotiapua', how: 'same' }, { text: ' aamuihin', how: 'gone' }, { text: ' iltoihin', how: 'come' }, { text: ' joka päivä', how: 'same' },
  ]);
});

test('another text altogether is not cut into crumbs', () => {
  assert.deepEqual(difference('hän kävi kerran', 'Jari hakee nyt uutta asuntoa').map((p) => p.how), ['gone', 'come']);
});

test('both texts can be read back out of the pieces', () => {
  for (const [a, b] of [['', 'x y'], ['a b c', ''], ['a  b\nc', 'c a b'], ['sama', 'sama']] as const) {
    const pieces = difference(a, b);
    assert.equal(pieces.filter((p) => p.how !== 'come').map((p) => p.text).join(''), a);
    assert.equal(pieces.filter((p) => p.how !== 'gone').map((p) => p.text).join(''), b);
  }
});
