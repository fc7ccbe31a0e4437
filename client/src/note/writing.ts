// What a page needs where a note that is read there can be written in: the editor, the key that ends it, and a box that is ticked while reading.
import type { Component } from 'svelte';
import { wish } from '../lib/typing.svelte';
import type { BoardState } from '../board/state.svelte';
import type { NoteDoc } from './doc.svelte';

export interface Editing { doc: NoteDoc; board: BoardState; at: number | null; done: () => void }

/** The one that the person has chosen; loaded at the first use. */
export async function load_editor(): Promise<Component<Editing>> {
  return (wish.typing === 'plain' ? (await import('./editor/Plain.svelte')).default : (await import('./editor/Editor.svelte')).default) as Component<Editing>;
}

/** Attached round the editor: what it has no use for itself (a list to close, a selection to give up) ends the writing. */
export const escape_ends = (done: () => void) => (node: HTMLElement) => {
  const key = (e: KeyboardEvent) => { if (e.key === 'Escape' && !e.defaultPrevented && !e.isComposing) { e.preventDefault(); done(); } };
  node.addEventListener('keydown', key);
  return () => node.removeEventListener('keydown', key);
};

export function tick_box(doc: NoteDoc, from: number, is_done: boolean): void {
  doc.dispatch({ changes: { from: from + 1, to: from + 2, insert: is_done ? 'x' : ' ' }, userEvent: 'input.check' });
}
