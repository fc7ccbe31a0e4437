// session.mjs - a few writers on one note, from the empty text to the last word, and what must be true then
import { setTimeout as sleep } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { ChangeSet, Text } from '@codemirror/state';
import { within } from '../protocol/client.mjs';
import { random } from '../protocol/people.mjs';
import { Letters, lettersOf } from './letters.mjs';
import { Writer } from './writer.mjs';

const PATIENCE = 120_000;
const LONG_EVERY = 100;
const TOO_OLD = 2000; // updates that a push may be behind

export class Session {
  constructor(world, number) {
    const dice = random(Math.imul(world.seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
    Object.assign(this, { world, number, dice, figures: world.figures, letters: new Letters(dice) });
    Object.assign(this, { clients: new Map(), ending: [], log: [], texts: new Map(), outcomes: new Map(), confirmedAt: new Map() });
    Object.assign(this, { told: [], waiting: new Set(), isOver: false, missedFrom: null });
    this.failed = new Promise((_, reject) => (this.fail = (why) => reject(why)));
    this.failed.catch(() => {});
    this.answered = (...about) => this.guard(() => this.#answered(...about));
  }

  async run() {
    try {
      await within(PATIENCE, `session ${this.number}`, Promise.race([this.#play(), this.failed, this.world.over]));
    } finally {
      this.isOver = true;
      for (const { line } of this.writers ?? []) line?.ws.terminate();
    }
  }

  async #play() {
    const { dice, world } = this;
    const people = Array.from({ length: dice.one([3, 3, 3, 4, 4, 5, 6, 7, 8]) }, () => dice.one(world.people));
    this.board = await world.board();
    ({ note: this.note } = await world.http(people[0], 'note.create', { board: this.board, title: `Muistio ${this.number}`, kind: 'minutes' }));
    this.writers = people.map((person, n) => new Writer(this, n, person, random(dice.below(2 ** 31))));
    this.isLong = this.number % LONG_EVERY === LONG_EVERY - 1;
    await Promise.all(this.writers.map(live));
    await this.#comeHome();
    await this.#check();
  }

  // ---- what the writers tell --------------------------------------------------------------------------------------------

  say(what) {
    this.told.push(what);
  }

  look() {
    for (const waiting of this.waiting) waiting();
  }

  when(isSo) {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  later(ms, work) {
    setTimeout(() => !this.isOver && this.guard(work), ms);
  }

  guard(work) {
    try {
      work();
    } catch (why) {
      this.fail(why);
    }
  }

  /** Everybody hears the same. */
  heard(version, update) {
    const told = JSON.stringify(update);
    this.log[version - 1] ??= told;
    assert.equal(told, this.log[version - 1], `update ${version} is told in two ways`);
  }

  /** Everybody who stands at a version with nothing unsent sees the same. */
  seen(version, text) {
    if (!this.texts.has(version)) this.texts.set(version, text);
    else assert(this.texts.get(version).eq(text), `at ${version} two see different texts: ${JSON.stringify([text.toString(), this.texts.get(version).toString()])}`);
  }

  /** A key has one outcome. */
  #answered(key, { result, error }, isLate) {
    this.figures.late_pushes += isLate;
    this.figures.late_refused += isLate && error?.data.detail === 'pull_first';
    if (error?.data.reason === 'busy') return;
    const outcome = result ? `done at ${result.version}` : `refused: ${error.data.reason} ${error.data.detail}`;
    this.say(`${key} is ${outcome}${isLate ? ', too late' : ''}`);
    if (this.outcomes.has(key)) assert.equal(outcome, this.outcomes.get(key), `the outcome of ${key}, sent again`);
    this.outcomes.set(key, outcome);
    if (this.confirmedAt.has(key) && result) assert.equal(result.version, this.confirmedAt.get(key), `the version of ${key}`);
  }

  confirmed(key, version) {
    this.confirmedAt.set(key, version);
    if (this.outcomes.has(key)) assert.equal(this.outcomes.get(key), `done at ${version}`, `the outcome of ${key}, confirmed by the stream`);
  }

  // ---- the end ------------------------------------------------------------------------------------------------------------

  async #comeHome() {
    for (const writer of this.writers) {
      writer.isHeld = false;
      writer.connect().then(() => writer.pump());
    }
    const areHome = () => this.writers.every(({ isHome }) => isHome);
    await this.when(areHome);
    await Promise.all(this.ending); // what is late has arrived
    const { version } = await this.#ask('note.open', {});
    await this.when(() => areHome() && this.writers.every((writer) => writer.version >= version));
  }

  #ask(method, params) {
    return this.world.http(this.dice.one(this.writers).person, method, { board: this.board, note: this.note, ...params });
  }

  async #check() {
    const { version, text } = await this.#ask('note.open', {});
    for (const writer of this.writers) assert.deepEqual([writer.version, writer.text], [version, text], `writer ${writer.n} and the server`);
    const log = await this.#readLog(version);
    this.#checkLog(log, text);
    this.#checkLetters(log, text);
    await this.#checkPast();
    await this.#checkBlame(text);
    this.figures.sessions++;
    this.figures.writers += this.writers.length;
    this.figures.updates += version;
    this.figures.letters += this.letters.written.size;
  }

  async #readLog(version) {
    const log = [];
    for (let more = true; more; ) {
      const answer = await this.#ask('note.open', { since: log.length });
      log.push(...answer.updates);
      assert.equal(answer.version, log.length);
      more = answer.more;
    }
    assert.equal(log.length, version);
    return log;
  }

  /** The log is what everybody was told, and the real packages make the text of it. */
  #checkLog(log, text) {
    let doc = Text.empty;
    for (const [at, update] of log.entries()) {
      this.heard(at + 1, update);
      assert.equal(update.by, this.clients.get(update.client), 'whose it is');
      doc = ChangeSet.fromJSON(update.changes).apply(doc);
      if (this.texts.has(at + 1)) this.seen(at + 1, doc);
    }
    assert.equal(doc.toString(), text, 'the log makes the text');
  }

  /** Every letter was taken into the log once, by whoever wrote it, and is there unless somebody took it away. */
  #checkLetters(log, text) {
    const { written, taken } = this.letters;
    const taught = new Map();
    for (const { changes, by } of log)
      for (const letter of lettersOf(changes.flatMap((part) => (Array.isArray(part) ? part.slice(1) : [])).join('\n'))) {
        assert(!taught.has(letter), `${letter} came twice`);
        assert.equal(by, written.get(letter), `${letter} is in the log as somebody else's`);
        taught.set(letter, by);
      }
    const there = new Set(lettersOf(text));
    assert.equal(there.size, lettersOf(text).length, 'no letter is in the text twice');
    for (const letter of written.keys()) {
      assert(taught.has(letter), `${letter} is lost: it never reached the log`);
      assert.equal(there.has(letter), !taken.has(letter), `${letter} was ${taken.has(letter) ? 'taken away and is there' : 'taken away by nobody and is lost'}`);
    }
  }

  async #checkPast() {
    const versions = [...this.texts.keys()];
    for (let n = 0; n < 2 && versions.length; n++) {
      const version = this.dice.one(versions);
      const past = await this.#ask('note.at', { version });
      assert.equal(past.text, this.texts.get(version).toString(), `the text at ${version} is what was seen at ${version}`);
    }
  }

  async #checkBlame(text) {
    const blame = await this.#ask('note.blame', {});
    assert.equal(blame.text, text);
    let at = 0;
    for (const { length, by } of blame.stretches) {
      for (const letter of lettersOf(text.slice(at, at + length))) assert.equal(by, this.letters.written.get(letter), `who wrote ${letter}`);
      at += length;
    }
    assert.equal(at, text.length, 'stretches over the whole text');
  }
}

// ---- what a writer does with his time --------------------------------------------------------------------------------------

async function live(writer) {
  const { dice, session } = writer;
  await sleep(dice.below(40));
  await writer.connect();
  await session.when(() => writer.state);
  for (let steps = dice.between(5, 12); steps && !session.isOver; steps--) {
    writer.isHeld = dice.chance(0.3); // collects what it writes, and pushes when it pauses
    for (let edits = dice.between(1, 4); edits; edits--) {
      edit(writer);
      if (!writer.isHeld) writer.pump();
      if (dice.chance(0.4)) await sleep(dice.below(12));
    }
    writer.isHeld = false;
    writer.pump();
    if (dice.chance(0.15)) await away(writer);
    else if (dice.chance(0.07)) await loadedAgain(writer);
    else await sleep(dice.below(50));
  }
  if (session.isLong && writer.n === 0) await missMuch(writer);
  if (session.isLong && writer.n === 1) await writeMuch(writer);
  writer.pump();
}

/** Away, with a push that was lost, until others have written more than it may be behind. */
async function missMuch(writer) {
  const { session } = writer;
  writer.sendsSame = true;
  do {
    await writer.connect();
    await session.when(() => writer.isHome);
    edit(writer);
    writer.cut('lost', true);
  } while (!writer.push);
  edit(writer);
  session.missedFrom = session.log.length;
  session.look();
  await session.when(() => session.log.length > session.missedFrom + TOO_OLD);
}

async function writeMuch(writer) {
  await writer.session.when(() => writer.session.missedFrom !== null);
  for (let n = 0; n < TOO_OLD + 100; n++) writer.write({ from: 0, insert: 'x' });
}

async function away(writer) {
  const { dice } = writer;
  writer.cut();
  for (let edits = dice.below(5); edits; edits--) {
    await sleep(dice.below(30));
    edit(writer);
  }
  if (dice.chance(0.3)) await sleep(dice.below(300));
  writer.connect();
  if (dice.chance(0.3)) {
    await sleep(dice.below(20)); // gone again, perhaps before it has pulled
    writer.cut();
    await sleep(dice.below(20));
    writer.connect();
  }
}

async function loadedAgain(writer) {
  const { dice } = writer;
  writer.reload();
  await sleep(dice.below(50));
  writer.connect();
  if (dice.chance(0.3)) edit(writer);
}

/** A place between letters, often where others are at it too. */
function place(writer) {
  const { dice, state } = writer;
  const { length } = state.doc;
  const p = dice.next();
  const at = p < 0.2 ? 0 : p < 0.4 ? length : p < 0.7 ? Math.min(length, dice.below(6)) : dice.below(length + 1);
  return /^[\udc00-\udfff]/.test(state.doc.sliceString(at, at + 1)) ? at - 1 : at;
}

function stretch(writer, most) {
  const from = place(writer);
  const letters = [...writer.state.doc.sliceString(from, from + 2 * most)].slice(0, writer.dice.between(1, most));
  const to = from + letters.join('').length;
  return { from, to: /[\ud800-\udbff]$/.test(letters.at(-1) ?? '') ? to + 1 : to };
}

function edit(writer) {
  const { dice, session, person } = writer;
  const words = (most = 4) => session.letters.write(person.id, dice.between(1, most));
  const p = dice.next();
  if (p < 0.4) return writer.write({ from: place(writer), insert: words() });
  if (p < 0.6) return writer.write(stretch(writer, 8));
  if (p < 0.7) return writer.write({ ...stretch(writer, 4), insert: words() });
  if (p < 0.78) return writer.write({ from: place(writer), insert: '\n' });
  if (p < 0.88) {
    const { from, to } = stretch(writer, 2); // deleted, and typed in its stead
    writer.write({ from, to });
    return writer.write({ from, insert: words(1) });
  }
  if (p < 0.985) return writer.write(places(writer, dice.between(2, 4), words));
  if (p < 0.99) return writer.write({ from: 0, to: writer.state.doc.length });
  writer.write({ from: place(writer), insert: session.letters.page(person.id, dice.between(5, 60)) });
}

/** Several places at once, of which none touches another. */
function places(writer, count, words) {
  const { dice } = writer;
  const found = Array.from({ length: count }, () => stretch(writer, 3)).sort((a, b) => a.from - b.from || a.to - b.to);
  const apart = found.filter(({ from }, n) => !n || found.slice(0, n).every(({ to }) => to < from));
  return apart.map(({ from, to }) => ({ from, to: dice.chance(0.5) ? from : to, insert: dice.chance(0.7) ? words(2) : '' }));
}
