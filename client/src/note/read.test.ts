import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reader, source_at, type Block, type Top, type Words } from './read';

const NOTE = '# Kotikäynti\n\nRitva *tykkää* asua **kotona**. Katso https://thl.fi/ja javascript:alert(1)\n- [ ] soitto @[Leena Haapasuonio](account:7):lle\n- [x] turvapuhelin\n> Kyllä mä kotona tykkään olla\n\n\n!> Kotihoito aloittaa maanantaina\n---\n1. eka\n2. toka\n   - sisempi\n';

const said = (words: Words[]): string => words.map((w) => (w.kind === 'text' ? w.text : w.kind === 'link' ? `<${w.text}>` : w.kind === 'mention' ? `@${w.account} ${w.name}@` : `${w.kind}(${said(w.words)})`)).join('');
const told = (b: Block): string => {
  if (b.kind === 'list') return `${b.is_ordered ? `ol${b.start}` : 'ul'}[${b.items.map((i) => i.map(told).join(' ')).join(' | ')}]`;
  if (b.kind === 'quote') return `quote[${b.blocks.map(told).join(' | ')}]`;
  if (b.kind === 'rule') return 'rule';
  return `${b.kind}${b.kind === 'heading' ? b.level : b.kind === 'task' ? (b.is_done ? ' x' : ' o') : ''} ${said(b.words)}`;
};
const keys = (tops: Top[]): number[] => tops.map((t) => t.key);

test('a note is read as headings, paragraphs, lists, check boxes, the client\'s words and decisions', () => {
  const tops = new Reader().read(NOTE);
  assert.deepEqual(tops.map((t) => told(t.block)), [
    'heading1 Kotikäynti',
    'words Ritva emphasis(tykkää) asua strong(kotona). Katso <https://thl.fi/ja> javascript:alert(1)',
    'ul[task o soitto @7 Leena Haapasuonio@:lle | task x turvapuhelin]',
    'quote[words Kyllä mä kotona tykkään olla]',
    'decision Kotihoito aloittaa maanantaina',
    'rule',
    'ol1[words eka | words toka ul[words sisempi]]',
  ]);
  assert.deepEqual(tops.map((t) => t.gap), [0, 1, 0, 0, 2, 0, 0]);
});

test('no heading of the page leaves a rank out, whatever the author chose', () => {
  assert.deepEqual(new Reader().read('### Syvä\nsanoja\n## Matala\n# Ylin\n### Syvä').filter((t) => t.block.kind === 'heading').map((t) => t.rank), [2, 3, 2, 3]);
});

test('what others write changes only the block they write in', () => {
  const reader = new Reader();
  const before = reader.read(NOTE);
  const after = reader.read(NOTE.replace('asua', 'olla ja asua'));
  assert.deepEqual(keys(after), keys(before));
  assert.deepEqual(after.map((t, i) => t.block === before[i]!.block), [true, false, true, true, true, true, true]);
});

test('a paragraph put in between leaves every other block itself', () => {
  const reader = new Reader();
  const before = reader.read(NOTE);
  const after = reader.read(NOTE.replace('\n---', '\nJari soittaa illalla.\n---'));
  assert.equal(after.length, before.length + 1);
  assert.deepEqual(after.filter((t) => !before.some((b) => b.key === t.key)).map((t) => told(t.block)), ['words Jari soittaa illalla.']);
  assert.equal(new Set(keys(after)).size, after.length);
});

test('reading on gives what reading anew gives, whatever was changed', () => {
  let seed = 4711;
  const random = (n: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const bits = ['\n', '# ', '- [ ] ', '> ', '!> ', '**', 'ä', '😀', ' sanoja ', '\n\n', '1. ', '@[A B](account:3)'];
  const reader = new Reader();
  let text = NOTE;
  for (let n = 0; n < 400; n++) {
    const from = random(text.length + 1);
    text = text.slice(0, from) + (random(3) ? bits[random(bits.length)]! : '') + text.slice(Math.min(text.length, from + random(6)));
    const tops = reader.read(text);
    const anew = new Reader().read(text);
    assert.deepEqual(tops.map((t) => [t.from, t.gap, t.rank, t.block]), anew.map((t) => [t.from, t.gap, t.rank, t.block]), `seed 4711, change ${n}: ${JSON.stringify(text)}`);
    assert.equal(new Set(keys(tops)).size, tops.length);
  }
});

test('a place in what is read is found in the source', () => {
  const [top] = new Reader().read('- [ ] soitto **Jarille** illalla');
  assert.equal(top!.source.slice(source_at(top!.block, 8)!).slice(0, 5), 'arill');
  const [plain] = new Reader().read('Ritva asuu kotona');
  assert.equal(source_at(plain!.block, 6), 6);
});
