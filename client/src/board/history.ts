// What an event says in words: which kind of card, what it said before and after, whom it was about.
import type { Card, CardKind, Note, NoteKind, Participant, Role, Standing } from '../lib/protocol.gen';
import type { PastEvent } from '../lib/wire';
import type { Tables } from './merge';

export interface Told { kind: CardKind | null; was: string | null; now: string | null; standing: Standing | null; who: string | null; role: Role | null; note: NoteKind | null }

export function told(e: PastEvent, rows: Tables): Told {
  const told: Told = { kind: null, was: null, now: null, standing: null, who: null, role: null, note: null };
  const noun = e.name.split('.')[0];
  if (noun === 'card') {
    const id = first(e.set.card) ?? first(e.was?.card);
    const after = (id && e.set.card?.[id]) || {};
    const before = (id && e.was?.card?.[id]) || {};
    const card: Partial<Card> = { ...rows.card.get(Number(id)), ...before, ...after };
    told.kind = card.kind ?? null;
    told.now = e.name === 'card.removed' ? null : ((after as Partial<Card>).text ?? (e.name === 'card.edited' ? null : (card.text ?? null)));
    told.was = e.name === 'card.edited' || e.name === 'card.removed' ? ((before as Partial<Card>).text ?? null) : null;
    told.standing = (after as Partial<Card>).standing ?? null;
  } else if (noun === 'participant') {
    const id = first(e.set.participant) ?? first(e.was?.participant);
    const person: Partial<Participant> = { ...rows.participant.get(Number(id)), ...(id && e.was?.participant?.[id]), ...(id && e.set.participant?.[id]) };
    told.who = person.full_name ?? null;
    told.role = person.role ?? null;
  } else if (noun === 'board') {
    const id = first(e.set.board);
    told.now = (id && e.set.board?.[id]?.title) || null;
    told.was = (id && e.was?.board?.[id]?.title) || null;
  } else if (noun === 'note') {
    const id = first(e.set.note) ?? first(e.was?.note);
    const after = (id && e.set.note?.[id]) || {};
    const before = (id && e.was?.note?.[id]) || {};
    const note: Partial<Note> = { ...rows.note.get(Number(id)), ...before, ...after };
    told.note = note.kind ?? null;
    told.now = note.title ?? null;
    told.was = e.name === 'note.renamed' ? ((before as Partial<Note>).title ?? null) : null;
  } else if (noun === 'link') {
    const id = first(e.set.link) ?? first(e.was?.link);
    const link = { ...rows.link.get(Number(id)), ...(id && e.was?.link?.[id]), ...(id && e.set.link?.[id]) };
    const from = rows.card.get(link.from_card ?? 0)?.text;
    const to = rows.card.get(link.to_card ?? 0)?.text;
    told.now = from && to ? `${from} → ${to}` : null;
  }
  return told;
}

function first(rows: Record<string, unknown> | undefined): string | undefined {
  return rows && Object.keys(rows)[0];
}
