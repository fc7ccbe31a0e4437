// Which kept words belong to which phase. A default phase has no number until somebody makes the list the team's own: words
// that were begun on it go on at the phase that says the same, or at the one of its kind in its place.
import type { PhaseOfTeam } from '../lib/protocol.gen';
import { is_same, type Draft } from './order';

/** at: behind which place a new one goes */
export interface Kept { form: Draft; seen: PhaseOfTeam | null; at: number }
export type Read = (name: string) => Kept | undefined;

export const drafts_of = (team: number): string => `team:${team}:phase:`;
export const new_name = (team: number): string => `${drafts_of(team)}new`;

export function name_for(team: number, phase: PhaseOfTeam, read: Read): string {
  const by_kind = `${drafts_of(team)}${phase.kind}`;
  if (phase.id === null) return by_kind;
  const seen = read(by_kind)?.seen;
  const is_its = !!seen && (is_same(seen, phase) || (seen.id === null && seen.kind === phase.kind && seen.position === phase.position));
  return is_its ? by_kind : `${drafts_of(team)}${phase.id}`;
}

/** Kept words whose phase is in the list no more. */
export function stranded(team: number, names: readonly string[], list: readonly PhaseOfTeam[], read: Read): string[] {
  const there = new Set([new_name(team), ...list.map((p) => name_for(team, p, read))]);
  return names.filter((n) => !there.has(n));
}
