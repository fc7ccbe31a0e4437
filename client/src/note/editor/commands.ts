// What the keys and the toolbar do to the text: pure functions of an EditorState. The text is Markdown, so each is a small
// change of marks at the beginning of lines or around words.
import { EditorSelection, type ChangeSpec, type EditorState, type Line, type StateCommand, type TransactionSpec } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '../markdown';
import { anatomy, inner_indent, is_item, next_lead, type Anatomy, type Kind } from './anatomy';

export type Settable = Exclude<Kind, 'rule'>;
type Emphasis = 'StrongEmphasis' | 'Emphasis';

/** What stands at the caret, for the toolbar. */
export interface Standing { kind: Kind; level: number; is_strong: boolean; is_emphasis: boolean; can_indent: boolean; can_outdent: boolean }

export function standing(state: EditorState): Standing {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  const a = anatomy(line.text);
  const end = Math.min(to, line.to);
  return {
    kind: a.kind, level: a.level,
    is_strong: !!around(line, from, end, 'StrongEmphasis'), is_emphasis: !!around(line, from, end, 'Emphasis'),
    can_indent: is_item(a) && wider(state, line, a) !== null, can_outdent: is_item(a) && a.indent !== '',
  };
}

function selected_lines(state: EditorState): Line[] {
  const lines: Line[] = [];
  for (const { from, to, empty } of state.selection.ranges) {
    const last = state.doc.lineAt(to);
    // a selection that ends where a line begins has not taken that line
    const end = !empty && to === last.from && last.number > 1 ? last.number - 1 : last.number;
    for (let n = state.doc.lineAt(from).number; n <= end; n++) if (lines.at(-1)?.number !== n) lines.push(state.doc.line(n));
  }
  return lines.length > 1 ? lines.filter((l) => l.text.trim()) : lines;
}

// ---- what a line is ---------------------------------------------------------------------------------------------------
/** Makes the selected lines this, or plain words where they all are it already. */
export function toggle_kind(kind: Settable, level = 0): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const lines = selected_lines(state).map((line) => ({ line, is: anatomy(line.text) }));
    const is_it = lines.every(({ is }) => is.kind === kind && is.level === level);
    const wanted = is_it ? 'words' : kind;
    let number = 0;
    const changes = lines.map(({ line, is }): ChangeSpec => {
      number = wanted === 'numbers' ? (number || number_before(state, line, is)) + 1 : 0;
      return { from: line.from, to: line.from + is.words, insert: lead_of(wanted, level, number, is) };
    });
    dispatch(state.update(kept(state, changes), { userEvent: 'input', scrollIntoView: true }));
    return true;
  };
}

function lead_of(kind: Kind, level: number, number: number, was: Anatomy): string {
  const place = is_item(was) ? was.quote + was.indent : '';
  if (kind === 'heading') return `${'#'.repeat(level)} `;
  if (kind === 'list') return `${place}- `;
  if (kind === 'numbers') return `${place}${number}. `;
  if (kind === 'check') return `${place}- [ ] `;
  if (kind === 'quote') return '> ';
  return kind === 'decision' ? '!> ' : '';
}

/** The number of the item that a numbered item would follow. */
function number_before(state: EditorState, line: Line, is: Anatomy): number {
  if (line.number === 1) return 0;
  const before = anatomy(state.doc.line(line.number - 1).text);
  return before.kind === 'numbers' && before.indent === (is_item(is) ? is.indent : '') ? before.number : 0;
}

/** Changes under which the carets stay behind what is put in at them. */
function kept(state: EditorState, changes: ChangeSpec): TransactionSpec {
  const set = state.changes(changes);
  return { changes: set, selection: state.selection.map(set, 1) };
}

// ---- lists ------------------------------------------------------------------------------------------------------------
export const toggle_check: StateCommand = ({ state, dispatch }) => {
  const boxes = selected_lines(state).flatMap((line) => (anatomy(line.text).kind === 'check' ? [line] : []));
  if (!boxes.length || state.readOnly) return false;
  const is_done = boxes.every((line) => anatomy(line.text).is_done);
  dispatch(state.update({ changes: boxes.map((line) => set_check(line, !is_done)), userEvent: 'input' }));
  return true;
};

export function set_check(line: Line, is_done: boolean): ChangeSpec {
  const from = line.from + line.text.indexOf('[') + 1;
  return { from, to: from + 1, insert: is_done ? 'x' : ' ' };
}

/** The indent of one step deeper: under the item above, if there is one to be under. */
function wider(state: EditorState, line: Line, a: Anatomy): string | null {
  for (let n = line.number - 1; n > 0; n--) {
    const above = anatomy(state.doc.line(n).text);
    if (!is_item(above) || above.quote !== a.quote || above.indent.length < a.indent.length) return null;
    if (above.indent.length === a.indent.length) return inner_indent(above);
  }
  return null;
}

function narrower(state: EditorState, line: Line, a: Anatomy): string | null {
  if (!a.indent) return null;
  for (let n = line.number - 1; n > 0; n--) {
    const above = anatomy(state.doc.line(n).text);
    if (is_item(above) && above.indent.length < a.indent.length) return above.indent;
    if (!is_item(above)) break;
  }
  return '';
}

/** Items below that belong to this one. */
function inner_lines(state: EditorState, line: Line, a: Anatomy): Line[] {
  const found: Line[] = [];
  for (let n = line.number + 1; n <= state.doc.lines; n++) {
    const next = state.doc.line(n);
    const is = anatomy(next.text);
    if (!is_item(is) || is.indent.length <= a.indent.length) break;
    found.push(next);
  }
  return found;
}

function shift(target: typeof wider): StateCommand {
  return ({ state, dispatch }) => {
    const items = selected_lines(state).filter((line) => is_item(anatomy(line.text)));
    const first = items[0];
    if (!first || state.readOnly) return false;
    const a = anatomy(first.text);
    const to = target(state, first, a);
    if (to === null) return true;
    const by = to.length - a.indent.length;
    const last = items.at(-1)!;
    const moved = [...items, ...inner_lines(state, last, anatomy(last.text))];
    const changes = moved.map((line): ChangeSpec => {
      const is = anatomy(line.text);
      const from = line.from + is.quote.length;
      return by > 0 ? { from, insert: ' '.repeat(by) } : { from, to: from + Math.min(-by, is.indent.length) };
    });
    dispatch(state.update(kept(state, changes), { userEvent: 'input' }));
    return true;
  };
}

export const indent: StateCommand = shift(wider);
export const outdent: StateCommand = shift(narrower);

// ---- Enter and Backspace ----------------------------------------------------------------------------------------------
/** The next line goes on as the list or quote it is in; an empty item ends it. */
export const enter: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { from, to, empty } = state.selection.main;
  const line = state.doc.lineAt(from);
  const a = anatomy(line.text);
  const goes_on = (is_item(a) || a.quote !== '') && from >= line.from + a.words;
  if (empty && a.words && !line.text.slice(a.words).trim()) { end_item(state, dispatch, line, a); return true; }
  const lead = goes_on ? next_lead(a) : '';
  // the space at which a line is cut belongs to neither half
  const gap = goes_on ? /^[ \t]*/.exec(state.doc.sliceString(to, state.doc.lineAt(to).to))![0].length : 0;
  const changes: ChangeSpec[] = [{ from, to: to + gap, insert: state.toText(`\n${lead}`) }];
  if (a.kind === 'numbers' && goes_on) changes.push(...renumbered(state, state.doc.lineAt(to), a, a.number + 2));
  dispatch(state.update({ changes, selection: { anchor: from + 1 + lead.length }, scrollIntoView: true, userEvent: 'input' }));
  return true;
};

function end_item(state: EditorState, dispatch: Parameters<StateCommand>[0]['dispatch'], line: Line, a: Anatomy): void {
  const to = is_item(a) ? narrower(state, line, a) : null;
  const above = to === null ? null : item_above(state, line, to);
  const lead = to === null ? (a.kind === 'quote' || !a.quote ? '' : a.quote) : above ? a.quote + next_lead(above).slice(above.quote.length) : a.quote + to + a.mark;
  dispatch(state.update({ changes: { from: line.from, to: line.to, insert: lead }, selection: { anchor: line.from + lead.length }, userEvent: 'delete' }));
}

function item_above(state: EditorState, line: Line, indent: string): Anatomy | null {
  for (let n = line.number - 1; n > 0; n--) {
    const above = anatomy(state.doc.line(n).text);
    if (!is_item(above)) return null;
    if (above.indent === indent) return above;
  }
  return null;
}

/** The numbers of the items that follow in the same list. */
function renumbered(state: EditorState, line: Line, a: Anatomy, first: number): ChangeSpec[] {
  const changes: ChangeSpec[] = [];
  for (let n = line.number + 1, number = first; n <= state.doc.lines; n++) {
    const next = state.doc.line(n);
    const is = anatomy(next.text);
    if (is_item(is) && is.indent.length > a.indent.length) continue;
    if (is.kind !== 'numbers' || is.indent !== a.indent || is.number !== number - 1) break;
    const from = next.from + is.quote.length + is.indent.length;
    changes.push({ from, to: from + String(is.number).length, insert: String(number++) });
  }
  return changes;
}

/** A line within the same item or quote: the words go on below the words. */
export const enter_within: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { from, to } = state.selection.main;
  const a = anatomy(state.doc.lineAt(from).text);
  const lead = is_item(a) ? a.quote + inner_indent(a) : a.quote;
  dispatch(state.update({ changes: { from, to, insert: state.toText(`\n${lead}`) }, selection: { anchor: from + 1 + lead.length }, scrollIntoView: true, userEvent: 'input' }));
  return true;
};

/** At the beginning of the words Backspace takes the mark before them first. */
export const backspace: StateCommand = ({ state, dispatch }) => {
  const { head, empty } = state.selection.main;
  const line = state.doc.lineAt(head);
  const a = anatomy(line.text);
  if (state.readOnly || !empty || !a.words || head !== line.from + a.words) return false;
  const from = line.from + (a.mark ? a.quote.length : 0);
  dispatch(state.update({ changes: { from, to: head }, userEvent: 'delete.backward' }));
  return true;
};

// ---- words ------------------------------------------------------------------------------------------------------------
/** A caret behind the closing mark is outside. */
function holds(n: SyntaxNode, from: number, to: number): boolean {
  return from === to ? n.from < from && n.to > to : n.from <= from && n.to >= to;
}

function around(line: Line, from: number, to: number, name: Emphasis): SyntaxNode | null {
  if (line.length > 4000) return null; // read at every move of the caret
  const tree = parser.parse(line.text);
  for (const side of [-1, 1] as const)
    for (let n: SyntaxNode | null = tree.resolveInner(from - line.from, side); n; n = n.parent)
      if (n.name === name && holds(n, from - line.from, to - line.from)) return n;
  return null;
}

/** Strong or leaning words: the selection's, or those of the word at the caret. Each line has marks of its own. */
export function toggle_emphasis(name: Emphasis): StateCommand {
  const mark = name === 'StrongEmphasis' ? '**' : '*';
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const { main } = state.selection;
    const left = main.empty ? leave_empty(state, main.head, name, mark) : null;
    if (left) { dispatch(state.update(left, { userEvent: 'input' })); return true; }
    const word = main.empty ? state.wordAt(main.head) : null;
    // at the end of a word one wants to go on strong, not to make the word so
    const { from, to } = word && word.from < main.head && main.head < word.to ? word : main;
    const lines = main.empty ? [state.doc.lineAt(from)] : selected_lines(state);
    const inside = lines.map((line) => part_of(line, from, to)).filter((p) => main.empty || p.from < p.to);
    const found = inside.map((p) => around(p.line, p.from, p.to, name));
    const is_it = inside.length > 0 && found.every(Boolean);
    const changes = inside.flatMap((p, i): ChangeSpec[] => {
      const node = found[i];
      if (is_it && node) return [{ from: p.line.from + node.from, to: p.line.from + node.from + mark.length }, { from: p.line.from + node.to - mark.length, to: p.line.from + node.to }];
      return node ? [] : p.from === p.to ? [{ from: p.from, insert: mark + mark }] : [{ from: p.from, insert: mark }, { from: p.to, insert: mark }];
    });
    if (!changes.length) return true;
    const set = state.changes(changes);
    const put = !is_it && from === to;
    const selection = put ? EditorSelection.cursor(from + mark.length)
      : main.empty ? EditorSelection.cursor(set.mapPos(main.head, 1)) : EditorSelection.range(set.mapPos(main.anchor, main.anchor <= main.head ? 1 : -1), set.mapPos(main.head, main.anchor <= main.head ? -1 : 1));
    dispatch(state.update({ changes: set, selection, userEvent: 'input' }));
    return true;
  };
}

/** At the end of such words one goes on without; marks with nothing between them are taken back. */
function leave_empty(state: EditorState, head: number, name: Emphasis, mark: string): TransactionSpec | null {
  const n = mark.length;
  const line = state.doc.lineAt(head);
  const node = around(line, head, head, name);
  if (node && head === line.from + node.to - n) return { selection: { anchor: line.from + node.to } };
  const is_bare = !node && state.sliceDoc(head - n, head) === mark && state.sliceDoc(head, head + n) === mark;
  return is_bare ? { changes: { from: head - n, to: head + n } } : null;
}

/** The words of a line within a stretch, without the spaces at its ends, as marks beside spaces are none. */
function part_of(line: Line, from: number, to: number): { line: Line; from: number; to: number } {
  let a = Math.min(Math.max(from, line.from + anatomy(line.text).words), line.to);
  let b = Math.max(a, Math.min(to, line.to));
  while (a < b && /\s/.test(line.text[a - line.from]!)) a++;
  while (b > a && /\s/.test(line.text[b - 1 - line.from]!)) b--;
  return { line, from: a, to: b };
}
