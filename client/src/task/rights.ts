// What a person may do with a task: the table of moves of the server's src/command/task_life.c, and who they are to it.
import type { Role, Task, TaskStatus } from '../lib/protocol.gen';
import { is_asked } from './life';

export const task_acts = ['accept', 'accept_for', 'start', 'finish', 'assign', 'forward', 'decline', 'cancel', 'reopen'] as const;
export type TaskAct = (typeof task_acts)[number];

const ASKED: TaskStatus[] = ['requested', 'forwarded'];
const from: Record<TaskAct, readonly TaskStatus[]> = {
  accept: ASKED,
  accept_for: ASKED,
  start: ['accepted'],
  finish: ['accepted', 'in_progress'],
  assign: [...ASKED, 'accepted', 'in_progress', 'declined'],
  forward: [...ASKED, 'accepted', 'in_progress'],
  decline: [...ASKED, 'accepted'],
  cancel: [...ASKED, 'accepted', 'in_progress', 'declined'],
  reopen: ['done', 'cancelled'],
};
/** What the client's own task has no use for: it stays the client's. */
const OF_UNITS: readonly TaskAct[] = ['accept', 'accept_for', 'assign', 'forward', 'decline'];
/** What a receiver may do without a role on the board. */
const OF_RECEIVERS: readonly TaskAct[] = task_acts.filter((a) => a !== 'cancel');
const OF_COORDINATORS = task_acts;
const OF_EDITORS: readonly TaskAct[] = ['assign', 'cancel', 'reopen'];

export interface Me { account: number; keeps: ReadonlySet<number>; role: Role | null }
type Ours = Pick<Task, 'status' | 'unit' | 'assignee' | 'is_client'>;

export function can_edit_tasks(role: Role | null): boolean {
  return role === 'coordinator' || role === 'member' || role === 'consultant';
}

/** Its assignee, whoever keeps its unit's inbox, and for the client's own whoever may edit the board. */
export function is_receiver(task: Ours, me: Me): boolean {
  if (task.is_client) return can_edit_tasks(me.role);
  return task.assignee === me.account || (task.unit !== null && me.keeps.has(task.unit));
}

export function may(task: Ours, me: Me, act: TaskAct): boolean {
  if (!from[act].includes(task.status) || (task.is_client && OF_UNITS.includes(act))) return false;
  if (is_receiver(task, me) && OF_RECEIVERS.includes(act)) return true;
  if (me.role === 'coordinator') return OF_COORDINATORS.includes(act);
  return can_edit_tasks(me.role) && OF_EDITORS.includes(act);
}

/** The one act that is next for this person, shown as a button; the rest is in the menu. */
export function next_act(task: Ours, me: Me): TaskAct | null {
  if (task.status === 'declined') return may(task, me, 'assign') ? 'assign' : null;
  if (!is_receiver(task, me) || (task.assignee !== null && task.assignee !== me.account)) return null;
  if (is_asked(task)) return 'accept';
  return task.status === 'accepted' ? 'start' : task.status === 'in_progress' ? 'finish' : null;
}
