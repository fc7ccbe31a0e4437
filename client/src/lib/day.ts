// Local dates as the protocol writes them, YYYY-MM-DD, always Helsinki's; weeks begin on Monday.
const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'Europe/Helsinki' });

export function today(now = Date.now()): string {
  return parts.format(now);
}

/** Days from one date to another; the hours of summer time don't count. */
export function days_between(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function plus_days(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

/** The Sunday of the week that a date is in. */
export function end_of_week(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return plus_days(day, 6 - weekday);
}
