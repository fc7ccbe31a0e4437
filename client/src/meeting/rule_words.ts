// How a meeting repeats, as one would say it: "joka toinen viikko tiistaisin, 31.12.2026 asti".
import { t, t_of, words } from '../lib/i18n.svelte';
import { day_of } from '../calendar/zone';
import { last_day, parse_rule, weekday_code, weekdays, type Rule } from './rule';

export function rule_words(rrule: string | null, start: string): string {
  if (!rrule) return t('rule.never');
  const rule = parse_rule(rrule);
  if (!rule) return t('rule.other');
  const how = how_often(rule, day_of(start));
  if (rule.until !== null) return t('rule.until', { how, day: words.day_format.format(noon(last_day(rule.until, start))) });
  return rule.count !== null ? t('rule.count', { how, n: rule.count }) : how;
}

function how_often(rule: Rule, start: string): string {
  const n = rule.interval;
  const days = listed((rule.days.length ? rule.days : [{ day: weekday_code(start) }]).map((d) => t_of('on_weekday', d.day)));
  if (rule.freq === 'weekly') return t('rule.weekly', { n, days });
  if (rule.freq === 'yearly') return t('rule.yearly', { n, day: new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(noon(start)) });
  if (rule.days.some((d) => d.nth !== null)) return t('rule.monthly', { n, which: nths(rule) });
  if (rule.freq === 'monthly' && rule.days.length && !rule.month_days.length) return t('rule.monthly_days', { n, days });
  const how = rule.freq === 'daily' ? t('rule.daily', { n }) : t('rule.month_day', { n, days: listed((rule.month_days.length ? rule.month_days : [Number(start.slice(8))]).map(month_day)) });
  return rule.days.length ? t('rule.only', { how, days }) : how;
}

/** "ensimmäinen ja kolmas tiistai": those of one weekday together. */
function nths(rule: Rule): string {
  const of_day = new Map<string, string[]>();
  for (const { nth, day } of rule.days) of_day.set(day, [...(of_day.get(day) ?? []), t_of('nth', String(nth))]);
  return listed([...of_day].map(([day, nth]) => t('rule.nth', { nth: listed(nth), day: weekday_name(weekdays.indexOf(day as (typeof weekdays)[number])) })));
}

function month_day(n: number): string {
  return n > 0 ? t('rule.day', { n }) : n === -1 ? t('rule.last_day') : t('rule.day_back', { n: -n });
}

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const listed = (parts: string[]): string => new Intl.ListFormat(words.locale).format(parts);

/** From 0, Monday. */
export function weekday_name(n: number, length: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(words.locale, { weekday: length, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + n));
}
