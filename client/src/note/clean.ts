// What may enter the text: whole code points, no control characters but tab and line break, no more than a note may hold.
// A transaction of a person is made clean before it is one; the server refuses what is not (docs/wire.md, "Live notes").
import { ChangeSet, EditorState, StateEffect, Text, type Annotation, type ChangeSpec, type Extension, type Transaction, type TransactionSpec } from '@codemirror/state';

/** as many units as the server lets a note have */
export const most_units = 400_000;
/** stands in a transaction in the place of changes that would have passed most_units */
export const too_long = StateEffect.define<null>();

/** units inserted and places touched by one update, so that it fits a message in the worst case of its JSON */
const PIECE = 8_000;
const PLACES = 500;

export function clean(): Extension {
  return EditorState.transactionFilter.of((tr) => (tr.docChanged ? cleaned(tr) : tr));
}

function cleaned(tr: Transaction): Transaction | TransactionSpec {
  if (tr.newDoc.length > most_units && tr.newDoc.length > tr.startState.doc.length) return { effects: too_long.of(null) };
  const repairs = repair(tr.startState.doc, tr.newDoc, tr.changes);
  if (!repairs.length && !is_cut_within(tr.startState.doc, tr.changes)) return tr;
  const over = ChangeSet.of(repairs, tr.newDoc.length);
  return {
    changes: joined(tr.changes.compose(over)),
    selection: tr.selection?.map(over),
    effects: StateEffect.mapEffects(tr.effects, over),
    annotations: (tr as unknown as { annotations: readonly Annotation<unknown>[] }).annotations, // which the types hide
    scrollIntoView: tr.scrollIntoView,
  };
}

/** What has to be written over the changed places, in the text after the change. */
function repair(old: Text, next: Text, changes: ChangeSet): ChangeSpec[] {
  const wide: { from: number; to: number; is_cut: boolean }[] = [];
  changes.iterChanges((fromA, toA, fromB, toB) => {
    const left = is_high(unit(old, fromA - 1)) ? 1 : 0;
    const right = is_low(unit(old, toA)) ? 1 : 0;
    const last = wide[wide.length - 1];
    if (last && fromB - left <= last.to) { last.to = toB + right; last.is_cut ||= left + right > 0; }
    else wide.push({ from: fromB - left, to: toB + right, is_cut: left + right > 0 });
  });
  return wide.flatMap(({ from, to, is_cut }) => {
    const text = next.sliceString(from, to);
    const good = clean_text(text);
    return is_cut || good !== text ? [{ from, to, insert: Text.of(good.split('\n')) }] : [];
  });
}

/** Whether two changes that touch each other meet within a pair. */
function is_cut_within(old: Text, changes: ChangeSet): boolean {
  let is_cut = false;
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    is_cut ||= is_low(unit(old, from)) || is_low(unit(old, to)) || is_low(unit(inserted, 0)) || is_high(unit(inserted, inserted.length - 1));
  }, true);
  return is_cut;
}

/** The same with what touches each other in one: no border is left within. */
function joined(changes: ChangeSet): ChangeSet {
  const spec: { from: number; to: number; insert: Text }[] = [];
  changes.iterChanges((from, to, _fromB, _toB, insert) => spec.push({ from, to, insert }));
  return ChangeSet.of(spec, changes.length);
}

/** Without half code points and without control characters but tab and line break. */
export function clean_text(text: string): string {
  return text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

/** The same changes as several that follow from each other, each small enough for one message. */
export function split(changes: ChangeSet): ChangeSet[] {
  const parts = parted(changes);
  if (parts.length < 2) return [changes];
  let length = changes.length;
  let shift = 0;
  return parts.map((group) => {
    const made = ChangeSet.of(group.map((a) => ({ from: a.from + shift, to: a.to + shift, insert: a.insert })), length);
    length = made.newLength;
    for (const a of group) shift += a.insert.length - (a.to - a.from);
    return made;
  });
}

interface Atom { from: number; to: number; insert: Text }

/** Single replacements in the text before, in order, in groups of a bounded size. */
function parted(changes: ChangeSet): Atom[][] {
  const groups: Atom[][] = [];
  let size = Infinity;
  const put = (atom: Atom): void => {
    const last = groups[groups.length - 1];
    if (!last || size + atom.insert.length > PIECE || last.length >= PLACES) { groups.push([atom]); size = atom.insert.length; }
    else { last.push(atom); size += atom.insert.length; }
  };
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    let at = 0;
    do {
      const end = piece_end(inserted, at);
      put(at === 0 ? { from, to, insert: inserted.slice(at, end) } : { from: to, to, insert: inserted.slice(at, end) });
      at = end;
    } while (at < inserted.length);
  }, true);
  return groups;
}

function piece_end(text: Text, at: number): number {
  const end = Math.min(text.length, at + PIECE);
  return end < text.length && is_low(unit(text, end)) ? end - 1 : end;
}

function unit(text: Text, at: number): number {
  return at < 0 || at >= text.length ? 0 : text.sliceString(at, at + 1).charCodeAt(0);
}
function is_high(code: number): boolean { return (code & 0xfc00) === 0xd800; }
function is_low(code: number): boolean { return (code & 0xfc00) === 0xdc00; }
