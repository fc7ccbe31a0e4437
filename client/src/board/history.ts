// What an event says in words: which kind of card, what it said before and after, whom it was about, how it stands since.
//
// Each is told from the rows as they stood then: the present, with the later events undone one by one. What is said of meetings,
// follow-ups, sittings and minutes stands in history_meeting.ts.
import type { Card, Dependency, Goal, Note, Participant, Service, Step, Task } from '../lib/protocol.gen';
import { day_heading, t_of } from '../lib/i18n.svelte';
import type { PastEvent } from '../lib/wire';
import { window_words } from '../calendar/when';
import { name_of_end } from './ends';
import { folded, meetings } from './history_meeting';
import { merge, type Tables } from './merge';
import { changed, untold, type Past, type Told, type Teller } from './told';

const day_words = (day: string): string => window_words(day, day);

/** since: when the first of a run was */
export interface Line { e: PastEvent; told: Told; doer: string | null; since: number }

/** The lines of events that come latest first, from the rows as they are after the first of them: each is told from what stood then. */
export function lines_of(events: readonly PastEvent[], rows: Tables, name: Past['name']): Line[] {
  const lines: Line[] = [];
  for (const e of events) {
    const before = merge(rows, e.was ?? {});
    const line: Line = { e, told: told({ e, before, rows, name }), doer: doer(e, rows), since: e.at };
    const later = lines.at(-1);
    const both = later && day_heading(later.e.at) === day_heading(e.at) ? folded(later.told, line.told) : null;
    if (later && both) lines.splice(-1, 1, { ...later, told: both, since: e.at });
    else lines.push(line);
    rows = before;
  }
  return lines;
}

function told(past: Past): Told {
  const told = untold();
  tell[past.e.name.split('.')[0]!]?.(told, past);
  return told;
}

const tell: Record<string, Teller | undefined> = {
  ...meetings,
  card(told, { e, rows }) {
    const { before, after, row } = changed<'card'>(e, 'card', rows);
    const card: Partial<Card> = row;
    told.kind = card.kind ?? null;
    told.now = e.name === 'card.removed' ? null : (after.text ?? (e.name === 'card.edited' ? null : (card.text ?? null)));
    told.was = e.name === 'card.edited' || e.name === 'card.removed' ? (before.text ?? null) : null;
    told.standing = after.standing ?? null;
  },
  participant(told, { e, rows }) {
    const person: Partial<Participant> = changed<'participant'>(e, 'participant', rows).row;
    told.who = person.full_name ?? null;
    told.role = person.role ?? null;
  },
  board(told, { e, rows }) {
    const { before, after } = changed<'board'>(e, 'board', rows);
    told.now = after.title || null;
    told.was = before.title || null;
  },
  note(told, { e, rows }) {
    const { before, row } = changed<'note'>(e, 'note', rows);
    const note: Partial<Note> = row;
    told.note = note.kind ?? null;
    told.now = note.title ?? null;
    told.was = e.name === 'note.renamed' ? (before.title ?? null) : null;
  },
  link(told, { e, rows }) {
    const { row } = changed<'link'>(e, 'link', rows);
    const from = rows.card.get(row.from_card ?? 0)?.text;
    const to = rows.card.get(row.to_card ?? 0)?.text;
    told.now = from && to ? `${from} → ${to}` : null;
  },
  goal(told, { e, rows }) {
    const { before, row } = changed<'goal'>(e, 'goal', rows);
    const goal: Partial<Goal> = row;
    const field = e.name === 'goal.sign_set' ? 'sign' : 'text';
    told.now = goal[field] || null;
    told.was = e.name === 'goal.edited' || e.name === 'goal.sign_set' ? (before[field] ?? null) : null;
    told.state = goal.status ? t_of('goal_status', goal.status) : '';
  },
  step(told, { e, rows }) {
    const { before, row } = changed<'step'>(e, 'step', rows);
    const step: Partial<Step> = row;
    told.now = step.text ?? null;
    told.was = e.name === 'step.edited' ? (before.text ?? null) : null;
    told.state = step.done_at ? t_of('task_status', 'done') : t_of('goal_status', 'open');
    if (e.name === 'step.assigned') told.more = [rows.participant.get(step.owner ?? 0)?.full_name, step.due_on && day_words(step.due_on)].filter(Boolean).join(', ') || null;
  },
  task(told, { e, rows }) {
    const { before, after, row } = changed<'task'>(e, 'task', rows);
    const task: Partial<Task> = row;
    told.unit = [task.unit_name, task.assignee_name].filter(Boolean).join(', ');
    if (e.name === 'task.renamed') { told.was = before.title ?? null; told.now = after.title ?? null; return; }
    told.now = task.title ?? null;
    told.state = task.client_view ? t_of('client_view', task.client_view) : '';
    told.more = after.outcome ?? after.reason ?? null;
    if (e.name === 'task.described') told.more = after.text || null;
    if (e.name === 'task.rescheduled') told.more = after.due_on ? day_words(after.due_on) : null;
    if (e.name === 'task.aimed') told.more = rows.goal.get(after.goal ?? 0)?.text ?? null;
  },
  service(told, { e, rows }) {
    if (e.name === 'service.counted') {
      const { row } = changed<'episode'>(e, 'episode', rows);
      told.now = rows.service.get(row.service ?? 0)?.name ?? null;
      told.more = `${row.year}: ${row.count}`;
      return;
    }
    const { before, after, row } = changed<'service'>(e, 'service', rows);
    const service: Partial<Service> = row;
    told.now = service.name ?? null;
    told.was = e.name === 'service.edited' && after.name !== undefined ? (before.name ?? null) : null;
    if (e.name === 'service.status_set') told.state = service.status ? t_of('service_status', service.status) : '';
    if (e.name === 'service.judged') { told.state = service.fit ? t_of('service_fit', service.fit) : '–'; told.more = service.fit_reason ?? null; }
    if (e.name === 'service.decided') { told.state = service.weight ? t_of('service_weight', service.weight) : '–'; told.more = service.weight_reason ?? null; }
  },
  dependency(told, { e, rows }) {
    const row: Partial<Dependency> = changed<'dependency'>(e, 'dependency', rows).row;
    const [before, after] = [name_of_end(rows, row.before ?? ''), name_of_end(rows, row.after ?? '')];
    told.now = before && after ? `${before} → ${after}` : null;
  },
};

/** Who did it: whoever is or was on the board; a task's receiver outside it by name where they are its assignee, else by the unit. */
export function doer(e: PastEvent, rows: Tables): string | null {
  if (e.name.split('.')[0] !== 'task') return null;
  const { row } = changed<'task'>(e, 'task', rows);
  const task: Partial<Task> = row;
  return (task.assignee === e.by ? task.assignee_name : task.unit_name) ?? null;
}
