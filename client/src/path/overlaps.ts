// Services that do the same: of one kind, or for one purpose, given by two different givers in the same time. Whoever has
// ended or has been taken off overlaps with nobody; who gives it must be known for both.
import type { Service } from '../lib/protocol.gen';

export interface Overlap { a: number; b: number; why: 'kind' | 'purpose' }
type Seen = Pick<Service, 'id' | 'kind' | 'unit' | 'unit_name' | 'provider' | 'purpose' | 'from_on' | 'until_on' | 'status' | 'removed_at'>;

export function overlaps(services: Iterable<Seen>): Overlap[] {
  const live = [...services].filter((s) => s.status !== 'ended' && !s.removed_at).sort((x, y) => x.id - y.id);
  return live.flatMap((a, i) => live.slice(i + 1).flatMap((b): Overlap[] => {
    const why = same(a, b);
    return why && differ(a, b) && meet(a, b) ? [{ a: a.id, b: b.id, why }] : [];
  }));
}

/** The others that each service overlaps with. */
export function others(found: readonly Overlap[]): Map<number, { other: number; why: Overlap['why'] }[]> {
  const map = new Map<number, { other: number; why: Overlap['why'] }[]>();
  const put = (of: number, other: number, why: Overlap['why']): void => { map.set(of, [...(map.get(of) ?? []), { other, why }]); };
  for (const o of found) { put(o.a, o.b, o.why); put(o.b, o.a, o.why); }
  return map;
}

/** Case, punctuation and blanks don't make a difference. */
export function plain(text: string | null): string {
  return (text ?? '').toLocaleLowerCase('fi').normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function same(a: Seen, b: Seen): Overlap['why'] | null {
  if (a.kind && a.kind !== 'other' && a.kind === b.kind) return 'kind';
  return plain(a.purpose) && plain(a.purpose) === plain(b.purpose) ? 'purpose' : null;
}

function differ(a: Seen, b: Seen): boolean {
  if (a.unit !== null && b.unit !== null) return a.unit !== b.unit;
  const [x, y] = [plain(a.unit_name ?? a.provider), plain(b.unit_name ?? b.provider)];
  return !!x && !!y && x !== y;
}

/** A service without a date on one side is open on that side. */
function meet(a: Seen, b: Seen): boolean {
  return (a.from_on ?? '') <= (b.until_on ?? '9999') && (b.from_on ?? '') <= (a.until_on ?? '9999');
}
