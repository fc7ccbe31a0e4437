// writer.mjs - one writer of a note: the real @codemirror/state and @codemirror/collab, and the rules of docs/wire.md, "Live notes"
//
// One push is under way at a time; updates are received one by one; a line that comes back pulls before it pushes. What a broken
// push became is found out in one of two ways, both allowed: the same push again under its key, or another push of what is left,
// which the server must refuse (`pull_first`) while it knows more of this client than it was told. A page that is loaded again
// goes on from what the one before kept: its last push first, under that one's name and key, then the rest under its own.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { ChangeSet, EditorState, StateEffect, Text } from '@codemirror/state';
import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import { newKey, Refused } from '../protocol/client.mjs';
import { Line, CUTS } from './line.mjs';

const MOST_BYTES = 40_000;
/** Carried over to another state, an update that others have emptied counts still: collab passes over what has no effect. */
const counts = StateEffect.define();

export class Writer {
  constructor(session, n, person, dice) {
    Object.assign(this, { session, n, person, dice, state: null, confirmed: null, client: null });
    Object.assign(this, { line: null, isLevel: false, isPulling: false, isCalling: false, isAway: true, early: [] });
    Object.assign(this, { push: null, isBroken: false, isFormer: false, isHeld: false });
    this.sendsSame = dice.chance(0.5);
    this.hasSentAnew = false;
  }

  get text() {
    return this.state?.doc.toString() ?? '';
  }

  get version() {
    return getSyncedVersion(this.state);
  }

  get unsent() {
    return this.state ? sendableUpdates(this.state) : [];
  }

  get isHome() {
    return this.isLevel && !this.isCalling && !this.unsent.length;
  }

  say(what, more = '') {
    this.session.say(`${this.n} ${what} ${typeof more === 'string' ? more : JSON.stringify(more)}`);
  }

  #begin(text, version, former = []) {
    this.client = randomBytes(6).toString('hex');
    this.session.clients.set(this.client, this.person.id);
    this.#load(text, version, former);
  }

  #load(text, version, former) {
    this.confirmed = text;
    const config = { startVersion: version, clientID: this.client, sharedEffects: (tr) => tr.effects };
    this.state = EditorState.create({ doc: text, extensions: collab(config) });
    for (const changes of former) this.state = this.state.update({ changes, effects: counts.of(null) }).state;
  }

  // ---- writing -----------------------------------------------------------------------------------------------------------

  write(specs) {
    const before = this.state.doc;
    const changes = this.state.changes(specs);
    if (changes.empty) return;
    changes.iterChanges((from, to) => this.session.letters.take(this.person.id, before.sliceString(from, to)));
    this.state = this.state.update({ changes }).state;
    this.say(`writes at ${this.version}`, changes.toJSON());
  }

  // ---- the line ----------------------------------------------------------------------------------------------------------

  async connect() {
    this.isAway = false;
    while (!this.line && !this.session.isOver) {
      await this.session.world.isUp;
      const line = await Line.open(this.person, this.session).catch(() => null);
      if (!line) await sleep(5);
      else if (this.isAway || this.line || this.session.isOver) line.ws.terminate();
      else this.#take(line);
    }
  }

  #take(line) {
    this.say('is up');
    this.line = line;
    line.notes.set(this.session.note, this);
    line.closed.then(() => this.#lost(line));
    this.pull();
  }

  #lost(line) {
    if (line !== this.line) return;
    this.say('is down');
    Object.assign(this, { line: null, isLevel: false, isPulling: false, isCalling: false, early: [], isBroken: true });
    if (!this.isAway) this.session.later(this.dice.below(15), () => this.connect());
  }

  /** The line goes, often while a push is under way, which arrives or not, sooner or later. */
  cut(how = this.dice.one(CUTS), isPushing = this.dice.chance(0.7)) {
    const { line } = this;
    this.isAway = true;
    if (!line) return;
    if (how !== 'unheard') line.out.hold();
    if (isPushing) this.pump();
    this.session.figures[how]++;
    this.say('cuts', how);
    this.session.ending.push(line.cut(how, how === 'late' ? this.dice.between(30, 400) : 0));
    this.#lost(line);
  }

  /** The page is loaded again: what is unconfirmed is carried over, and the push of which nobody knows what became. */
  reload() {
    this.cut();
    if (!this.state) return;
    this.say('reloads');
    this.session.figures.reloads++;
    this.#load(this.confirmed, this.version, this.unsent.map(({ changes }) => changes));
    this.isFormer = true;
  }

  async pull() {
    const { line } = this;
    if (!line || this.isPulling) return;
    this.isPulling = true;
    this.isLevel = false;
    try {
      for (let more = true; more && line === this.line; ) {
        const since = this.state && this.version;
        const answer = await line.call('note.open', { board: this.session.board, note: this.session.note, ...(this.state && { since }) });
        if (line !== this.line) return;
        more = answer.more;
        this.#opened(answer, since);
      }
      this.isPulling = false;
      this.isLevel = true;
      for (const frame of this.early.splice(0)) if (frame.version > this.version) this.hear(frame);
      this.session.look();
      this.#go();
    } catch (why) {
      if (line !== this.line) return;
      if (why.reason !== 'busy') return this.session.fail(why);
      this.isPulling = false; // it is ending
      this.session.later(20, () => this.pull());
    }
  }

  #opened({ version, text, updates }, since) {
    this.say(`opens since ${since} to ${version}`);
    if (!this.state) return this.#begin(Text.of(text.split('\n')), version);
    assert(updates, `since ${since} it got a text of ${version}: the note has fallen back`);
    assert.equal(version - updates.length, since, 'updates that are asked for begin where it was asked');
    this.#receive(updates.slice(this.version - since)); // of an earlier opening some may have come meanwhile
  }

  hear(frame) {
    if (this.isPulling) this.early.push(frame);
    else
      this.session.guard(() => {
        assert.equal(frame.version - frame.updates.length, this.version, `a gap or a double in the stream: at ${this.version} came ${frame.updates.length} up to ${frame.version}`);
        this.#receive(frame.updates);
        this.session.look();
        this.#go();
      });
  }

  resync({ since }) {
    this.say('is told to resync', `${since}`);
    this.session.figures.resyncs++;
    this.pull();
  }

  #receive(updates) {
    for (const update of updates) {
      const changes = ChangeSet.fromJSON(update.changes);
      const before = this.unsent.length;
      this.state = receiveUpdates(this.state, [{ clientID: update.client, changes }]).state;
      this.confirmed = changes.apply(this.confirmed);
      this.session.heard(this.version, update);
      if (this.unsent.length < before) this.#confirm(update);
      else assert(update.client !== this.client, `${this.n}: an update of its own came that it has not sent, or had confirmed: ${JSON.stringify(update)}`);
    }
    if (updates.length && !this.unsent.length) {
      assert(this.state.doc.eq(this.confirmed), `${this.n}: at ${this.version} with nothing unsent, it has ${JSON.stringify(this.text)}, and the updates make ${JSON.stringify(this.confirmed.toString())}`);
      this.session.seen(this.version, this.confirmed);
    }
  }

  #confirm(update) {
    assert.equal(update.by, this.person.id, 'whose it is');
    if (!this.push || --this.push.left) return;
    if (!this.hasSentAnew) { // else it may be the push before that came through late
      this.session.confirmed(this.push.params.key, this.version);
      if (this.dice.chance(0.1)) this.#again(this.push.params);
    }
    this.push = null;
    this.isBroken = false;
  }

  /** Sent once more, though it is done: the answer must be the same, and nothing may happen. */
  #again(params) {
    this.session.figures.again++;
    this.line?.call('note.push', params).catch((why) => why instanceof Refused && why.reason !== 'busy' && this.session.fail(why));
  }

  // ---- pushing -----------------------------------------------------------------------------------------------------------

  #go() {
    if (!this.isHeld) this.pump();
  }

  pump() {
    if (!this.isLevel || this.isPulling || this.isCalling) return;
    if (this.push && this.isBroken && !this.isFormer && !this.sendsSame) this.push = this.#newPush();
    else if (!this.push && this.isFormer) this.#takeOver();
    this.push ??= this.#newPush();
    if (this.push && !this.push.isAnswered) this.#send(this.push);
  }

  /** Nothing of the page before is under way any more. */
  #takeOver() {
    this.isFormer = false;
    this.hasSentAnew = false;
    this.#begin(this.confirmed, this.version, this.unsent.map(({ changes }) => changes).filter((changes) => !changes.empty));
  }

  #newPush() {
    const updates = [];
    const most = this.dice.chance(0.7) ? 500 : this.dice.between(1, 3);
    let bytes = 0;
    for (const { changes } of this.unsent.slice(0, most)) {
      const update = { changes: changes.toJSON() };
      bytes += Buffer.byteLength(JSON.stringify(update)) + 1;
      if (updates.length && bytes > MOST_BYTES) break;
      updates.push(update);
    }
    if (!updates.length) return null;
    if (this.push) this.hasSentAnew = true;
    this.isBroken = false;
    const { board, note } = this.session;
    return { params: { board, note, version: this.version, client: this.client, updates, key: newKey() }, left: updates.length, isAnswered: false };
  }

  #send(push) {
    const { line } = this;
    const { key, version, updates } = push.params;
    this.isCalling = true;
    this.session.figures.pushes++;
    this.session.figures.resent += this.isBroken && this.push === push;
    this.isBroken = false;
    this.say(`pushes ${updates.length} over ${version} as ${key}`);
    line.call('note.push', push.params).then(
      () => {
        if (line !== this.line) return;
        this.isCalling = false;
        push.isAnswered = true;
        this.session.look();
        this.#go();
      },
      (why) => line === this.line && this.#refused(push, why),
    );
  }

  #refused(push, why) {
    if (!(why instanceof Refused)) return; // the line is gone, or going
    this.say('is refused', why.message);
    this.isCalling = false;
    const isBehind = (why.detail === 'pull_first' && this.hasSentAnew) || why.detail === 'too_old';
    if (why.reason === 'busy') return this.session.later(20, () => this.#go()); // it is ending
    if (!isBehind) return this.session.fail(why);
    this.session.figures[why.detail]++;
    if (this.push === push) this.push = null; // never done: that is its outcome
    this.pull();
  }
}
