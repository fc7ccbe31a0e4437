// Where each thing of the service path stands: its column in the order of things, its row in the lane of its sector.
//
// A column is a place in the order: one more than the latest of what must come before; without such, what runs already
// stands in column 0 and what is still to come in column 1. Rows are given column by column, in each by age: in line with
// what comes before in the same lane, else the first that is free. So the same board is the same picture for everybody, and
// what is added last moves nothing. A picture that somebody looks at pins what stands in it: a dependency that is added, or
// anything that is taken away or begins, moves only what must.
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
    if (!known.has(a.before) || !known.has(a.after) || taken.has(pair) || (after.has(a.after) && way(after, a.after, a.before))) return false;
    taken.add(pair);
    add_to(after, a.before, a.after);
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

/** arcs: sound ones. */
export function places(things: readonly Placed[], arcs: readonly Arc[], seen: Places = new Map()): Places {
  const known = new Map(things.map((thing) => [thing.end, thing]));
  const before = new Map<string, string[]>();
  for (const a of arcs) add_to(before, a.after, a.before);
  const columns = columns_of(things, before);
  const found = new Map<string, Place>();
  const taken = new Set<string>();

  /** Into the first of the wanted rows that is free, else the first free one. */
  const put = (end: string, wanted: readonly (number | undefined)[]): void => {
    const [{ lane }, column] = [known.get(end)!, columns.get(end)!];
    const is_free = (row: number): boolean => !taken.has(`${lane} ${column} ${row}`);
    let row = wanted.find((r) => r !== undefined && is_free(r));
    if (row === undefined) for (row = 0; !is_free(row); row++);
    taken.add(`${lane} ${column} ${row}`);
    found.set(end, { lane, column, row });
  };

  const row_before = (end: string): number | undefined => {
    const ties = (before.get(end) ?? []).flatMap((b) => found.get(b) ?? []).filter((p) => p.lane === known.get(end)!.lane);
    return ties.sort((a, b) => b.column - a.column || a.row - b.row)[0]?.row;
  };

  const rest: Placed[] = [];
  for (const thing of things) {
    const was = seen.get(thing.end);
    if (was && was.column === columns.get(thing.end) && was.lane === thing.lane) put(thing.end, [was.row]);
    else rest.push(thing);
  }
  rest.sort((a, b) => columns.get(a.end)! - columns.get(b.end)! || age(a.id) - age(b.id));
  for (const { end } of rest) put(end, [row_before(end), seen.get(end)?.row]);
  return found;
}

function add_to(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value); else map.set(key, [value]);
}

function columns_of(things: readonly Placed[], before: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const running = new Set(things.filter((thing) => thing.is_running).map((thing) => thing.end));
  const found = new Map<string, number>();
  const column = (end: string): number => {
    let c = found.get(end);
    if (c === undefined) found.set(end, (c = Math.max(running.has(end) ? 0 : 1, ...(before.get(end) ?? []).map((b) => column(b) + 1))));
    return c;
  };
  for (const { end } of things) column(end);
  return found;
}
