// What one line of the history says of an event, and the row of a noun that the event is about.
import type { Key } from '../lib/i18n.svelte';
import type { CardKind, NoteKind, Nouns, Role, Standing } from '../lib/protocol.gen';
import type { PastEvent } from '../lib/wire';
import type { Noun, Tables } from './merge';

export interface Told {
  kind: CardKind | null; was: string | null; now: string | null; standing: Standing | null; who: string | null; role: Role | null; note: NoteKind | null;
  /** how it stands since, in words; the unit it went to; what else was said: a reason, an outcome */
  state: string; unit: string; more: string | null;
  /** a sentence nearer than the event's name: of what somebody did, or of what happened to those whom it names */
  says: Key | null; is_of_all: boolean;
  /** what else is known of it, or became another, a line each */
  about: About[];
  /** what follows on its like is one line with it */
  run: Run | null;
}

/** Of two texts the words that differ are marked. */
export interface About { label: string; was: string | null; now: string }
/** Those of one key that follow each other are told together: of whom, or through what, earliest first. */
export interface Run { key: string; items: string[] }

/** What an event is told from: itself, the rows as they were before and after it, and the name of an account. */
export interface Past { e: PastEvent; before: Tables; rows: Tables; name: (account: number | null) => string }
export type Teller = (told: Told, past: Past) => void;

export const untold = (): Told => ({
  kind: null, was: null, now: null, standing: null, who: null, role: null, note: null, state: '', unit: '', more: null, says: null, is_of_all: false, about: [], run: null,
});

interface Change<N extends Noun> { id: number; before: Partial<Nouns[N]>; after: Partial<Nouns[N]>; row: Partial<Nouns[N]> }

/**
 * The row of a noun that an event is about: as it was, what has changed, and the whole of it as far as it is known. An event's
 * rows hold what has changed, and with a task also what it has unblocked: the row it is about is the one with more than that.
 */
export function changed<N extends Noun>(e: PastEvent, noun: N, rows: Tables): Change<N> {
  const set = (e.set[noun] ?? {}) as Record<string, Partial<Nouns[N]> | null>;
  const was = (e.was?.[noun] ?? {}) as Record<string, Partial<Nouns[N]> | null>;
  const ids = [...Object.keys(set), ...Object.keys(was)];
  const key = ids.find((id) => set[id] === null || Object.keys(set[id] ?? {}).some((k) => k !== 'blocked_by')) ?? ids[0];
  const id = Number(key);
  const after = (key && set[key]) || {};
  const before = (key && was[key]) || {};
  return { id, before, after, row: { ...rows[noun].get(id), ...before, ...after } as Partial<Nouns[N]> };
}
