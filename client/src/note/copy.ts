// This page's copy of one note, and the way between it and the server (docs/wire.md, "Live notes").
//
// The straight path: write() → the changes wait, unconfirmed → one push at a time takes the first of them → the note's own
// stream confirms them, with everybody else's, in one order. The answer to a push confirms nothing. The wire state is
// @codemirror/collab's, fed update by update; it is not the editor's state, so that one step of the editor may be several
// updates, and a client's name can change under an open editor.
// What can fail: the line goes → pull what was missed, then the very same push again under its key; a passing refusal → the
// same push later; a final one → 'stuck', with the words kept; the note is gone → 'ended', likewise; the server knows less
// than we do (a restored backup), or something doesn't follow → its text is the text, and the words are kept aside.
// What waits longer than a moment is kept (sealed, see Doors.keep). Where something is kept, no push leaves before it is
// kept with it: then a page that takes it up knows every push that may still arrive late.
import { ChangeSet, EditorState, StateEffect, Text, type Transaction } from '@codemirror/state';
import { collab, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import { Refusal, passes } from '../lib/wire';
import { split } from './clean';

export interface Update { client: string; by: number | null; changes: unknown }
export interface Opened { version: number; text?: string; updates?: Update[]; more?: boolean }
export interface Push { key: string; version: number; client: string; updates: { changes: unknown }[] }
/** A copy with unsent words as it is kept: what it needs to go on in another page. */
export interface Kept { board: number; note: number; text: string; version: number; client: string; updates: unknown[]; push: Push | null; left: number; aside: string }

/** missing: it was never there for us; ended: it was. stuck: the server refuses for good what is written here. */
export type Status = 'opening' | 'open' | 'missing' | 'ended' | 'stuck';
export type Unconfirmed = readonly { changes: ChangeSet }[];

export interface Doors {
  open(since: number | null): Promise<Opened>;
  push(push: Push): Promise<unknown>;
  /** true once it will outlive the page */
  keep(kept: Kept): Promise<boolean>;
  forget(): Promise<unknown>;
  /** the last of what waited is confirmed */
  saved(): void;
  /** something to look at: status, unsent, what is kept */
  changed(): void;
  random(): string;
  later(ms: number, work: () => void): () => void;
}

/** What a page that shows the copy hears. */
export interface Eyes {
  /** one update of the confirmed text */
  confirmed(changes: ChangeSet, by: number | null): void;
  /** others' changes to the text as it is seen here */
  arrived(changes: ChangeSet): void;
  /** the whole text is another */
  replace(text: string): void;
  /** what was missed is here, and the stream runs on this line */
  level(): void;
  changed(): void;
}

export const KEEP_AFTER = 120;
/** An update that others have made empty is one still: collab passes over what has neither changes nor effects. */
const counts = StateEffect.define<null>();
const MOST_UPDATES = 400;
const MOST_BYTES = 40_000;
const RETRY = 3_000;
/** an answered push that the stream doesn't confirm: ask */
const UNCONFIRMED = 5_000;
const TRIES = 6;

export class Copy {
  readonly board: number;
  readonly note: number;
  status: Status = 'opening';
  refusal: Refusal | null = null;

  #doors: Doors;
  #eyes: Eyes | null = null;
  #wire: EditorState | null = null;
  #confirmed = Text.empty;
  #version = 0;
  #client = '';
  #is_former = false;
  /** words of mine that can't be merged any more */
  #aside = '';

  #is_up = false;
  #is_level = false;
  /** grows with every line: answers of a former one mean nothing */
  #turn = 0;
  #pulling = 0;
  #wants_text = false;
  #frames: { version: number; updates: Update[] }[] = [];

  #push: Push | null = null;
  /** how many of the push are unconfirmed */
  #left = 0;
  #calling: Push | null = null;
  #answered: Push | null = null;
  /** stands too far behind to be taken: what it holds goes with what waits, once it is known that it wasn't */
  #stale: Push | null = null;
  /** until the pull, or the push, is tried again */
  #pull_pause: (() => void) | null = null;
  #push_pause: (() => void) | null = null;
  #tries = 0;
  #is_pumping = false;

  #is_kept = false;
  #change = 0;
  #sealed = 0;
  #keeping: (() => void) | null = null;

  constructor(board: number, note: number, doors: Doors, kept: Kept | null = null) {
    this.board = board;
    this.note = note;
    this.#doors = doors;
    if (kept) this.#take_up(kept);
  }

  get has_text(): boolean { return this.#wire !== null; }
  get text(): string { return this.#wire?.doc.toString() ?? ''; }
  get version(): number { return this.#version; }
  /** what was missed is here, and the stream runs */
  get is_level(): boolean { return this.#is_level; }
  get unconfirmed(): Unconfirmed { return this.#wire ? sendableUpdates(this.#wire) : []; }
  get unsent(): number { return this.unconfirmed.length; }
  /** whether nothing is lost if the page goes at once */
  get is_safe(): boolean { return !this.#has_words || this.#sealed === this.#change; }
  /** whether nobody need keep it any longer */
  get is_settled(): boolean { return !this.#has_words && !this.#is_kept; }
  get #has_words(): boolean { return this.unsent > 0 || this.#aside !== ''; }

  /** What I wrote and the server has not. */
  get unsent_text(): string {
    const mine: string[] = this.#aside ? [this.#aside] : [];
    const [first, ...rest] = this.unconfirmed;
    const all = rest.reduce<ChangeSet | undefined>((c, u) => c!.compose(u.changes), first?.changes);
    all?.iterChanges((_a, _b, _c, _d, inserted) => { if (inserted.length) mine.push(inserted.toString()); });
    return mine.join('\n');
  }

  watch(eyes: Eyes | null): void { this.#eyes = eyes; }

  // ---- writing ----------------------------------------------------------------------------------------------------------
  write(changes: ChangeSet): void {
    if (!this.#wire || changes.empty) return;
    for (const piece of split(changes)) this.#wire = this.#wire.update({ changes: piece }).state;
    this.#touched();
    this.#pump_soon();
  }

  /** Once more, under another key: the refusal is the outcome of the former. */
  retry(): void {
    if (this.status !== 'stuck' || this.#aside) return;
    this.#unstick();
    this.#pump_soon();
  }

  retry_if(...reasons: Refusal['reason'][]): void {
    if (this.refusal && reasons.includes(this.refusal.reason)) this.retry();
  }

  /** What can't be sent is given up; words set aside have left the text already. */
  let_go(): void {
    this.#aside = '';
    const drops = this.unsent > 0 && (this.refusal !== null || this.status === 'ended');
    if (drops) this.#begin(this.#confirmed, this.#version);
    if (this.status === 'stuck') this.#unstick();
    this.#touched();
    if (drops) this.#eyes?.replace(this.text);
    this.#pump_soon();
  }

  #unstick(): void {
    this.refusal = null;
    this.#push = null;
    this.#tries = 0;
    this.status = 'open';
    this.#tell();
  }

  // ---- the line ---------------------------------------------------------------------------------------------------------
  up(): void {
    this.down();
    this.#is_up = true;
    void this.#pull();
  }

  down(): void {
    this.#turn++;
    this.#is_up = this.#is_level = false;
    this.#pulling = 0;
    this.#frames = [];
    this.#calling = this.#answered = null;
    this.#pull_pause?.();
    this.#pull_pause = null;
    this.#stop_push_pause();
  }

  /** Nobody keeps it any longer. */
  stop(): void { this.#stop_keeping(); }

  /** The stream. */
  updates(version: number, updates: Update[]): void {
    this.#frames.push({ version, updates });
    if (this.#pulling) return;
    this.#drain();
    this.#pump_soon();
  }

  /** Frames were dropped for this socket. */
  resync(): void {
    this.#is_level = false;
    if (this.#is_up) void this.#pull();
  }

  /** The end of access. */
  end(): void {
    this.down();
    this.#over();
  }

  #over(): void {
    this.status = this.has_text ? 'ended' : 'missing';
    this.#tell();
  }

  async #pull(): Promise<void> {
    if (this.#pulling === this.#turn) return;
    const turn = (this.#pulling = this.#turn);
    this.#pull_pause?.();
    this.#pull_pause = null;
    try {
      for (let more = true; more; ) {
        const answer = await this.#doors.open(this.#wire && !this.#wants_text ? this.#version : null);
        if (turn !== this.#turn) return;
        more = this.#take(answer);
      }
      this.#pulling = 0;
      this.#is_level = true;
      if (this.status !== 'stuck') this.status = this.#aside ? 'stuck' : 'open';
      this.#drain();
      if (this.#push === this.#stale) this.#push = null;
      this.#stale = null;
      this.#tell();
      this.#eyes?.level();
      this.#pump_soon();
    } catch (e) {
      if (turn !== this.#turn) return;
      this.#pulling = 0;
      const refusal = refusal_of(e);
      if (passes(refusal.reason)) this.#pull_pause = this.#doors.later(refusal.data.retry_ms ?? RETRY, () => void this.#pull());
      else this.#over();
    }
  }

  /** Whether there is more to ask for. */
  #take(answer: Opened): boolean {
    if (answer.text !== undefined) this.#replace(answer.text, answer.version);
    else if (!this.#receive(answer.version, answer.updates ?? [])) return (this.#wants_text = true);
    return !!answer.more;
  }

  #drain(): void {
    const frames = this.#frames.splice(0);
    for (const f of frames) if (!this.#receive(f.version, f.updates)) { this.resync(); return; }
  }

  /** The updates up to a version, as far as they aren't known; false where they don't follow from what is. */
  #receive(version: number, updates: readonly Update[]): boolean {
    const known = this.#version - (version - updates.length);
    if (!this.#wire || known < 0) return false;
    let seen: ChangeSet | null = null;
    try {
      for (const u of updates.slice(known)) {
        const changes = this.#confirm(u);
        if (!changes.empty) seen = seen ? seen.compose(changes) : changes;
      }
    } catch {
      this.#wants_text = true; // a text that is not the one it was made for: only the whole helps
      return false;
    } finally {
      if (seen) this.#eyes?.arrived(seen);
    }
    if (known < updates.length) { this.#touched(); this.#tell(); }
    return true;
  }

  /** One update; returns what it changes in the text as it is seen here. */
  #confirm(u: Update): ChangeSet {
    const changes = ChangeSet.fromJSON(u.changes);
    const confirmed = changes.apply(this.#confirmed);
    const before = this.unsent;
    const tr = receiveUpdates(this.#wire!, [{ changes, clientID: u.client }]);
    this.#wire = tr.state;
    this.#confirmed = confirmed;
    this.#version++;
    if (this.unsent < before && this.#push && --this.#left <= 0) this.#push_done();
    this.#eyes?.confirmed(changes, u.by);
    return tr.changes;
  }

  #push_done(): void {
    this.#push = this.#calling = this.#answered = null;
    this.#tries = 0;
    this.#stop_push_pause();
    if (!this.unsent) this.#doors.saved();
  }

  #replace(text: string, version: number): void {
    this.#set_aside();
    this.#wants_text = false;
    this.#frames = this.#frames.filter((f) => f.version > version);
    this.#begin(Text.of(text.split('\n')), version);
    this.#eyes?.replace(text);
    this.#touched();
  }

  #set_aside(): void {
    const words = this.unsent_text;
    if (words === this.#aside) return;
    this.#aside = words;
    this.status = 'stuck';
  }

  /** A text as the server has it, and nothing of mine over it. */
  #begin(text: Text, version: number, updates: readonly ChangeSet[] = [], client = this.#doors.random()): void {
    this.#client = client;
    this.#confirmed = text;
    this.#version = version;
    this.#push = this.#calling = this.#answered = null;
    this.#is_former = false;
    const config = { startVersion: version, clientID: client, sharedEffects: (tr: Transaction) => tr.effects };
    let wire = EditorState.create({ doc: text, extensions: collab(config) });
    for (const changes of updates) wire = wire.update({ changes, effects: counts.of(null) }).state;
    this.#wire = wire;
  }

  // ---- pushing ----------------------------------------------------------------------------------------------------------
  #pump_soon(): void {
    if (this.#is_pumping) return;
    this.#is_pumping = true;
    queueMicrotask(() => { this.#is_pumping = false; this.#pump(); });
  }

  #pump(): void {
    if (!this.#is_up || !this.#is_level || this.#pulling || this.#push_pause || this.#calling || this.#answered || this.status !== 'open') return;
    if (!this.#push) {
      if (this.#is_former) this.#rename();
      const updates = cut(this.unconfirmed);
      if (!updates.length) return;
      this.#push = { key: this.#doors.random(), version: this.#version, client: this.#client, updates };
      this.#left = updates.length;
      this.#change++;
    }
    void this.#send(this.#push);
  }

  /** Nothing of the page that was before is under way any more: what is left goes on under a name of its own. */
  #rename(): void {
    const left = this.unconfirmed.map((u) => u.changes).filter((c) => !c.empty);
    this.#begin(this.#confirmed, this.#version, left);
    if (left.length) return;
    this.#doors.saved();
    this.#touched();
  }

  async #send(push: Push): Promise<void> {
    const turn = this.#turn;
    this.#calling = push;
    const is_current = (): boolean => turn === this.#turn && this.#calling === push;
    try {
      if (this.#is_kept) await this.#keep();
      if (!is_current()) return;
      await this.#doors.push(push);
      if (!is_current()) return;
      this.#calling = null;
      this.#answered = push;
      this.#later_push(UNCONFIRMED, () => { this.#answered = null; this.resync(); });
    } catch (e) {
      if (!is_current()) return;
      this.#calling = null;
      this.#refused(push, refusal_of(e));
    }
  }

  #refused(push: Push, refusal: Refusal): void {
    const { reason, data } = refusal;
    const is_behind = data.field === 'version' && (data.detail === 'pull_first' || data.detail === 'too_old' || data.detail === 'too_large');
    const may_repeat = is_behind || reason === 'internal' || reason === 'not_found';
    if (may_repeat && ++this.#tries >= TRIES) return this.#stuck(refusal);
    if (passes(reason)) return this.#later_push(data.retry_ms, () => this.#pump());
    if (is_behind) { this.#stale = push; return this.resync(); }
    if (reason === 'not_found') return this.resync(); // the note itself says whether it is gone
    this.#stuck(refusal);
  }

  #stuck(refusal: Refusal): void {
    this.status = 'stuck';
    this.refusal = refusal;
    this.#touched();
    this.#tell();
  }

  #later_push(ms: number | undefined, work: () => void): void {
    this.#stop_push_pause();
    this.#push_pause = this.#doors.later(ms ?? RETRY, () => { this.#push_pause = null; work(); });
  }

  #stop_push_pause(): void {
    this.#push_pause?.();
    this.#push_pause = null;
  }

  // ---- keeping ----------------------------------------------------------------------------------------------------------
  #touched(): void {
    this.#change++;
    if (this.#has_words) this.#keeping ??= this.#doors.later(KEEP_AFTER, () => void this.#keep());
    else this.#forget();
    this.#tell();
  }

  async #keep(): Promise<void> {
    this.#stop_keeping();
    if (!this.#has_words) return;
    this.#is_kept = true;
    const change = this.#change;
    if ((await this.#doors.keep(this.#kept())) && this.#sealed < change) this.#sealed = change;
    this.#tell();
  }

  #forget(): void {
    this.#stop_keeping();
    if (!this.#is_kept) return;
    const change = this.#change;
    void this.#doors.forget().then(() => {
      if (change === this.#change) this.#is_kept = false;
      this.#tell();
    });
  }

  #stop_keeping(): void {
    this.#keeping?.();
    this.#keeping = null;
  }

  #kept(): Kept {
    return {
      board: this.board, note: this.note, text: this.#confirmed.toString(), version: this.#version, client: this.#client,
      updates: this.unconfirmed.map((u) => u.changes.toJSON() as unknown), push: this.refusal ? null : this.#push, left: this.#left, aside: this.#aside,
    };
  }

  #take_up(kept: Kept): void {
    this.#begin(Text.of(kept.text.split('\n')), kept.version, kept.updates.map((u) => ChangeSet.fromJSON(u)), kept.client);
    this.#is_former = true;
    this.#push = kept.push;
    this.#left = kept.left;
    this.#aside = kept.aside;
    this.#is_kept = true;
    this.status = kept.aside ? 'stuck' : 'open';
  }

  #tell(): void {
    this.#doors.changed();
    this.#eyes?.changed();
  }
}

/** The first of what waits, as much as one message may hold. */
function cut(unconfirmed: Unconfirmed): { changes: unknown }[] {
  const updates: { changes: unknown }[] = [];
  let bytes = 0;
  for (const u of unconfirmed.slice(0, MOST_UPDATES)) {
    const update = { changes: u.changes.toJSON() as unknown };
    bytes += new TextEncoder().encode(JSON.stringify(update)).length + 1;
    if (updates.length && bytes > MOST_BYTES) break;
    updates.push(update);
  }
  return updates;
}

function refusal_of(e: unknown): Refusal {
  return e instanceof Refusal ? e : new Refusal(String(e), { reason: 'internal' });
}
