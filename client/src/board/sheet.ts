// A copy of a board's rows that what waits may be written on, and the shape of what each noun writes there.
//
// Every noun has its own layer (card/overlay.ts, task/overlay.ts …), keyed by command name; overlay.ts lays them all over the
// server's rows in the order of the outbox. A layer only ever touches the sheet.
import type { Op } from '../lib/outbox';
import type { Nouns } from '../lib/protocol.gen';
import type { Params, WriteMethod } from '../lib/wire';
import type { Noun, Tables } from './merge';

export class Sheet {
  readonly base: Tables;
  readonly me: number;
  /** the ids of the cards in order */
  order: { id: number }[];
  #copies = new Map<Noun, Map<number, unknown>>();

  constructor(base: Tables, me: number, order: { id: number }[]) {
    this.base = base;
    this.me = me;
    this.order = order;
  }

  /** A noun's rows, to be changed. */
  rows<N extends Noun>(noun: N): Map<number, Nouns[N]> {
    let copy = this.#copies.get(noun);
    if (!copy) this.#copies.set(noun, (copy = new Map(this.base[noun])));
    return copy as Map<number, Nouns[N]>;
  }

  /** A noun's rows, to be read. */
  see<N extends Noun>(noun: N): ReadonlyMap<number, Nouns[N]> {
    return (this.#copies.get(noun) ?? this.base[noun]) as ReadonlyMap<number, Nouns[N]>;
  }

  put<N extends Noun>(noun: N, row: Nouns[N]): void {
    this.rows(noun).set(row.id, row);
  }

  /** Nothing happens to a row that is gone. */
  change<N extends Noun>(noun: N, id: number, fields: Partial<Nouns[N]>): void {
    const old = this.see(noun).get(id);
    if (old) this.rows(noun).set(id, { ...old, ...fields });
  }

  remove(noun: Noun, id: number): void {
    this.rows(noun).delete(id);
  }

  tables(): Tables {
    return { ...this.base, ...Object.fromEntries(this.#copies) };
  }
}

/** A command that makes a row of the noun it is named after. */
export type Maker = 'card.add' | 'link.add' | 'note.create' | 'goal.create' | 'step.add' | 'task.create' | 'service.create' | 'dependency.add' | 'follow_up.create';
export type Made<M extends string> = M extends `${infer N}.${string}` ? (N extends Noun ? N : never) : never;

export interface Making<M extends Maker> {
  /** the row as it will be, under the id that stands for it */
  row(p: Params<M>, id: number, op: Op, sheet: Sheet): Nouns[Made<M>];
  /** whether a row of mine in an event could be it */
  is_like(p: Params<M>, row: Partial<Nouns[Made<M>]>): boolean;
  /** whatever else is to be seen of it */
  then?(p: Params<M>, id: number, sheet: Sheet): void;
}

export interface Layer {
  makes?: { [M in Maker]?: Making<M> };
  does?: { [M in WriteMethod]?: (sheet: Sheet, p: Params<M>, op: Op) => void };
  /** Params with words that a person has typed: where the command is refused they come back to the person. */
  words?: { [M in WriteMethod]?: readonly (keyof Params<M> & string)[] };
}
