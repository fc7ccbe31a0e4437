// The meetings of a host as they are planned: series, the instances that differ, and who is invited; and what they come to
// day by day. Pure, so that a board's tables and an answer of meeting.list give the same.
import type { Answer, Invitation, Meeting, Occurrence } from '../lib/protocol.gen';
import { by_time, type Instance } from '../calendar/instance';
import { day_of, instant_of } from '../calendar/zone';
import { starts_of } from './rule';

/** Whose a meeting is. */
export type Host = { board: number; team?: undefined } | { team: number; board?: undefined };
export interface Plans { meetings: Iterable<Meeting>; occurrences: Iterable<Occurrence>; invitations: Iterable<Invitation> }
export interface HostNames { code: string | null; title: string | null }
export interface Comer { account: number; full_name: string; answer: Answer; is_guest: boolean }
type Span = { from_on: string; until_on: string };

export function host_of(i: Pick<Instance, 'board' | 'team'>): Host {
  return i.team !== null ? { team: i.team } : { board: i.board ?? 0 };
}

/** My answer to an instance: to it, or to all of its series. */
export function answer_of(invitations: readonly Invitation[], meeting: number, occurs: string, account: number): Answer {
  const mine = invitations.filter((i) => i.meeting === meeting && i.account === account && !i.removed_at);
  return (mine.find((i) => i.occurs === occurs && i.answered_at !== null) ?? mine.find((i) => i.occurs === '') ?? mine.find((i) => i.occurs === occurs))?.answer ?? 'none_yet';
}

/** An instance moved out of the span is not in it, and one moved in is. */
export function instances_of(plans: Plans, host: Host, names: HostNames, me: number, { from_on, until_on }: Span): Instance[] {
  const invitations = [...plans.invitations];
  const occurrences = [...plans.occurrences];
  const found: Instance[] = [];
  for (const m of plans.meetings) {
    const changed = new Map(occurrences.filter((o) => o.meeting === m.id).map((o) => [o.occurs, o]));
    const far = [...changed.values()].reduce((last, o) => (day_of(o.occurs) > last ? day_of(o.occurs) : last), until_on);
    for (const occurs of starts_of(m.start, m.rrule, far)) {
      const o = changed.get(occurs);
      const start = o?.start ?? occurs;
      const minutes = o?.minutes ?? m.minutes;
      if (day_of(start) < from_on || day_of(start) > until_on) continue;
      const start_at = instant_of(start);
      found.push({
        meeting: m.id, occurs, board: host.board ?? null, team: host.team ?? null, code: names.code, host_title: names.title, title: o?.title ?? m.title, start, tz: m.tz,
        start_at, end_at: start_at + minutes * 60_000, minutes, place: o ? o.place : m.place, link: o ? o.link : m.link, is_series: m.rrule !== null,
        is_cancelled: m.cancelled_at !== null || (o?.cancelled_at ?? null) !== null, cancel_note: o?.cancelled_at ? o.cancel_note : m.cancel_note,
        answer: answer_of(invitations, m.id, occurs, me), revision: m.revision,
      });
    }
  }
  return found.sort(by_time);
}

/** Who is invited to an instance and what they have said. A team's members are, without a row; a guest is invited beside them. */
export function comers(invitations: readonly Invitation[], meeting: number, occurs: string, members: readonly { id: number; full_name: string }[] | null): Comer[] {
  const people = new Map<number, Comer>(members?.map((m) => [m.id, { account: m.id, full_name: m.full_name, answer: 'none_yet', is_guest: false }]));
  for (const i of invitations) {
    if (i.meeting !== meeting || i.removed_at || (i.occurs !== '' && i.occurs !== occurs) || people.has(i.account)) continue;
    const is_of_all = invitations.some((o) => o.meeting === meeting && o.account === i.account && o.occurs === '' && !o.removed_at);
    people.set(i.account, { account: i.account, full_name: i.full_name, answer: 'none_yet', is_guest: members !== null || !is_of_all });
  }
  for (const one of people.values()) one.answer = answer_of(invitations, meeting, occurs, one.account);
  return [...people.values()];
}

export const answer_order: readonly Answer[] = ['yes', 'maybe', 'none_yet', 'no'];

export function counts_of(people: readonly Comer[]): Record<Answer, number> {
  const counts: Record<Answer, number> = { yes: 0, maybe: 0, none_yet: 0, no: 0 };
  for (const p of people) counts[p.answer]++;
  return counts;
}
