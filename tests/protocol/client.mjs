// client.mjs - an independent client of the wire, as docs/wire.md describes it: fetch for sign-in and scripts, a socket for the rest
//
//     const aino = await signIn(server, 'aino', 'alongside');
//     const socket = await aino.connect();
//     const {board} = await socket.call('board.create', {title: 'Kotona pärjääminen'});
//
// call() gives the result or throws Refused; ask() gives the whole message. Writes get a key of their own where they
// have none. Everything that arrives unasked is kept in order in socket.told; until() waits for something in it, with a bound.
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import assert from 'node:assert/strict';
import WebSocket from 'ws';

export const openrpc = JSON.parse(readFileSync(new URL('../../schema/openrpc.json', import.meta.url), 'utf8'));
export const methods = new Map(openrpc.methods.map((method) => [method.name, method]));

/** How long anything may take that isn't promised to take less: only a server that is stuck takes so long. */
export const PATIENCE = 30_000;

const isWrite = (method) => methods.get(method)?.['x-runs'] === 'write';

let keys = 0;
const keysOfRun = randomBytes(4).toString('hex');
export const newKey = () => `${keysOfRun}-${++keys}`;
const isKeyed = (method) => methods.get(method)?.params.some((param) => param.name === 'key');
const withKey = (method, params) => (isKeyed(method) && !('key' in params) ? { ...params, key: newKey() } : params);

/** What the server would not do, and why. */
export class Refused extends Error {
  constructor(error, { method, status } = {}) {
    super(`${method}: ${error.data?.reason} ${error.data?.field ?? ''} ${error.data?.detail ?? ''} (${error.message})`);
    Object.assign(this, { error, status, reason: error.data?.reason, field: error.data?.field, detail: error.data?.detail, data: error.data });
  }
}

/** Resolves with the refusal; fails when the promise is kept, or refused otherwise than expected. */
export async function refused(promise, expected) {
  const refusal = await promise.then(
    (result) => assert.fail(`was done: ${JSON.stringify(result)?.slice(0, 300)}`),
    (why) => (why instanceof Refused ? why : Promise.reject(why)),
  );
  const { reason = refusal.reason, field = refusal.field, detail = refusal.detail } = typeof expected === 'string' ? { reason: expected } : (expected ?? {});
  assert.deepEqual({ reason: refusal.reason, field: refusal.field, detail: refusal.detail }, { reason, field, detail }, refusal.message);
  return refusal;
}

/** Fails after a bound instead of hanging. */
export function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${typeof what === 'function' ? what() : what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// ---- signing in ----------------------------------------------------------------------------------------------------------

export const postJson = (url, body, headers = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

export async function signIn(server, name, password = 'alongside', more = {}) {
  const response = await postJson(`${server.url}/api/session`, { name, password, ...more });
  const body = await response.json();
  if (!response.ok) throw new Refused(body.error, { method: 'sign-in', status: response.status });
  const cookie = response.headers.get('set-cookie'); // the only one; getSetCookie() is not in every Node 18
  return new Person(server, /=([^;]*)/.exec(cookie)[1], body.account, body.session, cookie, password);
}

/**
 * Fresh people who are no demo, made by the administrator: {name: Person}. They are listed, or given as {name: full name}; they work
 * as nurses in the first unit, or as is said.
 */
export async function hire(admin, names, { unit = true, profession = 'nurse', password = 'salasana-kokeeseen' } = {}) {
  const { units } = await admin.http('unit.list');
  const called = Array.isArray(names) ? names.map((name) => [name, `${name[0].toUpperCase()}${name.slice(1)} Kokeilija`]) : Object.entries(names);
  const people = {};
  for (const [name, full_name] of called) {
    await admin.http('account.add', { name, full_name, password, ...(unit ? { unit: unit === true ? units[0].id : unit, profession } : {}) });
    people[name] = await signIn(admin.server, name, password);
  }
  return people;
}

/** Somebody with a session: asks over HTTP, or opens sockets. */
export class Person {
  constructor(server, token, account, session, cookie, password) {
    Object.assign(this, { server, token, account, id: account?.id, session, cookie, password });
  }

  headers() {
    return this.token ? { authorization: `Bearer ${this.token}` } : {};
  }

  fetch(path, options = {}) {
    return fetch(this.server.url + path, { ...options, headers: { ...this.headers(), ...options.headers } });
  }

  /** A read by GET, a write by POST; the result or Refused. */
  async http(method, params = {}, { by = isWrite(method) ? 'POST' : 'GET' } = {}) {
    const asked = withKey(method, params);
    const response =
      by === 'GET'
        ? await this.fetch(`/api/rpc/${method}?params=${encodeURIComponent(JSON.stringify(asked))}`)
        : await this.fetch(`/api/rpc/${method}`, { method: by, headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) });
    const text = await response.text();
    const body = text ? JSON.parse(text) : null;
    if (!response.ok) throw new Refused(body.error, { method, status: response.status });
    return body;
  }

  connect(options) {
    return Socket.open(this, options);
  }
}

export const nobody = (server) => new Person(server, null);

// ---- a socket ------------------------------------------------------------------------------------------------------------

export class Socket {
  static async open(person, { headers = {}, protocol = 'rinnalla.v1', ...options } = {}) {
    const socket = new Socket(person, protocol, { headers: { ...person.headers(), ...headers }, perMessageDeflate: false, ...options });
    await within(PATIENCE, 'connected', socket.opened);
    return socket;
  }

  constructor(person, protocol, options) {
    this.person = person;
    this.told = []; // every message without an id, in order
    this.asked = 0;
    this.waiting = new Map();
    this.watchers = new Set();
    this.views = new Map();
    this.notes = new Map(); // see note.mjs
    this.ws = new WebSocket(`${person.server.url.replace(/^http/, 'ws')}/ws`, protocol, options);
    this.opened = new Promise((resolve, reject) => {
      this.ws.once('open', resolve);
      this.ws.once('error', reject);
    });
    this.closed = new Promise((resolve) => this.ws.once('close', (code, reason) => resolve({ code, reason: String(reason) })));
    this.opened.catch(() => {});
    this.closed.then(({ code }) => {
      this.code = code;
      for (const { reject, method } of this.waiting.values()) reject(new Error(`closed with ${code} before ${method} was answered`));
      this.waiting.clear();
      this.look();
    });
    this.ws.on('error', () => {});
    this.ws.on('message', (data, isBinary) => {
      try {
        this.take(data, isBinary);
      } catch (fault) {
        this.fail(fault);
      }
    });
  }

  /** What was heard is wrong: whoever waits, or asks later, is told. */
  fail(fault) {
    this.fault ??= fault;
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
    this.look();
  }

  take(data, isBinary) {
    assert(!isBinary, 'the server sends text only');
    const message = JSON.parse(data);
    assert.equal(message.jsonrpc, '2.0');
    if ('method' in message) {
      this.told.push(message);
      if (message.method === 'board.events') this.views.get(message.params.board)?.hear(message.params.events);
      if (message.method === 'note.updates') this.notes.get(message.params.note)?.hear(message.params);
    } else {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      Object.defineProperty(message, 'heard', { value: this.told.length }); // what was told before it was answered
      if (waiting) waiting.resolve(message);
      else this.told.push(message);
    }
    this.look();
  }

  look() {
    for (const watcher of this.watchers) watcher();
  }

  // ---- asking ----

  send(text) {
    this.ws.send(typeof text === 'string' || Buffer.isBuffer(text) ? text : JSON.stringify(text));
  }

  notify(method, params) {
    this.send({ jsonrpc: '2.0', method, params });
  }

  /** The whole message that answers, whatever it says. */
  ask(method, params = {}, id = ++this.asked) {
    return within(
      PATIENCE,
      `an answer to ${method}`,
      new Promise((resolve, reject) => {
        if (this.fault) return reject(this.fault);
        if (this.code) return reject(new Error(`closed with ${this.code}: can't ask ${method}`));
        this.waiting.set(id, { resolve, reject, method });
        this.send({ jsonrpc: '2.0', id, method, params: withKey(method, params) });
      }),
    );
  }

  async call(method, params) {
    const answer = await this.ask(method, params);
    if (answer.error) throw new Refused(answer.error, { method });
    return answer.result;
  }

  // ---- what arrives unasked ----

  /** The first told message, from `start` on, that fits; waits for it. */
  until(fits, { what = String(fits), ms = PATIENCE, start = 0 } = {}) {
    let watcher;
    let from = start;
    const found = new Promise((resolve, reject) => {
      watcher = () => {
        if (this.fault) return reject(this.fault);
        for (; from < this.told.length; from++) if (fits(this.told[from])) return resolve(this.told[from]);
        if (this.code) reject(new Error(`closed with ${this.code} while waiting for ${what}`));
      };
      this.watchers.add(watcher);
      watcher();
    });
    return within(ms, what, found).finally(() => this.watchers.delete(watcher));
  }

  /** Waits for anything to become true that messages can make true. */
  async when(isSo, { what = String(isSo), ms = PATIENCE } = {}) {
    const say = () => (typeof what === 'function' ? what() : what);
    let watcher;
    const so = new Promise((resolve, reject) => {
      watcher = () => {
        if (this.fault) return reject(this.fault);
        if (isSo()) return resolve();
        if (this.code) reject(new Error(`closed with ${this.code} while waiting for ${say()}`));
      };
      this.watchers.add(watcher);
      watcher();
    });
    await within(ms, say, so).finally(() => this.watchers.delete(watcher));
  }

  of(method, board) {
    return this.told.filter((message) => message.method === method && (board === undefined || message.params.board === board)).map((message) => message.params);
  }

  events(board) {
    return this.of('board.events', board).flatMap((params) => params.events);
  }

  untilEvent(board, name, fits = () => true) {
    return this.until((message) => message.method === 'board.events' && message.params.board === board && message.params.events.some((event) => event.name === name && fits(event)), { what: `${name} on ${board}` });
  }

  /** Opens a board and keeps a view of it up to date. */
  async see(board, since) {
    const view = new View(this, board);
    this.views.set(board, view);
    view.begin(await this.call('board.open', since === undefined ? { board } : { board, since }));
    return view;
  }

  /** Everything that was sent before this is handled when it is answered: one socket is heard in order. */
  async settle() {
    await this.call('session.hello', {});
  }

  async close(code = 1000) {
    this.ws.close(code);
    return within(PATIENCE, 'closed', this.closed);
  }

  /** Without a word, as a line that breaks. */
  async vanish() {
    this.ws.terminate();
    return this.closed;
  }
}

// ---- a board, kept from events alone ---------------------------------------------------------------------------------------

/** What everybody is told makes the board: `set` merged into tables, in order, without a gap or a double. */
export function merge(tables, set) {
  for (const [noun, rows] of Object.entries(set)) {
    const table = (tables[noun] ??= {});
    for (const [id, row] of Object.entries(rows)) {
      if (row === null) delete table[id];
      else table[id] = { ...table[id], ...row };
    }
  }
  return tables;
}

export const emptyTables = () => ({ board: {}, participant: {}, card: {}, link: {}, note: {}, goal: {}, step: {}, task: {}, service: {}, episode: {}, dependency: {}, meeting: {}, occurrence: {},
  invitation: {}, follow_up: {}, sitting: {}, sitting_phase: {}, attendance: {}, hand: {}, minutes: {}, confirmation: {} });

export class View {
  constructor(socket, board) {
    Object.assign(this, { socket, board, seq: null, tables: null, early: [], opened: null });
  }

  /** The answer of board.open: from here on what is heard must follow. */
  begin(answer) {
    assert.equal(answer.board, this.board);
    this.opened = answer;
    if (answer.snapshot) this.tables = structuredClone(answer.snapshot);
    else {
      this.tables = emptyTables();
      for (const event of answer.events) merge(this.tables, event.set);
    }
    this.seq = answer.seq;
    const early = this.early;
    this.early = [];
    this.hear(early);
  }

  hear(events) {
    if (this.seq === null) {
      this.early.push(...events);
      return;
    }
    for (const event of events) {
      assert.equal(event.seq, this.seq + 1, `board ${this.board}: after ${this.seq} came ${event.seq}`);
      this.seq = event.seq;
      merge(this.tables, event.set);
    }
  }

  /** Waits until the view stands at a number. */
  async reach(seq) {
    await this.socket.when(() => this.seq >= seq, { what: () => `board ${this.board} at ${seq}, stands at ${this.seq}${this.socket.of('board.resync', this.board).length ? ', asked to resync' : ''}` });
    return this;
  }

  cards() {
    return cardsInOrder(this.tables);
  }

  texts() {
    return this.cards().map((card) => card.text);
  }
}

/** Ranks compare byte by byte. */
export function cardsInOrder(tables) {
  return Object.values(tables.card).sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
}
