// Where each thing of the service path stands: its column in the order of things, its row in the lane of its sector.
//
// A column is a place in the order: one more than the latest of what must come before; without such, what runs already
// stands in column 0 and what is still to come in column 1. A row is given once and kept: the board's history is gone
// through in the order of its ids (one sequence for things and dependencies alike), and each step moves only what it must.
// Whoever opens the board sees the same picture, and what is added last moves nothing. A picture seen before pins what
// stood in it, so that nothing jumps when something is taken away or begins.
export const lane_words = ['primary_care', 'specialist_care', 'social_services', 'other'] as const;
export type Lane = (typeof lane_words)[number];

export interface Placed { end: string; id: number; lane: Lane; is_running: boolean }
export interface Arc { id: number; before: string; after: string }
export interface Place { lane: Lane; column: number; row: number }
export type Places = ReadonlyMap<string, Place>;

/** Made here and not answered yet: after everything that has a number. */
export function age(id: number): number {
  return id >= 0 ? id : 2 ** 50 - id;
}

/** Dependencies in the order they came, without those that hang in the air or would close a circle. */
export function sound_arcs(things: readonly Placed[], arcs: readonly Arc[]): Arc[] {
  const known = new Set(things.map((t) => t.end));
  const after = new Map<string, string[]>();
  const taken = new Set<string>();
  return [...arcs].sort((a, b) => age(a.id) - age(b.id)).filter((a) => {
    const pair = `${a.before} ${a.after}`;
    if (!known.has(a.before) || !known.has(a.after) || taken.has(pair) || way(after, a.after, a.before)) return false;
    taken.add(pair);
    after.set(a.before, [...(after.get(a.before) ?? []), a.after]);
    return true;
  });
}

/** The ends from one to another along what comes after what, or null where there is no way. */
export function way(after: ReadonlyMap<string, readonly string[]>, from: string, to: string): string[] | null {
  const came = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (at === to) {
      const path = [at];
      for (let b = came.get(at); b; b = came.get(b)) path.unshift(b);
      return path;
    }
    for (const next of after.get(at) ?? []) if (!came.has(next)) { came.set(next, at); queue.push(next); }
  }
  return null;
}

export function places(things: readonly Placed[], arcs: readonly Arc[], seen?: Places): Places {
  const grid = new Grid(things);
  const sound = sound_arcs(things, arcs);
  if (seen) return grid.pinned(sound, seen);
  const steps = [
    ...things.map((thing) => ({ at: age(thing.id), thing, arc: null })),
    ...sound.map((arc) => ({ at: Math.max(age(arc.id), age(grid.thing(arc.before).id), age(grid.thing(arc.after).id)), thing: null, arc })),
  ].sort((a, b) => a.at - b.at || Number(!!a.arc) - Number(!!b.arc));
  for (const { thing, arc } of steps) {
    if (thing) grid.put(thing.end, grid.first_column(thing.end), []);
    else if (arc) grid.draw(arc);
  }
  return grid.places;
}

class Grid {
  readonly places = new Map<string, Place>();
  #things: Map<string, Placed>;
  #taken = new Set<string>();
  #after = new Map<string, string[]>();
  #before = new Map<string, string[]>();

  constructor(things: readonly Placed[]) { this.#things = new Map(things.map((t) => [t.end, t])); }

  thing(end: string): Placed { return this.#things.get(end)!; }

  first_column(end: string): number { return this.thing(end).is_running ? 0 : 1; }

  /** Into the first of the wanted rows that is free, else the lowest free one. */
  put(end: string, column: number, wanted: readonly (number | undefined)[]): void {
    const { lane } = this.thing(end);
    const is_free = (row: number): boolean => !this.#taken.has(`${lane} ${column} ${row}`);
    let row = wanted.find((r) => r !== undefined && is_free(r));
    if (row === undefined) for (row = 0; !is_free(row); row++);
    this.#taken.add(`${lane} ${column} ${row}`);
    this.places.set(end, { lane, column, row });
  }

  /** A dependency pushes to the right whatever it must, and that only. */
  draw(arc: Arc): void {
    this.#know(arc);
    const moved = new Map<string, number>();
    const column_of = (end: string): number => moved.get(end) ?? this.places.get(end)!.column;
    const queue = [arc.before];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const next of this.#after.get(at) ?? []) if (column_of(next) <= column_of(at)) { moved.set(next, column_of(at) + 1); queue.push(next); }
    }
    const old = new Map([...moved.keys()].map((end) => [end, this.places.get(end)!]));
    for (const [end, p] of old) { this.#taken.delete(`${p.lane} ${p.column} ${p.row}`); this.places.delete(end); }
    for (const [end, column] of this.#in_order(moved)) this.put(end, column, [this.#row_before(end), old.get(end)!.row]);
  }

  pinned(arcs: readonly Arc[], seen: Places): Places {
    for (const arc of arcs) this.#know(arc);
    const columns = this.#columns();
    const rest = new Map<string, number>();
    for (const [end, column] of columns) {
      const was = seen.get(end);
      if (was && was.column === column && was.lane === this.thing(end).lane) this.put(end, column, [was.row]);
      else rest.set(end, column);
    }
    for (const [end, column] of this.#in_order(rest)) this.put(end, column, [this.#row_before(end), seen.get(end)?.row]);
    return this.places;
  }

  #know(arc: Arc): void {
    this.#after.set(arc.before, [...(this.#after.get(arc.before) ?? []), arc.after]);
    this.#before.set(arc.after, [...(this.#before.get(arc.after) ?? []), arc.before]);
  }

  #columns(): Map<string, number> {
    const found = new Map<string, number>();
    const column = (end: string): number => {
      let c = found.get(end);
      if (c === undefined) found.set(end, (c = Math.max(this.first_column(end), ...(this.#before.get(end) ?? []).map((b) => column(b) + 1))));
      return c;
    };
    for (const end of this.#things.keys()) column(end);
    return found;
  }

  #in_order(columns: ReadonlyMap<string, number>): [string, number][] {
    return [...columns].sort(([a, x], [b, y]) => x - y || age(this.thing(a).id) - age(this.thing(b).id));
  }

  /** A line in the same lane is straight where it can be. */
  #row_before(end: string): number | undefined {
    const before = (this.#before.get(end) ?? []).flatMap((b) => this.places.get(b) ?? []).filter((p) => p.lane === this.thing(end).lane);
    return before.sort((a, b) => b.column - a.column || a.row - b.row)[0]?.row;
  }
}
