// A due date as a person would say it: today, tomorrow, a weekday near by, a date further off; overdue in words.
import { t, words } from '../lib/i18n.svelte';
import { days_between } from '../lib/day';

export function day_words(day: string): string {
  return words.short_format.format(Date.parse(`${day}T12:00:00Z`));
}

export function long_day_words(day: string): string {
  return words.day_format.format(Date.parse(`${day}T12:00:00Z`));
}

export function due_words(due_on: string, today: string): string {
  const days = days_between(today, due_on);
  const at = Date.parse(`${due_on}T12:00:00Z`);
  const day = Math.abs(days) < 180 ? words.weekday_format.format(at) : long_day_words(due_on);
  if (days === 0) return t('due.today');
  if (days === 1) return t('due.tomorrow');
  return days < 0 ? t('due.late', { n: -days, day: day.replaceAll(' ', '\u00a0') }) : day;
}
