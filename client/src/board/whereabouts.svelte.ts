// What I tell the others: which card, field or note I am at, whether I write, whether I am away. Told when it changes, no oftener.
import { session } from '../lib/session.svelte';

/** In a note; who writes there has a caret in its text of a version. */
export interface NotePlace { note: number; version: number | null; anchor: number | null; head: number | null }

const STILL = 4_000;
const IDLE = 5 * 60_000;

export class Whereabouts {
  #board: number;
  #card: number | null = null;
  #field: string | null = null;
  #note: NotePlace | null = null;
  #writing = false;
  #away = false;
  #told = '';
  #still: ReturnType<typeof setTimeout> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(board: number) { this.#board = board; }

  /** As an attachment of the board's page: notices when the person goes and comes back. */
  watch = (): (() => void) => {
    const moved = (): void => {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => { this.#away = true; this.#tell(); }, IDLE);
      const away = document.visibilityState === 'hidden';
      if (away !== this.#away) { this.#away = away; this.#tell(); }
    };
    const kinds = ['pointerdown', 'keydown', 'wheel', 'pointermove'] as const;
    for (const k of kinds) addEventListener(k, moved, { passive: true });
    document.addEventListener('visibilitychange', moved);
    moved();
    this.tell_again();
    return () => {
      clearTimeout(this.#idle);
      clearTimeout(this.#still);
      for (const k of kinds) removeEventListener(k, moved);
      document.removeEventListener('visibilitychange', moved);
    };
  };

  at(card: number | null, field: string | null): void {
    this.#card = card !== null && card > 0 ? card : null;
    this.#field = field;
    this.#note = null;
    this.#writing = false;
    this.#tell();
  }

  /** That I am in a note and where my caret is; how often is the note's to bound. */
  note_at(place: NotePlace): void {
    if (this.#note?.note !== place.note) this.#writing = false;
    this.#card = this.#field = null;
    this.#note = place;
    this.#tell();
  }

  note_left(note: number): void {
    if (this.#note?.note === note) this.left();
  }

  writes(): void {
    clearTimeout(this.#still);
    this.#still = setTimeout(() => { this.#writing = false; this.#tell(); }, STILL);
    if (!this.#writing) { this.#writing = true; this.#tell(); }
  }

  left(): void {
    clearTimeout(this.#still);
    this.at(null, null);
  }

  tell_again(): void { this.#told = ''; this.#tell(); }

  #tell(): void {
    const params = { board: this.#board, card: this.#card, field: this.#field, ...this.#note, writing: this.#writing, away: this.#away };
    const told = JSON.stringify(params);
    if (told === this.#told) return;
    this.#told = told;
    session.tell_presence(params);
  }
}
