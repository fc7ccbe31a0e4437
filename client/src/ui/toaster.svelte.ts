// The one line at the foot of the window.
interface Shown { text: string; undo?: () => void }
const LONG = 9_000;

class Toaster {
  shown = $state.raw<Shown | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, undo?: () => void): void {
    this.shown = { text, undo };
    this.release();
  }

  hide(): void { this.hold(); this.shown = null; }

  /** As long as somebody is on it, it stays. */
  hold(): void { clearTimeout(this.#timer); }

  release(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.shown = null; }, LONG);
  }
}

export const toast = new Toaster();
