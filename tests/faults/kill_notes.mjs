// kill_notes.mjs - live notes under kill -9: what kill.mjs does on each board goes on in a note of it, too
//
// Each client writes in the note of its board, one push at a time, of one to three updates, over the text as it was told. Beside
// what is true of all commands: every acknowledged push stands in the log at the very version that it was answered, and
// nothing that was told of the note is lost.
import assert from 'node:assert/strict';
import { Refused } from '../protocol/client.mjs';
import { apply, put, seeNote } from '../protocol/note.mjs';

export async function makeNote(socket, board) {
  const { note, seq } = await socket.call('note.create', { board, title: 'Muistio', kind: 'minutes' });
  return { note, setUp: seq };
}

/** Writes until the server is dead. */
export async function writeNote(t, at, socket, n, dice) {
  const note = await seeNote(socket, at.board, at.note);
  const writing = write(t, at, note, n, dice);
  return { note, writing };
}

async function write(t, at, note, n, dice) {
  const { socket } = note;
  while (!socket.code && !socket.fault) {
    const words = Array.from({ length: dice.between(1, 3) }, () => `[${n}.${++t.keys}ä😀]`);
    const entry = { who: socket.person, method: 'note.push', board: at.board, note: at.note, words, params: pushOf(t, at, note, words, dice) };
    t.journal.push(entry);
    try {
      entry.answer = await socket.call('note.push', entry.params);
      await note.reach(entry.answer.version);
    } catch (why) {
      if (why instanceof Refused) entry.fault = why;
      return;
    }
  }
}

function pushOf(t, at, note, words, dice) {
  let { text } = note;
  const updates = words.map((word) => {
    const gaps = [0, text.length, ...Array.from(text.matchAll(/\]/g), ({ index }) => index + 1)]; // words stay whole
    const changes = put(text, dice.one(gaps), word);
    text = apply(text, changes);
    return { changes };
  });
  return { board: at.board, note: at.note, version: note.version, client: note.client, updates, key: `t${++t.keys}` };
}

// ---- settling --------------------------------------------------------------------------------------------------------------------

/** The whole log, which makes the text. */
export async function noteLogOf(person, { board, note }) {
  const log = [];
  for (let more = true; more; ) {
    const answer = await person.http('note.open', { board, note, since: log.length });
    log.push(...answer.updates);
    assert.equal(answer.version, log.length, `note ${note}: its version is not that of its last update`);
    more = answer.more;
  }
  const { text, version } = await person.http('note.open', { board, note });
  assert.equal(version, log.length, `note ${note}: its version is not that of its last update`);
  assert.equal(log.reduce((sum, { changes }) => apply(sum, changes), ''), text, `note ${note}: the text is not the sum of the log`);
  return log;
}

/** What everybody was told before the server died, each from where it opened. */
export function checkTold(at, notes) {
  for (const { log } of notes)
    for (const { version, ...update } of log) assert.deepEqual(at.noteLog[version - 1], update, `note ${at.note}: update ${version} was told and is lost`);
}

const wordsIn = ({ changes }) => changes.filter(Array.isArray).map(([, ...lines]) => lines.join('\n')).join('');

/** The words of an answered push, in order, at the very versions that the answer says. */
export function checkPush({ who, words, params, answer }, at) {
  const stored = at.noteLog.slice(answer.version - words.length, answer.version);
  const said = `note.push ${JSON.stringify(params)} was answered ${JSON.stringify(answer)}`;
  const isSo = stored.length === words.length && stored.every((update, n) => update.by === who.id && update.client === params.client && wordsIn(update) === words[n]);
  assert(isSo, `${said} and is lost: the log has ${JSON.stringify(stored)} of ${at.noteLog.length}`);
}

/** One update for each word of the journal, no more and no less. */
export function checkWords(at, entries) {
  const expected = entries.flatMap(({ words }) => words).sort();
  assert.deepEqual(at.noteLog.map(wordsIn).sort(), expected, `note ${at.note}: done twice, or asked by nobody`);
}
