// What a waiting change to tasks looks like before the server has answered: the same moves as src/command/task_life.c.
import { block_again, end_of } from '../board/ends';
import type { Layer, Sheet } from '../board/sheet';
import type { Task, TaskStatus } from '../lib/protocol.gen';
import { directory } from '../participant/directory';

export const task_layer: Layer = {
  makes: {
    'task.create': {
      row: (p, id, op, sheet) => ({
        id, title: p.title, text: p.text ?? '', status: p.is_client ? 'accepted' : 'requested', is_client: !!p.is_client, client_view: p.client_view ?? 'not_asked',
        ...held(sheet, p.unit ?? null, p.assignee ?? null), due_on: p.due_on ?? null, goal: p.goal ?? null, card: p.card ?? null, author: sheet.me,
        reason: null, outcome: null, blocked_by: [], added_at: op.made_at, changed_at: op.made_at, ended_at: null,
      }),
      is_like: (p, row) => row.title === p.title && row.text === (p.text ?? '') && row.card === (p.card ?? null) && row.unit === (p.unit ?? null),
    },
  },
  does: {
    'task.rename': (sheet, p) => sheet.change('task', p.task, { title: p.title }),
    'task.describe': (sheet, p) => sheet.change('task', p.task, { text: p.text }),
    'task.reschedule': (sheet, p) => sheet.change('task', p.task, { due_on: p.due_on ?? null }),
    'task.aim': (sheet, p) => sheet.change('task', p.task, { goal: p.goal ?? null }),
    'task.consult': (sheet, p) => sheet.change('task', p.task, { client_view: p.client_view }),
    'task.assign': (sheet, p) => {
      const old = sheet.see('task').get(p.task);
      if (!old) return;
      const status = old.unit !== p.unit || old.status === 'declined' ? 'requested' : old.status;
      sheet.change('task', p.task, { ...held(sheet, p.unit, p.assignee ?? null), status });
    },
    'task.accept': (sheet, p) => {
      const old = sheet.see('task').get(p.task);
      if (old) sheet.change('task', p.task, { status: 'accepted', ...(p.assignee == null ? {} : held(sheet, old.unit, p.assignee, old)) });
    },
    'task.decline': (sheet, p) => sheet.change('task', p.task, { status: 'declined', reason: p.reason }),
    'task.forward': (sheet, p) => sheet.change('task', p.task, { status: 'forwarded', ...held(sheet, p.unit, null), reason: p.reason ?? null }),
    'task.start': (sheet, p) => sheet.change('task', p.task, { status: 'in_progress' }),
    'task.done': (sheet, p, op) => ended(sheet, p.task, { status: 'done', outcome: p.outcome, ended_at: op.made_at }),
    'task.cancel': (sheet, p, op) => ended(sheet, p.task, { status: 'cancelled', reason: p.reason, ended_at: op.made_at }),
    'task.reopen': (sheet, p) => {
      const old = sheet.see('task').get(p.task);
      if (old) ended(sheet, p.task, { status: reopened(old), ended_at: null });
    },
  },
  words: {
    'task.create': ['title', 'text'], 'task.rename': ['title'], 'task.describe': ['text'], 'task.decline': ['reason'], 'task.forward': ['reason'],
    'task.start': ['despite'], 'task.done': ['outcome', 'despite'], 'task.cancel': ['reason'], 'task.reopen': ['reason'],
  },
};

/** What was done goes on where it was; what was cancelled is asked for anew, unless it is the client's own. */
export function reopened(task: Pick<Task, 'status' | 'is_client'>): TaskStatus {
  return task.status === 'done' || task.is_client ? 'accepted' : 'requested';
}

function held(sheet: Sheet, unit: number | null, assignee: number | null, old?: Task): Pick<Task, 'unit' | 'unit_name' | 'sector' | 'assignee' | 'assignee_name'> {
  const found = directory.unit(unit);
  const name = assignee === null ? null : (sheet.see('participant').get(assignee)?.full_name ?? directory.person(assignee) ?? null);
  return { unit, unit_name: found?.name ?? old?.unit_name ?? null, sector: found?.sector ?? old?.sector ?? null, assignee, assignee_name: name };
}

function ended(sheet: Sheet, task: number, fields: Partial<Task>): void {
  sheet.change('task', task, fields);
  block_again(sheet, end_of('task', task));
}
