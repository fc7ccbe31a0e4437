// The carets of the others in one note. Each is told as a place in the confirmed text of some version: told ahead of mine it
// waits for that version, told behind it is mapped through what was confirmed since. From there my own unconfirmed changes
// carry it to the text as I see it.
import type { ChangeDesc } from '@codemirror/state';

export interface Caret { account: number; anchor: number; head: number; writing: boolean }
export interface Told { account: number; version: number | null; anchor: number | null; head: number | null; writing: boolean }

/** how many confirmed changes are remembered for carets told behind */
const LOG = 500;

interface Past { changes: ChangeDesc; by: number | null }
interface Placed { told: Told; version: number; anchor: number; head: number }

export class Carets {
  #me: number;
  #version = 0;
  #log: Past[] = [];
  #told = new Map<number, Told>();
  #placed = new Map<number, Placed>();

  constructor(me: number) { this.#me = me; }

  /** A text has come as a whole: nothing before it is known. */
  begin(version: number): void {
    this.#version = version;
    this.#log = [];
    this.#placed.clear();
    for (const told of this.#told.values()) this.#place(told);
  }

  /** One confirmed update: the version grows by one. */
  confirmed(changes: ChangeDesc, by: number | null): void {
    this.#version++;
    this.#log.push({ changes, by });
    if (this.#log.length > LOG) this.#log.shift();
    for (const p of this.#placed.values()) move(p, { changes, by });
    for (const told of this.#told.values()) if (told.version === this.#version) this.#place(told);
  }

  /** Everybody who is in this note, as presence has it. */
  told(here: readonly Told[]): void {
    const before = this.#told;
    this.#told = new Map();
    for (const h of here) {
      if (h.account === this.#me || h.version == null || h.head == null) continue;
      this.#told.set(h.account, h);
      const old = before.get(h.account);
      const is_same = old && old.version === h.version && old.anchor === h.anchor && old.head === h.head;
      if (!is_same) this.#place(h);
      else if (this.#placed.has(h.account)) this.#placed.get(h.account)!.told = h;
    }
    for (const account of this.#placed.keys()) if (!this.#told.has(account)) this.#placed.delete(account);
  }

  /** Where they stand in my text. */
  seen(unconfirmed: readonly { changes: ChangeDesc }[]): Caret[] {
    return [...this.#placed.values()].map((p) => {
      let { anchor, head } = p;
      for (const { changes } of unconfirmed) { anchor = map(changes, anchor, -1); head = map(changes, head, -1); }
      return { account: p.told.account, anchor, head, writing: p.told.writing };
    });
  }

  /** One told ahead keeps its former place until its version has come; one told too far behind has none. */
  #place(told: Told): void {
    const behind = this.#version - told.version!;
    if (behind < 0) return;
    this.#placed.delete(told.account);
    if (behind > this.#log.length) return;
    const p: Placed = { told, version: told.version!, anchor: told.anchor ?? told.head!, head: told.head! };
    for (const past of behind ? this.#log.slice(-behind) : []) move(p, past);
    this.#placed.set(told.account, p);
  }
}

/** My places in the text as I see it, as places in the confirmed text. */
export function back_to_confirmed(places: readonly number[], unconfirmed: readonly { changes: ChangeDesc }[]): number[] {
  return unconfirmed.reduceRight<number[]>((at, { changes }) => at.map((p) => map(changes.invertedDesc, p, -1)), [...places]);
}

/** Who writes stands behind what they wrote; everybody else stays before it. */
function move(p: Placed, past: Past): void {
  const side = past.by === p.told.account ? 1 : -1;
  p.anchor = map(past.changes, p.anchor, side);
  p.head = map(past.changes, p.head, side);
}

/** A place that lies outside, told by a faulty client, must not break the page. */
function map(changes: ChangeDesc, at: number, side: -1 | 1): number {
  return changes.mapPos(Math.max(0, Math.min(at, changes.length)), side);
}
