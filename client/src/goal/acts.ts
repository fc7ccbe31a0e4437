// What a person does with the goals of an open board: each goes out as a command and shows at once (overlay.ts).
import type { BoardState } from '../board/state.svelte';
import { t } from '../lib/i18n.svelte';
import type { Goal, GoalStatus } from '../lib/protocol.gen';

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
