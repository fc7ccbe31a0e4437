// What a person has filled in of a meeting, and the command it becomes. Pure.
import type { Meeting, Which } from '../lib/protocol.gen';
import type { Instance } from '../calendar/instance';
import { clock_of, day_of } from '../calendar/zone';
import { end_of_day, last_day, parse_rule, repeat_of, rule_for, write_rule, type End, type Repeat } from './rule';

export interface Draft {
  /** 'team:3' or 'board:7', or nothing chosen yet */
  host: string;
  title: string; day: string; time: string; minutes: number; place: string; link: string;
  repeat: Repeat; ends: 'open' | 'until' | 'count'; until: string; count: number;
  /** a rule from elsewhere, kept as it is */
  kept_rule: string | null;
  which: Which;
  /** of a board: everybody, or those */
  invites: 'all' | 'some'; invited: number[];
  /** the revision that was before the person's eyes when they began to change it */
  seen: number;
}
/** What a meeting is, without whose. */
export interface Planned { title: string; start: string; minutes: number; place?: string; link?: string; rrule?: string }

export const lengths = [15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360, 420, 480] as const;

export function empty_draft(host: string, day: string): Draft {
  return { host, title: '', day, time: '09:00', minutes: 60, place: '', link: '', repeat: 'never', ends: 'open', until: '', count: 6, kept_rule: null, which: 'this', invites: 'all', invited: [], seen: 0 };
}

/** An instance to be changed, or the whole series: then its first start is in question, not the instance's. */
export function draft_of(meeting: Meeting, i: Instance, which: Which): Draft {
  const of_all = which === 'all' && meeting.rrule !== null;
  const start = of_all ? meeting.start : i.start;
  const rule = parse_rule(meeting.rrule);
  return {
    ...empty_draft('', day_of(start)), time: clock_of(of_all ? meeting.start : i.start), title: of_all ? meeting.title : i.title, minutes: of_all ? meeting.minutes : i.minutes,
    place: (of_all ? meeting.place : i.place) ?? '', link: (of_all ? meeting.link : i.link) ?? '', repeat: repeat_of(meeting.rrule, day_of(meeting.start)), kept_rule: meeting.rrule,
    ends: rule?.until ? 'until' : rule?.count ? 'count' : 'open', until: rule?.until ? last_day(rule.until, meeting.start) : '', count: rule?.count ?? 6, which, seen: meeting.revision,
  };
}

/** A rule from elsewhere stays as it is but for its end. */
export function rrule_of(d: Draft): string | null {
  const end: End = { until: d.ends === 'until' && d.until ? end_of_day(d.until) : null, count: d.ends === 'count' ? d.count : null };
  const kept = d.repeat === 'other' ? parse_rule(d.kept_rule) : null;
  const rule = kept ? { ...kept, ...end } : rule_for(d.repeat, d.day, end);
  return rule ? write_rule(rule) : d.repeat === 'other' ? d.kept_rule : null;
}

export function planned(d: Draft): Planned {
  const rrule = rrule_of(d);
  const line = (s: string): string => s.trim().replace(/\s+/g, ' ');
  return { title: line(d.title), start: `${d.day}T${d.time}`, minutes: d.minutes, ...(line(d.place) ? { place: line(d.place) } : {}), ...(d.link.trim() ? { link: d.link.trim() } : {}), ...(rrule ? { rrule } : {}) };
}

export type Missing = 'host' | 'title' | 'day' | 'time' | 'link' | 'until' | 'invited';

export function missing(d: Draft): Missing[] {
  const list: Missing[] = [];
  if (!d.host) list.push('host');
  if (!d.title.trim()) list.push('title');
  if (!/^\d{4}-\d\d-\d\d$/.test(d.day)) list.push('day');
  if (!/^\d\d:\d\d$/.test(d.time)) list.push('time');
  if (d.link.trim() && !/^https:\/\/[^\s/]+\S*$/i.test(d.link.trim())) list.push('link');
  if (d.repeat !== 'never' && d.ends === 'until' && (!d.until || d.until < d.day)) list.push('until');
  if (d.invites === 'some' && !d.invited.length) list.push('invited');
  return list;
}
