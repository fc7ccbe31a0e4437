// Who has left the board is no longer among its rows, but is still the author of what they wrote: the history knows them.
import type { Participant } from '../lib/protocol.gen';
import { session } from '../lib/session.svelte';
import type { PastEvent } from '../lib/wire';
import type { Tables } from './merge';

const PAGE = 200;
const MOST_PAGES = 10;

/** The authors whom nobody here knows. */
export function unknown_authors(rows: Tables, is_known: (account: number) => boolean): Set<number> {
  const authors = [...rows.card.values(), ...rows.link.values()].map((r) => r.author);
  return new Set(authors.filter((a) => !is_known(a)));
}

/** Reads back through the history until all of them are found, or there is no more. */
export async function find_former(board: number, wanted: Set<number>): Promise<Participant[]> {
  const found: Participant[] = [];
  let before: number | undefined;
  for (let page = 0; wanted.size && page < MOST_PAGES; page++) {
    const answer = await session.ask('board.history', { board, limit: PAGE, ...(before === undefined ? {} : { before }) });
    const events = answer.events as unknown as PastEvent[];
    for (const e of events)
      for (const p of people_in(e)) if (wanted.delete(p.id)) found.push(p);
    before = events.at(-1)?.seq;
    if (events.length < PAGE || before === undefined) break;
  }
  return found;
}

/** Whole rows of people in an event, as they were or became. */
export function people_in(e: PastEvent): Participant[] {
  return [e.was?.participant, e.set?.participant].flatMap((rows) => Object.values(rows ?? {})).filter((p): p is Participant => !!p && 'full_name' in p && 'id' in p);
}
