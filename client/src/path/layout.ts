// The service path as measures: lanes with rows, columns in the order of things, a box for each thing, a line for each
// dependency. Pure; the same board gives the same picture. See places.ts (who stands where) and routes.ts (lines).
import { lane_words, places, sound_arcs, type Arc, type Lane, type Placed, type Places } from './places';
import { routes, type Sizes as RouteSizes } from './routes';

export type { Arc, Lane, Placed };

export interface Sizes extends RouteSizes { node_width: number; lane_head: number; lane_foot: number; lane_empty: number; top: number; edge: number }
/** In sixteenths of a rem, so that the picture grows with the reader's text. */
export const screen_sizes: Sizes = {
  node_width: 190, node_height: 100, port: 12, gap: 18, gap_track: 7, gutter: 44, gutter_track: 8, lead: 11, head: 16,
  lane_head: 34, lane_foot: 8, lane_empty: 44, top: 34, edge: 12,
};

/** height_of: how high the box of an end has to be, where not all are alike; those beside one another are as high as the highest */
export interface Options { sizes?: Sizes; folded?: ReadonlySet<Lane>; seen?: Layout; leaves_out_empty?: boolean; height_of?: (end: string) => number }
export interface Node { end: string; lane: Lane; column: number; row: number; x: number; y: number; height: number }
export interface Connector { before: string; after: string; points: [number, number][] }
export interface LaneBand { lane: Lane; y: number; height: number; count: number; is_folded: boolean; rows: number[] }
export interface Layout { width: number; height: number; node_width: number; node_height: number; lanes: LaneBand[]; columns: { column: number; x: number }[]; nodes: Node[]; connectors: Connector[]; places: Places }

export function layout(things: readonly Placed[], arcs: readonly Arc[], options: Options = {}): Layout {
  const { sizes = screen_sizes, folded = new Set(), seen, leaves_out_empty = false, height_of = () => sizes.node_height } = options;
  const sound = sound_arcs(things, arcs);
  const placed = places(things, sound, seen?.places);
  const first = things.some((t) => t.is_running && placed.get(t.end)!.column === 0) ? 0 : 1;
  const last = Math.max(first, ...[...placed.values()].map((p) => p.column));

  // rows as drawn: those in use, and those that were, so that what is under them stays
  const lanes = lane_words.map((lane) => {
    const here = things.filter((t) => t.lane === lane);
    const used = new Set(here.map((t) => placed.get(t.end)!.row));
    const lowest = Math.max(-1, ...used);
    for (const row of seen?.lanes.find((l) => l.lane === lane)?.rows ?? []) if (row < lowest) used.add(row);
    return { lane, count: here.length, is_folded: folded.has(lane) && here.length > 0, rows: [...used].sort((a, b) => a - b) };
  }).filter((l) => l.count > 0 || !leaves_out_empty);

  const line_of = new Map<string, number>();
  for (const l of lanes) if (!l.is_folded) for (const row of l.rows) line_of.set(`${l.lane} ${row}`, line_of.size);
  const cells = things.flatMap((t) => {
    const p = placed.get(t.end)!;
    const line = line_of.get(`${p.lane} ${p.row}`);
    return line === undefined ? [] : [{ end: t.end, column: p.column - first, line }];
  });
  const line_heights: number[] = Array.from({ length: line_of.size }, () => 0);
  for (const c of cells) line_heights[c.line] = Math.max(line_heights[c.line]!, height_of(c.end));
  // a line that nobody stands in was one of boxes like the others
  for (const [line, h] of line_heights.entries()) if (!h) line_heights[line] = sizes.node_height;
  const shown = new Set(cells.map((c) => c.end));
  const wires = sound.filter((a) => shown.has(a.before) && shown.has(a.after));

  // lanes from the top: a head, then a gap and a line for each row, a gap, a foot
  const bands: LaneBand[] = [];
  let height = 0;
  const heights = (gaps: readonly number[]) => {
    const [tops, gap_tops]: [number[], number[]] = [[], []];
    let [y, line] = [sizes.top, 0];
    bands.length = 0;
    for (const l of lanes) {
      const top = y;
      if (l.is_folded || !l.rows.length) y += sizes.lane_empty;
      else {
        y += sizes.lane_head;
        l.rows.forEach((_, i) => {
          // the gap above a lane's first line lies at the foot of the lane above it, under that one's last line
          if (i > 0) { gap_tops[line] = y; y += gaps[line]!; }
          else if (gap_tops[line] === undefined) { gap_tops[line] = y; y += gaps[line]!; }
          tops[line] = y;
          y += line_heights[line]!;
          line++;
        });
        gap_tops[line] = y;
        y += gaps[line]! + sizes.lane_foot;
      }
      bands.push({ ...l, y: top, height: y - top });
    }
    if (gap_tops[line] === undefined) gap_tops[line] = y;
    height = y;
    return { tops, gap_tops };
  };
  let tops: readonly number[] = [];
  const routed = routes(cells, wires, line_heights, last - first + 1, sizes, (gaps) => { const h = heights(gaps); tops = h.tops; return h; });

  const lefts: number[] = [];
  let x = sizes.edge;
  for (let c = 0; c <= last - first; c++) { lefts[c] = x; x += sizes.node_width + (c < last - first ? routed.gutters[c]! : 0); }
  const left = (c: number): number => lefts[c]!;
  const right = (c: number): number => lefts[c]! + sizes.node_width;
  const points = routed.lines(right, left, right);

  return {
    width: x + sizes.edge, height, node_width: sizes.node_width, node_height: sizes.node_height,
    lanes: bands, places: placed,
    columns: lefts.map((l, c) => ({ column: c + first, x: l })),
    nodes: cells.map((c) => { const p = placed.get(c.end)!; return { end: c.end, lane: p.lane, column: p.column, row: p.row, x: left(c.column), y: tops[c.line]!, height: line_heights[c.line]! }; }),
    connectors: wires.map((w, i) => ({ before: w.before, after: w.after, points: points[i]! })),
  };
}
