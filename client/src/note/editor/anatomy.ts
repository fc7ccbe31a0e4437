// A line of a note taken apart: the marks it begins with, and where its words begin. What counts as a mark here is what a
// person has finished typing, so "#" and "-" alone are still words.

export type Kind = 'words' | 'heading' | 'list' | 'numbers' | 'check' | 'quote' | 'decision' | 'rule';

export interface Anatomy {
  kind: Kind;
  /** the > marks before everything else */
  quote: string;
  /** spaces before the mark */
  indent: string;
  /** the mark itself with the spaces behind it */
  mark: string;
  /** where the words begin: quote, indent and mark together */
  words: number;
  /** of a heading 1 to 3, else 0 */
  level: number;
  /** of a numbered item */
  number: number;
  is_done: boolean;
}

const quote = /^(?: {0,3}>[ \t]?)+/;
const rule = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const marks: [Kind, RegExp][] = [
  ['heading', /^#{1,6}[ \t]+/],
  ['check', /^[-*+][ \t]+\[[ xX]\](?:[ \t]+|$)/],
  ['list', /^[-*+][ \t]+/],
  ['numbers', /^\d{1,9}[.)][ \t]+/],
  ['decision', /^!>(?:[ \t]+|$)/],
];

export function anatomy(text: string): Anatomy {
  const is_rule = rule.test(text);
  const before = is_rule ? '' : (quote.exec(text)?.[0] ?? '');
  const spaces = /^[ \t]*/.exec(text.slice(before.length))![0];
  const rest = text.slice(before.length + spaces.length);
  for (const [kind, pattern] of is_rule ? [] : marks) {
    const mark = pattern.exec(rest)?.[0];
    if (mark === undefined) continue;
    return {
      kind, quote: before, indent: spaces, mark, words: before.length + spaces.length + mark.length,
      level: kind === 'heading' ? Math.min(3, mark.trim().length) : 0,
      number: kind === 'numbers' ? Number.parseInt(mark, 10) : 0,
      is_done: kind === 'check' && /x/i.test(mark),
    };
  }
  return { kind: is_rule ? 'rule' : before ? 'quote' : 'words', quote: before, indent: '', mark: '', words: before.length, level: 0, number: 0, is_done: false };
}

export const is_item = (a: Anatomy): boolean => a.kind === 'list' || a.kind === 'numbers' || a.kind === 'check';

/** How far the items below this one are indented to belong to it. */
export function inner_indent(a: Anatomy): string {
  return a.indent + ' '.repeat(a.kind === 'numbers' ? a.mark.length : 2);
}

/** What the next item of the same list begins with. */
export function next_lead(a: Anatomy): string {
  const sign = a.mark[0] ?? '-';
  if (a.kind === 'list') return `${a.quote}${a.indent}${sign} `;
  if (a.kind === 'check') return `${a.quote}${a.indent}${sign} [ ] `;
  if (a.kind === 'numbers') return `${a.quote}${a.indent}${a.number + 1}${a.mark.includes(')') ? ')' : '.'} `;
  return a.quote;
}
