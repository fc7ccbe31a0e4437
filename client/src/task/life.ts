// How a task stands: whether it is open, overdue, blocked, and how urgent it is. Pure, so that every screen says the same.
import { blockers } from '../board/ends';
import { days_between, end_of_week } from '../lib/day';
import type { Task, TaskStatus } from '../lib/protocol.gen';

type Standing = Pick<Task, 'status'>;

export function is_open(task: Standing): boolean {
  return task.status !== 'done' && task.status !== 'cancelled';
}

/** Nobody has said yes yet. */
export function is_asked(task: Standing): boolean {
  return task.status === 'requested' || task.status === 'forwarded';
}

export function is_overdue(task: { status: TaskStatus; due_on: string | null }, today: string): boolean {
  return is_open(task) && task.due_on !== null && task.due_on < today;
}

export function is_blocked(task: { status: TaskStatus; blocked_by: unknown }): boolean {
  return is_open(task) && blockers(task).length > 0;
}

export const urgency_words = ['returned', 'overdue', 'today', 'week', 'later', 'undated'] as const;
export type Urgency = (typeof urgency_words)[number];

/** What came back declined is the most urgent: nobody does it before its asker has decided. */
export function urgency(task: { status: TaskStatus; due_on: string | null }, today: string): Urgency {
  if (task.status === 'declined') return 'returned';
  if (task.due_on === null) return 'undated';
  if (task.due_on < today) return 'overdue';
  if (task.due_on === today) return 'today';
  return task.due_on <= end_of_week(today) ? 'week' : 'later';
}

/** Groups in the order of urgency, without the empty ones; within a group the order stays. */
export function by_urgency<T extends { status: TaskStatus; due_on: string | null }>(tasks: readonly T[], today: string): { urgency: Urgency; tasks: T[] }[] {
  return urgency_words.map((u) => ({ urgency: u, tasks: tasks.filter((t) => urgency(t, today) === u) })).filter((g) => g.tasks.length);
}

/** The earliest due first, undated last, then the oldest. */
export function by_due(a: { due_on: string | null; added_at: number }, b: { due_on: string | null; added_at: number }): number {
  if (a.due_on !== b.due_on) return a.due_on === null ? 1 : b.due_on === null ? -1 : a.due_on < b.due_on ? -1 : 1;
  return a.added_at - b.added_at;
}

export function days_late(due_on: string, today: string): number {
  return days_between(due_on, today);
}
