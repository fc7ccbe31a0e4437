// Taking back one's own last steps: what would undo each step, kept as it is done. Never anybody else's.
import { renamed_params } from '../lib/outbox';
import type { Params, WriteMethod } from '../lib/wire';

export type Undo = { [M in WriteMethod]: { method: M; params: Params<M>; stands_for?: number } }[WriteMethod];

const MOST = 50;

export class Steps {
  #steps: Undo[] = [];

  did(undo: Undo): void {
    this.#steps.push(undo);
    if (this.#steps.length > MOST) this.#steps.shift();
  }

  take(): Undo | undefined { return this.#steps.pop(); }

  /** What was made here has got its number. */
  rename(from: number, to: number): void {
    this.#steps = this.#steps.map((u) => ({ ...u, params: renamed_params(u.params, from, to) }) as Undo);
  }
}
