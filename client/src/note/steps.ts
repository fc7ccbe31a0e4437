// The history of a note as people read it: the server's rows, one for each step and person, put together into steps.
import type { NoteSteps } from '../lib/protocol.gen';

export interface Writing {
  /** the version at which this stretch of writing began */
  step: number;
  /** the version it ended at */
  last: number;
  began_at: number;
  ended_at: number;
  added: number;
  removed: number;
  people: number[];
  /** the version whose text was brought back */
  restores: number | null;
}

/** Rows come with the latest step first; so do the steps. */
export function grouped(rows: readonly NoteSteps[]): Writing[] {
  const found = new Map<number, Writing>();
  for (const r of rows) {
    const w = found.get(r.step);
    if (!w) {
      found.set(r.step, { step: r.step, last: r.last, began_at: r.began_at, ended_at: r.ended_at, added: r.added, removed: r.removed, people: [r.account], restores: r.restores });
      continue;
    }
    w.last = Math.max(w.last, r.last);
    w.began_at = Math.min(w.began_at, r.began_at);
    w.ended_at = Math.max(w.ended_at, r.ended_at);
    w.added += r.added;
    w.removed += r.removed;
    w.restores ??= r.restores;
    if (!w.people.includes(r.account)) w.people.push(r.account);
  }
  return [...found.values()].sort((a, b) => b.step - a.step);
}

/** What is read again takes the place of what was read before. */
export function joined(newer: readonly Writing[], older: readonly Writing[]): Writing[] {
  const from = newer.at(-1)?.step ?? Infinity;
  return [...newer, ...older.filter((w) => w.step < from)];
}
