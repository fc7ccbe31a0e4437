// Days, hours and lengths of a calendar in the person's language.
import { t, words } from '../lib/i18n.svelte';
import { days_between } from '../lib/day';
import { clock_of, day_of } from './zone';

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const format = (options: Intl.DateTimeFormatOptions, at: number): string => new Intl.DateTimeFormat(words.locale, { timeZone: 'UTC', ...options }).format(at);

/** What begins a heading or a line. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(words.locale) + text.slice(1);
}

export function month_words(month: string): string {
  return format({ month: 'long', year: 'numeric' }, noon(`${month}-01`));
}

/** "perjantai 27. marraskuuta": with the year where it is another than today's. The weekday is put before it: with a year, Intl would inflect it in Finnish. */
export function whole_day_words(day: string, today: string): string {
  return `${format({ weekday: 'long' }, noon(day))} ${format({ day: 'numeric', month: 'long', ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }) }, noon(day))}`;
}

/** "pe 27.11." and where it is near, in words before it. */
export function near_day_words(day: string, today: string): string {
  const days = days_between(today, day);
  const date = words.weekday_format.format(noon(day));
  if (days === 0) return t('calendar.today_date', { date });
  if (days === 1) return t('calendar.tomorrow_date', { date });
  return Math.abs(days) < 180 ? date : words.weekday_year_format.format(noon(day));
}

export function short_day_words(day: string): string {
  return words.weekday_format.format(noon(day));
}

/** Local times as Finland writes them: 9.00–10.30. */
export function clock_words(local: string): string {
  return new Intl.DateTimeFormat(words.locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(Date.parse(`1970-01-01T${clock_of(local)}:00Z`));
}

export function end_of(local: string, minutes: number): string {
  return new Date(Date.parse(`${local}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}

export function hours_words(local: string, minutes: number): string {
  return `${clock_words(local)}–${clock_words(end_of(local, minutes))}`;
}

export function length_words(minutes: number): string {
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  return h === 0 ? t('meeting.minutes', { n: m }) : m === 0 ? t('meeting.hours', { n: h }) : t('meeting.hours_minutes', { h, m });
}

export function window_words(from_on: string, until_on: string): string {
  const day = (d: string): string => words.day_format.format(noon(d));
  return from_on === until_on ? day(until_on) : `${words.short_format.format(noon(from_on))}–${day(until_on)}`;
}

export { day_of };
