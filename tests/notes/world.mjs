// world.mjs - one server that many sessions share, ended and started again under them all the time
import { setTimeout as sleep } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { methods, newKey, Refused, signIn } from '../protocol/client.mjs';
import { makeDemo, random, startServer } from '../protocol/people.mjs';

const ACCOUNTS = 10, NOTES_A_BOARD = 50;

export class World {
  static async open(seed) {
    const world = new World(seed);
    await world.#start();
    const admin = await signIn(world.server, 'admin');
    const { accounts } = await admin.http('account.list');
    const names = accounts.filter((account) => !account.is_admin && !account.ended_at).map(({ name }) => name);
    for (const name of names.slice(0, ACCOUNTS)) world.people.push(await signIn(world.server, name));
    assert.equal(world.people.length, ACCOUNTS);
    return world;
  }

  constructor(seed) {
    Object.assign(this, { seed, dice: random(seed), db: makeDemo(), people: [], boards: 0, notes: 0 });
    this.over = new Promise((resolve) => (this.end = resolve)).then(() => (this.isOver = true));
    this.figures = { sessions: 0, writers: 0, updates: 0, letters: 0, pushes: 0, resent: 0, again: 0, pull_first: 0, too_old: 0, reloads: 0, lost: 0, unheard: 0, late: 0, late_pushes: 0, late_refused: 0, resyncs: 0, stopped: 0, killed: 0 };
  }

  async #start() {
    this.server = await startServer({ db: this.db });
    for (const person of this.people) person.server = this.server;
  }

  /** Stops or kills the server from time to time, until it is told to end. */
  async disturb() {
    while (!this.isOver) {
      await Promise.race([sleep(this.dice.between(1000, 3500)), this.over]);
      if (!this.isOver) await (this.isUp = this.#again());
    }
  }

  async #again() {
    const isKilled = this.figures.killed <= this.figures.stopped; // in turns
    const { code, signal } = await this.server.end(isKilled ? 'SIGKILL' : 'SIGTERM');
    assert.deepEqual({ code, signal }, isKilled ? { code: null, signal: 'SIGKILL' } : { code: 0, signal: null }, this.server.log.slice(-2000));
    this.figures[isKilled ? 'killed' : 'stopped']++;
    await this.#start();
  }

  /** A command over HTTP, asked again under its key while the server comes and goes. */
  async http(person, method, params) {
    const asked = methods.get(method)['x-runs'] === 'write' ? { key: newKey(), ...params } : params;
    for (let tries = 0; ; tries++) {
      await this.isUp;
      try {
        return await person.http(method, asked);
      } catch (why) {
        if ((why instanceof Refused && why.reason !== 'busy') || tries > 200) throw why;
        await sleep(20);
      }
    }
  }

  /** A board that everybody may write on, for a few notes. */
  board() {
    if (this.notes++ % NOTES_A_BOARD === 0) this.latest = this.#newBoard();
    return this.latest;
  }

  async #newBoard() {
    const [maker, ...others] = this.people;
    const { board } = await this.http(maker, 'board.create', { title: `Taulu ${++this.boards}` });
    for (const { id } of others) await this.http(maker, 'participant.add', { board, account: id, role: 'member' });
    return board;
  }
}
