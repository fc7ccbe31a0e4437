// A textarea over the shared text: its new value as the smallest change, and its selection carried through others' changes.
import type { ChangeDesc } from '@codemirror/state';

export interface Change { from: number; to: number; insert: string }
export interface Selection { start: number; end: number }

/**
 * What makes one text of the other, in whole code points. Where the same letters allow several places (a letter typed
 * beside its like), the caret tells which it was. null when nothing changed.
 */
export function smallest_change(old: string, next: string, caret: Selection | null): Change | null {
  if (old === next) return null;
  const most = Math.min(old.length, next.length);
  let from = 0;
  while (from < most && old.charCodeAt(from) === next.charCodeAt(from)) from++;
  let behind = 0;
  while (behind < most - from && old.charCodeAt(old.length - 1 - behind) === next.charCodeAt(next.length - 1 - behind)) behind++;
  const slid = caret ? slide(old, next, from, behind, caret) : 0;
  from -= slid;
  behind += slid;
  if (from > 0 && is_high(old, from - 1)) from--;
  if (behind > 0 && is_low(old, old.length - behind)) behind--;
  return { from, to: old.length - behind, insert: next.slice(from, next.length - behind) };
}

/** How far to the left the change may and should be pushed so that it lies at the caret. */
function slide(old: string, next: string, from: number, behind: number, caret: Selection): number {
  const is_insert = old.length - behind === from;
  const is_delete = next.length - behind === from;
  const text = is_insert ? next : is_delete ? old : null;
  if (text === null) return 0;
  const end = text.length - behind;
  const wanted = is_insert ? end - caret.end : from - caret.start;
  if (wanted <= 0 || wanted > from) return 0;
  return text.slice(from - wanted, from) === text.slice(end - wanted, end) ? wanted : 0;
}

/** A selection after a change: what is put in at its borders stays outside it, a bare caret stays before. */
export function map_selection(changes: ChangeDesc, s: Selection): Selection {
  if (s.start === s.end) { const at = changes.mapPos(s.start, -1); return { start: at, end: at }; }
  const start = changes.mapPos(s.start, 1);
  return { start, end: Math.max(start, changes.mapPos(s.end, -1)) };
}

function is_high(text: string, at: number): boolean { return (text.charCodeAt(at) & 0xfc00) === 0xd800; }
function is_low(text: string, at: number): boolean { return (text.charCodeAt(at) & 0xfc00) === 0xdc00; }
