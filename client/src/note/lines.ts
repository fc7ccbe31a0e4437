// A text as lines that look like what they are, for the views that show more than the text itself: what has changed in it,
// and who wrote which words. Each line is made of pieces; the marks of a heading, a list or a quotation become its shape.
import { diffArrays, diffWordsWithSpace } from 'diff';
import { emphasized } from './emphasis';

export type How = 'same' | 'come' | 'gone';
export type Shape = 'h2' | 'h3' | 'h4' | 'item' | 'open' | 'done' | 'quote' | 'decision' | 'rule' | 'words' | 'blank';
export interface Piece { text: string; how?: How; by?: number; at?: number; as?: 'strong' | 'em' }
export interface Line { shape: Shape; depth: number; mark: string; pieces: Piece[] }

/** Above these a difference is told by whole lines: comparing words would keep the page from answering. */
const MOST_WORDS = 12_000;
const MOST_MS = 400;

/** What changed from one text to the other: lines first, then words within the lines that differ. */
export function changes(source_was: string, source_now: string): Line[] {
  return compared(named(source_was), named(source_now)).map((line) => ({ ...line, pieces: emphasized(line.pieces) }));
}

function compared(was: string, now: string): Line[] {
  const lines: Line[] = [];
  const by_line = diffArrays(was.split('\n'), now.split('\n'), { timeout: MOST_MS });
  if (!by_line) return [...whole(was, 'gone'), ...whole(now, 'come')];
  for (let i = 0; i < by_line.length; i++) {
    const part = by_line[i]!;
    const next = by_line[i + 1];
    if (part.removed && next?.added) {
      lines.push(...within(part.value.join('\n'), next.value.join('\n')));
      i++;
    } else lines.push(...whole(part.value.join('\n'), part.added ? 'come' : part.removed ? 'gone' : 'same'));
  }
  return lines;
}

/** A text whose stretches, one behind the other, are known by who wrote them. */
export function authored(text: string, stretches: readonly { length: number; by: number; at: number }[]): Line[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const s of stretches) {
    pieces.push({ text: bare(named(text.slice(from, from + s.length))), by: s.by, at: s.at });
    from += s.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return broken(pieces);
}

/** Without the marks of strong and leaning words: who wrote them is what is asked here. */
function bare(text: string): string {
  return text.replace(/(\*\*|\*|\b_)(?=\S)([^*_\n]+?)(?<=\S)\1/g, '$2');
}

/** A person is told by name, not by the mark that says who it is. */
function named(text: string): string {
  return text.replace(/@\[([^[\]\n]{1,200})\]\(account:[1-9]\d{0,15}\)/g, '$1');
}

function whole(text: string, how: How): Line[] {
  return broken([{ text, how }]);
}

/** Words of a changed stretch. What shares little reads better as one gone and one come than as crumbs of both. */
function within(was: string, now: string): Line[] {
  const words = was.length + now.length > MOST_WORDS * 6 ? undefined : diffWordsWithSpace(was, now, { timeout: MOST_MS });
  const same = words?.reduce((n, w) => n + (w.added || w.removed ? 0 : w.value.trim().length), 0) ?? 0;
  if (!words || same * 4 < Math.max(was.trim().length, now.trim().length)) return [...whole(was, 'gone'), ...whole(now, 'come')];
  return broken(words.map((w) => ({ text: w.value, how: w.added ? 'come' : w.removed ? 'gone' : 'same' })));
}

/** Pieces of a running text, cut into lines. */
function broken(pieces: readonly Piece[]): Line[] {
  const lines: Piece[][] = [[]];
  for (const p of pieces)
    p.text.split('\n').forEach((text, i) => {
      if (i) lines.push([]);
      if (text) lines[lines.length - 1]!.push({ ...p, text });
    });
  return lines.map(shaped);
}

const MARKS: [RegExp, Shape][] = [
  [/^# /, 'h2'], [/^## /, 'h3'], [/^#{3,6} /, 'h4'],
  [/^\s*[-*+] \[ \] /, 'open'], [/^\s*[-*+] \[[xX]\] /, 'done'],
  [/^\s*[-*+] /, 'item'], [/^\s*\d{1,9}[.)] /, 'item'], [/^> ?/, 'quote'], [/^!> /, 'decision'],
];

/** A mark that stands whole in the first piece becomes the shape; one that is itself half changed stays to be seen. */
function shaped(pieces: Piece[]): Line {
  const first = pieces[0]?.text ?? '';
  if (!pieces.some((p) => p.text.trim())) return { shape: 'blank', depth: 0, mark: '', pieces };
  if (/^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(pieces.map((p) => p.text).join(''))) return { shape: 'rule', depth: 0, mark: '', pieces };
  for (const [mark, shape] of MARKS) {
    const found = mark.exec(first)?.[0];
    if (found === undefined) continue;
    const rest = pieces.map((p, i) => (i ? p : { ...p, text: p.text.slice(found.length) })).filter((p) => p.text);
    const depth = Math.min(4, Math.floor((/^\s*/.exec(found)?.[0].length ?? 0) / 2));
    return { shape, depth, mark: /\d/.test(found) ? found.trim() : '', pieces: rest };
  }
  return { shape: 'words', depth: 0, mark: '', pieces };
}
