// For tests: a clock that is turned by hand, a server as docs/wire.md ("Live notes") has it, lines that lose what is under
// way or bring it late, tabs that crash, and a vault that outlives them. Everything random comes from one seed.
import { ChangeSet, EditorState, Text, Transaction } from '@codemirror/state';
import { history } from '@codemirror/commands';
import { Refusal, type RefusalData } from '../lib/wire';
import { clean } from './clean';
import { Copies, type Way } from './copies';
import type { Copy, Eyes, Kept, Opened, Push, Update } from './copy';
import { smallest_change } from './plain';

export class Random {
  #state: number;
  constructor(seed: number) { this.#state = (seed * 2654435761) >>> 0 || 1; }
  /** 0 … below - 1 */
  below(below: number): number {
    this.#state ^= this.#state << 13; this.#state >>>= 0;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5; this.#state >>>= 0;
    return this.#state % below;
  }
  chance(percent: number): boolean { return this.below(100) < percent; }
  of<T>(list: readonly T[]): T { return list[this.below(list.length)]!; }
}

interface Due { at: number; serial: number; work: () => void }

export class Clock {
  now = 0;
  #serial = 0;
  #queue: Due[] = [];

  later = (ms: number, work: () => void): (() => void) => {
    const entry = { at: this.now + ms, serial: ++this.#serial, work };
    this.#queue.push(entry);
    return () => { this.#queue = this.#queue.filter((e) => e !== entry); };
  };

  sleep(ms: number): Promise<void> { return new Promise((done) => this.later(ms, done)); }

  /** The next that is due; false where nothing is. */
  async turn(): Promise<boolean> {
    const next = this.#queue.reduce<Due | null>((a, b) => (!a || b.at < a.at || (b.at === a.at && b.serial < a.serial) ? b : a), null);
    if (!next) return false;
    this.#queue = this.#queue.filter((e) => e !== next);
    this.now = next.at;
    next.work();
    await settle();
    return true;
  }

  async run(ms: number): Promise<void> {
    await settle();
    const end = this.now + ms;
    this.later(ms, () => undefined);
    while (this.now < end && (await this.turn())) { /* on */ }
  }
}

/** Until every promise that can go on has gone on. */
export function settle(): Promise<void> { return new Promise((done) => { setImmediate(done); }); }

interface Accepted { client: string; by: number; changes: ChangeSet }
const refuse = (reason: RefusalData['reason'], more: Partial<RefusalData> = {}): Refusal => new Refusal(reason, { ...more, reason });

export class Server {
  first: Text;
  log: Accepted[] = [];
  text: Text;
  is_removed = false;
  is_gone = false;
  /** how many updates one answer holds, and how far behind a push may stand */
  page = 2_000;
  reach = 2_000;
  /** what it says instead of doing it, if anything */
  fault: ((to: 'open' | 'push') => Refusal | null) | null = null;
  pushes: Push[] = [];
  /** answers that were not the whole */
  more = 0;
  #outcomes = new Map<string, { asked: string; version?: number; refusal?: Refusal }>();
  #lines = new Set<Line>();

  constructor(text = '') { this.first = this.text = Text.of(text.split('\n')); }

  get version(): number { return this.log.length; }

  open(line: Line, since: number | null): Opened {
    if (this.is_gone) throw refuse('not_found');
    this.#fail('open');
    if (since === null || since > this.version) { this.#lines.add(line); return { version: this.version, text: this.text.toString() }; }
    const missed = this.log.slice(since, since + this.page);
    const version = since + missed.length;
    const more = version < this.version;
    if (more) { this.more++; this.#lines.delete(line); } else this.#lines.add(line);
    return { version, updates: missed.map(told), ...(more ? { more } : {}) };
  }

  push(line: Pick<Line, 'account' | 'frame'>, push: Push): { version: number } {
    this.pushes.push(push);
    if (this.is_gone) throw refuse('not_found');
    const asked = JSON.stringify(push);
    const before = this.#outcomes.get(push.key);
    if (before && before.asked !== asked) throw refuse('conflict', { field: 'key', detail: 'used_otherwise' });
    if (before?.refusal) throw before.refusal;
    if (before) return { version: before.version! };
    this.#fail('push');
    try {
      const made = this.#rebase(push);
      for (const changes of made) { this.text = changes.apply(this.text); this.log.push({ client: push.client, by: line.account, changes }); }
      this.#outcomes.set(push.key, { asked, version: this.version });
      const frame = { version: this.version, updates: this.log.slice(-made.length).map(told) };
      for (const l of this.#lines) l.frame(frame);
      return { version: this.version };
    } catch (e) {
      this.#outcomes.set(push.key, { asked, refusal: e as Refusal });
      throw e;
    }
  }

  /** Another's update, out of nowhere. */
  write(spec: { from: number; to?: number; insert?: string }, client = 'other', by = 99): void {
    const changes = ChangeSet.of(spec, this.text.length);
    this.text = changes.apply(this.text);
    this.log.push({ client, by, changes });
    for (const l of this.#lines) l.frame({ version: this.version, updates: [told(this.log[this.log.length - 1]!)] });
  }

  /** A backup is put back. */
  restore(version: number): void {
    this.log = this.log.slice(0, version);
    this.text = this.log.reduce((text, u) => u.changes.apply(text), this.first);
    this.forget_outcomes();
    this.#lines.clear();
  }

  forget_outcomes(): void { this.#outcomes.clear(); }

  /** What a connection that is gone had still under way. */
  push_late(push: Push, account: number): void { this.push({ account, frame: () => undefined }, push); }

  forget(line: Line): void { this.#lines.delete(line); }

  #fail(to: 'open' | 'push'): void {
    const fault = this.fault?.(to);
    if (fault) throw fault;
  }

  #rebase(push: Push): ChangeSet[] {
    if (this.is_removed) throw refuse('conflict', { field: 'note', detail: 'removed' });
    if (push.version > this.version) throw refuse('bad_input', { field: 'version', detail: 'too_large' });
    if (this.version - push.version > this.reach) throw refuse('gone', { field: 'version', detail: 'too_old' });
    const since = this.log.slice(push.version);
    if (since.some((u) => u.client === push.client)) throw refuse('conflict', { field: 'version', detail: 'pull_first' });
    let mine = push.updates.map((u) => valid(u.changes));
    for (const { changes } of since) {
      let theirs = changes;
      mine = mine.map((u) => {
        if (u.length !== theirs.length) throw refuse('bad_input', { field: 'updates', detail: 'does_not_fit' });
        const moved = u.map(theirs);
        theirs = theirs.map(u, true);
        return moved;
      });
    }
    let length = this.text.length;
    for (const u of mine) {
      if (u.length !== length) throw refuse('bad_input', { field: 'updates', detail: 'does_not_fit' });
      length = u.newLength;
    }
    if (length > 400_000) throw refuse('too_large', { field: 'updates' });
    return mine;
  }
}

/** What the server accepts of a change's form, as far as a client of ours could get it wrong. */
function valid(changes: unknown): ChangeSet {
  const json = JSON.stringify(changes);
  if (json.length > 60_000) throw refuse('too_large', { field: 'updates' });
  // a well-formed JSON.stringify writes half a pair as an escape, and a control character likewise
  if (/\\u(d[89a-f]|00)/.test(json)) throw refuse('bad_input', { field: 'updates', detail: 'lone_surrogate' });
  return ChangeSet.fromJSON(changes);
}

function told(u: Accepted): Update { return { client: u.client, by: u.by, changes: JSON.parse(JSON.stringify(u.changes)) as unknown }; }

/** One connection of one tab. What was sent before it broke may still arrive; what comes back then does not. */
export class Line {
  readonly account: number;
  is_up = true;
  #server: Server;
  #clock: Clock;
  #random: Random;
  #to: (frame: { version: number; updates: Update[] }) => void;
  #out = 0;
  #in = 0;
  #waiting = new Set<(e: Refusal) => void>();
  slowest = 40;

  constructor(server: Server, clock: Clock, random: Random, account: number, to: (frame: { version: number; updates: Update[] }) => void) {
    this.#server = server; this.#clock = clock; this.#random = random; this.account = account; this.#to = to;
  }

  call<T>(work: (server: Server, line: Line) => T): Promise<T> {
    if (!this.is_up) return Promise.reject(new Refusal('', { reason: 'offline' }));
    return new Promise((give, refuse) => {
      this.#waiting.add(refuse);
      this.#out = Math.max(this.#out, this.#clock.now + this.#random.below(this.slowest));
      this.#clock.later(this.#out - this.#clock.now, () => {
        if (!this.is_up && this.#random.chance(50)) return; // lost on the way
        let answer: () => void;
        try { const result = work(this.#server, this); answer = () => give(result); } catch (e) { answer = () => refuse(e as Error); }
        if (!this.is_up) return this.#server.forget(this);
        this.#back(() => { this.#waiting.delete(refuse); answer(); });
      });
    });
  }

  frame(frame: { version: number; updates: Update[] }): void { this.#back(() => this.#to(frame)); }

  drop(): void {
    this.is_up = false;
    this.#server.forget(this);
    for (const refuse of this.#waiting) refuse(new Refusal('', { reason: 'offline' }));
    this.#waiting.clear();
  }

  #back(work: () => void): void {
    this.#in = Math.max(this.#in, this.#clock.now + this.#random.below(this.slowest));
    this.#clock.later(this.#in - this.#clock.now, () => { if (this.is_up) work(); });
  }
}

export const NOTE = { board: 3, note: 5 };

/** One tab of one person with the note open. */
export class Tab implements Eyes {
  readonly account: number;
  readonly copies: Copies;
  readonly copy: Copy;
  state: EditorState;
  line: Line | null = null;
  is_alive = true;
  saved = 0;
  #world: World;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(world: World, account: number, from: Tab | null = null) {
    this.#world = world;
    this.account = account;
    this.copies = new Copies(this.#way(), `tab${++world.tabs}`);
    if (from) this.adopt(from);
    this.copy = this.copies.take(NOTE.board, NOTE.note);
    this.state = EditorState.create({ doc: this.copy.text, extensions: [history(), clean()] });
    this.copy.watch(this);
  }

  adopt(from: Tab): void {
    for (const [name, kept] of from.kept()) {
      const own = this.copies.next_name(kept);
      this.#world.vault.delete(name);
      this.#world.vault.set(own, { owner: this, text: JSON.stringify(kept) });
      this.copies.adopt(kept, own);
    }
  }

  kept(): [string, Kept][] {
    return [...this.#world.vault].filter(([, v]) => v.owner === this).map(([name, v]) => [name, JSON.parse(v.text) as Kept]);
  }

  up(): void {
    const line: Line = new Line(this.#world.server, this.#world.clock, this.#world.random, this.account, (f) => { if (this.line === line) this.copies.updates({ ...NOTE, ...f }); });
    this.line = line;
    this.copies.up();
  }

  down(): void {
    this.line?.drop();
    this.line = null;
    this.copies.down();
  }

  /** The page goes; what it kept stays. */
  crash(): void {
    this.is_alive = false;
    this.line?.drop();
    this.line = null;
    this.copies.clear();
  }

  do(tr: Transaction): void {
    this.state = tr.state;
    if (tr.docChanged) this.copy.write(tr.changes);
  }

  type(from: number, insert: string, to = from): void { this.do(this.state.update({ changes: { from, to, insert } })); }

  confirmed(): void { /* not shown here */ }
  arrived(changes: ChangeSet): void { this.state = this.state.update({ changes, annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)], filter: false }).state; }
  replace(text: string): void { const change = smallest_change(this.state.doc.toString(), text, null); if (change) this.arrived(this.state.changes(change)); }
  level(): void { /* nobody to tell */ }
  changed(): void { /* nobody looks */ }

  #way(): Way {
    const w = this.#world;
    const call = <T>(work: (s: Server, l: Line) => T): Promise<T> => (this.line ? this.line.call(work) : Promise.reject(new Refusal('', { reason: 'offline' })));
    return {
      open: (_b, _n, since) => call((s, l) => s.open(l, since)),
      push: (_b, _n, push) => { const sent = JSON.parse(JSON.stringify(push)) as Push; return call((s, l) => s.push(l, sent)); },
      close: () => { if (this.line) w.server.forget(this.line); },
      keep: (name, kept) => { const text = JSON.stringify(kept); return this.#write(() => w.vault.set(name, { owner: this, text })); },
      forget: (name) => this.#write(() => w.vault.delete(name)),
      saved: () => { this.saved++; },
      changed: () => undefined,
      random: () => `r${++w.randoms}`,
      later: (ms, work) => w.clock.later(ms, () => { if (this.is_alive) work(); }),
    };
  }

  /** In order, and only while the page lives. */
  #write(work: () => unknown): Promise<boolean> {
    if (!this.#world.has_vault) return Promise.resolve(false);
    const next = this.#writes.then(() => this.#world.clock.sleep(1 + this.#world.random.below(6))).then(() => { if (this.is_alive) work(); return this.is_alive; });
    this.#writes = next;
    return next;
  }
}

export class World {
  readonly random: Random;
  readonly clock = new Clock();
  readonly server: Server;
  readonly vault = new Map<string, { owner: Tab; text: string }>();
  has_vault = true;
  tabs = 0;
  randoms = 0;

  constructor(seed = 1, text = '') { this.random = new Random(seed); this.server = new Server(text); }

  /** A tab whose line is up and which has the text. */
  async tab(account = 7, from: Tab | null = null): Promise<Tab> {
    const tab = new Tab(this, account, from);
    tab.up();
    await this.clock.run(300);
    return tab;
  }

  run(ms = 1_000): Promise<void> { return this.clock.run(ms); }
}
