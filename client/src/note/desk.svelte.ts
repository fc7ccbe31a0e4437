// What a person looks at on the page of a note: the text, who wrote it, or the text as it stood; and whether they write.
import { session } from '../lib/session.svelte';
import type { Writing } from './steps';

/** The text as it stood after a step of the history, and before it. */
export interface Past { step: Writing; at: number; text: string; before: string }

export class Desk {
  readonly board: number = 0;
  readonly note: number = 0;
  is_writing = $state(false);
  past = $state.raw<Past | null>(null);
  /** of the open text, for what is asked again when it grows */
  version = $state(0);
  /** shows who wrote what */
  is_told = $state(false);

  constructor(board: number, note: number) {
    this.board = board;
    this.note = note;
  }

  async look_at(step: Writing): Promise<void> {
    const at = (version: number) => session.ask('note.at', { board: this.board, note: this.note, version });
    const [now, before] = await Promise.all([at(step.last), step.step > 1 ? at(step.step - 1) : null]);
    this.is_writing = false;
    this.is_told = false;
    this.past = { step, at: step.ended_at, text: now.text, before: before?.text ?? '' };
  }

  back_to_present(): void { this.past = null; }
}

/** Notes begun here a moment ago: whoever begins one wants to write. */
export const just_made = new Set<number>();
