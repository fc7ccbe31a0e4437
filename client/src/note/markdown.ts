// The Markdown of a note, for the editor and the read view alike.
//
// It is a document's Markdown, not a programmer's: a line is a block, so a line break is a line break and nothing is carried
// over into the next line. No setext headings, code, HTML, images or link texts.
//
//   # ## ###        heading (deeper ones count as the third)      ATXHeading1…6   HeaderMark
//   - * +           list                                          BulletList      ListItem > ListMark
//   1. 1)           numbered list                                 OrderedList     ListItem > ListMark
//   - [ ] - [x]     check box                                     ListItem >      Task > TaskMarker
//   > words         the client's own words                        Blockquote      QuoteMark
//   !> words        a decision                                    Decision        DecisionMark
//   ---             a rule                                        HorizontalRule
//   anything else                                                 Paragraph
//   **a** *a* _a_   strong, emphasis                              StrongEmphasis, Emphasis   EmphasisMark
//   @[Name](account:7)   a person                                 Mention         MentionMark MentionName MentionMark
//   https://…  a@b.fi                                             URL
//   \*              the sign itself                               Escape
//
// Read view: a Paragraph is one line, an empty line the space between paragraphs; a Blockquote holds its successive lines;
// HeaderMark, ListMark, QuoteMark, DecisionMark, EmphasisMark, MentionMark and the \ of Escape are not shown. URL is shown
// as a link only when it begins with http(s): or is a mail address.
//
// What can fail: nothing; any text is a document. Depth and length of a line are bounded, so that no text is slow to read.
import { Autolink, parser as common_mark, type BlockContext, type Line, type MarkdownConfig } from '@lezer/markdown';

const max_depth = 16;
/** inline marks of a longer line are left as they are: matching them costs the square of their number */
const max_inline = 20_000;

const mention = /@\[([^[\]\n]{1,200})\]\(account:([1-9]\d{0,15})\)/y;
const check = /^\[[ xX]\](?=[ \t]|$)/;
const decision = /^!>(?=[ \t]|$)/;

export interface Mention { account: number; name: string }

/** A person as a note has them: the name as it was, and who it is. */
export function mention_text({ account, name }: Mention): string {
  return `@[${name.replace(/[[\]\s]+/g, ' ').trim().slice(0, 200)}](account:${account})`;
}

/** The person of a Mention node's text. */
export function mention_of(text: string): Mention | null {
  mention.lastIndex = 0;
  const [, name, account] = mention.exec(text) ?? [];
  return name && account ? { account: Number(account), name } : null;
}

/** 1, 2 or 3 for the name of a heading's node, else 0. */
export function heading_level(node: string): number {
  return node.startsWith('ATXHeading') ? Math.min(3, Number(node.slice(10))) : 0;
}

/** What a line is, and the mark that says so. */
function kind_of(cx: BlockContext, text: string): { block: string; mark: string; length: number } {
  if (decision.test(text)) return { block: 'Decision', mark: 'DecisionMark', length: 2 };
  if (check.test(text) && cx.parentType().name === 'ListItem') return { block: 'Task', mark: 'TaskMarker', length: 3 };
  return { block: 'Paragraph', mark: '', length: 0 };
}

/** The rest of a line as one block. */
function words(cx: BlockContext, line: Line): boolean {
  if (line.pos === line.text.length) return false;
  const from = cx.lineStart + line.pos;
  const text = line.text.slice(line.pos);
  const { block, mark, length } = kind_of(cx, text);
  const children = mark ? [cx.elt(mark, from, from + length)] : [];
  if (text.length <= max_inline) children.push(...cx.parser.parseInline(text.slice(length), from + length));
  cx.nextLine();
  cx.addElement(cx.elt(block, from, from + text.length, children));
  return true;
}

const document_blocks: MarkdownConfig = {
  defineNodes: [
    { name: 'Decision', block: true }, 'DecisionMark',
    { name: 'Task', block: true }, 'TaskMarker',
    'Mention', 'MentionMark', 'MentionName',
  ],
  parseBlock: [
    // a deeper line is only words, and so is a long one that would be a heading
    { name: 'Bound', before: 'Blockquote', parse: (cx, line) => (cx.depth > max_depth || line.text.length > max_inline) && words(cx, line) },
    { name: 'Words', after: 'HTMLBlock', parse: words },
  ],
  parseInline: [{
    name: 'Mention', before: 'Emphasis',
    parse(cx, next, at) {
      if (next !== 64 /* @ */ || cx.char(at + 1) !== 91 /* [ */) return -1;
      mention.lastIndex = at - cx.offset;
      const found = mention.exec(cx.text);
      if (!found) return -1;
      const [whole, name] = found as unknown as [string, string];
      const [end, name_end] = [at + whole.length, at + 2 + name.length];
      return cx.addElement(cx.elt('Mention', at, end, [
        cx.elt('MentionMark', at, at + 2), cx.elt('MentionName', at + 2, name_end), cx.elt('MentionMark', name_end, end),
      ]));
    },
  }],
  remove: ['LinkReference', 'IndentedCode', 'FencedCode', 'HTMLBlock', 'SetextHeading', 'Entity', 'InlineCode', 'HTMLTag', 'HardBreak', 'Link', 'Image'],
};

export const parser = common_mark.configure([document_blocks, Autolink]);
