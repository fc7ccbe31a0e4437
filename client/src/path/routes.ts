// Lines between things: horizontal and vertical runs in the gutters between columns and the gaps between rows, never over
// a thing. The lines that leave one thing are one net and may run together; runs of different nets have their own tracks.
//
// A line leaves in the middle of its thing's right side and arrives on the left side of the other: in the middle where it
// comes straight, else at a height of its own. Over more than one column it takes an empty row if there is one, else a gap.
// The gaps are filled first (tracks by columns), which gives the heights; then the gutters (tracks by heights).
export interface Cell { end: string; column: number; line: number }
export interface Wire { before: string; after: string }
export interface Sizes { node_height: number; port: number; gap: number; gap_track: number; gutter: number; gutter_track: number; lead: number; head: number }
/** Heights of the lines of things, once the gaps above each are known. */
export type Heights = (gaps: readonly number[]) => { tops: readonly number[]; gap_tops: readonly number[] };

export interface Routed {
  /** the height of each gap, the one above line 0 first and the one under the last line last */
  gaps: number[];
  /** the width of each gutter: number c lies right of column c */
  gutters: number[];
  /** the wires as corners, in the order given; x is left open until the columns have their places */
  lines(x_of_gutter: (column: number) => number, left: (column: number) => number, right: (column: number) => number): [number, number][][];
}

interface Run { wire: Wire; from: Cell; to: Cell; is_straight: boolean; port: number; gap: number | null; turns: 'once' | 'late' | 'twice' }
interface Stretch { net: string; top: number; bottom: number; left: number[]; right: number[]; track: number }

/** lines: how high each is. */
export function routes(cells: readonly Cell[], wires: readonly Wire[], lines: readonly number[], columns: number, sizes: Sizes, heights: Heights): Routed {
  const at = new Map(cells.map((c) => [c.end, c]));
  const taken = new Set(cells.map((c) => `${c.column} ${c.line}`));
  const is_free = (line: number, from: number, to: number): boolean => {
    for (let c = from + 1; c < to; c++) if (taken.has(`${c} ${line}`)) return false;
    return true;
  };

  const runs = wires.map((wire): Run => {
    const [from, to] = [at.get(wire.before)!, at.get(wire.after)!];
    return { wire, from, to, is_straight: from.line === to.line && is_free(from.line, from.column, to.column), port: 0, gap: null, turns: 'once' };
  });
  give_ports(runs, lines, sizes);

  // through the gaps
  const load: Map<string, [number, number]>[] = Array.from({ length: lines.length + 1 }, () => new Map());
  for (const r of runs) {
    if (r.is_straight || is_free(r.to.line, r.from.column, r.to.column)) continue;
    if (is_free(r.from.line, r.from.column, r.to.column)) { r.turns = 'late'; continue; }
    r.turns = 'twice';
    r.gap = best_gap(r, load);
    const old = load[r.gap]!.get(r.wire.before);
    const [a, b] = [r.from.column, r.to.column - 1];
    load[r.gap]!.set(r.wire.before, old ? [Math.min(old[0], a), Math.max(old[1], b)] : [a, b]);
  }
  const gap_tracks = load.map(tracks_of_gap);
  // over the first line there is nothing to keep away from
  const gaps = gap_tracks.map((t, i) => Math.max(i === 0 && !t.size ? 0 : sizes.gap, (count(t.values()) + 1) * sizes.gap_track * Number(t.size > 0)));
  const { tops, gap_tops } = heights(gaps);
  const middle = (c: Cell): number => tops[c.line]! + lines[c.line]! / 2;
  const gap_y = (gap: number, net: string): number => gap_tops[gap]! + spread(gap_tracks[gap]!.get(net)!, count(gap_tracks[gap]!.values()), gaps[gap]!, sizes.gap_track);

  // through the gutters
  const stretches: Map<string, Stretch>[] = Array.from({ length: columns }, () => new Map());
  const stretch = (gutter: number, net: string, left: number, right: number): void => {
    const s = stretches[gutter]!.get(net) ?? { net, top: Infinity, bottom: -Infinity, left: [], right: [], track: 0 };
    s.top = Math.min(s.top, left, right);
    s.bottom = Math.max(s.bottom, left, right);
    s.left.push(left);
    s.right.push(right);
    stretches[gutter]!.set(net, s);
  };
  for (const r of runs) {
    if (r.is_straight) continue;
    const [y, end] = [middle(r.from), middle(r.to) + r.port];
    const net = r.wire.before;
    if (r.turns === 'once') stretch(r.from.column, net, y, end);
    else if (r.turns === 'late') stretch(r.to.column - 1, net, y, end);
    else {
      stretch(r.from.column, net, y, gap_y(r.gap!, net));
      stretch(r.to.column - 1, net, gap_y(r.gap!, net), end);
    }
  }
  const gutter_tracks = stretches.map((s) => tracks_of_gutter([...s.values()]));
  const gutters = gutter_tracks.map((n) => Math.max(sizes.gutter, sizes.lead + sizes.head + Math.max(0, n - 1) * sizes.gutter_track));

  return {
    gaps, gutters,
    lines: (x_of_gutter, left, right) => runs.map((r) => {
      const [y, end] = [middle(r.from), middle(r.to) + r.port];
      const [x0, x1] = [right(r.from.column), left(r.to.column)];
      if (r.is_straight) return [[x0, y], [x1, end]];
      const x = (gutter: number): number => {
        const n = gutter_tracks[gutter]!;
        const room = gutters[gutter]! - sizes.lead - sizes.head;
        return x_of_gutter(gutter) + sizes.lead + (n < 2 ? room / 2 : (room - (n - 1) * sizes.gutter_track) / 2 + stretches[gutter]!.get(r.wire.before)!.track * sizes.gutter_track);
      };
      if (r.turns !== 'twice') {
        const turn = x(r.turns === 'once' ? r.from.column : r.to.column - 1);
        return [[x0, y], [turn, y], [turn, end], [x1, end]];
      }
      const [a, b, over] = [x(r.from.column), x(r.to.column - 1), gap_y(r.gap!, r.wire.before)];
      return [[x0, y], [a, y], [a, over], [b, over], [b, end], [x1, end]];
    }),
  };
}

/** The middle is for who comes straight; from above and below each has its own height, in the order they come. */
function give_ports(runs: readonly Run[], lines: readonly number[], sizes: Sizes): void {
  const into = new Map<string, Run[]>();
  for (const r of runs) if (!r.is_straight) into.set(r.wire.after, [...(into.get(r.wire.after) ?? []), r]);
  for (const all of into.values()) {
    const by_line = (a: Run, b: Run): number => a.from.line - b.from.line || a.from.column - b.from.column;
    const above = all.filter((r) => r.from.line <= r.to.line).sort(by_line);
    const below = all.filter((r) => r.from.line > r.to.line).sort(by_line);
    const step = (n: number): number => Math.min(sizes.port, (lines[all[0]!.to.line]! / 2 - 6) / n);
    above.forEach((r, i) => { r.port = -step(above.length) * (above.length - i); });
    below.forEach((r, i) => { r.port = step(below.length) * (i + 1); });
  }
}

/** On the way, where the net runs already or the fewest do, and near to the end. */
function best_gap(r: Run, load: readonly Map<string, unknown>[]): number {
  const [a, b] = r.from.line < r.to.line ? [r.from.line + 1, r.to.line] : r.from.line > r.to.line ? [r.to.line + 1, r.from.line] : [r.to.line, r.to.line + 1];
  const near = r.from.line < r.to.line ? b : a;
  let best = near;
  const cost = (gap: number): number => (load[gap]!.has(r.wire.before) ? -1 : load[gap]!.size) + Math.abs(gap - near) * 0.4;
  for (let gap = a; gap <= b; gap++) if (cost(gap) < cost(best)) best = gap;
  return best;
}

function tracks_of_gap(nets: ReadonlyMap<string, [number, number]>): Map<string, number> {
  const ends: number[] = [];
  const tracks = new Map<string, number>();
  for (const [net, [from, to]] of [...nets].sort(([, a], [, b]) => a[0] - b[0] || a[1] - b[1])) {
    let track = ends.findIndex((end) => end < from);
    if (track < 0) track = ends.length;
    ends[track] = to;
    tracks.set(net, track);
  }
  return tracks;
}

/** Ordered so that few cross; those that would meet keep that order from left to right. Returns how many tracks there are. */
function tracks_of_gutter(all: Stretch[]): number {
  const meet = (a: Stretch, b: Stretch): boolean => a.top <= b.bottom + 5 && b.top <= a.bottom + 5;
  const over = (ys: readonly number[], s: Stretch): number => ys.filter((y) => y > s.top && y < s.bottom).length;
  const cost = (a: Stretch, b: Stretch): number => over(b.left, a) + over(a.right, b); // with a on the left
  const order: Stretch[] = [];
  for (const s of all.sort((a, b) => a.top - b.top || a.bottom - b.bottom)) {
    let best = order.length;
    let least = 0;
    let sum = 0;
    for (let i = order.length - 1; i >= 0; i--) {
      const o = order[i]!;
      if (meet(o, s)) sum += cost(s, o) - cost(o, s);
      if (sum < least) { least = sum; best = i; }
    }
    order.splice(best, 0, s);
  }
  let n = 0;
  order.forEach((s, i) => {
    s.track = 0;
    for (let j = 0; j < i; j++) if (meet(order[j]!, s)) s.track = Math.max(s.track, order[j]!.track + 1);
    n = Math.max(n, s.track + 1);
  });
  return n;
}

function count(tracks: Iterable<number>): number {
  let n = 0;
  for (const t of tracks) n = Math.max(n, t + 1);
  return n;
}

function spread(track: number, n: number, room: number, step: number): number {
  return (room - (n - 1) * step) / 2 + track * step;
}
