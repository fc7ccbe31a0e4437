// What a calendar holds day by day: meetings at their hours, then what is due that day.
import type { FollowUpOf, TaskReceived } from '../lib/protocol.gen';
import { is_open } from '../task/life';
import { by_time, key_of, type Instance } from './instance';
import { day_of } from './zone';

export type Entry =
  | { kind: 'meeting'; key: string; day: string; instance: Instance }
  | { kind: 'follow_up'; key: string; day: string; follow_up: FollowUpOf }
  | { kind: 'task'; key: string; day: string; task: TaskReceived };

/** A follow-up stands on the last day of its window: until then it is in time. */
export function entries_of(instances: readonly Instance[], follow_ups: readonly FollowUpOf[], tasks: readonly TaskReceived[]): ReadonlyMap<string, Entry[]> {
  const days = new Map<string, Entry[]>();
  const put = (entry: Entry): void => { const list = days.get(entry.day); if (list) list.push(entry); else days.set(entry.day, [entry]); };
  for (const i of [...instances].sort(by_time)) put({ kind: 'meeting', key: `m ${key_of(i)}`, day: day_of(i.start), instance: i });
  for (const f of follow_ups) put({ kind: 'follow_up', key: `f ${f.follow_up}`, day: f.until_on, follow_up: f });
  for (const t of tasks) if (t.due_on !== null && is_open(t) && t.status !== 'declined') put({ kind: 'task', key: `t ${t.task}`, day: t.due_on, task: t });
  return days;
}

/** The days that hold something, in order; the day of today stands even if it is empty. */
export function days_with(entries: ReadonlyMap<string, Entry[]>, from: string, until: string, today: string): { day: string; entries: Entry[] }[] {
  const days = [...entries.keys()].filter((d) => d >= from && d <= until);
  if (today >= from && today <= until && !entries.has(today)) days.push(today);
  return days.sort().map((day) => ({ day, entries: entries.get(day) ?? [] }));
}

export function overdue(follow_ups: readonly FollowUpOf[], today: string): FollowUpOf[] {
  return follow_ups.filter((f) => f.until_on < today).sort((a, b) => (a.until_on < b.until_on ? -1 : 1));
}

/** Those whose window is open or over, in the order of their last days. */
export function due(follow_ups: readonly FollowUpOf[], today: string): FollowUpOf[] {
  return [...overdue(follow_ups, today), ...follow_ups.filter((f) => f.from_on <= today && f.until_on >= today).sort((a, b) => (a.until_on < b.until_on ? -1 : 1))];
}
