// The outbox: every change waits here, under its own key, until the server has answered it.
//
// The straight path: put() → the op is kept (sealed on disk, see vault.ts) → sent when the line is up → answered → taken
// away. A lane (a board, or 'self') sends one op at a time, in the order they were made, so an edit never overtakes the
// edit before it. After a lost line everything unanswered is sent again under the same key: the server does it once.
// What is made here has a negative id until it is answered; ops behind it are rewritten to the real id.
// What can fail: a passing refusal (busy, disk full, line lost) keeps the op; any other ends it and is told to `refused`.
import type { CardKind } from './protocol.gen';
import { Refusal, passes, type Params, type Result, type WriteMethod } from './wire';

export interface Op<M extends WriteMethod = WriteMethod> {
  key: string;
  lane: string;
  method: M;
  params: Params<M>;
  made_at: number;
  /** the id that stands for what it makes, until the server gives the real one */
  stands_for?: number;
  /** of the card it is about: should that be gone when the answer comes, its words still know what they were */
  kind?: CardKind;
  is_sent?: boolean;
  /** the row it seems to have become already, though no answer has come: it is shown once, and still sent until answered */
  seen_as?: number;
  /** answered: stays until the board has reached this number */
  landed_at_seq?: number;
}

export interface More { stands_for?: number; kind?: CardKind; is_kept?: boolean }

export interface OutboxDoors {
  send(op: Op): Promise<unknown>;
  changed(ops: readonly Op[]): void;
  keep(op: Op): void;
  forget(key: string): void;
  saved(op: Op, result: unknown): void;
  refused(op: Op, refusal: Refusal): void;
}

/** Params that may hold the id of what has no number from the server yet; before and after may be ends, such as 'task:41'. */
const REFS = ['card', 'link', 'note', 'goal', 'step', 'task', 'service', 'follow_up', 'before', 'after', 'from_card', 'to_card'] as const;

export class Outbox {
  ops: readonly Op[] = [];
  #doors: OutboxDoors;
  #busy = new Set<string>();
  #is_up = false;
  #promises = new Map<string, { give: (r: unknown) => void; refuse: (e: unknown) => void }>();
  #temporary: number;
  #serial = 0;
  #prefix: string;
  #wait = new Map<string, ReturnType<typeof setTimeout>>();
  #failures = new Map<string, number>();
  /** keys of ops that must never touch a disk, such as those with passwords */
  #unkept = new Set<string>();

  /** first: where the temporary ids of this tab begin, so that they never meet those of a tab whose ops it takes up */
  constructor(doors: OutboxDoors, prefix: string, first = -1) {
    this.#temporary = first;
    this.#doors = doors;
    this.#prefix = prefix;
  }

  get waiting(): number { return this.ops.filter((o) => o.landed_at_seq === undefined).length; }

  next_temporary(): number { return this.#temporary--; }

  put<M extends WriteMethod>(lane: string, method: M, params: Params<M>, more: More = {}): Promise<Result<M>> {
    const op: Op = { key: `${this.#prefix}-${++this.#serial}`, lane, method, params: params as never, made_at: Date.now(), stands_for: more.stands_for, kind: more.kind };
    if (more.is_kept === false) this.#unkept.add(op.key);
    else this.#doors.keep(op);
    const answer = new Promise<Result<M>>((give, refuse) => this.#promises.set(op.key, { give: give as never, refuse }));
    answer.catch(() => undefined);
    this.#set([...this.ops, op]);
    this.#pump(lane);
    return answer;
  }

  /** What waited through a reload, oldest first. */
  take_up(ops: readonly Op[]): void {
    const known = new Set(this.ops.map((o) => o.key));
    const more = ops.filter((o) => !known.has(o.key)).sort((a, b) => a.made_at - b.made_at);
    for (const op of more) if (op.stands_for !== undefined && op.stands_for <= this.#temporary) this.#temporary = op.stands_for - 1;
    this.#set([...more, ...this.ops]);
    for (const lane of lanes(this.ops)) this.#pump(lane);
  }

  up(): void {
    this.#is_up = true;
    for (const lane of lanes(this.ops)) this.#pump(lane);
  }

  down(): void { this.#is_up = false; }

  /** The board has shown everything up to seq: what landed until then is no longer ours to show. */
  reached(lane: string, seq: number): void {
    const rest = this.ops.filter((o) => o.lane !== lane || o.landed_at_seq === undefined || o.landed_at_seq > seq);
    if (rest.length !== this.ops.length) this.#set(rest);
  }

  /** Seen on the board before the answer came. Only the answer ends an op: a likeness must not lose what was typed. */
  seen(key: string, id: number): void {
    this.#change(key, { seen_as: id });
  }

  /** Everything of a lane that can't be done any more; returned so that no text is lost. */
  abandon(lane: string): Op[] {
    const gone = this.ops.filter((o) => o.lane === lane && o.landed_at_seq === undefined);
    for (const o of gone) this.#end(o);
    this.#set(this.ops.filter((o) => o.lane !== lane));
    return gone;
  }

  clear(): void {
    for (const t of this.#wait.values()) clearTimeout(t);
    this.#wait.clear();
    this.#promises.clear();
    this.#set([]);
  }

  async #pump(lane: string): Promise<void> {
    if (this.#busy.has(lane)) return;
    this.#busy.add(lane);
    try {
      while (this.#is_up) {
        const op = this.ops.find((o) => o.lane === lane && o.landed_at_seq === undefined);
        if (!op || !(await this.#try(op))) return;
      }
    } finally {
      this.#busy.delete(lane);
    }
  }

  /** Whether the lane may go on. */
  async #try(op: Op): Promise<boolean> {
    if (!op.is_sent) this.#change(op.key, { is_sent: true });
    try {
      const result = await this.#doors.send(op);
      this.#answered(op.key, result);
      return true;
    } catch (e) {
      const refusal = e instanceof Refusal ? e : new Refusal(String(e), { reason: 'internal' });
      if (passes(refusal.reason) && !this.#is_hopeless(op, refusal)) {
        if (refusal.reason !== 'offline') this.#pause(op.lane, refusal.data.retry_ms ?? 5_000);
        return false;
      }
      const whole = this.ops.find((o) => o.key === op.key) ?? op;
      this.#set(this.ops.filter((o) => o.key !== op.key));
      this.#drop_dependents(whole);
      this.#promises.get(op.key)?.refuse(refusal);
      this.#end(op);
      this.#doors.refused(whole, refusal);
      return true;
    }
  }

  /** A fault of the server that comes again and again for one op must not stop everything behind it. */
  #is_hopeless(op: Op, refusal: Refusal): boolean {
    if (refusal.reason !== 'internal') return false;
    const times = (this.#failures.get(op.key) ?? 0) + 1;
    this.#failures.set(op.key, times);
    return times >= 4;
  }

  #pause(lane: string, ms: number): void {
    clearTimeout(this.#wait.get(lane));
    this.#wait.set(lane, setTimeout(() => void this.#pump(lane), ms));
  }

  #answered(key: string, result: unknown): void {
    const op = this.ops.find((o) => o.key === key);
    if (!op || op.landed_at_seq !== undefined) return;
    const { seq } = (result ?? {}) as { seq?: number };
    const made = made_by(op.method, result);
    if (op.stands_for !== undefined && made !== undefined) this.#set(this.ops.map((o) => (o.key === key ? o : renamed(o, op.stands_for!, made))));
    for (const o of this.ops) if (o.key !== key && o.landed_at_seq === undefined && !this.#unkept.has(o.key)) this.#doors.keep(o);
    if (op.lane.startsWith('board:') && seq !== undefined) this.#change(key, { landed_at_seq: seq, seen_as: undefined });
    else this.#set(this.ops.filter((o) => o.key !== key));
    this.#promises.get(key)?.give(result);
    this.#end(op);
    this.#doors.saved(op, result);
  }

  /** What could not be made takes with it what was to be done to it. */
  #drop_dependents(op: Op): void {
    if (op.stands_for === undefined) return;
    const gone = this.ops.filter((o) => renamed(o, op.stands_for!, 0) !== o);
    for (const o of gone) this.#end(o);
    this.#set(this.ops.filter((o) => !gone.includes(o)));
  }

  #end(op: Op): void {
    this.#promises.delete(op.key);
    this.#failures.delete(op.key);
    if (!this.#unkept.delete(op.key)) this.#doors.forget(op.key);
  }

  #change(key: string, fields: Partial<Op>): void {
    this.#set(this.ops.map((o) => (o.key === key ? { ...o, ...fields } : o)));
  }

  #set(ops: readonly Op[]): void {
    this.ops = ops;
    this.#doors.changed(ops);
  }
}

function lanes(ops: readonly Op[]): Set<string> {
  return new Set(ops.map((o) => o.lane));
}

/** The id of what a command has made: a command of a noun answers under the noun's name. */
export function made_by(method: WriteMethod, result: unknown): number | undefined {
  const id = (result as Record<string, unknown> | null | undefined)?.[method.split('.')[0]!];
  return typeof id === 'number' ? id : undefined;
}

/** The op with one id in the place of another, or the same op where nothing spoke of it. */
export function renamed(op: Op, from: number, to: number): Op {
  const params = renamed_params(op.params, from, to);
  return params === op.params ? op : { ...op, params };
}

export function renamed_params<P extends object>(params: P, from: number, to: number): P {
  const put = (v: unknown): unknown => (v === from ? to : typeof v === 'string' && v.endsWith(`:${from}`) ? `${v.slice(0, -String(from).length)}${to}` : v);
  const next: [string, unknown][] = Object.entries(params).map(([k, v]) => [k, (REFS as readonly string[]).includes(k) ? put(v) : v]);
  return next.some(([k, v]) => v !== (params as Record<string, unknown>)[k]) ? (Object.fromEntries(next) as P) : params;
}
