// The printed sheet as measures: one page on its side, in letters that can be read. Pure; PathSheet.svelte draws it.
//
// Each form of the sheet gives up something for larger letters and whole words, and the first that has enough of both is
// taken: everything in the picture in lanes; what has no order listed beside the picture; the order in bands under one
// another, like the lines of a text; at last the lanes, and each box says its sector by a sign. Where no form is enough,
// the best there is.
import { layout, screen_sizes, type Layout, type Sizes } from './layout';
import { age, places, sound_arcs, type Arc } from './places';
import type { Thing } from './things';

/** harm: how much of the words is cut, 0 to 1. */
export interface Words { title: string[]; lines: string[]; sign: 'blocked' | 'ended' | null; harm: number }
/** A part of the order with the things in it; top: where it begins on the sheet. */
export interface Band { l: Layout; top: number; first: number }
export interface Sheet {
  bands: Band[]; width: number; height: number; node_width: number; has_lanes: boolean;
  /** millimetres for a unit of the bands */
  scale: number; harm: number;
  words: Map<string, Words>;
  /** listed, not drawn */
  running: Thing[]; any_time: Thing[];
  /** what goes on in another band: a number at the end it leaves, the same at each end that it comes to */
  leaves: Map<string, number>; comes: Map<string, number[]>;
}
export interface Means {
  words_of: (thing: Thing, width: number, has_lanes: boolean) => Words;
  /** millimetres that the lists take */
  lists: (running: readonly Thing[], any_time: readonly Thing[]) => number;
}

export const letters = { title: 16, title_step: 18.5, line: 14, line_step: 16.5 };
const PAGE = { width: 268, height: 162 };
const points = (n: number): number => ((n / 72) * 25.4) / letters.line;
/** few things are not blown up to fill the page */
const [ENOUGH, MOST] = [points(8.3), points(11.5)];
const WIDTHS = [145, 160, 175, 195, 220, 250, 290, 340];
/** letters that are large enough come first, then whole words */
const worth = (s: { scale: number; harm: number }): number => Math.min(s.scale, ENOUGH) * 10 + s.scale * (1 - 0.7 * s.harm);
const BETWEEN = 12;

interface Form { is_whole: boolean; has_lanes: boolean; bands: number }
const FORMS: readonly Form[] = [
  { is_whole: true, has_lanes: true, bands: 1 }, { is_whole: false, has_lanes: true, bands: 1 }, { is_whole: false, has_lanes: true, bands: 2 },
  { is_whole: false, has_lanes: false, bands: 1 }, { is_whole: false, has_lanes: false, bands: 2 }, { is_whole: false, has_lanes: false, bands: 3 },
];

export function sheet(all: readonly Thing[], arcs: readonly Arc[], means: Means): Sheet {
  const sound = sound_arcs(all, arcs);
  const tied = new Set(sound.flatMap((a) => [a.before, a.after]));
  let best: Sheet | null = null;
  for (const form of FORMS) {
    // what has ended and ties to nothing is no part of the way ahead
    const loose = all.filter((x) => !x.is_ended && !tied.has(x.end));
    const drawn = all.filter((x) => tied.has(x.end) || (form.is_whole && x.noun === 'service' && !x.is_ended));
    const running = form.is_whole ? [] : loose.filter((x) => x.is_running).sort((a, b) => age(a.id) - age(b.id));
    const any_time = loose.filter((x) => !drawn.includes(x) && !running.includes(x)).sort((a, b) => (a.due_on ?? '9').localeCompare(b.due_on ?? '9') || age(a.id) - age(b.id));
    const room = Math.max(40, PAGE.height - means.lists(running, any_time));
    const made = WIDTHS.map((width) => composed(drawn, sound, form, width, room, means)).reduce((a, b) => (worth(b) > worth(a) ? b : a));
    if (!best || worth(made) > worth(best)) best = { ...made, running, any_time };
    if (made.scale >= ENOUGH && made.harm < 0.3) break;
  }
  return best!;
}

function composed(drawn: readonly Thing[], arcs: readonly Arc[], form: Form, node_width: number, room: number, { words_of }: Means): Omit<Sheet, 'running' | 'any_time'> {
  const words = new Map(drawn.map((x) => [x.end, words_of(x, node_width, form.has_lanes)]));
  const height_of = (end: string): number => { const w = words.get(end)!; return 14 + w.title.length * letters.title_step + Math.max(w.lines.length, w.sign ? 1 : 0) * letters.line_step; };
  const lowest = Math.min(100, ...[...words.keys()].map(height_of));
  const sizes: Sizes = {
    ...screen_sizes, node_width, node_height: lowest, gutter: 34, gap: 9, lead: 8, edge: form.bands > 1 ? 13 : 2, top: 22, lane_foot: 0, lane_head: form.has_lanes ? 23 : 7,
  };
  const place = places(drawn, arcs);
  const columns = [...new Set([...place.values()].map((p) => p.column))].sort((a, b) => a - b);
  const each = Math.ceil(columns.length / form.bands);
  const band_of = (end: string): number => Math.floor(columns.indexOf(place.get(end)!.column) / Math.max(1, each));

  const bands: Band[] = [];
  let height = 0;
  for (let b = 0; b * each < columns.length; b++) {
    // the latest of what comes before stands in the column before, so within a band the order stays as it is
    const here = drawn.filter((x) => band_of(x.end) === b).map((x) => ({ end: x.end, id: x.id, lane: form.has_lanes ? x.lane : ('other' as const), is_running: x.is_running && b === 0 }));
    const inside = arcs.filter((a) => place.has(a.before) && place.has(a.after) && band_of(a.before) === b && band_of(a.after) === b);
    const l = layout(here, inside, { sizes, leaves_out_empty: true, height_of });
    bands.push({ l, top: height, first: columns[b * each]! });
    height += l.height + BETWEEN;
  }
  height -= BETWEEN;
  const width = Math.max(0, ...bands.map((b) => b.l.width));

  const [leaves, comes] = [new Map<string, number>(), new Map<string, number[]>()];
  for (const a of [...arcs].sort((x, y) => place.get(x.before)!.column - place.get(y.before)!.column || age(x.id) - age(y.id))) {
    if (band_of(a.before) === band_of(a.after)) continue;
    if (!leaves.has(a.before)) leaves.set(a.before, leaves.size + 1);
    comes.set(a.after, [...(comes.get(a.after) ?? []), leaves.get(a.before)!]);
  }
  return { bands, width, height, node_width, has_lanes: form.has_lanes, scale: bands.length ? Math.min(PAGE.width / width, room / height, MOST) : MOST, harm: [...words.values()].reduce((sum, w) => sum + w.harm, 0) / Math.max(1, words.size), words, leaves, comes };
}
