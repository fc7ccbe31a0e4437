import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TreeFragment } from '@lezer/common';
import { heading_level, mention_of, mention_text, parser } from './markdown.ts';

/** The tree as words: Name(child child), with the text of the leaves that matter. */
function shape(text: string): string {
  const write = (n: ReturnType<typeof parser.parse>['topNode']): string => {
    const inner: string[] = [];
    for (let c = n.firstChild; c; c = c.nextSibling) inner.push(write(c));
    return inner.length ? `${n.name}(${inner.join(' ')})` : n.name;
  };
  const top = parser.parse(text).topNode;
  const all: string[] = [];
  for (let c = top.firstChild; c; c = c.nextSibling) all.push(write(c));
  return all.join(' ');
}

test('a line is a block: nothing is carried over into the next line', () => {
  assert.equal(shape('yksi\nkaksi'), 'Paragraph Paragraph');
  assert.equal(shape('> lainaus\njatko'), 'Blockquote(QuoteMark Paragraph) Paragraph');
  assert.equal(shape('- yksi\nkaksi'), 'BulletList(ListItem(ListMark Paragraph)) Paragraph');
});

test('an underlined line is no heading, an indented one no code, a tag no HTML', () => {
  assert.equal(shape('Otsikko\n=====\n'), 'Paragraph Paragraph');
  assert.equal(shape('      sisennetty'), 'Paragraph');
  assert.equal(shape('<b>ei</b> &amp; `ei` [a](b)'), 'Paragraph');
  assert.equal(shape('```\nei\n```'), 'Paragraph Paragraph Paragraph');
});

test('headings, lists and check boxes are found', () => {
  assert.equal(shape('# A'), 'ATXHeading1(HeaderMark)');
  assert.equal(heading_level('ATXHeading5'), 3);
  assert.equal(heading_level('Paragraph'), 0);
  assert.equal(shape('1. a\n2. b'), 'OrderedList(ListItem(ListMark Paragraph) ListItem(ListMark Paragraph))');
  assert.equal(shape('- a\n  - b'), 'BulletList(ListItem(ListMark Paragraph BulletList(ListItem(ListMark Paragraph))))');
  assert.equal(shape('- [ ] a\n- [x] b\n- [ ]'), `BulletList(${Array(3).fill('ListItem(ListMark Task(TaskMarker))').join(' ')})`);
  assert.equal(shape('[ ] a'), 'Paragraph');
});

test('successive lines of a quote are one quote', () => {
  assert.equal(shape('> a\n> b'), 'Blockquote(QuoteMark Paragraph QuoteMark Paragraph)');
});

test('a decision is a line of its own kind', () => {
  assert.equal(shape('!> Jatketaan **viikoittain**\nx'), 'Decision(DecisionMark StrongEmphasis(EmphasisMark EmphasisMark)) Paragraph');
  assert.equal(shape('!>'), 'Decision(DecisionMark)');
  assert.equal(shape('hei !> ei'), 'Paragraph');
});

test('a mention is read back as it was written', () => {
  const text = mention_text({ account: 7, name: 'Aino [ylilääkäri]\nLaine' });
  assert.equal(text, '@[Aino ylilääkäri Laine](account:7)');
  assert.deepEqual(mention_of(text), { account: 7, name: 'Aino ylilääkäri Laine' });
  assert.equal(shape(`Hei ${text}!`), 'Paragraph(Mention(MentionMark MentionName MentionMark))');
  assert.equal(shape('aino@esimerkki.fi ja @[x](account:0)'), 'Paragraph(URL)');
  assert.equal(mention_of('@[x](account:0)'), null);
});

test('no text is too deep or too long to be read', () => {
  for (const text of ['>'.repeat(100_000), '- '.repeat(50_000) + 'a', '1. - '.repeat(20_000), ' a*'.repeat(60_000), '# ' + '_a'.repeat(60_000), '@['.repeat(60_000)])
    assert.equal(parser.parse(text).length, text.length);
});

test('a tree mended after a change is the tree of the whole text', () => {
  const lines = ['# Otsikko', '', '- [ ] tehtävä', '  - ala', '> sanat', '> lisää', '!> päätös', 'teksti **vahva**', '1. yksi', '2. kaksi'];
  const before = lines.join('\n').repeat(20);
  const tree = parser.parse(before);
  for (const at of [0, 3, 14, 300, 777, before.length]) for (const put of ['x', '\n', '> ', '- ', '!> ']) {
    const after = before.slice(0, at) + put + before.slice(at);
    const kept = TreeFragment.applyChanges(TreeFragment.addTree(tree), [{ fromA: at, toA: at, fromB: at, toB: at + put.length }]);
    assert.equal(parser.parse(after, kept).toString(), parser.parse(after).toString(), `${put} at ${at}`);
  }
});
