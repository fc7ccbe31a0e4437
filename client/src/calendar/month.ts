// The weeks of a month, from Monday, with the numbers they have in Finland (ISO 8601), and steps from day to day.
import { days_between, plus_days } from '../lib/day';

export interface Week { number: number; days: string[] }

/** From 0, Monday. */
export function weekday_of(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function monday_of(day: string): string {
  return plus_days(day, -weekday_of(day));
}

/** A year's first week is the one with its first Thursday. */
export function week_number(day: string): number {
  const thursday = plus_days(monday_of(day), 3);
  return 1 + Math.floor(days_between(`${thursday.slice(0, 4)}-01-01`, thursday) / 7);
}

export function month_of(day: string): string {
  return day.slice(0, 7);
}

export function plus_months(month: string, n: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + n;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

export function last_of_month(month: string): string {
  return plus_days(`${plus_months(month, 1)}-01`, -1);
}

/** The same day of another month, or its last one. */
export function day_in_month(day: string, n: number): string {
  const month = plus_months(month_of(day), n);
  const last = last_of_month(month);
  const wanted = `${month}${day.slice(7)}`;
  return wanted > last ? last : wanted;
}

export function weeks_of(month: string): Week[] {
  const last = last_of_month(month);
  const weeks: Week[] = [];
  for (let monday = monday_of(`${month}-01`); monday <= last; monday = plus_days(monday, 7))
    weeks.push({ number: week_number(monday), days: Array.from({ length: 7 }, (_, i) => plus_days(monday, i)) });
  return weeks;
}

/** Where a key of a calendar's grid leads to (APG: grid); null for a key that leads nowhere. */
export function day_by_key(key: string, day: string, has_shift = false): string | null {
  switch (key) {
    case 'ArrowLeft': return plus_days(day, -1);
    case 'ArrowRight': return plus_days(day, 1);
    case 'ArrowUp': return plus_days(day, -7);
    case 'ArrowDown': return plus_days(day, 7);
    case 'Home': return monday_of(day);
    case 'End': return plus_days(monday_of(day), 6);
    case 'PageUp': return day_in_month(day, has_shift ? -12 : -1);
    case 'PageDown': return day_in_month(day, has_shift ? 12 : 1);
    default: return null;
  }
}
