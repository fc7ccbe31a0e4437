// What a person does with steps: each goes out as a command and shows at once (overlay.ts).
import type { BoardState } from '../board/state.svelte';
import { t } from '../lib/i18n.svelte';
import type { Step } from '../lib/protocol.gen';

export interface Whole { goal?: number; task?: number }

/** The steps of a goal or a task in the order they were written. */
export function steps_of(steps: ReadonlyMap<number, Step>, of: Whole): Step[] {
  const all = [...steps.values()].filter((s) => !s.removed_at && (of.goal !== undefined ? s.goal === of.goal : s.task === of.task));
  return all.sort((a, b) => a.added_at - b.added_at || Math.abs(a.id) - Math.abs(b.id));
}

export function add_step(board: BoardState, of: Whole, text: string): number {
  const id = board.next_id();
  void board.act('step.add', { ...of, text }, { stands_for: id, undo: { method: 'step.remove', params: { board: board.board, step: id } } });
  return id;
}

export function edit_step(board: BoardState, step: Step, text: string): void {
  if (!text || text === step.text) return;
  void board.act('step.edit', { step: step.id, text, was: step.text }, { undo: { method: 'step.edit', params: { board: board.board, step: step.id, text: step.text, was: text } } });
}

export function assign_step(board: BoardState, step: Step, owner: number | null, due_on: string | null): void {
  if (owner === step.owner && due_on === step.due_on) return;
  void board.act('step.assign', { step: step.id, owner, due_on }, { undo: { method: 'step.assign', params: { board: board.board, step: step.id, owner: step.owner, due_on: step.due_on } } });
}

export function tick_step(board: BoardState, step: Step, is_done: boolean): void {
  void board.act('step.tick', { step: step.id, is_done }, { undo: { method: 'step.tick', params: { board: board.board, step: step.id, is_done: !is_done } } });
}

export function remove_step(board: BoardState, step: Step): void {
  void board.act('step.remove', { step: step.id }, { say: t('step.removed'), undo: { method: 'step.restore', params: { board: board.board, step: step.id } } });
}
