// What of a meeting is shown to whom: which sitting is open, who is there, whose hands are up, who may do what, and what a
// phase brings with it. Pure.
import type { Attendance, CardKind, Hand, PhaseKind, Role, Sitting, SittingPhase } from '../lib/protocol.gen';

/** Who has been in the meeting, with each time they came and left, the first to come first. */
export interface Attendee { account: number; latest: Attendance; times: Attendance[]; is_in: boolean }
export interface May { attend: boolean; lead: boolean; leads: boolean; is_in: boolean; listens: boolean }

/** The one that goes on; should there be two, the later one. */
export function open_sitting(rows: Iterable<Sitting>): Sitting | null {
  return [...rows].filter((s) => s.ended_at === null).sort((a, b) => b.began_at - a.began_at || b.id - a.id)[0] ?? null;
}

export function ended_sittings(rows: Iterable<Sitting>): Sitting[] {
  return [...rows].filter((s) => s.ended_at !== null).sort((a, b) => b.began_at - a.began_at || b.id - a.id);
}

export function attendees(rows: Iterable<Attendance>, sitting: number): Attendee[] {
  const found = new Map<number, Attendance[]>();
  for (const row of [...rows].filter((r) => r.sitting === sitting).sort((a, b) => a.came_at - b.came_at || a.id - b.id)) found.set(row.account, [...(found.get(row.account) ?? []), row]);
  return [...found].map(([account, times]) => ({ account, times, latest: times[times.length - 1]!, is_in: times.some((r) => r.left_at === null) }));
}

/** Hands that are up, in the order in which they went up, once a person; whoever has the turn asks for none. */
export function hands_up(rows: Iterable<Hand>, sitting: Sitting): Hand[] {
  const seen = new Set<number>();
  return [...rows].filter((h) => h.sitting === sitting.id && h.lowered_at === null && h.account !== sitting.speaker)
    .sort((a, b) => a.raised_at - b.raised_at || a.id - b.id)
    .filter((h) => !seen.has(h.account) && !!seen.add(h.account));
}

/** Leading is for whoever may write on the board; coming is for everybody on it. */
export function may_in(sitting: Sitting, phase: SittingPhase | undefined, people: readonly Attendee[], role: Role | null, me: number, is_past: boolean): May {
  const is_open = sitting.ended_at === null && !is_past;
  const lead = is_open && (role === 'coordinator' || role === 'member' || role === 'consultant');
  return {
    attend: is_open && role !== null, lead, leads: lead && sitting.facilitator === me,
    is_in: people.some((p) => p.account === me && p.is_in), listens: is_open && phase?.kind === 'reflecting' && sitting.presenter === me,
  };
}

export function beside(phases: readonly SittingPhase[], phase: number, step: 1 | -1): SittingPhase | undefined {
  const at = phases.findIndex((p) => p.id === phase);
  return at < 0 ? undefined : phases[at + step];
}

/**
 * The phase on one's screen when the facilitator's is another: it follows, unless one looks around elsewhere or is writing;
 * where one went oneself one always follows.
 */
export function follows(now: { is_apart: boolean; is_busy: boolean; is_mine: boolean }): boolean {
  return now.is_mine || (!now.is_apart && !now.is_busy);
}

/** What is at hand in a phase besides its note. The client's own words are at hand in all of them. */
export const cards_of: Record<PhaseKind, readonly CardKind[]> = {
  arrive: [], last_steps: [], question: ['question'], facts: ['fact'], voice: ['voice'], hypotheses: ['hypothesis'], questions: ['question'],
  reflecting: ['reflection'], concern_and_strengths: ['strength', 'concern'], next_steps: ['agreement'], close: ['learning'], other: [],
};
export const has_tasks: readonly PhaseKind[] = ['last_steps', 'next_steps'];
