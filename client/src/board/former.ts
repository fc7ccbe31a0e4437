// Who has left the board is no longer among its rows, but is still the author of what they wrote.
import type { Participant } from '../lib/protocol.gen';
import { session } from '../lib/session.svelte';
import type { PastEvent } from '../lib/wire';
import type { Tables } from './merge';

/** The authors whom nobody here knows. */
export function unknown_authors(rows: Tables, is_known: (account: number) => boolean): Set<number> {
  const authors = [...rows.card.values(), ...rows.link.values(), ...rows.note.values()].map((r) => r.author);
  for (const n of rows.note.values()) authors.push(n.changed_by);
  return new Set(authors.filter((a) => !is_known(a)));
}

/** Everyone who is or was on the board. */
export async function find_former(board: number): Promise<Participant[]> {
  return (await session.ask('participant.list', { board })).participants;
}

/** Whole rows of people in an event, as they were or became. */
export function people_in(e: PastEvent): Participant[] {
  return [e.was?.participant, e.set?.participant].flatMap((rows) => Object.values(rows ?? {})).filter((p): p is Participant => !!p && 'full_name' in p && 'id' in p);
}
