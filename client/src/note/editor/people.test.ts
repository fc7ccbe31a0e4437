import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleaned } from './paste.ts';
import { found } from './people.ts';

const people = [
  { account: 1, name: 'Aino Laine', more: 'Terveysasema, lääkäri' },
  { account: 2, name: 'Leena Aho-Ranta', more: 'Psykiatrian poliklinikka, sairaanhoitaja' },
  { account: 3, name: 'Eero Laakso', more: 'Sosiaalipalvelut, sosiaalityöntekijä' },
];
const names = (typed: string): string[] => found(people, typed).map((p) => p.name);

test('people are found by any of their names, then by unit or profession', () => {
  assert.deepEqual(names(''), ['Aino Laine', 'Leena Aho-Ranta', 'Eero Laakso']);
  assert.deepEqual(names('a'), ['Aino Laine', 'Leena Aho-Ranta']);
  assert.deepEqual(names('LA'), ['Aino Laine', 'Eero Laakso']);
  assert.deepEqual(names('ranta'), ['Leena Aho-Ranta']);
  assert.deepEqual(names('aino l'), ['Aino Laine']);
  assert.deepEqual(names('sosiaali'), ['Eero Laakso']);
  assert.deepEqual(names('lää'), ['Aino Laine']);
  assert.deepEqual(names('zz'), []);
});

test('what is pasted keeps its lists and loses what no page shows', () => {
  assert.equal(cleaned('a\r\nb\rc\u2028d'), 'a\nb\nc\nd');
  assert.equal(cleaned('•\tmaito\n  ◦ leipä\n☐ soita\n☑ tehty\n1.\tyksi'), '- maito\n  - leipä\n- [ ] soita\n- [x] tehty\n1. yksi');
  assert.equal(cleaned('a\u0000b\u00adc\ufeff\td'), 'abc\td');
});
