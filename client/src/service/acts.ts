// What a person does with the services of an open board: each goes out as a command and shows at once (overlay.ts).
import type { BoardState } from '../board/state.svelte';
import { t } from '../lib/i18n.svelte';
import type { Service, ServiceFit, ServiceStatus, ServiceWeight } from '../lib/protocol.gen';
import type { Params } from '../lib/wire';

export type Described = Omit<Params<'service.edit'>, 'board' | 'service' | 'seen_at'>;

export function create_service(board: BoardState, told: Described, status: ServiceStatus): number {
  const id = board.next_id();
  void board.act('service.create', { ...told, status }, { stands_for: id, say: t('service.created', { name: told.name }), undo: { method: 'service.remove', params: { board: board.board, service: id } } });
  return id;
}

/** seen_at: when what this person saw was last changed. */
export function edit_service(board: BoardState, service: number, told: Described, seen_at: number): void {
  void board.act('service.edit', { service, seen_at, ...told });
}

export function set_status(board: BoardState, service: Service, status: ServiceStatus): void {
  if (status === service.status) return;
  void board.act('service.set_status', { service: service.id, status }, { undo: { method: 'service.set_status', params: { board: board.board, service: service.id, status: service.status } } });
}

export function judge(board: BoardState, service: Service, fit: ServiceFit | null, reason: string): void {
  void board.act('service.judge', { service: service.id, fit, reason: (fit && reason) || null }, { undo: { method: 'service.judge', params: { board: board.board, service: service.id, fit: service.fit, reason: service.fit_reason } } });
}

export function decide(board: BoardState, service: Service, weight: ServiceWeight | null, reason: string): void {
  void board.act('service.decide', { service: service.id, weight, reason: (weight && reason) || null }, { undo: { method: 'service.decide', params: { board: board.board, service: service.id, weight: service.weight, reason: service.weight_reason } } });
}

export function count(board: BoardState, service: number, year: number, n: number, was: number): void {
  if (n === was) return;
  void board.act('service.count', { service, year, count: n }, { undo: { method: 'service.count', params: { board: board.board, service, year, count: was } } });
}

export function remove_service(board: BoardState, service: Service): void {
  void board.act('service.remove', { service: service.id }, { say: t('service.removed', { name: service.name }), undo: { method: 'service.restore', params: { board: board.board, service: service.id } } });
}
