// line.mjs - a writer's line to the server: a real socket, slow by chance, and cut in each of the ways in which lines are
//
// What is sent and what is heard waits for a while in a lane, in order. A line that is cut is heard no more; what was under
// way on it is lost, or arrives yet, or arrives much later, when its sender has long been back on another line.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { within, Socket, PATIENCE } from '../protocol/client.mjs';

/** Hands things on in the order in which they came, each after up to so many ms. */
class Lane {
  #queue = [];
  #due = 0;
  #isHeld = false;

  constructor(slowest, dice, hand) {
    Object.assign(this, { slowest, dice, hand });
  }

  put(thing) {
    if (!this.slowest && !this.#isHeld && !this.#queue.length) return this.hand(thing);
    this.#queue.push(thing);
    const now = performance.now();
    this.#due = Math.max(this.#due, now + this.dice.next() * this.slowest);
    setTimeout(() => this.#step(), this.#due - now);
  }

  hold() {
    this.#isHeld = true;
  }

  release() {
    this.#isHeld = false;
    while (this.#queue.length) this.#step();
  }

  drop() {
    this.#queue = [];
  }

  #step() {
    if (this.#queue.length && !this.#isHeld) this.hand(this.#queue.shift());
  }
}

/** lost: nothing of what was under way arrives. unheard: it arrives, and the answer does not. late: it arrives much later. */
export const CUTS = ['lost', 'unheard', 'late'];

export class Line extends Socket {
  /** `session.answered(key, message, isLate)` hears what became of each write, also on a line that is cut. */
  static async open(person, session) {
    const line = new Line(person, session);
    await within(PATIENCE, 'connected', line.opened);
    return line;
  }

  constructor(person, session) {
    super(person, 'rinnalla.v1', { headers: person.headers(), perMessageDeflate: false });
    const { dice } = session;
    const slowest = dice.one([0, 0, 2, 8, 25]);
    this.session = session;
    this.keys = new Map(); // of what was asked
    this.isCut = false;
    this.closed.then(() => this.notes.clear()); // what waits in the lane comes too late
    this.out = new Lane(slowest, dice, (text) => this.ws.readyState === 1 && this.ws.send(text));
    this.in = new Lane(slowest, dice, (data) => this.#hand(data));
  }

  send(message) {
    if (message.params?.key) this.keys.set(message.id, message.params.key);
    this.out.put(JSON.stringify(message));
  }

  take(data, isBinary) {
    if (isBinary) throw new Error('the server sends text only');
    this.in.put(data);
  }

  #hand(data) {
    try {
      const answer = this.keys.size && !data.includes('"method"', 0) ? JSON.parse(data) : null;
      if (this.keys.has(answer?.id)) this.session.answered(this.keys.get(answer.id), answer, this.isCut);
      if (this.isCut) return;
      super.take(data, false);
      for (const { method, params } of this.told.splice(0)) if (method === 'note.resync') this.notes.get(params.note)?.resync(params);
    } catch (fault) {
      this.session.fail(fault);
    }
  }

  /** Ends it in one of the ways above; resolves once nothing more can happen on it. */
  async cut(how, late = 0) {
    this.isCut = true;
    this.notes.clear();
    for (const { reject } of this.waiting.values()) reject(new Error('the line is cut'));
    this.waiting.clear();
    if (how === 'lost') this.out.drop();
    else {
      await sleep(late);
      this.out.release();
      await Promise.race([this.closed, sleep(60)]); // the server has taken it by then, as a rule
    }
    this.ws.terminate();
    await this.closed;
  }
}
