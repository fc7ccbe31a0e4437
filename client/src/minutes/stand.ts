// How minutes stand: those of a sitting, who has confirmed the text as it is, and what may be done with them. Pure.
import type { Confirmation, Minutes } from '../lib/protocol.gen';
import type { Attendee } from '../sitting/shown';

export interface MinutesMay { edit: boolean; confirm: boolean; close: boolean; reopen: boolean }

/** The latest first: minutes may be made again, and those before stay. */
export function minutes_of(rows: Iterable<Minutes>, sitting: number): Minutes[] {
  return [...rows].filter((m) => m.sitting === sitting).sort((a, b) => b.added_at - a.added_at || b.id - a.id);
}

/** Each person's latest confirmation, and whether it is of the text as it stands. */
export function confirmations_of(rows: Iterable<Confirmation>, minutes: Minutes): { row: Confirmation; is_current: boolean }[] {
  const latest = new Map<number, Confirmation>();
  for (const row of [...rows].filter((r) => r.minutes === minutes.id).sort((a, b) => a.at - b.at || a.id - b.id)) latest.set(row.account, row);
  return [...latest.values()].map((row) => ({ row, is_current: minutes.status !== 'draft' && row.version === minutes.version }));
}

/** Whoever was there may confirm, also without the right to write; words on their way must have arrived before. */
export function may_with(minutes: Minutes, confirmations: readonly { row: Confirmation; is_current: boolean }[], people: readonly Attendee[], me: number, can_edit: boolean, is_saved: boolean): MinutesMay {
  const is_closed = minutes.status === 'closed';
  const has_mine = confirmations.some((c) => c.row.account === me && c.is_current);
  return {
    edit: can_edit && !is_closed,
    confirm: !is_closed && is_saved && people.some((p) => p.account === me) && !has_mine,
    close: can_edit && !is_closed && is_saved,
    reopen: can_edit && is_closed,
  };
}
