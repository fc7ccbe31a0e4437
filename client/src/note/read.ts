// The text of a note as a person reads it: blocks and words out of the Markdown tree, with a key for each block that stays
// while others write, so that the page changes only where the text did.
//
// Positions of what can be touched (a check box, words one wants to write at) count from the start of the block they are in:
// a block whose own text is the same is the same object, wherever it has moved.
import { TreeFragment, type SyntaxNode, type Tree } from '@lezer/common';
import { heading_level, mention_of, parser } from './markdown';

export type Words =
  | { kind: 'text'; text: string; at: number }
  | { kind: 'strong'; words: Words[] }
  | { kind: 'emphasis'; words: Words[] }
  | { kind: 'mention'; account: number; name: string; at: number }
  | { kind: 'link'; text: string; at: number };

export type Block =
  | { kind: 'heading'; level: number; words: Words[] }
  | { kind: 'words'; words: Words[] }
  | { kind: 'decision'; words: Words[] }
  | { kind: 'task'; is_done: boolean; at: number; words: Words[] }
  | { kind: 'list'; is_ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'rule' };

export interface Top {
  key: number;
  from: number;
  source: string;
  /** empty lines before it */
  gap: number;
  /** of a heading: the rank it has in the page, where none is left out */
  rank: number;
  block: Block;
}

export class Reader {
  #text = '';
  #tree: Tree | null = null;
  #tops: Top[] = [];
  #keys = 0;

  read(text: string): Top[] {
    const tree = this.#parse(text);
    const found: Top[] = [];
    let rank = 1;
    let end = 0;
    for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
      const source = text.slice(node.from, node.to);
      const level = heading_level(node.name);
      if (level) rank = Math.min(level + 1, rank + 1);
      found.push({ key: 0, from: node.from, source, gap: gap_between(text, end, node.from), rank, block: null as unknown as Block });
      end = node.to;
    }
    this.#carry(found, tree, text);
    this.#text = text;
    this.#tree = tree;
    return (this.#tops = found);
  }

  /** Only what changed is read again. */
  #parse(text: string): Tree {
    if (!this.#tree) return parser.parse(text);
    const { from, was_to, to } = changed(this.#text, text);
    const kept = TreeFragment.applyChanges(TreeFragment.addTree(this.#tree), [{ fromA: from, toA: was_to, fromB: from, toB: to }]);
    return parser.parse(text, kept);
  }

  /** Blocks at both ends that are as they were keep themselves; between them a block keeps the key of the one in its place. */
  #carry(found: Top[], tree: Tree, text: string): void {
    const old = this.#tops;
    const most = Math.min(old.length, found.length);
    let head = 0;
    while (head < most && old[head]!.source === found[head]!.source) head++;
    let tail = 0;
    while (tail < most - head && old[old.length - 1 - tail]!.source === found[found.length - 1 - tail]!.source) tail++;

    const taken = new Set<number>();
    let node = tree.topNode.firstChild;
    found.forEach((top, i) => {
      const is_same = i < head || i >= found.length - tail;
      const was = i < head ? old[i] : is_same ? old[old.length - (found.length - i)] : i < old.length - tail ? old[i] : undefined;
      top.block = is_same ? was!.block : block_of(node!, text, node!.from)!;
      const has_place = was && (is_same || was.block.kind === top.block.kind) && !taken.has(was.key);
      top.key = has_place ? was.key : ++this.#keys;
      taken.add(top.key);
      node = node!.nextSibling;
    });
  }
}

function gap_between(text: string, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 10) lines++;
  return Math.max(0, from === 0 ? lines : lines - 1);
}

/** The stretch outside which two texts are the same. */
export function changed(was: string, now: string): { from: number; was_to: number; to: number } {
  const most = Math.min(was.length, now.length);
  let from = 0;
  while (from < most && was.charCodeAt(from) === now.charCodeAt(from)) from++;
  let tail = 0;
  while (tail < most - from && was.charCodeAt(was.length - 1 - tail) === now.charCodeAt(now.length - 1 - tail)) tail++;
  return { from, was_to: was.length - tail, to: now.length - tail };
}

function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) list.push(child);
  return list;
}

function block_of(node: SyntaxNode, text: string, base: number): Block | null {
  const level = heading_level(node.name);
  if (level) return { kind: 'heading', level, words: trimmed(words_of(node, text, base)) };
  switch (node.name) {
    case 'Paragraph': return { kind: 'words', words: trimmed(words_of(node, text, base)) };
    case 'Decision': return { kind: 'decision', words: trimmed(words_of(node, text, base)) };
    case 'HorizontalRule': return { kind: 'rule' };
    case 'Blockquote': return { kind: 'quote', blocks: blocks_of(node, text, base) };
    case 'Task': {
      const mark = node.getChild('TaskMarker');
      return { kind: 'task', is_done: !!mark && /x/i.test(text.slice(mark.from, mark.to)), at: (mark?.from ?? node.from) - base, words: trimmed(words_of(node, text, base)) };
    }
    case 'BulletList': case 'OrderedList': {
      const items = node.getChildren('ListItem');
      const start = Number.parseInt(text.slice(items[0]?.from ?? node.from), 10);
      return { kind: 'list', is_ordered: node.name === 'OrderedList', start: Number.isNaN(start) ? 1 : start, items: items.map((item) => blocks_of(item, text, base)) };
    }
    default: return node.name.endsWith('Mark') ? null : { kind: 'words', words: [{ kind: 'text', text: text.slice(node.from, node.to), at: node.from - base }] };
  }
}

function blocks_of(node: SyntaxNode, text: string, base: number): Block[] {
  return children(node).flatMap((child) => block_of(child, text, base) ?? []);
}

function words_of(node: SyntaxNode, text: string, base: number): Words[] {
  const found: Words[] = [];
  const plain = (from: number, to: number): void => {
    const last = found[found.length - 1];
    const words = text.slice(from, to);
    if (!words) return;
    if (last?.kind === 'text' && last.at + last.text.length === from - base) last.text += words;
    else found.push({ kind: 'text', text: words, at: from - base });
  };
  let at = node.from;
  for (const child of children(node)) {
    plain(at, child.from);
    at = child.to;
    if (child.name === 'StrongEmphasis' || child.name === 'Emphasis') found.push({ kind: child.name === 'Emphasis' ? 'emphasis' as const : 'strong' as const, words: words_of(child, text, base) });
    else if (child.name === 'Escape') plain(child.from + 1, child.to);
    else if (child.name === 'URL') found.push(link(text.slice(child.from, child.to), child.from - base));
    else if (child.name === 'Mention') {
      const who = mention_of(text.slice(child.from, child.to));
      if (who) found.push({ kind: 'mention', ...who, at: child.from + 2 - base });
      else plain(child.from, child.to);
    } else if (!/Mark(er)?$/.test(child.name)) plain(child.from, child.to);
  }
  plain(at, node.to);
  return found;
}

/** An address leads somewhere only when it says plainly where. */
function link(text: string, at: number): Words {
  return /^https?:\/\//i.test(text) ? { kind: 'link', text, at } : { kind: 'text', text, at };
}

/** Without the spaces that stand beside the marks. */
function trimmed(words: Words[]): Words[] {
  const first = words[0];
  if (first?.kind === 'text') {
    const text = first.text.trimStart();
    first.at += first.text.length - text.length;
    first.text = text;
  }
  const last = words[words.length - 1];
  if (last?.kind === 'text') last.text = last.text.trimEnd();
  return words.filter((w) => w.kind !== 'text' || w.text);
}

/** Where in the block's source the n-th character is that a reader sees. */
export function source_at(block: Block, n: number): number | null {
  let left = n;
  let found: number | null = null;
  let last: number | null = null;
  const each_word = (words: Words[]): void => {
    for (const w of words) {
      if (found !== null) return;
      if (w.kind === 'strong' || w.kind === 'emphasis') { each_word(w.words); continue; }
      const length = w.kind === 'mention' ? w.name.length : w.text.length;
      if (left <= length) found = w.at + left;
      left -= length;
      last = w.at + length;
    }
  };
  const each = (b: Block): void => {
    if (found !== null || b.kind === 'rule') return;
    if (b.kind === 'list') b.items.flat().forEach(each);
    else if (b.kind === 'quote') b.blocks.forEach(each);
    else each_word(b.words);
  };
  each(block);
  return found ?? last;
}
