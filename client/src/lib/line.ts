// The WebSocket line: JSON-RPC calls, and the truth about whether the other end is there.
//
// A live server says something at least every 4 s (we ask for beats). After 5 s of silence the line is *doubtful*, which
// the person sees; it is asked once more and given up 2.5 s later. Waking up, coming online or coming back to the tab
// asks at once. Reconnecting waits a random time that grows, so that a restarted server isn't stormed.
// What can fail: sign-in has ended (4001, 4003, or 401 before the upgrade) → `ended`; everything else is tried again.
import { Refusal, type Method, type Params, type Push, type RefusalData, type Result } from './wire';

export type LineState = 'closed' | 'connecting' | 'open' | 'doubtful' | 'waiting';
const QUIET = 5_000;
const LAST_CHANCE = 2_500;
const PATIENCE = 15_000;

export interface LineEvents {
  state(state: LineState): void;
  opened(): void;
  push(push: Push): void;
  ended(code: number): void;
}

interface Waiting { give: (result: never) => void; refuse: (e: Refusal) => void; timer: ReturnType<typeof setTimeout> }

export class Line {
  state: LineState = 'closed';
  #on: LineEvents;
  #socket: WebSocket | null = null;
  #waiting = new Map<number, Waiting>();
  #id = 0;
  #heard = 0;
  #asked = 0;
  #tries = 0;
  #watch: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(on: LineEvents) { this.#on = on; }

  /** [once] connect and stay connected until close(). */
  open(): void {
    if (this.state !== 'closed') return;
    addEventListener('online', this.#awake);
    addEventListener('offline', this.#gone);
    addEventListener('pageshow', this.#awake);
    addEventListener('focus', this.#awake);
    document.addEventListener('visibilitychange', this.#awake);
    this.#watch = setInterval(this.#look, 500);
    this.#connect();
  }

  close(): void {
    removeEventListener('online', this.#awake);
    removeEventListener('offline', this.#gone);
    removeEventListener('pageshow', this.#awake);
    removeEventListener('focus', this.#awake);
    document.removeEventListener('visibilitychange', this.#awake);
    clearInterval(this.#watch);
    clearTimeout(this.#retry);
    this.#drop();
    this.#become('closed');
  }

  get is_up(): boolean { return this.#socket?.readyState === WebSocket.OPEN; }

  call<M extends Method>(method: M, params: Params<M> & { key?: string }): Promise<Result<M>> {
    const socket = this.#socket;
    if (!socket || socket.readyState !== WebSocket.OPEN) return Promise.reject(lost());
    const id = ++this.#id;
    return new Promise<Result<M>>((give, refuse) => {
      const timer = setTimeout(() => { this.#waiting.delete(id); refuse(lost()); }, PATIENCE);
      this.#waiting.set(id, { give: give as (r: never) => void, refuse, timer });
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }

  /** Presence only: no answer is expected, and none is missed. */
  tell(method: 'presence.set', params: Params<'presence.set'>): void {
    if (this.is_up) this.#socket!.send(JSON.stringify({ jsonrpc: '2.0', method, params }));
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#become('connecting');
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`, 'rinnalla.v1');
    this.#socket = socket;
    this.#heard = Date.now();
    this.#asked = 0;
    let was_open = false;
    socket.onopen = () => {
      was_open = true;
      this.#tries = 0;
      this.#heard = Date.now();
      this.#become('open');
      this.#on.opened();
    };
    socket.onmessage = (m) => { if (this.#socket === socket) this.#hear(String(m.data)); };
    socket.onclose = (c) => { if (this.#socket === socket) void this.#closed(c.code, was_open); };
  }

  #hear(text: string): void {
    this.#heard = Date.now();
    this.#asked = 0;
    if (this.state === 'doubtful') this.#become('open');
    const frame = JSON.parse(text) as { id?: number | null; result?: never; error?: { message: string; data: RefusalData }; method?: string };
    if (frame.method) return this.#on.push(frame as unknown as Push);
    const waiting = typeof frame.id === 'number' ? this.#waiting.get(frame.id) : undefined;
    if (!waiting) return;
    this.#waiting.delete(frame.id as number);
    clearTimeout(waiting.timer);
    if (frame.error) waiting.refuse(new Refusal(frame.error.message, frame.error.data ?? { reason: 'internal' }));
    else waiting.give(frame.result as never);
  }

  async #closed(code: number, was_open: boolean): Promise<void> {
    this.#drop();
    if (code === 4001 || code === 4003) { this.close(); return this.#on.ended(code); }
    this.#become('waiting');
    // a refused upgrade tells a browser nothing, so the reason is asked over HTTP
    if (!was_open && (await signed_out())) { this.close(); return this.#on.ended(4001); }
    if (this.state === 'waiting') this.#later(code === 4008 && was_open ? 0 : code === 1013 ? 4 : this.#tries++);
  }

  #later(tries: number): void {
    const most = Math.min(20_000, 400 * 2 ** tries);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), most / 4 + Math.random() * most * 0.75);
  }

  #look = (): void => {
    if (!this.#socket) return;
    const quiet = Date.now() - this.#heard;
    if (quiet < QUIET) return;
    if (this.state === 'connecting') { if (quiet > 2 * QUIET) this.#give_up(); return; }
    if (!this.#asked) this.#ask();
    else if (Date.now() - this.#asked > LAST_CHANCE) this.#give_up();
  };

  #ask(): void {
    this.#asked = Date.now();
    this.#become('doubtful');
    void this.call('session.hello', { beat: true }).catch(() => undefined);
  }

  #give_up(): void {
    this.#drop();
    this.#become('waiting');
    this.#later(0);
  }

  #awake = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (this.state === 'waiting') { this.#tries = 0; this.#connect(); }
    else if (this.is_up && !this.#asked && Date.now() - this.#heard > QUIET) this.#ask();
  };

  #gone = (): void => {
    if (this.state === 'closed') return;
    this.#drop();
    this.#become('waiting');
    this.#later(2);
  };

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) { socket.onclose = null; socket.onmessage = null; socket.onopen = null; socket.close(); }
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const w of waiting) { clearTimeout(w.timer); w.refuse(lost()); }
  }

  #become(state: LineState): void {
    if (this.state === state) return;
    this.state = state;
    this.#on.state(state);
  }
}

function lost(): Refusal {
  return new Refusal('', { reason: 'offline' });
}

async function signed_out(): Promise<boolean> {
  try {
    return (await fetch('/api/session', { cache: 'no-store' })).status === 401;
  } catch {
    return false;
  }
}
