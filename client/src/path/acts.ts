// Saying what must come before what, and that it need not; a circle is refused in words, with the way that would close it.
import { name_of_end } from '../board/ends';
import type { BoardState } from '../board/state.svelte';
import { t } from '../lib/i18n.svelte';
import { Refusal } from '../lib/wire';
import { toast } from '../ui/toaster.svelte';
import { way } from './places';
import { arcs_of, neighbours } from './things';

/** The ends of the circle that this would close, or null. */
export function circle(board: BoardState, before: string, after: string): string[] | null {
  return way(neighbours(arcs_of(board.tables)).after, after, before);
}

export function circle_words(board: BoardState, path: readonly string[]): string {
  return [...path, path[0]!].map((end) => `”${name_of_end(board.tables, end) ?? t('path.unknown')}”`).join(' → ');
}

export function add_dependency(board: BoardState, before: string, after: string): void {
  const undo = { method: 'dependency.remove', params: { board: board.board, before, after } } as const;
  void board.act('dependency.add', { before, after }, { stands_for: board.next_id(), undo }).catch((e: unknown) => {
    const path = e instanceof Refusal && e.data.detail === 'cycle' ? (e.data as { path?: string[] }).path : undefined;
    // drawn meanwhile by somebody else: said after the board has said that it was refused
    if (path) setTimeout(() => toast.show(t('path.circle', { path: circle_words(board, path) })), 50);
  });
}

export function remove_dependency(board: BoardState, before: string, after: string): void {
  const name = (end: string): string => name_of_end(board.tables, end) ?? t('path.unknown');
  const undo = { method: 'dependency.add', params: { board: board.board, before, after }, stands_for: board.next_id() } as const;
  void board.act('dependency.remove', { before, after }, { say: t('path.removed', { before: name(before), after: name(after) }), undo });
}
