// What a person does with the follow-ups of an open board: each goes out as a command and shows at once (overlay.ts).
import type { BoardState } from '../board/state.svelte';
import { t, t_of } from '../lib/i18n.svelte';
import type { FollowUp } from '../lib/protocol.gen';
import type { Params } from '../lib/wire';

export type Promised = Omit<Params<'follow_up.create'>, 'board'>;

export function create_follow_up(board: BoardState, promised: Promised): number {
  const id = board.next_id();
  const undo = { method: 'follow_up.cancel' as const, params: { board: board.board, follow_up: id, reason: t('task.undone_reason') } };
  void board.act('follow_up.create', promised, { stands_for: id, say: t('follow_up.created', { kind: t_of('follow_up_kind', promised.kind) }), undo });
  return id;
}

export function edit_follow_up(board: BoardState, was: FollowUp, promised: Promised): void {
  void board.act('follow_up.edit', { follow_up: was.id, seen_at: was.changed_at, ...promised });
}

export function finish_follow_up(board: BoardState, one: FollowUp, outcome: string): void {
  void board.act('follow_up.finish', { follow_up: one.id, outcome }, { say: t('follow_up.finished'), undo: { method: 'follow_up.reopen', params: { board: board.board, follow_up: one.id } } });
}

export function cancel_follow_up(board: BoardState, one: FollowUp, reason: string): void {
  void board.act('follow_up.cancel', { follow_up: one.id, reason }, { say: t('follow_up.cancelled'), undo: { method: 'follow_up.reopen', params: { board: board.board, follow_up: one.id } } });
}

export function reopen_follow_up(board: BoardState, one: FollowUp): void {
  void board.act('follow_up.reopen', { follow_up: one.id });
}
