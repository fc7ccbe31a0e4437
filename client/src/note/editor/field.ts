// What a plain field shows, over a text that others write in: while a character is composed the field must not be written to,
// so it may be behind. What is typed into it is then carried over what came meanwhile.
import { ChangeSet } from '@codemirror/state';
import { smallest_change, type Selection } from '../plain';

export class Field {
  /** the shared text's changes that the field does not show */
  theirs: ChangeSet;
  #shown: string;

  constructor(text: string) {
    this.#shown = text;
    this.theirs = ChangeSet.empty(text.length);
  }

  get is_behind(): boolean { return !this.theirs.empty; }

  /** The field shows the shared text. */
  take(text: string): string {
    this.#shown = text;
    this.theirs = ChangeSet.empty(text.length);
    return text;
  }

  came(changes: ChangeSet): void { this.theirs = this.theirs.compose(changes); }

  /** The field's new value, as a change of the shared text; null when it is no other. */
  typed(value: string, caret: Selection): ChangeSet | null {
    const change = smallest_change(this.#shown, value, caret);
    if (!change) return null;
    const mine = ChangeSet.of(change, this.#shown.length);
    const over_theirs = mine.map(this.theirs);
    this.theirs = this.theirs.map(mine, true);
    this.#shown = value;
    return over_theirs;
  }

  /** A place in the field, in the shared text. */
  in_text(start: number, end: number): [number, number] { return [this.theirs.mapPos(start, -1), this.theirs.mapPos(end, -1)]; }
}
