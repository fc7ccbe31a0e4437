// Typing @ offers the people of the board; the chosen one goes in as a mention.
import { autocompletion, startCompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { mention_text } from '../markdown';

export interface Choosable { account: number; name: string; more: string }

const begun = /(?:^|[\s("'”’–-])(@([\p{L}\p{M}'’-]*(?: [\p{L}\p{M}'’-]*)?))$/u;

const folded = (text: string): string => text.toLocaleLowerCase('fi');

/** How well a person fits what was typed: a name that begins so, then a later name, then unit or profession; null when not at all. */
export function fit(person: Choosable, typed: string): number | null {
  const sought = folded(typed.trim());
  const name = folded(person.name);
  if (name.startsWith(sought)) return 0;
  if (name.split(/[\s-]+/).some((part) => part.startsWith(sought))) return 1;
  return sought.length > 1 && folded(person.more).split(/[\s,-]+/).some((part) => part.startsWith(sought)) ? 2 : null;
}

export function found(people: readonly Choosable[], typed: string): Choosable[] {
  const fitting = people.flatMap((person) => { const rank = fit(person, typed); return rank === null ? [] : [{ person, rank }]; });
  return fitting.sort((a, b) => a.rank - b.rank).map(({ person }) => person);
}

function put_in(view: EditorView, completion: Completion, from: number, to: number): void {
  const { account, name } = completion as Completion & Choosable;
  const text = mention_text({ account, name });
  const gap = /^[\s.,:;!?)]/.test(view.state.sliceDoc(to, to + 1)) ? '' : ' ';
  view.dispatch({ changes: { from, to, insert: text + gap }, selection: { anchor: from + text.length + gap.length }, userEvent: 'input.complete' });
}

function source(people: () => readonly Choosable[]) {
  return (cx: CompletionContext): CompletionResult | null => {
    const line = cx.state.doc.lineAt(cx.pos);
    const match = begun.exec(line.text.slice(Math.max(0, cx.pos - line.from - 80), cx.pos - line.from));
    if (!match) return null;
    const options = found(people(), match[2]!).map((p) => ({ label: p.name, detail: p.more, apply: put_in, account: p.account, name: p.name }));
    return options.length ? { from: cx.pos - match[1]!.length, options, filter: false } : null;
  };
}

export function mentions(people: () => readonly Choosable[]): Extension {
  return autocompletion({ override: [source(people)], icons: false, activateOnTypingDelay: 0, interactionDelay: 0, maxRenderedOptions: 30, tooltipClass: () => 'cm-people' });
}

/** From the toolbar: as if @ had been typed. */
export function mention(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  const gap = from > view.state.doc.lineAt(from).from && !/\s/.test(view.state.sliceDoc(from - 1, from)) ? ' ' : '';
  view.dispatch({ changes: { from, to, insert: `${gap}@` }, selection: { anchor: from + gap.length + 1 }, userEvent: 'input.type', scrollIntoView: true });
  view.focus();
  return startCompletion(view);
}
