// The board's rows as the server has told them: noun → id → row. Merging never changes a row in place, so what has not
// changed stays the same object and is not drawn again.
import type { Nouns } from '../lib/protocol.gen';
import type { BoardEvent, Rows } from '../lib/wire';

export type Noun = keyof Nouns;
export type Tables = { [N in Noun]: ReadonlyMap<number, Nouns[N]> };

export const no_tables: Tables = {
  board: new Map(), participant: new Map(), card: new Map(), link: new Map(), note: new Map(),
  goal: new Map(), step: new Map(), task: new Map(), service: new Map(), episode: new Map(), dependency: new Map(),
  meeting: new Map(), occurrence: new Map(), invitation: new Map(), follow_up: new Map(),
  sitting: new Map(), sitting_phase: new Map(), attendance: new Map(), hand: new Map(), minutes: new Map(), confirmation: new Map(),
};

/** A snapshot is the whole: what it does not name is not there. */
export function from_snapshot(snapshot: Rows): Tables {
  return merge(no_tables, snapshot);
}

export function merge(tables: Tables, set: Rows): Tables {
  const next = { ...tables } as Record<string, ReadonlyMap<number, unknown>>;
  for (const [noun, rows] of Object.entries(set)) {
    const old = next[noun];
    if (!old || !rows) continue; // a noun of a later server: not ours to show
    const map = new Map(old);
    for (const [id, fields] of Object.entries(rows)) {
      if (fields === null) map.delete(Number(id));
      else map.set(Number(id), { ...(map.get(Number(id)) as object | undefined), ...fields });
    }
    next[noun] = map;
  }
  return next as unknown as Tables;
}

/** Events in order after seq. A gap means that something was missed: null, ask for the board again. */
export function follow(tables: Tables, seq: number, events: readonly BoardEvent[]): { tables: Tables; seq: number; fresh: BoardEvent[] } | null {
  const fresh: BoardEvent[] = [];
  for (const e of events) {
    if (e.seq <= seq) continue; // told twice
    if (e.seq !== seq + 1) return null;
    tables = merge(tables, e.set);
    seq = e.seq;
    fresh.push(e);
  }
  return { tables, seq, fresh };
}
