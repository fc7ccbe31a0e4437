// note.mjs - a live note as clients hold it: Note keeps the text from what is told alone, as docs/wire.md says it, with nobody's
// code; Editor is the real @codemirror/state and @codemirror/collab, as a browser has them
//
//     const { written, open } = notesFor(people);
//     const at = await written('Hei');              a board with a note
//     const [note] = await open(at, people.aino);   a socket with the note open
//     const note = await seeNote(socket, board, id);
//     await note.push([put(note.text, 0, 'Hei ')]);
//     await note.reach(1);
import { randomBytes } from 'node:crypto';
import assert from 'node:assert/strict';
import { ChangeSet, EditorState } from '@codemirror/state';
import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import { Refused } from './client.mjs';
import { makeBoard } from './people.mjs';

// ---- change sets -----------------------------------------------------------------------------------------------------------

/** The text after a change set; it must fit. */
export function apply(text, changes) {
  let at = 0;
  let out = '';
  for (const section of changes) {
    const [gone, ...lines] = typeof section === 'number' ? [section] : section;
    if (typeof section === 'number') out += text.slice(at, at + section);
    out += lines.join('\n');
    at += gone;
  }
  assert.equal(at, text.length, `a change set over ${at} units does not fit a text of ${text.length}`);
  return out;
}

/** Words in the place of [from, to). */
export function replace(text, from, to, words) {
  const lines = words === '' ? [] : words.split('\n');
  return [...(from ? [from] : []), [to - from, ...lines], ...(text.length > to ? [text.length - to] : [])];
}
export const put = (text, at, words) => replace(text, at, at, words);
export const cut = (text, from, to) => replace(text, from, to, '');
export const append = (text, words) => put(text, text.length, words);

export const newClient = () => randomBytes(6).toString('hex');

// ---- a note, kept from updates alone -----------------------------------------------------------------------------------------

export class Note {
  constructor(socket, board, id) {
    Object.assign(this, { socket, board, id, client: newClient(), version: null, text: null, early: [], log: [] });
  }

  /** The answer of note.open, which came when so many things had been heard: from here on what is heard must follow. `from`: what
   *  this client had, where it asked since. What came before the answer is of an earlier opening. */
  begin(answer, heard, from) {
    assert.equal(answer.note, this.id);
    if ('text' in answer) {
      assert(!('updates' in answer));
      Object.assign(this, { text: answer.text, version: answer.version });
    } else {
      Object.assign(this, { text: from.text, version: from.version });
      this.take(answer.updates);
      assert.equal(this.version, answer.version, 'as many updates as the version says');
    }
    if (answer.more) return;
    const early = this.early;
    this.early = [];
    for (const { params, at } of early) {
      if (at > heard) this.hear(params);
      else assert(params.version <= this.version, `told ${params.version} before an answer that says ${this.version}`);
    }
  }

  take(updates) {
    for (const update of updates) {
      this.text = apply(this.text, update.changes);
      this.version++;
      this.log.push({ ...update, version: this.version });
    }
  }

  hear(params) {
    if (this.version === null) {
      this.early.push({ params, at: this.socket.told.length });
      return;
    }
    assert.equal(params.board, this.board);
    assert.equal(params.version - params.updates.length, this.version, `note ${this.id}: after ${this.version} came ${params.updates.length} up to ${params.version}`);
    this.take(params.updates);
  }

  async reach(version) {
    await this.socket.when(() => this.version >= version, { what: () => `note ${this.id} at ${version}, stands at ${this.version}` });
    return this;
  }

  /** One push of change sets, over the text as it stands here or as said. */
  push(sets, { version = this.version, client = this.client, ...more } = {}) {
    return this.socket.call('note.push', { board: this.board, note: this.id, version, client, updates: sets.map((changes) => ({ changes })), ...more });
  }

  /** Writes at the end and waits until it is seen. */
  async say(words) {
    const { version } = await this.push([append(this.text, words)]);
    return this.reach(version);
  }
}

/** Opens a note and keeps it up to date; `from`: a Note of another socket, whose text and version are gone on from. */
export async function seeNote(socket, board, id, from) {
  for (let had = from; ; ) {
    const note = new Note(socket, board, id);
    socket.notes.set(id, note);
    const { result, error, heard } = await socket.ask('note.open', { board, note: id, ...(had && { since: had.version }) });
    if (error) throw new Refused(error, { method: 'note.open' });
    note.begin(result, heard, had);
    if (!result.more) return note;
    had = note;
  }
}

// ---- notes to try things on ---------------------------------------------------------------------------------------------------

/** Helpers around three people: aino coordinates, eero is a member, leena looks on. */
export function notesFor(people) {
  const newBoard = () => makeBoard(people, { aino: 'coordinator', eero: 'member', leena: 'observer' });
  const newNote = async (board, who = people.aino, kind = 'minutes', title = 'Muistio') => (await who.http('note.create', { board, title, kind })).note;

  /** A board with a note that says something. */
  async function written(text = '', kind = 'minutes', who = people.aino) {
    const board = await newBoard();
    const note = await newNote(board, who, kind);
    const pushed = text ? await who.http('note.push', { board, note, version: 0, client: newClient(), updates: [{ changes: put('', 0, text) }] }) : { version: 0 };
    return { board, note, text, version: pushed.version };
  }

  /** For each of these people a socket with the note open on it. */
  async function open({ board, note }, ...who) {
    const notes = [];
    for (const person of who) notes.push(await seeNote(await person.connect(), board, note));
    return notes;
  }

  const read = (who, { board, note }) => who.http('note.open', { board, note });
  return { newBoard, newNote, written, open, read };
}

/** Hangs up on what has a socket, or is one. */
export async function close(...those) {
  for (const one of those) {
    const socket = one.socket ?? one;
    if (!socket.code) await socket.close();
  }
}

export const updatesOf = (socket, note) => socket.of('note.updates').filter((params) => params.note === note);

// ---- the real packages ---------------------------------------------------------------------------------------------------------

export class Editor {
  static async open(socket, board, id) {
    const editor = new Editor(socket, board, id);
    socket.notes.set(id, editor);
    const { text, version } = await socket.call('note.open', { board, note: id });
    editor.state = EditorState.create({ doc: text, extensions: [collab({ startVersion: version, clientID: editor.client })] });
    for (const params of editor.early) editor.hear(params);
    return editor;
  }

  constructor(socket, board, id) {
    Object.assign(this, { socket, board, id, client: newClient(), state: null, early: [] });
  }

  get text() {
    return this.state.doc.toString();
  }

  get version() {
    return getSyncedVersion(this.state);
  }

  type(from, to, insert) {
    this.state = this.state.update({ changes: { from, to, insert } }).state;
  }

  /** One by one: what several together are mapped to is not what the server has. */
  hear(params) {
    if (!this.state) {
      this.early.push(params);
      return;
    }
    for (const { client, changes } of params.updates) this.state = receiveUpdates(this.state, [{ clientID: client, changes: ChangeSet.fromJSON(changes) }]).state;
  }

  async reach(version) {
    await this.socket.when(() => this.version >= version, { what: () => `editor at ${version}, stands at ${this.version}` });
    return this;
  }

  /** Sends what waits, and waits until it has come back. */
  async push() {
    const updates = sendableUpdates(this.state).map(({ changes }) => ({ changes: changes.toJSON() }));
    if (!updates.length) return;
    const { version } = await this.socket.call('note.push', { board: this.board, note: this.id, version: this.version, client: this.client, updates });
    await this.reach(version);
  }
}
