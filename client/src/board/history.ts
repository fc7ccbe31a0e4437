// What an event says in words: which kind of card, what it said before and after, whom it was about, how it stands since.
//
// An event's rows hold what has changed, and with a task also what it has unblocked: the row it is about is the one with more
// than that.
import type { Card, CardKind, Dependency, FollowUp, Goal, Invitation, Meeting, Note, NoteKind, Nouns, Occurrence, Participant, Role, Service, Standing, Step, Task } from '../lib/protocol.gen';
import { t_of } from '../lib/i18n.svelte';
import type { PastEvent } from '../lib/wire';
import { name_of_end } from './ends';
import type { Noun, Tables } from './merge';

export interface Told {
  kind: CardKind | null; was: string | null; now: string | null; standing: Standing | null; who: string | null; role: Role | null; note: NoteKind | null;
  /** how it stands since, in words; the unit it went to; what else was said: a reason, an outcome */
  state: string; unit: string; more: string | null;
}

interface Change<N extends Noun> { id: number; before: Partial<Nouns[N]>; after: Partial<Nouns[N]>; row: Partial<Nouns[N]> }

export function told(e: PastEvent, rows: Tables): Told {
  const told: Told = { kind: null, was: null, now: null, standing: null, who: null, role: null, note: null, state: '', unit: '', more: null };
  tell[e.name.split('.')[0]!]?.(told, e, rows);
  return told;
}

const tell: Record<string, ((told: Told, e: PastEvent, rows: Tables) => void) | undefined> = {
  card(told, e, rows) {
    const { before, after, row } = changed<'card'>(e, 'card', rows);
    const card: Partial<Card> = row;
    told.kind = card.kind ?? null;
    told.now = e.name === 'card.removed' ? null : (after.text ?? (e.name === 'card.edited' ? null : (card.text ?? null)));
    told.was = e.name === 'card.edited' || e.name === 'card.removed' ? (before.text ?? null) : null;
    told.standing = after.standing ?? null;
  },
  participant(told, e, rows) {
    const person: Partial<Participant> = changed<'participant'>(e, 'participant', rows).row;
    told.who = person.full_name ?? null;
    told.role = person.role ?? null;
  },
  board(told, e, rows) {
    const { before, after } = changed<'board'>(e, 'board', rows);
    told.now = after.title || null;
    told.was = before.title || null;
  },
  note(told, e, rows) {
    const { before, row } = changed<'note'>(e, 'note', rows);
    const note: Partial<Note> = row;
    told.note = note.kind ?? null;
    told.now = note.title ?? null;
    told.was = e.name === 'note.renamed' ? (before.title ?? null) : null;
  },
  link(told, e, rows) {
    const { row } = changed<'link'>(e, 'link', rows);
    const from = rows.card.get(row.from_card ?? 0)?.text;
    const to = rows.card.get(row.to_card ?? 0)?.text;
    told.now = from && to ? `${from} → ${to}` : null;
  },
  goal(told, e, rows) {
    const { before, row } = changed<'goal'>(e, 'goal', rows);
    const goal: Partial<Goal> = row;
    const field = e.name === 'goal.sign_set' ? 'sign' : 'text';
    told.now = goal[field] || null;
    told.was = e.name === 'goal.edited' || e.name === 'goal.sign_set' ? (before[field] ?? null) : null;
    told.state = goal.status ? t_of('goal_status', goal.status) : '';
  },
  step(told, e, rows) {
    const { before, row } = changed<'step'>(e, 'step', rows);
    const step: Partial<Step> = row;
    told.now = step.text ?? null;
    told.was = e.name === 'step.edited' ? (before.text ?? null) : null;
    told.state = step.done_at ? t_of('task_status', 'done') : t_of('goal_status', 'open');
    if (e.name === 'step.assigned') told.more = [rows.participant.get(step.owner ?? 0)?.full_name, step.due_on ?? undefined].filter(Boolean).join(', ') || null;
  },
  task(told, e, rows) {
    const { before, after, row } = changed<'task'>(e, 'task', rows);
    const task: Partial<Task> = row;
    told.unit = [task.unit_name, task.assignee_name].filter(Boolean).join(', ');
    if (e.name === 'task.renamed') { told.was = before.title ?? null; told.now = after.title ?? null; return; }
    told.now = task.title ?? null;
    told.state = task.client_view ? t_of('client_view', task.client_view) : '';
    told.more = after.outcome ?? after.reason ?? null;
    if (e.name === 'task.described') told.more = after.text || null;
    if (e.name === 'task.rescheduled') told.more = after.due_on ?? null;
    if (e.name === 'task.aimed') told.more = rows.goal.get(after.goal ?? 0)?.text ?? null;
  },
  service(told, e, rows) {
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
  follow_up(told, e, rows) {
    const { after, row } = changed<'follow_up'>(e, 'follow_up', rows);
    const one: Partial<FollowUp> = row;
    told.now = [one.kind && t_of('follow_up_kind', one.kind), one.text].filter(Boolean).join(': ') || null;
    told.who = rows.participant.get(one.account ?? 0)?.full_name ?? null;
    told.more = after.outcome ?? after.reason ?? null;
  },
  meeting(told, e, rows) {
    const occurrence: Partial<Occurrence> = changed<'occurrence'>(e, 'occurrence', rows).row;
    const invitation: Partial<Invitation> = changed<'invitation'>(e, 'invitation', rows).row;
    const { after, row } = changed<'meeting'>(e, 'meeting', rows);
    const meeting: Partial<Meeting> | undefined = row.title === undefined ? rows.meeting.get(occurrence.meeting ?? invitation.meeting ?? 0) : row;
    told.now = occurrence.title ?? meeting?.title ?? null;
    told.who = invitation.full_name ?? null;
    told.more = occurrence.cancel_note ?? after.cancel_note ?? null;
  },
  dependency(told, e, rows) {
    const row: Partial<Dependency> = changed<'dependency'>(e, 'dependency', rows).row;
    const [before, after] = [name_of_end(rows, row.before ?? ''), name_of_end(rows, row.after ?? '')];
    told.now = before && after ? `${before} → ${after}` : null;
  },
};

/** The row of a noun that an event is about: as it was, what has changed, and the whole of it as far as it is known. */
function changed<N extends Noun>(e: PastEvent, noun: N, rows: Tables): Change<N> {
  const set = (e.set[noun] ?? {}) as Record<string, Partial<Nouns[N]> | null>;
  const was = (e.was?.[noun] ?? {}) as Record<string, Partial<Nouns[N]> | null>;
  const ids = [...Object.keys(set), ...Object.keys(was)];
  const key = ids.find((id) => set[id] === null || Object.keys(set[id] ?? {}).some((k) => k !== 'blocked_by')) ?? ids[0];
  const id = Number(key);
  const after = (key && set[key]) || {};
  const before = (key && was[key]) || {};
  return { id, before, after, row: { ...rows[noun].get(id), ...before, ...after } as Partial<Nouns[N]> };
}

/** Who did it: whoever is or was on the board; a task's receiver outside it by name where they are its assignee, else by the unit. */
export function doer(e: PastEvent, rows: Tables): string | null {
  if (e.name.split('.')[0] !== 'task') return null;
  const { row } = changed<'task'>(e, 'task', rows);
  const task: Partial<Task> = row;
  return (task.assignee === e.by ? task.assignee_name : task.unit_name) ?? null;
}
