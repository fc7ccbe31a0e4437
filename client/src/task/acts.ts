// What a person does with the tasks of an open board: each goes out as a command and shows at once (overlay.ts).
import type { BoardState } from '../board/state.svelte';
import { t } from '../lib/i18n.svelte';
import type { ClientView, Task } from '../lib/protocol.gen';
import type { Params } from '../lib/wire';

export type NewTask = Omit<Params<'task.create'>, 'board'>;

export function create_task(board: BoardState, task: NewTask): number {
  const id = board.next_id();
  void board.act('task.create', task, { stands_for: id, say: t('task.created', { title: task.title }), undo: { method: 'task.cancel', params: { board: board.board, task: id, reason: t('task.undone_reason') } } });
  return id;
}

export function rename_task(board: BoardState, task: Task, title: string): void {
  if (!title || title === task.title) return;
  void board.act('task.rename', { task: task.id, title, was: task.title }, { undo: { method: 'task.rename', params: { board: board.board, task: task.id, title: task.title, was: title } } });
}

export function describe_task(board: BoardState, task: Task, text: string): void {
  if (text === task.text) return;
  void board.act('task.describe', { task: task.id, text, was: task.text }, { undo: { method: 'task.describe', params: { board: board.board, task: task.id, text: task.text, was: text } } });
}

export function reschedule_task(board: BoardState, task: Task, due_on: string | null): void {
  if (due_on === task.due_on) return;
  void board.act('task.reschedule', { task: task.id, due_on }, { undo: { method: 'task.reschedule', params: { board: board.board, task: task.id, due_on: task.due_on } } });
}

export function aim_task(board: BoardState, task: Task, goal: number | null): void {
  if (goal === task.goal) return;
  void board.act('task.aim', { task: task.id, goal }, { undo: { method: 'task.aim', params: { board: board.board, task: task.id, goal: task.goal } } });
}

export function consult_client(board: BoardState, task: Task, client_view: ClientView): void {
  if (client_view === task.client_view) return;
  void board.act('task.consult', { task: task.id, client_view }, { undo: { method: 'task.consult', params: { board: board.board, task: task.id, client_view: task.client_view } } });
}

export function cancel_task(board: BoardState, task: Task, reason: string): void {
  void board.act('task.cancel', { task: task.id, reason }, { say: t('task.said_cancelled', { title: task.title }), undo: { method: 'task.reopen', params: { board: board.board, task: task.id } } });
}

/** A file of the tasks that a spreadsheet can open, named by the board's code. */
export async function export_tasks(board: BoardState, ask: () => Promise<{ csv: string }>): Promise<void> {
  const { csv } = await ask();
  // the mark tells spreadsheets that it is UTF-8
  const url = URL.createObjectURL(new Blob([csv.startsWith('\ufeff') ? csv : `\ufeff${csv}`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${board.itself?.code ?? 'rinnalla'}-${t('task.file_name')}.csv`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
