// How a meeting repeats: RFC 5545 § 3.3.10 in the few forms that the server takes, and the local starts that it gives.
//
// Everything is reckoned in local time, as the meeting is planned: nine o'clock stays nine o'clock over a change of the clock.
import { plus_days } from '../lib/day';
import { monday_of, month_of, plus_months, weekday_of } from '../calendar/month';
import { clock_of, day_of, instant_of, local_of } from '../calendar/zone';

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

export interface Rule {
  freq: 'daily' | 'weekly' | 'monthly';
  interval: number;
  /** of a weekly rule; empty: the weekday of the start */
  days: Weekday[];
  /** of a monthly rule: which of the month's weekdays, -1 the last; null: a day of the month by its number */
  nth: number | null;
  /** the last local day, or how many there are; neither: without end */
  until: string | null;
  count: number | null;
}

/** What a person chooses from; `other` is a rule that came from elsewhere. */
export type Repeat = 'never' | 'week' | 'two_weeks' | 'month_nth' | 'month_last' | 'other';

export function weekday_code(day: string): Weekday {
  return weekdays[weekday_of(day)]!;
}

/** The how-manieth of its weekdays in the month a day is. */
export function nth_of(day: string): number {
  return Math.ceil(Number(day.slice(8)) / 7);
}

export function is_last_of_its_kind(day: string): boolean {
  return month_of(plus_days(day, 7)) !== month_of(day);
}

export function parse_rule(text: string | null | undefined): Rule | null {
  if (!text) return null;
  const parts = new Map(text.split(';').map((p) => p.split('=') as [string, string]));
  const freq = parts.get('FREQ');
  const by = (parts.get('BYDAY') ?? '').split(',').flatMap((d) => { const [, nth, day] = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(d) ?? []; return day ? [{ nth, day: day as Weekday }] : []; });
  const month_day = parts.get('BYMONTHDAY');
  const is_known = freq === 'WEEKLY' ? by.every((b) => !b.nth) && !month_day : freq === 'DAILY' ? !by.length && !month_day : freq === 'MONTHLY' && (by.length ? by.length === 1 && !!by[0]!.nth && !month_day : !month_day || /^\d+$/.test(month_day));
  if (!freq || !is_known) return null;
  return {
    freq: freq.toLowerCase() as Rule['freq'], interval: Number(parts.get('INTERVAL') ?? 1), days: by.map((b) => b.day), nth: by[0]?.nth ? Number(by[0].nth) : null,
    until: until_day(parts.get('UNTIL')), count: parts.has('COUNT') ? Number(parts.get('COUNT')) : null,
  };
}

/** UNTIL is the last moment that counts: the end of a local day, in UTC, as a series with a time zone needs it. */
export function write_rule(rule: Rule): string {
  const by = rule.nth !== null ? `${rule.nth}${rule.days[0]}` : rule.days.join(',');
  return [
    `FREQ=${rule.freq.toUpperCase()}`, ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []), ...(by ? [`BYDAY=${by}`] : []),
    ...(rule.until !== null ? [`UNTIL=${end_in_utc(rule.until)}`] : rule.count !== null ? [`COUNT=${rule.count}`] : []),
  ].join(';');
}

function end_in_utc(day: string): string {
  return new Date(instant_of(`${day}T23:59`) + 59_000).toISOString().replace(/[-:]|\.\d+/g, '');
}

function until_day(text: string | undefined): string | null {
  const [, y, m, d, time, h, i, z] = /^(\d{4})(\d\d)(\d\d)(T(\d\d)(\d\d)\d\d(Z)?)?$/.exec(text ?? '') ?? [];
  if (!y) return null;
  return time && z ? day_of(local_of(Date.parse(`${y}-${m}-${d}T${h}:${i}:00Z`))) : `${y}-${m}-${d}`;
}

/** The rule that a choice means for a meeting that begins on a day. */
export function rule_for(repeat: Repeat, day: string, end: { until: string | null; count: number | null }): Rule | null {
  const days = [weekday_code(day)];
  switch (repeat) {
    case 'week': return { freq: 'weekly', interval: 1, days, nth: null, ...end };
    case 'two_weeks': return { freq: 'weekly', interval: 2, days, nth: null, ...end };
    case 'month_nth': return { freq: 'monthly', interval: 1, days, nth: nth_of(day), ...end };
    case 'month_last': return { freq: 'monthly', interval: 1, days, nth: -1, ...end };
    default: return null;
  }
}

export function repeat_of(rrule: string | null, day: string): Repeat {
  if (!rrule) return 'never';
  const rule = parse_rule(rrule);
  if (!rule) return 'other';
  const is_own_day = rule.days.length === 0 || (rule.days.length === 1 && rule.days[0] === weekday_code(day));
  if (!is_own_day || rule.freq === 'daily' || (rule.freq === 'monthly' && rule.nth === null)) return 'other';
  if (rule.freq === 'weekly') return rule.interval === 1 ? 'week' : rule.interval === 2 ? 'two_weeks' : 'other';
  return rule.interval !== 1 ? 'other' : rule.nth === -1 ? 'month_last' : rule.nth === nth_of(day) ? 'month_nth' : 'other';
}

const MOST = 1_500;

/** Whether any of it is still to come, on a day or after it. */
export function is_coming(start: string, rrule: string | null, day: string): boolean {
  const rule = parse_rule(rrule);
  if (rule && rule.until === null && rule.count === null) return true;
  const last = rule?.until ?? plus_days(day, 3_660);
  return starts_of(start, rrule, last).some((s) => day_of(s) >= day);
}

/** The local starts of a series from the first one to the end of a day; a meeting without a rule has one. */
export function starts_of(start: string, rrule: string | null, until_on: string): string[] {
  const first = day_of(start);
  const rule = parse_rule(rrule);
  if (!rule) return first <= until_on ? [start] : [];
  const last = rule.until !== null && rule.until < until_on ? rule.until : until_on;
  const starts: string[] = [];
  for (const day of days_of(rule, first, last)) {
    if (day < first) continue;
    if (starts.length >= (rule.count ?? MOST)) break;
    starts.push(`${day}T${clock_of(start)}`);
  }
  return starts;
}

function* days_of(rule: Rule, first: string, last: string): Generator<string> {
  if (rule.freq === 'weekly') {
    const days = (rule.days.length ? rule.days : [weekday_code(first)]).map((d) => weekdays.indexOf(d)).sort((a, b) => a - b);
    for (let monday = monday_of(first); monday <= last; monday = plus_days(monday, 7 * rule.interval))
      for (const d of days) if (plus_days(monday, d) <= last) yield plus_days(monday, d);
    return;
  }
  if (rule.freq === 'daily') {
    for (let day = first; day <= last; day = plus_days(day, rule.interval)) yield day;
    return;
  }
  for (let month = month_of(first); `${month}-01` <= last; month = plus_months(month, rule.interval)) {
    const day = rule.nth === null ? date_in(month, first.slice(8)) : nth_in(month, weekdays.indexOf(rule.days[0]!), rule.nth);
    if (day !== null && day <= last) yield day;
  }
}

function date_in(month: string, date: string): string | null {
  return plus_days(`${plus_months(month, 1)}-01`, -1).slice(8) >= date ? `${month}-${date}` : null;
}

/** A month may have no fifth Tuesday. */
function nth_in(month: string, weekday: number, nth: number): string | null {
  const edge = nth > 0 ? `${month}-01` : plus_days(`${plus_months(month, 1)}-01`, -1);
  const off = nth > 0 ? (weekday - weekday_of(edge) + 7) % 7 : -((weekday_of(edge) - weekday + 7) % 7);
  const day = plus_days(edge, off + 7 * (nth > 0 ? nth - 1 : nth + 1));
  return month_of(day) === month ? day : null;
}
