// The signed-in session: who I am, the line to the server, the outbox, and the drafts.
//
// The straight path: start() asks who I am → the line opens → hello → every open board asks for what it missed → the outbox
// sends what waits. When the session ends by itself (4001, 4003), what waits stays in memory and sealed, and goes on if the
// same person signs in again; when the person signs out, everything is burnt.
import { untrack } from 'svelte';
import { words } from './i18n.svelte';
import { Drafts } from './drafts.svelte';
import type { Kept as KeptNote } from '../note/copy';
import { Line, type LineState } from './line';
import { Outbox, type More, type Op } from './outbox';
import { hold, tab, when_gone } from './tab';
import { Vault, burn } from './vault';
import { Refusal, type BoardEvent, type Here, type NoteUpdate, type Params, type Push, type ReadMethod, type RefusalData, type Result, type Who, type Word, type WriteMethod } from './wire';

/** What an open board wants to hear. */
export interface Listener {
  board: number;
  reopen(): Promise<void>;
  events(events: BoardEvent[]): void;
  presence(p: { whole: boolean; here: Here[]; left: number[] }): void;
  ended(): void;
  /** the list of my private notes there changed */
  mine_changed(): void;
  refused(op: Op, refusal: Refusal): void;
  landed(op: Op, result: unknown): void;
}

/** What carries the text of live notes: it comes with the first note that is opened, or that was left with unsent words. */
export interface Carrier {
  readonly is_safe: boolean;
  up(): void;
  down(): void;
  updates(p: { board: number; note: number; version: number; updates: NoteUpdate[] }): void;
  resync(p: { board: number; note: number }): void;
  ended(board: number): void;
  adopt(kept: KeptNote, name: string): void;
  next_name(kept: KeptNote): string;
  clear(): void;
}

/** What wants to hear that my tasks, an inbox of mine or my calendar changed, or that they may have while there was no line. */
export interface Ear { changed(): void; refused?(op: Op, refusal: Refusal): void; clear(): void }

type Kept = Op & { tab: string };
type KeptOfTab = KeptNote & { tab: string };
const TAKE_UP = 400;
export type Phase = 'starting' | 'out' | 'in' | 'unreachable';

class Session {
  phase = $state<Phase>('starting');
  who = $state.raw<Who | null>(null);
  line_state = $state<LineState>('closed');
  ops = $state.raw<readonly Op[]>([]);
  saved_at = $state<number | null>(null);
  /** why the person was signed out without asking for it */
  ended_by = $state<number | null>(null);
  drafts = new Drafts();

  account = $derived(this.who?.account ?? null);
  /** the notes with words of mine that are not confirmed; each counts as one change: nobody counts keystrokes */
  unsent_notes = $state.raw<readonly { board: number; note: number }[]>([]);
  waiting = $derived(this.ops.filter((o) => o.landed_at_seq === undefined).length + this.unsent_notes.length);

  #vault: Vault | null = null;
  #listeners = new Map<number, Listener>();
  #carrier: Carrier | null = null;
  #ears = new Map<Word, Ear>();
  /** the boards that are open here have asked for what they missed */
  #is_level = false;
  #line = new Line({
    state: (s) => { this.line_state = s; if (s !== 'open' && s !== 'doubtful') this.#down(); },
    opened: () => void this.#opened(),
    push: (p) => this.#heard(p),
    ended: (code) => this.#ended(code),
  });
  #outbox = new Outbox({
    send: (op) => this.#line.call(op.method, { ...op.params, key: op.key } as never),
    changed: (ops) => { this.ops = ops; },
    keep: (op) => void this.#vault?.put(`op:${op.key}`, { ...op, tab }),
    forget: (key) => void this.#vault?.remove(`op:${key}`),
    saved: (op, result) => { this.saved_at = Date.now(); this.#listeners.get(board_of(op))?.landed(op, result); },
    refused: (op, refusal) => this.#refused(op, refusal),
  }, tab, -1_000_000 * (1 + Math.floor(Math.random() * 1e9)));

  async start(): Promise<void> {
    if (this.phase === 'starting') {
      hold();
      addEventListener('beforeunload', (e) => { if ((this.waiting && !this.#vault) || this.#carrier?.is_safe === false) e.preventDefault(); });
    }
    try {
      if (is_leaving() && !(await this.#leave())) throw new Error('still leaving');
      const answer = await fetch('/api/session', { cache: 'no-store' });
      if (answer.ok) await this.#enter((await answer.json()) as Who);
      else this.phase = 'out';
    } catch {
      this.phase = 'unreachable';
      setTimeout(() => void this.start_again(), 3_000);
    }
  }

  async start_again(): Promise<void> {
    if (this.phase === 'unreachable') await this.start();
  }

  /** Throws a Refusal, with retry_ms where the server asks to wait. */
  async sign_in(name: string, password: string): Promise<void> {
    let answer: Response;
    try {
      answer = await fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name, password, language: words.lang }) });
    } catch {
      throw new Refusal('', { reason: 'offline' });
    }
    const body = (await answer.json().catch(() => ({}))) as Who & { error?: { message: string; data: RefusalData } };
    if (!answer.ok) throw new Refusal(body.error?.message ?? '', body.error?.data ?? { reason: 'internal' });
    const who = body.account?.units ? body : ((await (await fetch('/api/session', { cache: 'no-store' })).json()) as Who);
    await this.#enter(who);
  }

  async sign_out(): Promise<void> {
    this.#line.close();
    await this.#forget();
    await this.#leave();
  }

  async sign_out_everywhere(): Promise<void> {
    await this.do('self', 'session.end_all', {}, { is_kept: false }).catch(() => undefined);
    await this.sign_out();
  }

  /** A question. Refused as 'offline' where there is no line. */
  ask<M extends ReadMethod>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.#line.call(method, params);
  }

  /** A change: it is sent until it is answered, over reconnects and reloads. */
  do<M extends WriteMethod>(lane: string, method: M, params: Params<M>, more: More = {}): Promise<Result<M>> {
    return this.#outbox.put(lane, method, params, more);
  }

  next_temporary(): number { return this.#outbox.next_temporary(); }

  tell_presence(params: Params<'presence.set'>): void { this.#line.tell('presence.set', params); }

  /** The outbox's ops of a board need no more showing up to this number. */
  reached(board: number, seq: number): void { this.#outbox.reached(`board:${board}`, seq); }

  /** An add of mine was seen on the board before its answer came. */
  seen(key: string, card: number): void { this.#outbox.seen(key, card); }

  abandon(board: number): Op[] { return this.#outbox.abandon(`board:${board}`); }

  listen(listener: Listener): () => void {
    this.#listeners.set(listener.board, listener);
    if (this.#line.is_up) void listener.reopen();
    return () => {
      if (this.#listeners.get(listener.board) !== listener) return;
      this.#listeners.delete(listener.board);
      if (this.#line.is_up) void this.#line.call('board.close', { board: listener.board }).catch(() => undefined);
    };
  }

  heed(ear: Ear, push: Word = 'inbox.changed'): void {
    this.#ears.set(push, ear);
    if (this.#line.is_up) ear.changed();
  }

  // ---- live notes: what carries their text uses the line and the vault -------------------------------------------------
  carry(carrier: Carrier): void {
    this.#carrier = carrier;
    if (this.#is_level) carrier.up();
  }

  push_note(params: Params<'note.push'>, key: string): Promise<Result<'note.push'>> {
    return this.#line.call('note.push', { ...params, key });
  }

  close_note(board: number, note: number): void {
    if (this.#line.is_up) void this.#line.call('note.close', { board, note }).catch(() => undefined);
  }

  keep_note(name: string, kept: KeptOfTab): Promise<boolean> { return this.#vault?.put(name, kept) ?? Promise.resolve(false); }

  forget_note(name: string): Promise<boolean> { return this.#vault?.remove(name) ?? Promise.resolve(false); }

  note_saved(): void { this.saved_at = Date.now(); }

  notes_changed(unsent: readonly { board: number; note: number }[]): void {
    const is_same = unsent.length === this.unsent_notes.length && unsent.every((n, i) => n.note === this.unsent_notes[i]!.note && n.board === this.unsent_notes[i]!.board);
    if (!is_same) this.unsent_notes = unsent.map(({ board, note }) => ({ board, note }));
  }

  async #enter(who: Who): Promise<void> {
    if (this.who && this.who.account.id !== who.account.id) { this.#outbox.clear(); this.#carrier?.clear(); this.#deafen(); this.drafts.clear(); this.#vault?.close(); this.#vault = null; }
    this.who = who;
    this.ended_by = null;
    if (who.account.language !== untrack(() => words.lang)) await words.use(who.account.language);
    if (!this.#vault) {
      this.#vault = await Vault.open(who.account.id, who.account.seal);
      await this.drafts.use(this.#vault);
      await this.#take_up();
    }
    this.phase = 'in';
    this.#line.open();
  }

  /** What other tabs, or this one before a reload, left waiting. */
  async #take_up(): Promise<void> {
    const kept = [...((await this.#vault?.all<Kept>('op:')) ?? []).values()];
    for (const from of new Set(kept.map((o) => o.tab))) if (from !== tab) when_gone(from, () => this.#adopt(from));
    await this.#take_up_notes();
  }

  /** Unsent words of notes likewise. A page that shows such a note should begin with them, so they are waited for a moment. */
  async #take_up_notes(): Promise<void> {
    const kept = [...((await this.#vault?.all<KeptOfTab>('note:')) ?? []).values()];
    const all = [...new Set(kept.map((k) => k.tab))].map((from) => new Promise<void>((done) => {
      const work = (): Promise<void> => this.#adopt_notes(from).catch(() => undefined).finally(done);
      if (from === tab) void work();
      else when_gone(from, work);
    }));
    if (all.length) await Promise.race([Promise.all(all), new Promise((done) => { setTimeout(done, TAKE_UP); })]);
  }

  /** Those of this tab are known already, unless another person was signed in meanwhile. */
  async #adopt_notes(from: string): Promise<void> {
    const vault = this.#vault;
    const left = [...((await vault?.all<KeptOfTab>('note:')) ?? [])].filter(([, k]) => k.tab === from);
    if (!left.length) return;
    const { copies } = await import('../note/carried');
    for (const [name, kept] of left) {
      const own = from === tab ? name : copies.next_name(kept);
      const is_ours = own === name || (await vault?.put(own, { ...kept, tab }, name));
      if (vault !== this.#vault) return; // somebody has signed out: the words are not the next person's
      copies.adopt(kept, is_ours ? own : name);
    }
  }

  async #adopt(from: string): Promise<void> {
    const vault = this.#vault;
    const left = [...((await vault?.all<Kept>('op:')) ?? []).values()].filter((o) => o.tab === from);
    if (!left.length || vault !== this.#vault) return; // another tab was first, or somebody has signed out
    await Promise.all(left.map((o) => vault?.put(`op:${o.key}`, { ...o, tab })));
    if (vault !== this.#vault) return;
    this.#outbox.take_up(left.map(({ tab: _, ...op }) => ({ ...op, is_sent: true, landed_at_seq: undefined })));
  }

  async #opened(): Promise<void> {
    try {
      await this.#line.call('session.hello', { beat: true, language: words.lang });
    } catch (e) {
      if (e instanceof Refusal && e.reason === 'offline') return; // the line went; the next one says hello
    }
    await Promise.all([...this.#listeners.values()].map((l) => l.reopen()));
    this.#outbox.up();
    for (const ear of this.#ears.values()) ear.changed();
    this.#is_level = true;
    this.#carrier?.up();
  }

  #deafen(): void { for (const ear of this.#ears.values()) ear.clear(); }

  #down(): void {
    this.#outbox.down();
    this.#is_level = false;
    this.#carrier?.down();
  }

  #heard(push: Push): void {
    if (push.method === 'beat') return;
    if (push.method === 'inbox.changed' || push.method === 'calendar.changed' || push.method === 'team.changed') return this.#ears.get(push.method)?.changed();
    if (push.method === 'note.updates') return this.#carrier?.updates(push.params);
    if (push.method === 'note.resync') return this.#carrier?.resync(push.params);
    if (push.method === 'board.ended') this.#carrier?.ended(push.params.board);
    const listener = this.#listeners.get(push.params.board);
    if (!listener) return;
    if (push.method === 'board.events') listener.events(push.params.events);
    else if (push.method === 'presence') listener.presence(push.params);
    else if (push.method === 'board.ended') listener.ended();
    else if (push.method === 'board.resync') void listener.reopen();
    else if (push.method === 'board.mine') listener.mine_changed();
  }

  #refused(op: Op, refusal: Refusal): void {
    if (op.lane === 'inbox') this.#ears.get('inbox.changed')?.refused?.(op, refusal);
    else this.#listeners.get(board_of(op))?.refused(op, refusal);
  }

  #ended(code: number): void {
    this.ended_by = code;
    this.#down();
    this.phase = 'out';
  }

  /** A sign-out without a line is done as soon as there is one: until then nobody gets in by the cookie that is left. */
  async #leave(): Promise<boolean> {
    try {
      await fetch('/api/session', { method: 'DELETE' });
      localStorage.removeItem('leaving');
      return true;
    } catch {
      try { localStorage.setItem('leaving', '1'); } catch { /* no storage: nothing to remember it in */ }
      return false;
    }
  }

  async #forget(): Promise<void> {
    this.#outbox.clear();
    this.#carrier?.clear();
    this.#deafen();
    this.drafts.clear();
    this.#vault?.close();
    this.#vault = null;
    await burn();
    this.who = null;
    this.saved_at = null;
    this.ended_by = null;
    this.phase = 'out';
  }
}

function is_leaving(): boolean {
  try { return localStorage.getItem('leaving') === '1'; } catch { return false; }
}

function board_of(op: Op): number {
  return op.lane.startsWith('board:') ? Number(op.lane.slice('board:'.length)) : 0;
}

export const session = new Session();
