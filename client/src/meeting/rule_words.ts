// How a meeting repeats, as one would say it: "joka toinen viikko tiistaisin, 31.12.2026 asti".
import { t, t_of, words } from '../lib/i18n.svelte';
import { day_of } from '../calendar/zone';
import { parse_rule, weekday_code, weekdays } from './rule';

export function rule_words(rrule: string | null, start: string): string {
  if (!rrule) return t('rule.never');
  const rule = parse_rule(rrule);
  if (!rule) return t('rule.other');
  const days = rule.days.length ? rule.days : [weekday_code(day_of(start))];
  const how = rule.freq === 'daily' ? t('rule.daily', { n: rule.interval }) : rule.freq === 'monthly' && rule.nth === null ? t('rule.month_day', { n: rule.interval, day: Number(start.slice(8, 10)) }) : rule.freq === 'weekly'
    ? t('rule.weekly', { n: rule.interval, days: new Intl.ListFormat(words.locale).format(days.map((d) => t_of('on_weekday', d))) })
    : t('rule.monthly', { n: rule.interval, nth: t_of('nth', String(rule.nth)), day: weekday_name(weekdays.indexOf(days[0]!)) });
  if (rule.until !== null) return t('rule.until', { how, day: words.day_format.format(Date.parse(`${rule.until}T12:00:00Z`)) });
  return rule.count !== null ? t('rule.count', { how, n: rule.count }) : how;
}

/** From 0, Monday. */
export function weekday_name(n: number, length: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(words.locale, { weekday: length, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + n));
}
