// The board as this person sees it: the server's rows with the person's own changes that wait for an answer laid on top.
// Optimism lives here and nowhere else.
import type { Card, Link, Note } from '../lib/protocol.gen';
import type { Op } from '../lib/outbox';
import type { Params } from '../lib/wire';
import type { Tables } from './merge';
import { by_rank, put_behind } from './order';

export interface View {
  tables: Tables;
  /** every card in order, pending moves done */
  cards: Card[];
  /** cards with something of mine that is not saved yet */
  unsaved: ReadonlySet<number>;
}

export function overlay(base: Tables, ops: readonly Op[], me: number): View {
  let cards = [...base.card.values()].sort(by_rank);
  const card = new Map(base.card);
  const link = new Map(base.link);
  const board = new Map(base.board);
  const note = new Map(base.note);
  const unsaved = new Set<number>();

  const change = (id: number, fields: Partial<Card>): void => {
    const old = card.get(id);
    if (!old) return;
    const next = { ...old, ...fields };
    card.set(id, next);
    cards = cards.map((c) => (c.id === id ? next : c));
  };

  for (const op of ops) {
    const waits = op.landed_at_seq === undefined;
    const touched = (op.params as { card?: number }).card ?? op.stands_for;
    if (waits && touched !== undefined) unsaved.add(touched);
    switch (op.method) {
      case 'card.add': {
        const p = op.params as Params<'card.add'>;
        const id = op.stands_for!;
        if (op.seen_as !== undefined && base.card.has(op.seen_as)) break;
        const made: Card = { id, kind: p.kind, text: p.text, asked_of: p.asked_of ?? null, standing: 'open', rank: '', author: me, added_at: op.made_at, changed_at: op.made_at, removed_at: null };
        card.set(id, made);
        cards = p.after === undefined ? [...cards, made] : put_behind([...cards, made], id, p.after);
        break;
      }
      case 'card.edit': change((op.params as Params<'card.edit'>).card, { text: (op.params as Params<'card.edit'>).text }); break;
      case 'card.settle': change((op.params as Params<'card.settle'>).card, { standing: (op.params as Params<'card.settle'>).standing }); break;
      case 'card.move': {
        const p = op.params as Params<'card.move'>;
        cards = put_behind(cards, p.card, p.after ?? null);
        break;
      }
      case 'card.remove': {
        const p = op.params as Params<'card.remove'>;
        card.delete(p.card);
        cards = cards.filter((c) => c.id !== p.card);
        break;
      }
      case 'link.add': {
        const p = op.params as Params<'link.add'>;
        const made: Link = { id: op.stands_for!, from_card: p.from_card, to_card: p.to_card, kind: p.kind, author: me, added_at: op.made_at, removed_at: null };
        link.set(made.id, made);
        break;
      }
      case 'link.remove': link.delete((op.params as Params<'link.remove'>).link); break;
      case 'board.rename': {
        const p = op.params as Params<'board.rename'>;
        const old = board.get(p.board);
        if (old) board.set(p.board, { ...old, title: p.title });
        break;
      }
      case 'note.create': {
        const p = op.params as Params<'note.create'>;
        const id = op.seen_as ?? op.stands_for!;
        if (base.note.has(id)) break;
        const made: Note = { id, kind: p.kind, title: p.title, author: me, added_at: op.made_at, changed_at: op.made_at, changed_by: me, removed_at: null };
        note.set(id, made);
        break;
      }
      case 'note.rename': {
        const p = op.params as Params<'note.rename'>;
        const old = note.get(p.note);
        if (old) note.set(p.note, { ...old, title: p.title });
        break;
      }
      case 'note.remove': note.delete((op.params as Params<'note.remove'>).note); break;
      default: break; // the rest shows when the server says so
    }
  }
  return { tables: { ...base, board, card, link, note }, cards, unsaved };
}

/**
 * The card or note an add of mine has become, seen in rows before the answer came (the answer may have been lost with the
 * line): without it the words would stand on the board twice until the resend is answered.
 */
export function arrived(op: Op, set: { card?: Record<string, Partial<Card> | null>; note?: Record<string, Partial<Note> | null> }): number | null {
  if (!op.is_sent || op.landed_at_seq !== undefined) return null;
  if (op.method === 'note.create') {
    const p = op.params as Params<'note.create'>;
    return Object.values(set.note ?? {}).find((row) => row && row.kind === p.kind && row.title === p.title)?.id ?? null;
  }
  if (op.method !== 'card.add') return null;
  const p = op.params as Params<'card.add'>;
  for (const row of Object.values(set.card ?? {})) if (row && row.kind === p.kind && row.text === p.text && row.id !== undefined) return row.id;
  return null;
}
