// Where cards stand. Ranks are the server's: here only the order counts, and a move says behind which card.
import type { Card, CardKind } from '../lib/protocol.gen';

export type Step = 'first' | 'up' | 'down' | 'last';

/** Ranks compare byte by byte; equal ones (which the server never makes) by id, so that everybody sees the same. */
export function by_rank(a: Card, b: Card): number {
  return a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id - b.id;
}

/** The list with one card put behind another, or first where after is null. */
export function put_behind<T extends { id: number }>(cards: readonly T[], card: number, after: number | null): T[] {
  const moved = cards.find((c) => c.id === card);
  if (!moved || after === card) return [...cards];
  const rest = cards.filter((c) => c.id !== card);
  const at = after === null ? 0 : rest.findIndex((c) => c.id === after) + 1;
  if (after !== null && at === 0) return [...cards];
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}

/** Behind which card it must go to take that step in its column: undefined where it is there already. */
export function after_for(column: readonly Card[], card: number, step: Step): number | null | undefined {
  const at = column.findIndex((c) => c.id === card);
  if (at < 0) return undefined;
  const last = column.length - 1;
  if (step === 'first' || (step === 'up' && at === 1)) return at === 0 ? undefined : null;
  if (step === 'up') return at === 0 ? undefined : column[at - 2]!.id;
  if (step === 'down') return at === last ? undefined : column[at + 1]!.id;
  return at === last ? undefined : column[last]!.id;
}

/** The card that a card stands behind in its column, or null where it is first. */
export function behind(column: readonly Card[], card: number): number | null {
  const at = column.findIndex((c) => c.id === card);
  return at > 0 ? column[at - 1]!.id : null;
}

/** The same for a drop between two cards: index counts the gaps of the column as it is drawn. */
export function after_at_gap(column: readonly Card[], card: number, gap: number): number | null | undefined {
  const at = column.findIndex((c) => c.id === card);
  if (gap === at || gap === at + 1) return undefined;
  return gap === 0 ? null : column[gap - 1]!.id;
}

export function of_kind(cards: readonly Card[], kind: CardKind): Card[] {
  return cards.filter((c) => c.kind === kind);
}
