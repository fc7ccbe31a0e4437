// How long a meeting and its phases have taken of the time that was planned for them. Advice only: nothing follows from it.
import type { Sitting, SittingPhase } from '../lib/protocol.gen';

export const MINUTE = 60_000;
export interface Spent { minutes: number; of: number; is_over: boolean }

/** The phases of a sitting in order. */
export function phases_of(rows: Iterable<SittingPhase>, sitting: number): SittingPhase[] {
  return [...rows].filter((p) => p.sitting === sitting).sort((a, b) => a.position - b.position || a.id - b.id);
}

/** The phase that a sitting is in grows; at the end its time was added to it, as when it is left. A clock that is behind the server's takes nothing away. */
export function spent_ms(sitting: Sitting, phase: SittingPhase, now: number): number {
  if (phase.id !== sitting.phase || sitting.ended_at !== null) return phase.spent_ms;
  return phase.spent_ms + Math.max(0, now - sitting.phase_at);
}

/** A phase of 0 minutes has no length planned, so it is never over. */
export function spent(sitting: Sitting, phase: SittingPhase, now: number): Spent {
  const ms = spent_ms(sitting, phase, now);
  return { minutes: Math.floor(ms / MINUTE), of: phase.minutes, is_over: phase.minutes > 0 && ms > phase.minutes * MINUTE };
}

/** Of all phases together: the time spent in the meeting, not the time on the wall, which a pause would add to. */
export function spent_in_all(sitting: Sitting, phases: readonly SittingPhase[], now: number): Spent {
  const ms = phases.reduce((sum, p) => sum + spent_ms(sitting, p, now), 0);
  const of = sitting.minutes ?? phases.reduce((sum, p) => sum + p.minutes, 0);
  return { minutes: Math.floor(ms / MINUTE), of, is_over: of > 0 && ms > of * MINUTE };
}
