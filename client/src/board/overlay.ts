// The board as this person sees it: the server's rows with the person's own changes that wait for an answer laid on top.
// Optimism lives here, in the layers of the nouns, and nowhere else.
import { card_layer } from '../card/overlay';
import { follow_up_layer } from '../follow_up/overlay';
import { goal_layer } from '../goal/overlay';
import { renamed, type Op } from '../lib/outbox';
import type { Card, Nouns } from '../lib/protocol.gen';
import type { Rows, WriteMethod } from '../lib/wire';
import { meeting_layer } from '../meeting/overlay';
import { note_layer } from '../note/overlay';
import { service_layer } from '../service/overlay';
import { sitting_layer } from '../sitting/overlay';
import { step_layer } from '../step/overlay';
import { task_layer } from '../task/overlay';
import type { Noun, Tables } from './merge';
import { by_rank } from './order';
import { Sheet, type Layer, type Making, type Maker } from './sheet';

export interface View {
  tables: Tables;
  /** every card in order, pending moves done */
  cards: Card[];
  /** cards, goals, tasks and others with something of mine that is not saved yet */
  unsaved: ReadonlySet<number>;
}

const board_layer: Layer = {
  does: { 'board.rename': (sheet, p) => sheet.change('board', p.board, { title: p.title }) },
};

const layers: Layer[] = [board_layer, card_layer, note_layer, goal_layer, step_layer, task_layer, service_layer, meeting_layer, follow_up_layer, sitting_layer];
const makes = Object.assign({}, ...layers.map((l) => l.makes)) as Record<string, Making<Maker> | undefined>;
const does = Object.assign({}, ...layers.map((l) => l.does)) as Record<string, ((sheet: Sheet, p: unknown, op: Op) => void) | undefined>;
const words = Object.assign({}, ...layers.map((l) => l.words)) as Record<string, readonly string[] | undefined>;
/** what a command may be about, the likeliest first */
const ABOUT = ['card', 'note', 'step', 'task', 'goal', 'service', 'link', 'follow_up', 'meeting'] as const;

export function overlay(base: Tables, ops: readonly Op[], me: number): View {
  const sheet = new Sheet(base, me, [...base.card.values()].sort(by_rank));
  const unsaved = new Set<number>();
  const became: [from: number, to: number][] = [];

  for (const waiting of ops) {
    const op = became.reduce((o, [from, to]) => renamed(o, from, to), waiting);
    const touched = about(op);
    if (op.landed_at_seq === undefined && touched !== undefined) unsaved.add(touched);
    const making = makes[op.method];
    if (making) {
      const noun = noun_of(op.method);
      if (op.seen_as !== undefined && base[noun].has(op.seen_as)) {
        // the server shows it already: what was done to it since is done to the real one
        if (op.stands_for !== undefined) became.push([op.stands_for, op.seen_as]);
        continue;
      }
      // a note may be opened by its number as soon as that is known
      const id = noun === 'note' ? (op.seen_as ?? op.stands_for) : op.stands_for;
      if (id === undefined) continue;
      sheet.put(noun, making.row(op.params as never, id, op, sheet) as Nouns[Noun]);
      making.then?.(op.params as never, id, sheet);
    }
    does[op.method]?.(sheet, op.params, op); // the rest shows when the server says so
  }
  const tables = sheet.tables();
  return { tables, cards: sheet.order.flatMap(({ id }) => tables.card.get(id) ?? []), unsaved };
}

/** The id of what an op is about: what it makes, or what it changes. */
function about(op: Op): number | undefined {
  if (op.stands_for !== undefined) return op.stands_for;
  const p = op.params as Partial<Record<string, number>>;
  const noun = ABOUT.find((n) => op.method.startsWith(`${n}.`)) ?? ABOUT.find((n) => p[n] !== undefined);
  return noun && p[noun];
}

export function noun_of(method: WriteMethod): Noun {
  return method.split('.')[0] as Noun;
}

export function is_making(method: WriteMethod): boolean {
  return method in makes;
}

/**
 * The row that something made here has become, seen in rows of mine before the answer came (the answer may have been lost
 * with the line): without it the same would stand on the board twice until the resend is answered.
 */
export function arrived(op: Op, set: Rows): number | null {
  const making = makes[op.method];
  if (!making || !op.is_sent || op.landed_at_seq !== undefined) return null;
  for (const [id, row] of Object.entries(set[noun_of(op.method)] ?? {})) if (row && making.is_like(op.params as never, row as never)) return Number(id);
  return null;
}

/** The words a person has typed into a command, and the params they stand in; null where it has none. */
export function typed_words(op: { method: WriteMethod; params: unknown }): { field: string; text: string }[] | null {
  const p = op.params as Record<string, unknown>;
  const found = (words[op.method] ?? []).flatMap((field) => (typeof p[field] === 'string' && p[field].trim() ? [{ field, text: p[field] }] : []));
  return found.length ? found : null;
}
