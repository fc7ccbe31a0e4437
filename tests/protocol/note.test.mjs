// note.test.mjs - several people write one text: everybody hears every change once and in order, and all end with the same
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { ChangeSet } from '@codemirror/state';
import { newKey, refused } from './client.mjs';
import { county, random, seed, signInAll } from './people.mjs';
import { Editor, append, close, newClient, notesFor, put, replace, seeNote, updatesOf } from './note.mjs';

let people, aino, eero, newBoard, newNote, written, open, read;
before(async () => {
  const server = await county();
  people = await signInAll(server, ['aino', 'eero', 'leena']);
  ({ aino, eero } = people);
  ({ newBoard, newNote, written, open, read } = notesFor(people));
});

// ---- opening -------------------------------------------------------------------------------------------------------------------

test('a fresh note is empty, at version 0, and stands on the board', async () => {
  const board = await newBoard();
  const watcher = await eero.connect();
  const view = await watcher.see(board);
  const { note, seq } = await aino.http('note.create', { board, title: 'Verkostokokous', kind: 'plan' });
  await view.reach(seq);
  assert.deepEqual({ ...view.tables.note[note], added_at: 0, changed_at: 0 }, { id: note, kind: 'plan', title: 'Verkostokokous', author: aino.id, added_at: 0, changed_at: 0, changed_by: aino.id, removed_at: null });
  assert.deepEqual(await watcher.call('note.open', { board, note }), { note, version: 0, text: '' });
  await watcher.close();
});

test('opening gives the text, or with since the updates that were missed', async () => {
  const at = await written('Hei');
  const [note] = await open(at, aino);
  await note.say(' kaikille');
  await note.say('!');
  const socket = await eero.connect();
  assert.deepEqual(await socket.call('note.open', { board: at.board, note: at.note }), { note: at.note, version: 3, text: 'Hei kaikille!' });
  const missed = await socket.call('note.open', { board: at.board, note: at.note, since: 1 });
  assert.deepEqual(missed, {
    note: at.note,
    version: 3,
    updates: [
      { client: note.client, by: aino.id, changes: [3, [0, ' kaikille']] },
      { client: note.client, by: aino.id, changes: [12, [0, '!']] },
    ],
  });
  assert.deepEqual(await socket.call('note.open', { board: at.board, note: at.note, since: 3 }), { note: at.note, version: 3, updates: [] });
  assert.deepEqual(await socket.call('note.open', { board: at.board, note: at.note, since: 9 }), { note: at.note, version: 3, text: 'Hei kaikille!' }, 'ahead of the note');
  await refused(socket.call('note.open', { board: at.board, note: at.note, since: -1 }), { reason: 'bad_input', field: 'since' });
  await close(note, socket);
});

test('everybody hears every change once, in the order of versions, its writer too', async () => {
  const at = await written('Alku.');
  const notes = await open(at, aino, eero, people.leena, eero);
  const [a, b] = notes;
  for (let n = 0; n < 10; n++) {
    await a.say(` a${n}`);
    await b.reach(a.version);
    await b.say(` b${n}`);
    await a.reach(b.version);
  }
  const { text, version } = await read(aino, at);
  assert.equal(version, 21);
  for (const note of notes) {
    await note.reach(version);
    assert.equal(note.text, text);
    assert.deepEqual(note.log, a.log);
    for (const params of updatesOf(note.socket, at.note)) assert.deepEqual(Object.keys(params).sort(), ['board', 'note', 'updates', 'version']);
  }
  assert.deepEqual(a.log.map(({ by }) => by), a.log.map((_, n) => (n % 2 ? eero.id : aino.id)));
  assert.deepEqual(a.log[0], { client: a.client, by: aino.id, changes: [5, [0, ' a0']], version: 2 });
  await close(...notes);
});

test('by HTTP a note is read and written like anything else, and nothing is subscribed', async () => {
  const at = await written('HTTP');
  const [note] = await open(at, eero);
  const { version, seq } = await aino.http('note.push', { board: at.board, note: at.note, version: 1, client: newClient(), updates: [{ changes: [4, [0, '!']] }] });
  assert.equal(version, 2);
  assert.equal(seq, (await aino.http('board.open', { board: at.board })).seq);
  await note.reach(2);
  assert.deepEqual(await aino.http('note.open', { board: at.board, note: at.note, since: 1 }), { note: at.note, version: 2, updates: note.log.map(({ client, by, changes }) => ({ client, by, changes })) });
  assert.equal((await read(eero, at)).text, 'HTTP!');
  await close(note);
});

test('opening while others write at full speed misses nothing and hears nothing twice', async () => {
  const at = await written('Alku\n');
  const writers = await open(at, aino, eero, aino);
  let isOver = false;
  const writing = writers.map(async (note) => {
    while (!isOver) await note.say('x');
  });
  const opener = await eero.connect();
  const dice = random(seed);
  let last;
  let updates = 0;
  try {
    for (let n = 0; n < 150; n++) {
      const before = opener.told.length;
      const note = await seeNote(opener, at.board, at.note, last && dice.chance(0.7) ? last : undefined); // Note checks that what follows follows
      await note.reach(note.version + 1 + dice.below(10));
      updates += opener.told.length - before;
      last = note;
      opener.notes.delete(at.note);
      if (dice.chance(0.7)) await opener.call('note.close', { board: at.board, note: at.note }); // else it is opened again as it is
    }
  } finally {
    isOver = true;
    await Promise.all(writing);
  }
  assert(updates >= 150, `only ${updates}`);
  const { text, version } = await read(aino, at);
  const note = await seeNote(opener, at.board, at.note, last);
  assert.deepEqual([note.text, note.version], [text, version], `SEED=${seed}`);
  await close(...writers, opener);
});

test('fifty who open at once on as many sockets all see the same and hear what follows', async () => {
  const at = await written('Kaikille sama\nja toinenkin rivi');
  const sockets = await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? aino : eero).connect()));
  const notes = await Promise.all(sockets.map((socket) => seeNote(socket, at.board, at.note)));
  for (const note of notes) assert.deepEqual([note.text, note.version], [at.text, 1]);
  const { version } = await notes[7].push([append(at.text, '.')]);
  await Promise.all(notes.map((note) => note.reach(version)));
  for (const note of notes) assert.equal(note.text, `${at.text}.`);
  await close(...notes);
});

test('of several openings at once on one socket the last counts, the others are done too or told to come again', async () => {
  const at = await written('Kerran');
  const socket = await eero.connect();
  const answers = await Promise.all(Array.from({ length: 20 }, () => socket.ask('note.open', { board: at.board, note: at.note })));
  assert.equal(answers.at(-1).result.text, 'Kerran');
  for (const { error } of answers) if (error) assert(error.data.reason === 'busy' && error.data.retry_ms > 0, JSON.stringify(error));
  await aino.http('note.push', { board: at.board, note: at.note, version: 1, client: newClient(), updates: [{ changes: [6, [0, '!']] }] });
  await socket.until((message) => message.method === 'note.updates');
  await socket.settle();
  assert.equal(updatesOf(socket, at.note).length, 1);
  await socket.close();
});

test('one socket has many notes open and hears each, and boards beside them', async () => {
  const board = await newBoard();
  const ids = [];
  for (let n = 0; n < 20; n++) ids.push(await newNote(board, aino, 'background', `Muistio ${n}`));
  const socket = await eero.connect();
  const view = await socket.see(board);
  const notes = await Promise.all(ids.map((id) => seeNote(socket, board, id)));
  await Promise.all(notes.map((note, n) => note.say(`Teksti ${n}`)));
  for (const [n, note] of notes.entries()) assert.equal(note.text, `Teksti ${n}`);
  const { seq } = await aino.http('card.add', { board, kind: 'need', text: 'Kortti' });
  await view.reach(seq);
  await socket.close();
});

test('the id of a board is no note, nor that of a note of another board, and neither disturbs what is open', async () => {
  const [at, other] = [await written('Täällä'), await written('Toisaalla')];
  const socket = await eero.connect();
  const view = await socket.see(at.board);
  const note = await seeNote(socket, at.board, at.note);
  const { card } = await aino.http('card.add', { board: at.board, kind: 'need', text: 'Kortti' });
  for (const id of [at.board, other.board, other.note, card, 999_999]) {
    await refused(socket.call('note.open', { board: at.board, note: id }), 'not_found');
    await refused(socket.call('note.close', { board: at.board, note: id }), 'not_found');
  }
  await refused(socket.call('note.open', { board: at.note, note: at.note }), 'not_found');
  await refused(socket.call('board.open', { board: at.note }), 'not_found');
  await note.say('!');
  const { seq } = await aino.http('card.add', { board: at.board, kind: 'need', text: 'Kortti' });
  await view.reach(seq);
  assert.equal(updatesOf(socket, at.note).length, 1);
  for (const bad of [{ note: 'x' }, { note: -1 }, {}]) await refused(socket.call('note.open', { board: at.board, ...bad }), { reason: 'bad_input', field: 'note' });
  await socket.call('presence.set', { board: at.board, note: at.note, writing: true });
  await socket.call('note.close', { board: at.board, note: at.note });
  await socket.call('board.close', { board: at.board });
  await socket.close();
});

// ---- closing -------------------------------------------------------------------------------------------------------------------

test('after note.close nothing more is heard of the note; closing what is not open is not_found', async () => {
  const at = await written('Hiljaisuus');
  const [note, writer] = await open(at, eero, aino);
  await refused(note.socket.call('note.close', { board: at.board, note: at.note + 1 }), 'not_found');
  await refused(note.socket.call('note.close', { board: at.board + 1, note: at.note }), 'not_found');
  assert.deepEqual(await note.socket.call('note.close', { board: at.board, note: at.note }), {});
  await refused(note.socket.call('note.close', { board: at.board, note: at.note }), 'not_found');
  await writer.say('!');
  await note.socket.settle();
  assert.deepEqual(updatesOf(note.socket, at.note), []);
  const again = await seeNote(note.socket, at.board, at.note, note);
  assert.equal(again.text, 'Hiljaisuus!');
  await writer.say('!');
  await again.reach(writer.version);
  await close(note, writer);
});

test('board.close ends the board alone: an open note goes on, with or without its board', async () => {
  const at = await written('Jatkuu');
  const socket = await eero.connect();
  await socket.see(at.board);
  const note = await seeNote(socket, at.board, at.note);
  await socket.call('board.close', { board: at.board });
  await note.say('.');
  await socket.call('note.close', { board: at.board, note: at.note });
  assert.deepEqual(socket.of('board.events', at.board), []);
  await socket.close();
});

// ---- writing at once -----------------------------------------------------------------------------------------------------------

test('a push that others overtook is rebased as CodeMirror itself would, theirs first', async () => {
  const cases = [
    ['a', [[[1], [0, 'Y']]], [[1, [0, 'Z']]]], // that is where a composing rebase goes astray
    ['', [[[0, 'toinen']]], [[[0, 'ensin']]]],
    ['abc', [[1, [0, 'x'], 2]], [[1, [0, 'y'], 2]]],
    ['abcdef', [[[6]]], [[3, [0, 'kesken'], 3]]],
    ['abcdef', [[1, [4, 'ylle'], 1]], [[2, [2, 'sisä'], 2]]],
    ['abcdef', [[1, [3], 2]], [[3, [3]]]],
    ['rivi\nrivi', [[4, [1], 4]], [[4, [1, '', '', ''], 4]]],
    ['yö 😀 yö', [[3, [2, '🎉🎉'], 3]], [[5, [0, '👩‍👩‍👧'], 3], [5, [0, '!'], 11]]],
    ['abc', [[3, [0, '1']], [4, [0, '2']], [[1], 4]], [[3, [0, 'x']], [4, [0, 'y']], [1, [1], 3], [4, [0, 'z']]]],
  ];
  for (const [text, theirs, mine] of cases) {
    const at = await written(text);
    const [a, b] = await open(at, aino, eero);
    await a.push(theirs);
    const { version } = await b.push(mine, { version: at.version });
    await b.reach(version);
    // the editor that pushed late, with the real packages
    let sets = mine.map((changes) => ChangeSet.fromJSON(changes));
    for (let accepted of theirs.map((changes) => ChangeSet.fromJSON(changes))) {
      const mapped = [];
      for (const set of sets) {
        mapped.push(set.map(accepted));
        accepted = accepted.map(set, true);
      }
      sets = mapped;
    }
    assert.deepEqual(b.log.slice(-mine.length).map(({ changes }) => changes), sets.map((set) => set.toJSON()), JSON.stringify([text, theirs, mine]));
    await a.reach(version);
    assert.equal(a.text, b.text);
    await close(a, b);
  }
});

test('editors made of the real packages agree with each other, with the wire and with the server', async () => {
  const dice = random(seed + 1);
  const at = await written('Yhteinen teksti, jota kaikki muuttavat.\nToinen rivi 😀 ja ääkköset.');
  const [watcher] = await open(at, people.leena);
  const editors = [];
  for (const person of [aino, eero, aino, eero]) editors.push(await Editor.open(await person.connect(), at.board, at.note));
  const words = ['ä', 'sana ', '\n', 'kaksi\nriviä', '😀', 'x', ''];
  await Promise.all(
    editors.map(async (editor) => {
      const own = random(dice.below(2 ** 31));
      for (let n = 0; n < 60; n++) {
        for (let k = own.between(1, 3); k; k--) {
          const whole = (place) => (/^[\uDC00-\uDFFF]/.test(editor.text.slice(place)) ? place - 1 : place); // no half characters
          const from = whole(own.below(editor.text.length + 1));
          const to = whole(Math.min(editor.text.length, from + own.below(6)));
          editor.type(from, Math.max(from, to), own.one(words));
        }
        await editor.push();
      }
    }),
  );
  const { text, version } = await read(aino, at);
  await watcher.reach(version);
  assert.equal(watcher.text, text, `SEED=${seed}`);
  for (const editor of editors) {
    await editor.reach(version);
    assert.equal(editor.text, text, `SEED=${seed}`);
  }
  const again = await seeNote(await eero.connect(), at.board, at.note, { text: at.text, version: at.version });
  assert.equal(again.text, text);
  await close(watcher, again, ...editors);
});

test('ten writers in one note for a while: all of them end with the text that the server has', async () => {
  const at = await written('');
  const sockets = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 ? aino : eero).connect()));
  const notes = await Promise.all(sockets.map((socket) => seeNote(socket, at.board, at.note)));
  await Promise.all(notes.map(async (note, n) => {
    for (let k = 0; k < 20; k++) {
      const { version } = await note.push([put(note.text, 0, `<${n}.${k}>`)]);
      await note.reach(version);
    }
  }));
  const { text, version } = await read(aino, at);
  assert.equal(version, 200);
  for (const note of notes) {
    await note.reach(version);
    assert.equal(note.text, text);
  }
  for (let n = 0; n < 10; n++) for (let k = 0; k < 20; k++) assert.equal(text.split(`<${n}.${k}>`).length, 2);
  await close(...notes);
});

test('several updates in one push are taken one after the other, or none of them', async () => {
  const at = await written('abc');
  const [note] = await open(at, aino);
  const { version } = await note.push([[3, [0, 'd']], [4, [0, 'e']], [[5, 'kaikki', 'uusiksi']]]);
  assert.equal(version, 4);
  await note.reach(4);
  assert.equal(note.text, 'kaikki\nuusiksi');
  assert.equal(updatesOf(note.socket, at.note).at(-1).version, 4);
  await refused(note.push([append(note.text, '!'), [999, [0, '!']]]), { reason: 'bad_input', field: 'updates', detail: 'does_not_fit' });
  assert.deepEqual(await read(aino, at), { note: at.note, version: 4, text: 'kaikki\nuusiksi' });
  await close(note);
});

// ---- refusals ------------------------------------------------------------------------------------------------------------------

test('every push that CodeMirror could not have made is refused by name, with the number of the update', async () => {
  const at = await written('Teksti');
  const [note] = await open(at, aino);
  const good = { changes: [6, [0, '!']] };
  const over = (changes) => ({ changes });
  const cases = [
    [[over('x')], 'wrong_type', 0],
    [[{}], undefined, 0],
    [[good, { ...good, more: 1 }], undefined, 1],
    [[good, over([7, 'x'])], 'wrong_type', 1],
    [[good, over([7, [0, 1]])], 'wrong_type', 1],
    [[over([-6])], 'bad_length', 0],
    [[over([6.5])], 'bad_length', 0],
    [[over([6, [0, 'a\nb']])], 'line_break', 0],
    [[over([6, [0, 'a\rb']])], 'line_break', 0],
    [[over([6, [0, 'a\u0007b']])], 'control_character', 0],
    [[over([2 ** 31, [0, 'x']])], 'too_long', 0],
    [[over([5, [0, 'x']])], 'does_not_fit', 0],
    [[over([7, [0, 'x']])], 'does_not_fit', 0],
    [[good, over([6, [0, 'x']])], 'does_not_fit', 1],
    [[good, over([7, [0, 'x']]), over([])], 'does_not_fit', 2],
  ];
  for (const [updates, detail, number] of cases) {
    const why = await refused(note.socket.call('note.push', { board: at.board, note: at.note, version: 1, client: note.client, updates }), { reason: 'bad_input', field: 'updates', ...(detail && { detail }) });
    assert.equal(why.data.at, number, `${JSON.stringify(updates)}: ${why.message}`);
  }
  for (const updates of [[], 'x', {}, Array(501).fill(over([]))]) await refused(note.socket.call('note.push', { board: at.board, note: at.note, version: 1, client: note.client, updates }), { reason: 'bad_input', field: 'updates' });
  for (const client of ['', ' x', 'x'.repeat(65), 'a\nb', 7]) await refused(note.push([[6, [0, '!']]], { client }), { reason: 'bad_input', field: 'client' });
  const half = `{"jsonrpc":"2.0","id":"half","method":"note.push","params":{"board":${at.board},"note":${at.note},"version":1,"client":"x","key":"${newKey()}","updates":[{"changes":[6,[0,"\\ud83d"]]}]}}`;
  note.socket.send(half); // JSON.stringify would not send half a character
  const answer = await note.socket.until((message) => message.error && !message.method);
  assert.equal(answer.error.data.reason, 'bad_input');
  await refused(note.push([[6, [0, '!']]], { version: 2 }), { reason: 'bad_input', field: 'version', detail: 'too_large' });
  await refused(note.push([[6, [0, '!']]], { version: -1 }), { reason: 'bad_input', field: 'version' });
  assert.deepEqual(await read(aino, at), { note: at.note, version: 1, text: 'Teksti' });
  assert.deepEqual(updatesOf(note.socket, at.note), []);
  await close(note);
});

test('half of a character of two units can not be cut off', async () => {
  const at = await written('😀');
  const [note] = await open(at, aino);
  for (const changes of [[1, [1]], [[1], 1], [1, [0, 'x'], 1], [[1, 'x'], 1]]) {
    const why = await refused(note.push([changes]), { reason: 'bad_input', field: 'updates' });
    assert(['lone_surrogate', 'does_not_fit'].includes(why.detail), why.message);
    assert.equal(why.data.at, 0);
  }
  await note.say('!');
  assert.equal((await read(eero, at)).text, '😀!');
  await close(note);
});

test('an editor whose own writing was taken since pulls first', async () => {
  const at = await written('abc');
  const [note, other] = await open(at, aino, eero);
  await note.push([[3, [0, 'd']]]);
  await refused(note.push([[3, [0, 'e']]], { version: 1 }), { reason: 'conflict', field: 'version', detail: 'pull_first' });
  await note.reach(2);
  await note.push([[4, [0, 'e']]]);
  await other.push([[3, [0, 'z']]], { version: 1 }); // another's client is rebased
  assert.equal((await read(aino, at)).text, 'abcdez');
  await close(note, other);
});

test('more than 2,000 updates behind is gone, with the version to come back to; as many as that are rebased', async () => {
  const at = await written();
  const [note] = await open(at, aino);
  const stale = newClient();
  for (let n = 0; n < 5; n++) {
    const { version } = await note.push(Array.from({ length: 500 }, (_, k) => [...(note.text.length + k ? [note.text.length + k] : []), [0, 'x']]));
    await note.reach(version);
  }
  assert.equal(note.version, 2500);
  const first = await seeNote(await eero.connect(), at.board, at.note, { text: '', version: 0 });
  assert.equal(first.text, 'x'.repeat(2500));
  const partial = await first.socket.call('note.open', { board: at.board, note: at.note, since: 0 });
  assert.deepEqual([partial.more, partial.version, partial.updates.length], [true, 2000, 2000]);

  const late = (version) => eero.http('note.push', { board: at.board, note: at.note, version, client: stale, updates: [{ changes: [...(version ? [version] : []), [0, '!']] }] });
  const why = await refused(late(499), { reason: 'gone', field: 'version', detail: 'too_old' });
  assert.deepEqual([why.status, why.data.version], [410, 2500]);
  await refused(late(0), { reason: 'gone', field: 'version', detail: 'too_old' });
  assert.equal((await late(500)).version, 2501);
  await note.reach(2501);
  assert.equal(note.text, `${'x'.repeat(2500)}!`, 'theirs first');
  await close(note, first);
});

test('where more was missed than one answer holds, nothing is subscribed until one has asked for the rest', async () => {
  const at = await written('0');
  const [note] = await open(at, aino);
  for (let n = 0; n < 7; n++) {
    const { version } = await note.push([replace(note.text, 0, note.text.length, String(n).repeat(50_000))]);
    await note.reach(version);
  }
  const socket = await eero.connect();
  const partial = await socket.call('note.open', { board: at.board, note: at.note, since: 1 });
  assert.equal(partial.more, true);
  assert.equal(partial.version, 1 + partial.updates.length);
  assert(partial.version < 8, `${partial.version}`);
  await refused(socket.call('note.close', { board: at.board, note: at.note }), 'not_found');
  await note.say('!');
  await socket.settle();
  assert.deepEqual(updatesOf(socket, at.note), []);
  const whole = await seeNote(socket, at.board, at.note, { text: '0', version: 1 });
  assert.deepEqual([whole.text, whole.version], [note.text, note.version]);
  await note.say('!');
  await whole.reach(note.version);
  // whoever was subscribed and asks from so far back is subscribed no more, too
  assert.equal((await socket.call('note.open', { board: at.board, note: at.note, since: 1 })).more, true);
  const heard = updatesOf(socket, at.note).length;
  await note.say('!');
  await socket.settle();
  assert.equal(updatesOf(socket, at.note).length, heard);
  await close(note, whole);
});

test('a text may grow to 400,000 units and no further', async () => {
  const at = await written();
  const [note] = await open(at, aino);
  for (let n = 0; n < 8; n++) await note.say('x'.repeat(50_000));
  await refused(note.push([append(note.text, '!')]), { reason: 'too_large', field: 'updates' });
  const { version } = await note.push([replace(note.text, 0, 1, '!')]);
  await note.reach(version);
  assert.equal((await read(eero, at)).text, note.text);
  await close(note);
});

test('the whole message of a push may be as large as any, and hold as many values', async () => {
  const at = await written();
  const [note] = await open(at, aino);
  const most = 65536 - JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'note.push', params: { board: at.board, note: at.note, version: 0, client: note.client, updates: [{ changes: [[0, '']] }], key: newKey() } }).length - 10;
  await note.say('y'.repeat(most));
  const many = [];
  for (let n = 0; n < 1000; n++) many.push(1, [1, 'z']); // 3,000 values more
  const { version } = await note.push([[...many, note.text.length - 2000]]);
  await note.reach(version);
  assert.equal(note.text, 'yz'.repeat(1000) + 'y'.repeat(most - 2000));
  assert.equal((await read(eero, at)).text, note.text);
  await close(note);
});

test('a note of 100,000 characters opens whole, with its end as it was just written', async () => {
  const line = 'Työryhmä keskusteli tilanteesta ja sopi seuraavista askelista 😀.\n';
  const at = await written(line.repeat(600));
  const [note] = await open(at, aino);
  while (note.text.length < 100_000) await note.say(line.repeat(400));
  const others = await open(at, eero, people.leena, eero);
  for (const other of others) assert.equal(other.text, note.text);
  await note.say('Loppu.');
  for (const other of others) {
    await other.reach(note.version);
    assert.equal(other.text, note.text);
  }
  await close(note, ...others);
});
