// Taking back one's own last steps: what would undo each step, kept as it is done. Never anybody else's.
import type { Params, WriteMethod } from '../lib/wire';

export interface Step { what: 'remove' | 'add' | 'move' | 'edit' | 'settle' | 'link' | 'unlink' | 'note_remove' | 'note_rename'; undo: Undo }
export type Undo = { [M in WriteMethod]: { method: M; params: Params<M>; stands_for?: number } }[WriteMethod];

const MOST = 50;

export class Steps {
  #steps: Step[] = [];

  get last(): Step | undefined { return this.#steps[this.#steps.length - 1]; }

  did(step: Step): void {
    this.#steps.push(step);
    if (this.#steps.length > MOST) this.#steps.shift();
  }

  take(): Step | undefined { return this.#steps.pop(); }

  /** A card made here has got its number. */
  rename(from: number, to: number): void {
    for (const s of this.#steps) {
      const params = s.undo.params as Record<string, unknown>;
      for (const k of ['card', 'after', 'from_card', 'to_card', 'link']) if (params[k] === from) params[k] = to;
    }
  }
}
