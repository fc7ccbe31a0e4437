import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoteSteps } from '../lib/protocol.gen';
import { authored, changes, type Line } from './lines';
import { grouped, joined } from './steps';

const row = (step: number, account: number, more: Partial<NoteSteps> = {}): NoteSteps => ({ step, account, last: step + 4, began_at: step * 1000, ended_at: step * 1000 + 500, added: 10, removed: 1, restores: null, ...more });
const told = (lines: Line[]): string[] => lines.map((l) => `${l.shape} ${l.pieces.map((p) => (p.how === 'come' ? `+${p.text}+` : p.how === 'gone' ? `-${p.text}-` : p.text)).join('')}`.trim());

test('two who wrote at the same time are one step of the history', () => {
  const steps = grouped([row(7, 2), row(7, 3, { last: 15, began_at: 6500, ended_at: 9000, added: 3, removed: 0 }), row(1, 2)]);
  assert.deepEqual(steps.map((s) => s.step), [7, 1]);
  assert.deepEqual(steps[0], { step: 7, last: 15, began_at: 6500, ended_at: 9000, added: 13, removed: 1, people: [2, 3], restores: null });
});

test('a step that grew while one looked is read once, with what it has grown to', () => {
  const before = grouped([row(9, 2), row(5, 2), row(1, 2)]);
  const after = grouped([row(12, 3), row(9, 2, { last: 11 })]);
  assert.deepEqual(joined(after, before).map((s) => [s.step, s.last]), [[12, 16], [9, 11], [5, 9], [1, 5]]);
});

test('a difference marks the words that came and went, in the lines they stand in', () => {
  assert.deepEqual(told(changes('# Tapaaminen\nRitva asuu kotona yksin.\n- lääkkeet', '# Tapaaminen\nRitva asuu kotona poikansa kanssa.\n- lääkkeet\n- turvapuhelin')), [
    'h2 Tapaaminen', 'words Ritva asuu kotona -yksin-+poikansa kanssa+.', 'item lääkkeet', 'item +turvapuhelin+',
  ]);
});

test('the words of a difference put together again are both texts', () => {
  const was = '# Muistio\n\nRitva: "illat on semmosia".\n- [ ] soitto Jarille\n> kotona 😀 tykkään olla\n';
  const now = '# Muistio 24.11.\n\nRitva sanoi: "illat on semmosia, että sydän hakkaa".\n- [x] soitto Jarille\nLoppu.\n';
  const side = (lines: Line[], gone: 'come' | 'gone'): string => lines.map((l) => l.pieces.filter((p) => p.how !== gone).map((p) => p.text).join('')).join('');
  const bare = (text: string): string => text.split('\n').map((l) => l.replace(/^(# |- \[[ x]\] |> )/, '')).join('');
  const lines = changes(was, now);
  assert.equal(side(lines, 'come').replace(/\[[ x]\] /g, ''), bare(was));
  assert.equal(side(lines, 'gone').replace(/\[[ x]\] /g, ''), bare(now));
});

test('another text altogether is one gone and one come, not crumbs of both', () => {
  assert.deepEqual(told(changes('Kaikki hyvin kotona.', 'Lääkitys tarkistetaan terveysasemalla torstaina.')), ['words -Kaikki hyvin kotona.-', 'words +Lääkitys tarkistetaan terveysasemalla torstaina.+']);
});

test('strong words in what changed are shown without their marks, but a mark that is the change is seen', () => {
  const pieces = (was: string, now: string): string[] => changes(was, now).flatMap((l) => l.pieces.map((p) => `${p.how} ${p.as ?? ''}:${p.text}`));
  assert.deepEqual(pieces('**Päätös:** soitetaan', '**Päätös:** soitetaan huomenna'), ['same strong:Päätös:', 'same : soitetaan', 'come : huomenna']);
  assert.deepEqual(pieces('Ei mitään', 'Ei mitään\n*uusi* rivi'), ['same :Ei mitään', 'come em:uusi', 'come : rivi']);
  const made_strong = changes('soitetaan heti kotiin', 'soitetaan **heti** kotiin').flatMap((l) => l.pieces);
  assert.ok(made_strong.every((p) => !p.as || p.how !== 'same'));
  assert.ok(made_strong.some((p) => p.how === 'come' && (p.as || p.text.includes('**'))));
  assert.deepEqual(pieces('**a** ja b, **c', '**a** ja b, **c** d').some((p) => p.includes('strong:, ')), false);
});

test('a long note in which everything changed is still told', () => {
  const text = (word: string): string => Array.from({ length: 4_000 }, (_, i) => `${word} ${i * 7919 % 1000} rivi, jossa on sanoja`).join('\n');
  const lines = changes(text('vanha'), text('uusi'));
  assert.ok(lines.length >= 4_000);
});

test('who wrote what is kept through the lines of a text', () => {
  const lines = authored('# Otsikko\nAino ja Leena', [{ length: 10, by: 1, at: 5 }, { length: 8, by: 1, at: 6 }, { length: 5, by: 2, at: 7 }]);
  assert.deepEqual(lines.map((l) => [l.shape, l.pieces.map((p) => [p.text, p.by])]), [
    ['h2', [['Otsikko', 1]]],
    ['words', [['Aino ja ', 1], ['Leena', 2]]],
  ]);
});
