// One instance of a meeting in a calendar, as meeting.mine answers it, and what waiting answers of mine make of it.
import type { Op } from '../lib/outbox';
import type { Answer } from '../lib/protocol.gen';
import type { Params } from '../lib/wire';

export interface Instance {
  meeting: number;
  /** the local start that its series gives it */
  occurs: string;
  board: number | null;
  team: number | null;
  code: string | null;
  /** the board's title or the team's name, where I may see it */
  host_title: string | null;
  title: string;
  start: string;
  tz: string;
  start_at: number;
  end_at: number;
  minutes: number;
  place: string | null;
  link: string | null;
  is_series: boolean;
  is_cancelled: boolean;
  cancel_note: string | null;
  answer: Answer;
  revision: number;
}

type AnswerParams = Params<'meeting.answer'>;

/** A meeting that is held once has no series to give it a start: its own one stands for it. */
export function read_instances(answer: unknown): Instance[] {
  return (answer as (Omit<Instance, 'occurs'> & { occurs: string | null })[]).map((i) => ({ ...i, occurs: i.occurs ?? i.start }));
}

export function key_of(i: Pick<Instance, 'meeting' | 'occurs'>): string {
  return `${i.meeting} ${i.occurs}`;
}

/** A meeting that is held once is the same wherever it is moved; an instance is known by the start that its series gives it. */
export function is_same(a: Instance, b: Instance): boolean {
  return a.meeting === b.meeting && ((!a.is_series && !b.is_series) || a.occurs === b.occurs);
}

export function by_time(a: Instance, b: Instance): number {
  return a.start_at - b.start_at || a.end_at - b.end_at || a.meeting - b.meeting;
}

export function answered(rows: readonly Instance[], p: AnswerParams): Instance[] {
  return rows.map((i) => (i.meeting === p.meeting && (p.occurs == null || p.occurs === i.occurs) ? { ...i, answer: p.answer } : i));
}

/** My answers that the server has not confirmed show at once. */
export function with_answers(rows: readonly Instance[], ops: readonly Op[]): readonly Instance[] {
  return ops.reduce<readonly Instance[]>((now, op) => (op.method === 'meeting.answer' ? answered(now, op.params as AnswerParams) : now), rows);
}

/** Those that I have not answered, once per meeting: of a series only its next one asks, the others may be answered where they stand. */
export function awaiting(rows: readonly Instance[], now: number): Instance[] {
  const seen = new Set<number>();
  return [...rows].sort(by_time).filter((i) => {
    if (i.is_cancelled || i.end_at < now || seen.has(i.meeting)) return false;
    seen.add(i.meeting);
    return i.answer === 'none_yet';
  });
}

/** Whether the link may be followed: the server takes none but https, and so does the page. */
export function safe_link(link: string | null): string | null {
  return link !== null && /^https:\/\/[^\s/]/i.test(link) ? link : null;
}
