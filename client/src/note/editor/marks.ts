// How Markdown looks while one writes: a document. Marks at the beginning of a line are drawn as what they mean (a bullet, a
// check box, a rule in the margin) and can't be entered; marks around words are hidden and come back, a moment after the
// caret has come to rest at them.
//
// Only what is on the screen is decorated. While a character is being composed, the decorations of that line are left as they
// are: a node that changes under an input method loses the composition.
import { EditorSelection, EditorState, RangeSet, type Extension, type Line, type Range } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import type { SyntaxNodeRef } from '@lezer/common';
import { t } from '../../lib/i18n.svelte';
import { mention_of } from '../markdown';
import { anatomy, is_item, type Anatomy } from './anatomy';
import { language, syntaxTree } from './language';
import { Lead, Person, type Sign } from './lead';
import { rest, settled, type Place } from './settled';

/** a line beyond this is plain text */
const LONG = 20_000;

const hide = Decoration.replace({});
const strong = Decoration.mark({ class: 'cm-strong' });
const emphasis = Decoration.mark({ class: 'cm-emphasis' });
const mark = Decoration.mark({ class: 'cm-mark' });
const url = Decoration.mark({ class: 'cm-url', attributes: { spellcheck: 'false' } });

// ---- the beginning of lines -------------------------------------------------------------------------------------------
const signs: Partial<Record<Anatomy['kind'], Sign>> = { list: 'bullet', numbers: 'number', check: 'check', heading: 'hash', decision: 'decision', quote: 'quote' };

function lead_of(state: EditorState, line: Line, a: Anatomy): Lead {
  const sign = signs[a.kind] ?? 'indent';
  const text = sign === 'bullet' ? '•' : sign === 'number' ? a.mark.trim() : sign === 'hash' ? '#'.repeat(a.level) : sign === 'decision' ? t('note.decision')
    : sign === 'quote' && !is_quote(state, line.number - 1) ? '”' : '';
  return new Lead(sign, text, a.is_done);
}

function is_quote(state: EditorState, n: number): boolean {
  return n > 0 && n <= state.doc.lines && anatomy(state.doc.line(n).text).quote !== '';
}

/** How many lists the line stands in. */
function depth_of(state: EditorState, line: Line, a: Anatomy): number {
  const spaces = /^[ \t]*/.exec(line.text.slice(a.quote.length))![0].length;
  const tree = syntaxTree(state);
  if (tree.length < line.to) return is_item(a) ? Math.min(6, 1 + Math.floor(spaces / 2)) : 0;
  let depth = 0;
  const at = line.from + a.quote.length + spaces;
  for (let n: SyntaxNodeRef['node'] | null = at < line.to ? tree.resolveInner(at, 1) : null; n; n = n.parent) if (n.name === 'BulletList' || n.name === 'OrderedList') depth++;
  return Math.min(6, depth || (is_item(a) ? 1 : 0));
}

function classes_of(state: EditorState, line: Line, a: Anatomy, depth: number, place: Place | null): string {
  const all: string[] = [];
  if (a.kind === 'heading') all.push('cm-heading', `cm-h${a.level}`);
  if (a.kind === 'decision' || a.kind === 'rule') all.push(`cm-line-${a.kind}`);
  if (a.is_done) all.push('cm-done');
  if (depth) all.push('cm-in-list', `cm-d${depth}`);
  if (a.quote) {
    all.push('cm-line-quote');
    if (line.length > a.words && !is_quote(state, line.number + 1)) all.push('cm-quote-end');
  }
  if (place && all.length && place.from <= line.to && place.to >= line.from) all.push('cm-here');
  return all.join(' ');
}

interface Made { shown: Range<Decoration>[]; atoms: Range<Decoration>[] }

function line_marks(state: EditorState, line: Line, place: Place | null, made: Made): void {
  const a = anatomy(line.text);
  const depth = line.length ? depth_of(state, line, a) : 0;
  const names = classes_of(state, line, a, depth, place);
  if (names) made.shown.push(Decoration.line({ class: names }).range(line.from));
  const spaces = depth && !a.words ? /^[ \t]*/.exec(line.text)![0].length : 0;
  if (!a.words && !spaces) return;
  const range = Decoration.replace({ widget: spaces ? new Lead('indent', '') : lead_of(state, line, a) }).range(line.from, line.from + (a.words || spaces));
  made.shown.push(range);
  made.atoms.push(range);
}

// ---- within lines -----------------------------------------------------------------------------------------------------
function inline_marks(state: EditorState, from: number, to: number, place: Place | null, made: Made): void {
  const is_touched = (n: { from: number; to: number } | null): boolean => !!n && !!place && place.from <= n.to && place.to >= n.from;
  syntaxTree(state).iterate({
    from, to,
    enter(n) {
      if (n.name === 'StrongEmphasis' || n.name === 'Emphasis') made.shown.push((n.name === 'Emphasis' ? emphasis : strong).range(n.from, n.to));
      else if (n.name === 'EmphasisMark') made.shown.push((is_touched(n.node.parent) ? mark : hide).range(n.from, n.to));
      else if (n.name === 'Escape') made.shown.push((is_touched(n) ? mark : hide).range(n.from, n.from + 1));
      else if (n.name === 'URL') made.shown.push(url.range(n.from, n.to));
      else if (n.name === 'Mention') {
        const who = mention_of(state.sliceDoc(n.from, n.to));
        if (!who) return;
        const range = Decoration.replace({ widget: new Person(who.name) }).range(n.from, n.to);
        made.shown.push(range);
        made.atoms.push(range);
        return false;
      }
    },
  });
}

function made_of(view: EditorView): Made {
  const { state } = view;
  const made: Made = { shown: [], atoms: [] };
  const place = state.field(settled);
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = state.doc.lineAt(at);
      if (line.length <= LONG) line_marks(state, line, place, made);
      at = line.to + 1;
    }
    inline_marks(state, from, to, place, made);
  }
  return made;
}

// ---- kept up to date --------------------------------------------------------------------------------------------------
class Marks {
  shown: DecorationSet = Decoration.none;
  atoms: DecorationSet = Decoration.none;
  #is_late = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) { this.#make(view); }

  update(u: ViewUpdate): void {
    const is_other = u.docChanged || u.viewportChanged || syntaxTree(u.startState) !== syntaxTree(u.state) || u.startState.field(settled) !== u.state.field(settled);
    if (!is_other && !this.#is_late) return;
    const { view } = u;
    if (view.compositionStarted) this.#make_around(u);
    else this.#make(view);
  }

  destroy(): void { clearTimeout(this.#timer); }

  /** Composing has ended: what was left as it was is made good. */
  late(view: EditorView): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (view.compositionStarted) this.late(view);
      else if (this.#is_late) view.dispatch({});
    }, 60);
  }

  #make(view: EditorView): void {
    const { shown, atoms } = made_of(view);
    this.shown = Decoration.set(shown, true);
    this.atoms = Decoration.set(atoms, true);
    this.#is_late = false;
  }

  #make_around(u: ViewUpdate): void {
    const { from, to } = u.state.doc.lineAt(u.state.selection.main.head);
    const made = made_of(u.view);
    const merged = (made_now: Range<Decoration>[], was: DecorationSet): DecorationSet => {
      const here: Range<Decoration>[] = [];
      was.map(u.changes).between(from, to, (a, b, value) => { if (a >= from && b <= to) here.push(value.range(a, b)); });
      return Decoration.set([...made_now.filter((r) => r.to < from || r.from > to), ...here], true);
    };
    this.shown = merged(made.shown, this.shown);
    this.atoms = merged(made.atoms, this.atoms);
    this.#is_late = true;
  }
}

const plugin = ViewPlugin.fromClass(Marks, {
  decorations: (m) => m.shown,
  provide: (p) => EditorView.atomicRanges.of((view) => view.plugin(p)?.atoms ?? RangeSet.empty),
  eventHandlers: { compositionend(_, view) { this.late(view); } },
});

/** A caret before the words of a line would write before the mark: it goes to the words, or to the line above. */
const words_only = EditorState.transactionFilter.of((tr) => {
  if (tr.docChanged || !tr.selection?.main.empty || !tr.isUserEvent('select')) return tr;
  const { head, goalColumn } = tr.selection.main;
  const { doc, selection } = tr.startState;
  const line = doc.lineAt(head);
  const words = line.from + anatomy(line.text).words;
  if (head >= words) return tr;
  const goes_back = selection.main.empty && selection.main.head === words && line.from > 0 && !tr.isUserEvent('select.pointer');
  return [tr, { selection: EditorSelection.cursor(goes_back ? line.from - 1 : words, 0, undefined, goalColumn), sequential: true }];
});

export const marks: Extension = [language, rest, plugin, words_only];
