// What a person does in a meeting. The board tells of a refusal; what everybody is led to waits for the server.
import type { ClientPart } from '../lib/protocol.gen';
import type { BoardState } from '../board/state.svelte';
import { just_made } from '../note/desk.svelte';

export const join = (board: BoardState, sitting: number) => board.act('sitting.join', { sitting });
export const leave = (board: BoardState, sitting: number) => board.act('sitting.leave', { sitting });
export const lead = (board: BoardState, sitting: number) => board.act('sitting.lead', { sitting });
export const go = (board: BoardState, sitting: number, phase: number) => board.act('sitting.go', { sitting, phase });
export const end = (board: BoardState, sitting: number) => board.act('sitting.end', { sitting });
export const raise_hand = (board: BoardState, sitting: number) => void board.act('hand.raise', { sitting });
export const lower_hand = (board: BoardState, sitting: number, account?: number) => void board.act('hand.lower', { sitting, ...(account === undefined ? {} : { account }) });
export const give_turn = (board: BoardState, sitting: number, account: number | null) => void board.act('sitting.give_turn', { sitting, ...(account === null ? {} : { account }) });
export const set_client = (board: BoardState, sitting: number, client_part: ClientPart) => void board.act('sitting.set_client', { sitting, client_part });
export const set_presenter = (board: BoardState, sitting: number, presenter: number | null) => void board.act('sitting.set_presenter', { sitting, ...(presenter === null ? {} : { presenter }) });

/** The note of a phase is begun by whoever first writes in it. */
export async function begin_note(board: BoardState, sitting: number, phase: number): Promise<void> {
  const { note } = await board.act('sitting.note', { sitting, phase });
  just_made.add(note);
}
