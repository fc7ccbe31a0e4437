// note_life.test.mjs - a note through broken lines, a killed server and slow readers; and what is known of its past
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { emptyTables, merge, newKey, refused } from './client.mjs';
import { county, makeBoard, makeDemo, random, seed, signInAll, startServer } from './people.mjs';
import { Editor, append, close, cut, newClient, notesFor, put, replace, seeNote } from './note.mjs';

let server, people, aino, eero, newBoard, newNote, written, open, read;
before(async () => {
  server = await county();
  people = await signInAll(server, ['aino', 'eero', 'leena']);
  ({ aino, eero } = people);
  ({ newBoard, newNote, written, open, read } = notesFor(people));
});

// ---- lines that break ----------------------------------------------------------------------------------------------------------

test('a push that is sent again under its key, after its line broke, is done once', async () => {
  const at = await written();
  const dice = random(seed + 2);
  const [watcher] = await open(at, eero);
  const client = newClient();
  let text = '';
  let version = 0;
  for (let n = 0; n < 20; n++) {
    const word = `${n};`;
    const asked = { board: at.board, note: at.note, version, client, updates: [{ changes: append(text, word) }], key: newKey() };
    const socket = await aino.connect();
    const answer = socket.call('note.push', asked).catch(() => null);
    if (dice.chance(0.5)) await watcher.reach(version + 1);
    await socket.vanish();
    await answer;
    const resent = await aino.connect();
    const outcome = await resent.call('note.push', asked);
    assert.deepEqual(await resent.call('note.push', asked), outcome);
    assert.equal(outcome.version, version + 1, `SEED=${seed}`);
    await resent.close();
    text += word;
    version++;
  }
  await watcher.reach(version);
  assert.equal(watcher.text, text);
  assert.deepEqual(await read(aino, at), { note: at.note, version, text });
  await refused(aino.http('note.push', { board: at.board, note: at.note, version, client, updates: [{ changes: append(text, 'x') }], key: 'sama' }).then(() => aino.http('note.push', { board: at.board, note: at.note, version, client, updates: [{ changes: append(text, 'y') }], key: 'sama' })), { reason: 'conflict', field: 'key' });
  await close(watcher);
});

test('kill -9 loses no acknowledged word, and what was under way is done once', async () => {
  const db = makeDemo();
  const first = await startServer({ db });
  const folk = await signInAll(first, ['aino', 'eero']);
  const board = await makeBoard(folk, { aino: 'coordinator', eero: 'member' });
  const { note } = await folk.aino.http('note.create', { board, title: 'Kestää', kind: 'minutes' });
  const { note: own } = await folk.aino.http('note.create', { board, title: 'Oma', kind: 'private' });
  await folk.aino.http('note.push', { board, note: own, version: 0, client: 'x', updates: [{ changes: [[0, 'Oma ajatus']] }] });
  const notes = [await seeNote(await folk.aino.connect(), board, note), await seeNote(await folk.eero.connect(), board, note)];
  const acked = [];
  const underWay = [];
  let count = 0;
  const writing = notes.map(async (at, who) => {
    for (;;) {
      const word = `[${who}.${count++}]`;
      const asked = { board, note, version: at.version, client: at.client, updates: [{ changes: put(at.text, 0, word) }], key: newKey() };
      underWay[who] = { person: at.socket.person, asked, word };
      try {
        const { version } = await at.socket.call('note.push', asked);
        acked.push({ word, version });
        await at.reach(version);
      } catch {
        return; // the line is gone
      }
    }
  });
  await notes[0].reach(100);
  await first.end('SIGKILL');
  await Promise.all(writing);
  assert(acked.length >= 50);

  const second = await startServer({ db });
  for (const person of Object.values(folk)) person.server = second;
  const after = await folk.aino.http('note.open', { board, note });
  for (const { word, version } of acked) {
    assert.equal(after.text.split(word).length, 2, `${word} is there once`);
    assert(version <= after.version);
  }
  for (const at of notes) {
    const again = await seeNote(await folk.eero.connect(), board, note, at);
    assert.deepEqual([again.text, again.version], [after.text, after.version], 'what was told is on disk');
    await again.socket.close();
  }
  for (const { person, asked, word } of underWay) {
    await person.http('note.push', asked).catch((why) => assert.equal(why.detail, 'pull_first', why.message));
    assert.equal((await folk.aino.http('note.open', { board, note })).text.split(word).length, 2, word);
  }
  assert.equal((await folk.aino.http('note.open', { board, note: own })).text, 'Oma ajatus');
  await refused(folk.eero.http('note.open', { board, note: own }), 'not_found');
  await second.stop();
});

test('whoever stops reading is told where to resume with note.resync, costs nobody else anything, and catches up with since', async () => {
  const at = await written('Alku');
  const [writer, slow, quick] = await open(at, aino, eero, eero);
  slow.socket.ws.pause();
  for (let n = 0; n < 400; n++) { // more than the buffers of any line hold
    const { version } = await writer.push([replace(writer.text, 0, writer.text.length, `${n % 10}`.repeat(60_000))]);
    await writer.reach(version);
  }
  await quick.reach(writer.version); // others are not held up
  slow.socket.ws.resume();
  const { params } = await slow.socket.until((message) => message.method === 'note.resync');
  assert.deepEqual(params, { board: at.board, note: at.note, since: slow.version }, 'it resumes where it stands');
  assert(slow.version < writer.version, 'it was slow indeed');
  await writer.say('!');
  await slow.socket.settle();
  assert.equal(slow.version, params.since, 'nothing until it has opened again');
  const again = await seeNote(slow.socket, at.board, at.note, slow);
  assert.deepEqual([again.text, again.version], [writer.text, writer.version]);
  await writer.say('?');
  await again.reach(writer.version);
  assert.equal(again.text, writer.text);
  const figures = await server.metrics();
  assert(figures.rinnalla_update_frames_total > 0 && figures.rinnalla_resyncs_total > 0);
  await close(writer, slow, quick);
});

// ---- history -------------------------------------------------------------------------------------------------------------------

test('the text as it stood at any version is had again, and who wrote each stretch of it', async () => {
  const at = await written('Aluksi ainon.', 'minutes');
  const [a, b] = await open(at, aino, eero);
  const texts = ['', at.text];
  const keep = async (note, changes) => {
    const { version } = await note.push([changes]);
    await Promise.all([a.reach(version), b.reach(version)]);
    texts[version] = a.text;
  };
  await keep(b, append(a.text, ' Sitten eeron. 😀'));
  await keep(a, put(a.text, 6, ' (ja ääkkösiä)'));
  await keep(b, cut(a.text, 0, 3));
  await keep(b, put(a.text, 2, 'x\ny'));
  for (const [version, text] of texts.entries()) {
    const past = await eero.http('note.at', { board: at.board, note: at.note, version });
    assert.deepEqual([past.version, past.text], [version, text]);
  }
  await refused(eero.http('note.at', { board: at.board, note: at.note, version: texts.length }), { reason: 'bad_input', field: 'version' });

  // who wrote each unit, from what was told alone
  let owners = [];
  let version = 0;
  for (const update of (await aino.http('note.open', { board: at.board, note: at.note, since: 0 })).updates) {
    let place = 0;
    const next = [];
    for (const section of update.changes) {
      const [gone, ...lines] = typeof section === 'number' ? [section] : section;
      if (typeof section === 'number') next.push(...owners.slice(place, place + gone));
      next.push(...Array(lines.join('\n').length).fill(update.by));
      place += gone;
    }
    owners = next;
    const blame = await eero.http('note.blame', { board: at.board, note: at.note, version: ++version });
    assert.deepEqual([blame.version, blame.text], [version, texts[version]]);
    assert.deepEqual(blame.stretches.flatMap(({ length, by }) => Array(length).fill(by)), owners);
    for (const stretch of blame.stretches) assert(stretch.length > 0 && stretch.at > 0);
  }
  assert.deepEqual((await eero.http('note.blame', { board: at.board, note: at.note })).text, a.text);
  await close(a, b);
});

test('history says who wrote when and how much, the latest first, page by page', async () => {
  const at = await written('Yksi');
  const [a, b] = await open(at, aino, eero);
  await b.say(' kaksi');
  await a.reach(2);
  await a.push([cut(a.text, 0, 4)]);
  await a.reach(3);
  const { steps } = await eero.http('note.history', { board: at.board, note: at.note });
  const sum = (who, what) => steps.filter(({ account }) => account === who).reduce((total, step) => total + step[what], 0);
  assert.deepEqual([sum(aino.id, 'added'), sum(aino.id, 'removed'), sum(eero.id, 'added'), sum(eero.id, 'removed')], [4, 4, 6, 0]);
  assert.deepEqual(steps.map(({ step }) => step), steps.map(({ step }) => step).sort((x, y) => y - x));
  assert.equal(Math.max(...steps.map(({ last }) => last)), 3);
  const first = Math.min(...steps.map(({ step }) => step));
  assert.deepEqual((await eero.http('note.history', { board: at.board, note: at.note, before: first })).steps, []);
  await close(a, b);
});

test('bringing an old text back is a change like any other: everybody hears it, and it can be taken back too', async () => {
  const at = await written('Vanha teksti');
  const [a, b] = await open(at, aino, eero);
  await a.push([replace(a.text, 0, 5, 'Uusi')]);
  await b.reach(2);
  await a.reach(2);
  const editor = await Editor.open(await eero.connect(), at.board, at.note);
  const { version } = await eero.http('note.revert', { board: at.board, note: at.note, version: 1 });
  for (const note of [a, b, editor]) {
    await note.reach(version);
    assert.equal(note.text, 'Vanha teksti');
  }
  assert.deepEqual([a.log.at(-1).client, a.log.at(-1).by], ['rinnalla', eero.id]);
  const back = await aino.http('note.revert', { board: at.board, note: at.note, version: 2 });
  await b.reach(back.version);
  assert.equal(b.text, 'Uusi teksti');
  const { steps } = await aino.http('note.history', { board: at.board, note: at.note });
  assert(steps.some(({ restores }) => restores === 1) && steps.some(({ restores }) => restores === 2));
  await a.reach(back.version);
  await a.say('!');
  assert.equal((await read(eero, at)).text, 'Uusi teksti!');
  await close(a, b, editor);
});

test('what the board tells of a note is its row, seldom, and never its words', async () => {
  const at = await written('kanaria');
  const watcher = await eero.connect();
  const view = await watcher.see(at.board);
  const [note] = await open(at, aino);
  for (let n = 0; n < 50; n++) await note.say('kanaria');
  const { seq } = await aino.http('note.rename', { board: at.board, note: at.note, title: 'Toinen nimi', was: 'Muistio' });
  await view.reach(seq);
  assert.equal(view.tables.note[at.note].title, 'Toinen nimi');
  const events = watcher.events(at.board);
  assert(events.length <= 5, `${events.length} events for 50 pushes`);
  assert(!JSON.stringify(watcher.told).includes('kanaria'));
  const history = await eero.http('board.history', { board: at.board });
  assert(!JSON.stringify(history).includes('kanaria'));
  const sum = merge(emptyTables(), (await eero.http('board.open', { board: at.board })).snapshot);
  assert.deepEqual(view.tables, sum);
  await close(note, watcher);
});
