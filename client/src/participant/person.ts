// How a person and a sector are shown in few signs: initials, a colour, a shape.
import type { Sector } from '../lib/protocol.gen';

export function initials(full_name: string): string {
  const names = full_name.trim().split(/\s+/);
  const first = names[0]?.[0] ?? '?';
  const last = names.length > 1 ? (names[names.length - 1]?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase('fi');
}

interface Names { name_of(account: number | null): string; rows: { participant: ReadonlyMap<number, { full_name: string }> } }

/** The first name, where only one on the board has it. */
export function short_name(board: Names, account: number | null): string {
  const whole = board.name_of(account);
  const first = (name: string): string => name.split(' ')[0]!;
  const alike = [...board.rows.participant.values()].filter((p) => first(p.full_name) === first(whole));
  return alike.length === 1 ? first(whole) : whole;
}

/** One of eight presence colours, the same for a person everywhere. */
export function colour(account: number): number {
  return ((account * 2654435761) >>> 0) % 8;
}

/** Hue, shape and code, so that no sector is told by colour alone. */
export const marks: Record<Sector, { shape: string; tone: string }> = {
  primary_care: { shape: '●', tone: 'pth' },
  specialist_care: { shape: '◆', tone: 'esh' },
  social_services: { shape: '▲', tone: 'sos' },
  third_sector: { shape: '■', tone: 'muu' },
  other: { shape: '■', tone: 'muu' },
};

/** Whether two names could be taken for one another: the same surname, or first names that begin alike with one letter's difference in the rest. */
export function alike(a: string, b: string): boolean {
  const [x, y] = [fold(a), fold(b)];
  if (x.last === y.last) return true;
  return x.first === y.first && x.last.slice(0, 3) === y.last.slice(0, 3);
}

function fold(name: string): { first: string; last: string } {
  const parts = name.toLocaleLowerCase('fi').normalize('NFD').replace(/\p{M}/gu, '').split(/\s+/);
  return { first: parts[0] ?? '', last: parts[parts.length - 1] ?? '' };
}
