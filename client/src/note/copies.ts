// Every copy of a note this page has: those it shows, and those that only bring unsent words to the server, be it that the
// note was left before they were confirmed, or that a page which is gone had kept them.
import { Copy, type Doors, type Kept, type Opened, type Push, type Update } from './copy';

export interface Way {
  open(board: number, note: number, since: number | null): Promise<Opened>;
  push(board: number, note: number, push: Push): Promise<unknown>;
  close(board: number, note: number): void;
  keep(name: string, kept: Kept): Promise<boolean>;
  forget(name: string): Promise<unknown>;
  saved(): void;
  changed(): void;
  random(): string;
  later(ms: number, work: () => void): () => void;
}

export interface Place { board: number; note: number }

export class Copies {
  #way: Way;
  #tab: string;
  #serial = 0;
  #all = new Set<Copy>();
  #shown = new Set<Copy>();
  #names = new Map<Copy, string>();
  #is_up = false;

  constructor(way: Way, tab: string) { this.#way = way; this.#tab = tab; }

  /** The copy a page is to show; leave() gives it back. */
  take(board: number, note: number): Copy {
    const found = this.#of(board, note).find((c) => !this.#shown.has(c));
    const copy = found ?? this.#add(board, note, null);
    this.#shown.add(copy);
    if (!found && this.#is_up) copy.up();
    return copy;
  }

  leave(copy: Copy): void {
    this.#shown.delete(copy);
    this.#sweep(copy);
    this.#way.changed();
  }

  /** What a page that is gone had kept, under the name it is kept by from here on. */
  adopt(kept: Kept, name = this.next_name(kept)): void {
    if ([...this.#names.values()].includes(name)) return;
    const copy = this.#add(kept.board, kept.note, kept, name);
    if (this.#is_up) copy.up();
    this.#way.changed();
  }

  next_name(place: Place): string { return `note:${place.note}:${this.#tab}-${++this.#serial}`; }

  /** The notes with words of mine that are not confirmed. */
  get unsent(): Place[] {
    return [...this.#all].filter((c) => c.unsent > 0 && c.status !== 'ended' && c.status !== 'missing');
  }

  get is_safe(): boolean { return [...this.#all].every((c) => c.is_safe); }

  up(): void { this.#is_up = true; for (const c of this.#all) c.up(); }

  down(): void { this.#is_up = false; for (const c of this.#all) c.down(); }

  updates(p: Place & { version: number; updates: Update[] }): void { for (const c of this.#of(p.board, p.note)) c.updates(p.version, p.updates); }

  resync(p: Place): void { for (const c of this.#of(p.board, p.note)) c.resync(); }

  /** Of a whole board: access to it has ended. */
  ended(board: number): void { for (const c of this.#all) if (c.board === board) c.end(); }

  /** Another person signs in, or everything is to be forgotten: nothing of this is theirs. */
  clear(): void {
    for (const c of this.#all) { c.watch(null); c.down(); c.stop(); }
    this.#all.clear();
    this.#shown.clear();
    this.#names.clear();
    this.#way.changed();
  }

  #of(board: number, note: number): Copy[] { return [...this.#all].filter((c) => c.board === board && c.note === note); }

  #add(board: number, note: number, kept: Kept | null, name = this.next_name({ board, note })): Copy {
    const way = this.#way;
    const doors: Doors = {
      open: (since) => this.#open(copy, since),
      push: (push) => way.push(board, note, push),
      keep: (k) => (this.#all.has(copy) ? way.keep(name, k) : Promise.resolve(false)),
      forget: () => way.forget(name),
      saved: () => way.saved(),
      changed: () => { this.#sweep(copy); way.changed(); },
      random: () => way.random(),
      later: (ms, work) => way.later(ms, work),
    };
    const copy: Copy = new Copy(board, note, doors, kept);
    this.#all.add(copy);
    this.#names.set(copy, name);
    return copy;
  }

  /** The line has one subscription to a note: an answer that ends it for a while (`more`) ends it for every copy there. */
  async #open(copy: Copy, since: number | null): Promise<Opened> {
    const answer = await this.#way.open(copy.board, copy.note, since);
    if (!answer.more) for (const c of this.#of(copy.board, copy.note)) if (c !== copy && c.is_level && c.version < answer.version) c.resync();
    return answer;
  }

  /** One that nobody looks at goes once everything of it is confirmed. */
  #sweep(copy: Copy): void {
    if (this.#shown.has(copy) || !this.#all.has(copy) || !copy.is_settled) return;
    const was_level = copy.is_level;
    this.#all.delete(copy);
    this.#names.delete(copy);
    copy.down();
    copy.stop();
    const others = this.#of(copy.board, copy.note);
    if (!this.#is_up) return;
    if (!others.length) this.#way.close(copy.board, copy.note);
    else if (!was_level) for (const c of others) c.resync();
  }
}
