// What a person does with the goals of an open board and with small steps, of goals and of tasks alike.
import type { BoardState } from '../board/state.svelte';
import { t } from '../lib/i18n.svelte';
import type { Goal, GoalStatus, Step } from '../lib/protocol.gen';

export function create_goal(board: BoardState, text: string, card?: number): number {
  const id = board.next_id();
  void board.act('goal.create', { text, ...(card === undefined ? {} : { card }) }, { stands_for: id, undo: { method: 'goal.remove', params: { board: board.board, goal: id } } });
  return id;
}

export function edit_goal(board: BoardState, goal: number, text: string, was: string): void {
  if (text === was) return;
  void board.act('goal.edit', { goal, text, was }, { undo: { method: 'goal.edit', params: { board: board.board, goal, text: was, was: text } } });
}

export function set_sign(board: BoardState, goal: number, sign: string, was: string): void {
  if (sign === was) return;
  void board.act('goal.set_sign', { goal, sign, was }, { undo: { method: 'goal.set_sign', params: { board: board.board, goal, sign: was, was: sign } } });
}

export function settle_goal(board: BoardState, goal: Goal, status: GoalStatus): void {
  if (status === goal.status) return;
  void board.act('goal.settle', { goal: goal.id, status }, { say: t('goal.said_settled', { status: t(`goal_status.${status}`) }), undo: { method: 'goal.settle', params: { board: board.board, goal: goal.id, status: goal.status } } });
}

export function remove_goal(board: BoardState, goal: number): void {
  void board.act('goal.remove', { goal }, { say: t('goal.removed'), undo: { method: 'goal.restore', params: { board: board.board, goal } } });
}

export function add_step(board: BoardState, of: { goal: number } | { task: number }, text: string): number {
  const id = board.next_id();
  void board.act('step.add', { ...of, text }, { stands_for: id, undo: { method: 'step.remove', params: { board: board.board, step: id } } });
  return id;
}

export function edit_step(board: BoardState, step: number, text: string, was: string): void {
  if (text === was) return;
  void board.act('step.edit', { step, text, was }, { undo: { method: 'step.edit', params: { board: board.board, step, text: was, was: text } } });
}

export function tick_step(board: BoardState, step: number, is_done: boolean): void {
  void board.act('step.tick', { step, is_done }, { undo: { method: 'step.tick', params: { board: board.board, step, is_done: !is_done } } });
}

export function assign_step(board: BoardState, step: Step, owner: number | null, due_on: string | null): void {
  if (owner === step.owner && due_on === step.due_on) return;
  void board.act('step.assign', { step: step.id, owner, due_on }, { undo: { method: 'step.assign', params: { board: board.board, step: step.id, owner: step.owner, due_on: step.due_on } } });
}

export function remove_step(board: BoardState, step: number): void {
  void board.act('step.remove', { step }, { say: t('step.removed'), undo: { method: 'step.restore', params: { board: board.board, step } } });
}
