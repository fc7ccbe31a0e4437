// How a meeting repeats: RFC 5545 § 3.3.10 in the few forms that the server takes, and the local starts that it gives.
//
// Everything is reckoned in local time, as the meeting is planned: nine o'clock stays nine o'clock over a change of the clock.
import { plus_days } from '../lib/day';
import { last_of_month, monday_of, month_of, plus_months, weekday_of } from '../calendar/month';
import { clock_of, day_of, instant_of, local_of } from '../calendar/zone';

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

export interface Rule {
  freq: 'daily' | 'weekly' | 'monthly' | 'yearly';
  interval: number;
  /** weekdays: of a weekly rule when it is held (none: on its start's), of a monthly one each of them or the nth, of a daily one the only ones */
  days: ByDay[];
  /** of a monthly rule: days by their numbers, -1 the last; on those `days` besides that have no number of their own */
  month_days: number[];
  /** the last local minute at which one may begin, or how many there are; neither: without end */
  until: string | null;
  count: number | null;
}
/** A weekday; `nth` of the month, from its end below 0; null: each of them. */
export interface ByDay { nth: number | null; day: Weekday }
export interface End { until: string | null; count: number | null }

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

const frequencies = { DAILY: 'daily', WEEKLY: 'weekly', MONTHLY: 'monthly', YEARLY: 'yearly' } as const;

/** As far as the server takes it; null for what is no such rule. */
export function parse_rule(text: string | null | undefined): Rule | null {
  if (!text) return null;
  const parts = new Map(text.split(';').map((p) => p.split('=') as [string, string]));
  const freq = frequencies[parts.get('FREQ') as keyof typeof frequencies] as Rule['freq'] | undefined;
  const list = (name: string): string[] => parts.get(name)?.split(',') ?? [];
  const days = list('BYDAY').map(by_day);
  const month_days = list('BYMONTHDAY').map(Number);
  if (!freq || days.includes(null) || month_days.some((d) => !d || Math.abs(d) > 31) || !go_together(freq, days as ByDay[], month_days)) return null;
  return { freq, interval: Number(parts.get('INTERVAL') ?? 1), days: days as ByDay[], month_days, until: until_minute(parts.get('UNTIL')), count: parts.has('COUNT') ? Number(parts.get('COUNT')) : null };
}

function by_day(text: string): ByDay | null {
  const [, nth, day] = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) ?? [];
  return day ? { nth: nth ? Number(nth) : null, day: day as Weekday } : null;
}

function go_together(freq: Rule['freq'], days: ByDay[], month_days: number[]): boolean {
  const has_numbers = days.some((d) => d.nth !== null);
  if (freq !== 'monthly' && (has_numbers || month_days.length)) return false;
  if (has_numbers && (month_days.length || days.some((d) => d.nth === null))) return false;
  return freq !== 'yearly' || !days.length;
}

/** Until the end of a local day, where a rule is written by a person's choice; what was cut off ends a moment before. */
export function write_rule(rule: Rule): string {
  return [
    `FREQ=${rule.freq.toUpperCase()}`, ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []),
    ...(rule.days.length ? [`BYDAY=${rule.days.map((d) => `${d.nth ?? ''}${d.day}`).join(',')}`] : []), ...(rule.month_days.length ? [`BYMONTHDAY=${rule.month_days.join(',')}`] : []),
    ...(rule.until !== null ? [`UNTIL=${minute_in_utc(rule.until)}`] : rule.count !== null ? [`COUNT=${rule.count}`] : []),
  ].join(';');
}

export const end_of_day = (day: string): string => `${day}T23:59`;

/** UNTIL is in UTC, as a series with a time zone needs it: the last second of a minute. */
function minute_in_utc(local: string): string {
  return new Date(instant_of(local) + 59_000).toISOString().replace(/[-:]|\.\d+/g, '');
}

function until_minute(text: string | undefined): string | null {
  const [, y, m, d, time, h, i, z] = /^(\d{4})(\d\d)(\d\d)(T(\d\d)(\d\d)\d\d(Z)?)?$/.exec(text ?? '') ?? [];
  if (!y) return null;
  if (!time) return end_of_day(`${y}-${m}-${d}`);
  return z ? local_of(Date.parse(`${y}-${m}-${d}T${h}:${i}:00Z`)) : `${y}-${m}-${d}T${h}:${i}`;
}

/** The last day on which one may begin at the hour of the start: an end before that hour leaves the day out. */
export function last_day(until: string, start: string): string {
  return clock_of(until) < clock_of(start) ? plus_days(day_of(until), -1) : day_of(until);
}

/** The rule that a choice means for a meeting that begins on a day. */
export function rule_for(repeat: Repeat, day: string, end: End): Rule | null {
  const one = (freq: Rule['freq'], interval: number, nth: number | null): Rule => ({ freq, interval, days: [{ nth, day: weekday_code(day) }], month_days: [], ...end });
  switch (repeat) {
    case 'week': return one('weekly', 1, null);
    case 'two_weeks': return one('weekly', 2, null);
    case 'month_nth': return one('monthly', 1, nth_of(day));
    case 'month_last': return one('monthly', 1, -1);
    default: return null;
  }
}

export function repeat_of(rrule: string | null, day: string): Repeat {
  if (!rrule) return 'never';
  const rule = parse_rule(rrule);
  const [by, more] = rule?.days ?? [];
  if (!rule || more || (by && by.day !== weekday_code(day)) || rule.month_days.length) return 'other';
  if (rule.freq === 'weekly') return rule.interval === 1 ? 'week' : rule.interval === 2 ? 'two_weeks' : 'other';
  if (rule.freq !== 'monthly' || rule.interval !== 1 || !by) return 'other';
  return by.nth === -1 ? 'month_last' : by.nth === nth_of(day) ? 'month_nth' : 'other';
}

const MOST = 1_500;

/** Whether any of it is still to come, on a day or after it. */
export function is_coming(start: string, rrule: string | null, day: string): boolean {
  const rule = parse_rule(rrule);
  if (rule && rule.until === null && rule.count === null) return true;
  const last = rule?.until ? day_of(rule.until) : plus_days(day, 3_660);
  return starts_of(start, rrule, last).some((s) => day_of(s) >= day);
}

/** The local starts of a series from the first one to the end of a day; a meeting without a rule has one. */
export function starts_of(start: string, rrule: string | null, until_on: string): string[] {
  const first = day_of(start);
  const rule = parse_rule(rrule);
  if (!rule) return first <= until_on ? [start] : [];
  const end = rule.until === null ? until_on : last_day(rule.until, start);
  const last = end < until_on ? end : until_on;
  const starts: string[] = [];
  for (const day of days_of(rule, first, last)) {
    if (day < first) continue;
    if (day > last || starts.length >= (rule.count ?? MOST)) break;
    starts.push(`${day}T${clock_of(start)}`);
  }
  return starts;
}

/** In order; the first ones may lie before the first day. */
function* days_of(rule: Rule, first: string, last: string): Generator<string> {
  const of_week = (rule.days.length ? rule.days.map((d) => d.day) : [weekday_code(first)]).map((d) => weekdays.indexOf(d)).sort((a, b) => a - b);
  if (rule.freq === 'weekly') {
    for (let monday = monday_of(first); monday <= last; monday = plus_days(monday, 7 * rule.interval)) yield* of_week.map((d) => plus_days(monday, d));
  } else if (rule.freq === 'daily') {
    for (let day = first; day <= last; day = plus_days(day, rule.interval)) if (!rule.days.length || of_week.includes(weekday_of(day))) yield day;
  } else {
    const months = rule.interval * (rule.freq === 'yearly' ? 12 : 1);
    for (let month = month_of(first); `${month}-01` <= last; month = plus_months(month, months)) yield* days_in(rule, month, first.slice(8));
  }
}

/** What a monthly or yearly rule gives in a month; `date` where it names no days of its own. A month may have no 31st, and no fifth Tuesday. */
function days_in(rule: Rule, month: string, date: string): string[] {
  const end = last_of_month(month);
  const days = Array.from({ length: Number(end.slice(8)) }, (_, i) => plus_days(`${month}-01`, i));
  const has_day = (day: string): boolean => rule.days.some((d) => d.day === weekday_code(day) && (d.nth === null || d.nth === nth_of(day) || d.nth === -nth_of_end(day, end)));
  const numbers = rule.month_days.length || rule.days.length ? rule.month_days : [Number(date)];
  const has_number = (day: string): boolean => numbers.includes(Number(day.slice(8))) || numbers.includes(Number(day.slice(8)) - days.length - 1);
  return days.filter((day) => (!rule.days.length || has_day(day)) && (!numbers.length || has_number(day)));
}

/** 1 is the last of its weekdays in the month. */
function nth_of_end(day: string, end: string): number {
  return Math.ceil((Number(end.slice(8)) - Number(day.slice(8)) + 1) / 7);
}
