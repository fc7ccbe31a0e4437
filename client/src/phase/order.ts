// What can be said of a list of phases without asking anybody: where one goes, how long all take, what differs. Pure.
import type { PhaseOfTeam } from '../lib/protocol.gen';

/** What a person writes of a phase: its words empty where those of its kind do. */
export interface Draft { kind: PhaseOfTeam['kind']; title: string; prompt: string; minutes: number }
export const fields = ['kind', 'title', 'prompt', 'minutes'] as const satisfies readonly (keyof Draft)[];
export type Field = (typeof fields)[number];
export const MOST_MINUTES = 240;

export function draft_of(phase: Pick<PhaseOfTeam, Field>): Draft {
  return { kind: phase.kind, title: phase.title ?? '', prompt: phase.prompt ?? '', minutes: phase.minutes };
}

/** As the server takes it; words that are only white space are none. */
export function told_of(draft: Draft): { kind: Draft['kind']; title: string | null; prompt: string | null; minutes: number } {
  return { kind: draft.kind, title: draft.title.trim().replace(/\s+/g, ' ') || null, prompt: draft.prompt.trim() || null, minutes: draft.minutes };
}

/** What is missing before it can be saved: a phase of no known kind needs a name, and a length is a whole number of minutes. */
export function missing(draft: Draft): 'title' | 'minutes' | null {
  if (draft.kind === 'other' && !draft.title.trim()) return 'title';
  return Number.isInteger(draft.minutes) && draft.minutes >= 0 && draft.minutes <= MOST_MINUTES ? null : 'minutes';
}

export function apart(one: Draft, other: Draft): Field[] {
  return fields.filter((f) => one[f] !== other[f]);
}

/** Whether two rows say the same: the default ones have no id to be known by. */
export function is_same(one: PhaseOfTeam, other: PhaseOfTeam): boolean {
  return !apart(draft_of(one), draft_of(other)).length;
}

/** The place, counted from 0, behind which a phase goes for a step up or down: -1 is the first, undefined no step at all. */
export function behind(count: number, at: number, step: -1 | 1): number | undefined {
  if (at < 0 || at + step < 0 || at + step >= count) return undefined;
  return step === 1 ? at + 1 : at - 2;
}

export function minutes_of(phases: readonly PhaseOfTeam[]): number {
  return phases.reduce((sum, p) => sum + p.minutes, 0);
}
