// Local time in Europe/Helsinki as the protocol writes it, YYYY-MM-DDTHH:MM, and the instant it stands for.
const zone = 'Europe/Helsinki';
const parts = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone });

export const TZ = zone;

export function local_of(at: number): string {
  return parts.format(at).replace(' ', 'T');
}

/** In the hour that summer time skips the clock has gone on; of the hour that comes twice it is the first (RFC 5545 § 3.3.5). */
export function instant_of(local: string): number {
  const as_utc = Date.parse(`${local}:00Z`);
  const before = offset(as_utc - 86_400_000);
  const first = as_utc - before;
  if (local_of(first) === local) return first;
  const second = as_utc - offset(as_utc + 86_400_000);
  return local_of(second) === local ? second : first;
}

function offset(at: number): number {
  return Date.parse(`${local_of(at)}:00Z`) - Math.floor(at / 60_000) * 60_000;
}

export const day_of = (local: string): string => local.slice(0, 10);
export const clock_of = (local: string): string => local.slice(11, 16);
