// How a follow-up stands, and the window that is proposed for the control after closing.
import { day_in_month, monday_of, weekday_of } from '../calendar/month';
import { plus_days } from '../lib/day';
import type { FollowUp } from '../lib/protocol.gen';

export type FollowUpStanding = 'overdue' | 'due' | 'coming' | 'done' | 'cancelled';

/** Due: its window is open. */
export function standing_of(f: Pick<FollowUp, 'from_on' | 'until_on' | 'done_at' | 'cancelled_at'>, today: string): FollowUpStanding {
  if (f.done_at !== null) return 'done';
  if (f.cancelled_at !== null) return 'cancelled';
  return f.until_on < today ? 'overdue' : f.from_on <= today ? 'due' : 'coming';
}

export function is_open_follow_up(f: Pick<FollowUp, 'done_at' | 'cancelled_at'>): boolean {
  return f.done_at === null && f.cancelled_at === null;
}

/** The control is 2–3 months after closing (domain.md), on weekdays. */
export function control_window(today: string): { from_on: string; until_on: string } {
  const from = day_in_month(today, 2);
  const until = day_in_month(today, 3);
  return { from_on: weekday_of(from) > 4 ? plus_days(monday_of(from), 7) : from, until_on: weekday_of(until) > 4 ? plus_days(monday_of(until), 4) : until };
}

/** Open ones by their last day, then those that are over, the latest first. */
export function by_standing(a: FollowUp, b: FollowUp): number {
  const ended = (f: FollowUp): number => f.done_at ?? f.cancelled_at ?? 0;
  return Number(!is_open_follow_up(a)) - Number(!is_open_follow_up(b)) || ended(b) - ended(a) || (a.until_on < b.until_on ? -1 : a.until_on > b.until_on ? 1 : a.id - b.id);
}
