// note_access.test.mjs - who hears of a note, and who does not: those who are let out, those who may only read, and everybody
// else where a note is private
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { refused } from './client.mjs';
import { county, signInAll } from './people.mjs';
import { close, newClient, notesFor, seeNote, updatesOf } from './note.mjs';

let people, aino, eero, newBoard, newNote, written, open, read;
before(async () => {
  const server = await county();
  people = await signInAll(server, ['aino', 'eero', 'leena']);
  ({ aino, eero } = people);
  ({ newBoard, newNote, written, open, read } = notesFor(people));
});

// ---- who may -------------------------------------------------------------------------------------------------------------------

test('an observer opens and hears, but does not write', async () => {
  const at = await written('Lukijalle');
  const [note, writer] = await open(at, people.leena, aino);
  await refused(note.push([[9, [0, '!']]]), 'not_allowed');
  for (const [method, params] of [['note.create', { title: 'x', kind: 'private' }], ['note.rename', { note: at.note, title: 'x', was: 'Muistio' }], ['note.remove', { note: at.note }], ['note.revert', { note: at.note, version: 0 }]])
    await refused(note.socket.call(method, { board: at.board, ...params }), 'not_allowed');
  await writer.say('!');
  await note.reach(2);
  assert.equal(note.text, 'Lukijalle!');
  await close(note, writer);
});

test('whoever is let out of the board hears of it within a second, and nothing more of its notes on any socket', async () => {
  const at = await written('Kaikki');
  const other = await newNote(at.board, aino, 'plan');
  const own = await newNote(at.board, eero, 'private');
  const [witness] = await open(at, aino);
  const [withBoard, alone, both] = [await eero.connect(), await eero.connect(), await eero.connect()];
  await withBoard.see(at.board);
  const notes = [await seeNote(withBoard, at.board, at.note), await seeNote(alone, at.board, at.note), await seeNote(both, at.board, other), await seeNote(both, at.board, own), await seeNote(both, at.board, at.note)];
  let isOver = false;
  const writing = (async () => {
    while (!isOver) await witness.say('.');
  })();
  await notes[1].reach(10);
  await aino.http('participant.remove', { board: at.board, account: eero.id });
  for (const socket of [withBoard, alone, both]) await socket.until((message) => message.method === 'board.ended' && message.params.board === at.board, { ms: 1000, what: 'board.ended' });
  for (const [method, params] of [['note.open', { note: at.note }], ['note.open', { note: own }], ['note.close', { note: at.note }], ['note.history', { note: at.note }], ['note.at', { note: at.note, version: 1 }], ['note.blame', { note: at.note }], ['note.mine', {}], ['note.bin', {}],
    ['note.push', { note: at.note, version: 1, client: 'x', updates: [{ changes: [6] }] }], ['presence.set', { note: at.note, writing: true }]])
    await refused(alone.call(method, { board: at.board, ...params }), 'not_found');
  await witness.reach(witness.version + 20);
  isOver = true;
  await writing;
  for (const socket of [withBoard, alone, both]) {
    await socket.settle();
    const told = socket.told.filter((message) => message.params.board === at.board);
    const end = told.findIndex((message) => message.method === 'board.ended');
    assert.equal(told.length, end + 1, JSON.stringify(told.slice(end + 1)).slice(0, 300));
    await socket.close();
  }
  await aino.http('participant.add', { board: at.board, account: eero.id, role: 'member' });
  assert.equal((await read(eero, { board: at.board, note: own })).version, 0, 'who comes back finds their own');
  await close(witness);
});

test('opening a note at the very moment of being let out ends as being out', async () => {
  const at = await written();
  const [writer] = await open(at, aino);
  for (let n = 0; n < 3; n++) { // so much to read that some answers are still under way when access has ended
    const { version } = await writer.push(Array.from({ length: 500 }, (_, k) => [...(writer.text.length + k ? [writer.text.length + k] : []), [0, 'x']]));
    await writer.reach(version);
  }
  const theirs = await Promise.all(Array.from({ length: 8 }, () => eero.connect()));
  let done = 0;
  for (let round = 0; round < 30; round++) {
    const opening = theirs.map((socket) => socket.ask('note.open', { board: at.board, note: at.note, since: 1 }));
    const [, ...answers] = await Promise.all([writer.socket.call('participant.remove', { board: at.board, account: eero.id }), ...opening]);
    for (const { error } of answers) if (error) assert.equal(error.data.reason, 'not_found', JSON.stringify(error));
    done += answers.filter(({ error }) => !error).length;
    for (const socket of theirs) await socket.settle();
    const heard = theirs.map((socket) => socket.told.length);
    await writer.say('!');
    for (const [n, socket] of theirs.entries()) {
      await refused(socket.call('note.close', { board: at.board, note: at.note }), 'not_found');
      assert.deepEqual(socket.told.slice(heard[n]), [], `round ${round}`);
    }
    await writer.socket.call('participant.add', { board: at.board, account: eero.id, role: 'member' });
  }
  assert(done < 30 * theirs.length, 'some came too late');
  await close(writer, ...theirs);
});

test('on an archived board notes are read, and not written until it is opened again', async () => {
  const at = await written('Päättynyt');
  const [note] = await open(at, eero);
  await aino.http('board.archive', { board: at.board });
  await refused(note.push([[9, [0, '!']]]), 'conflict');
  for (const [method, params] of [['note.create', { title: 'x', kind: 'plan' }], ['note.rename', { note: at.note, title: 'x', was: 'Muistio' }], ['note.remove', { note: at.note }], ['note.revert', { note: at.note, version: 0 }]])
    await refused(eero.http(method, { board: at.board, ...params }), 'conflict');
  assert.equal((await read(people.leena, at)).text, 'Päättynyt');
  assert.equal((await note.socket.call('note.open', { board: at.board, note: at.note })).version, 1);
  await aino.http('board.reopen', { board: at.board });
  await note.say('!');
  await close(note);
});

test('a removed note is not written until it is restored, and is what it was', async () => {
  const at = await written('Säilyy');
  const [note] = await open(at, eero);
  const view = await note.socket.see(at.board);
  const { seq } = await aino.http('note.remove', { board: at.board, note: at.note });
  await view.reach(seq);
  assert.equal(view.tables.note[at.note], undefined);
  await refused(note.push([[6, [0, '!']]]), { reason: 'conflict', field: 'note', detail: 'removed' });
  assert.deepEqual((await eero.http('note.bin', { board: at.board })).notes.map((row) => [row.id, row.title]), [[at.note, 'Muistio']]);
  const back = await aino.http('note.restore', { board: at.board, note: at.note });
  await view.reach(back.seq);
  assert.equal(view.tables.note[at.note].title, 'Muistio');
  await note.say('!');
  assert.equal((await read(aino, at)).text, 'Säilyy!');
  await close(note);
});

// ---- private notes -------------------------------------------------------------------------------------------------------------

test('a private note is told to nobody else: not its text, not its name, not that it is there', async () => {
  const canary = { title: 'kanarianimi', text: 'kanariateksti', later: 'kanariajatko' };
  const board = await newBoard();
  const watcher = await aino.connect();
  const view = await watcher.see(board);
  const before = await aino.http('board.open', { board });
  const { note } = await eero.http('note.create', { board, title: canary.title, kind: 'private' });
  const [own] = await open({ board, note }, eero);
  await own.socket.see(board);
  await own.say(canary.text);
  await own.socket.call('presence.set', { board, note, version: 1, anchor: 3, head: 5, field: 'kanariakenttä', writing: true });
  await own.say(canary.later);
  await eero.http('note.rename', { board, note, title: `${canary.title}2`, was: canary.title });
  await eero.http('note.revert', { board, note, version: 1 });
  await eero.http('note.remove', { board, note });
  const answers = [];
  for (const state of ['removed', 'there']) {
    for (const who of [aino, people.leena]) {
      const { seq } = before;
      for (const [method, params] of [['board.open', {}], ['board.open', { since: 0 }], ['board.history', {}], ['board.at', { seq }], ['note.mine', {}], ['note.bin', {}], ['card.bin', {}], ['participant.list', {}]]) answers.push(await who.http(method, { board, ...params }));
      for (const [method, params] of [
        ['note.open', {}], ['note.open', { since: 1 }], ['note.at', { version: 1 }], ['note.history', {}], ['note.blame', {}],
        ['note.push', { version: 2, client: 'x', updates: [{ changes: [1, [0, 'x']] }] }], ['note.rename', { title: 'x', was: canary.title }], ['note.remove', {}], ['note.restore', {}], ['note.revert', { version: 0 }],
      ]) {
        if (who === people.leena && ['note.push', 'note.rename', 'note.remove', 'note.restore', 'note.revert'].includes(method)) continue; // may not anyway
        const hidden = await refused(who.http(method, { board, note, ...params }), 'not_found');
        const absent = await refused(who.http(method, { board, note: 999_999, ...params }), 'not_found');
        assert.deepEqual([hidden.status, hidden.error], [absent.status, absent.error], method);
      }
    }
    await refused(watcher.call('note.open', { board, note }), 'not_found');
    await refused(watcher.call('presence.set', { board, note, writing: true }), { reason: 'not_found', field: 'note' });
    if (state === 'removed') await eero.http('note.restore', { board, note });
  }
  await own.say('!');
  const after = await aino.http('board.open', { board });
  assert.deepEqual(after, before, 'the board stands where it stood');
  const { seq } = await eero.http('card.add', { board, kind: 'need', text: 'Kortti' });
  await view.reach(seq); // what was told before this has been heard
  await watcher.when(() => watcher.of('presence', board).some(({ here }) => here.some((entry) => entry.account === eero.id)));
  const told = JSON.stringify([answers, watcher.told]);
  assert(!told.includes('kanaria'), 'a canary');
  assert(!told.includes(`"note":${note}`) && !told.includes(`"${note}":`), 'its number');
  assert.deepEqual(watcher.of('board.mine'), []);

  assert.deepEqual((await eero.http('note.mine', { board })).notes.map(({ id, title, kind }) => [id, title, kind]), [[note, `${canary.title}2`, 'private']]);
  assert.equal((await read(eero, { board, note })).text, `${canary.text}!`);
  assert.deepEqual(Object.keys((await eero.http('board.open', { board })).snapshot.note), [], 'not on the author’s own snapshot either');
  await close(own, watcher);
});

test('a snapshot of a private note that is at hand is not given to whoever asks next', async () => {
  const { board, note } = await written('kanaria varastossa', 'private', eero);
  const sockets = [await eero.connect(), await aino.connect(), await eero.connect()];
  for (let n = 0; n < 20; n++) {
    const [mine, theirs, again] = await Promise.all(sockets.map((socket) => socket.ask('note.open', { board, note })));
    assert.equal(mine.result.text, 'kanaria varastossa');
    assert.equal(again.result.text, 'kanaria varastossa');
    assert.equal(theirs.error.data.reason, 'not_found');
  }
  for (let n = 0; n < 20; n++) {
    const pending = sockets[1].ask('note.open', { board, note });
    await sockets[0].call('note.push', { board, note, version: 1 + n, client: newClient(), updates: [{ changes: [18 + n, [0, '!']] }] });
    assert.equal((await pending).error.data.reason, 'not_found');
  }
  await sockets[1].settle();
  assert.deepEqual(sockets[1].told, []);
  await close(...sockets);
});

test("that one's list of private notes changed is told on one's own sockets that watch the board, and nowhere else", async () => {
  const [board, elsewhere] = [await newBoard(), await newBoard()];
  const [first, second, blind, other, stranger] = [await eero.connect(), await eero.connect(), await eero.connect(), await eero.connect(), await aino.connect()];
  for (const socket of [first, second, stranger]) await socket.see(board);
  await other.see(elsewhere);
  const mine = (socket) => socket.of('board.mine').length;
  const { note } = await first.call('note.create', { board, title: 'Oma', kind: 'private' });
  await second.when(() => mine(second) === 1);
  assert.deepEqual(second.of('board.mine'), [{ board }]);
  await first.call('note.rename', { board, note, title: 'Omani', was: 'Oma' });
  await second.when(() => mine(second) === 2);
  await first.call('note.remove', { board, note });
  await second.when(() => mine(second) === 3);
  assert.deepEqual((await second.call('note.mine', { board })).notes, []);
  await first.call('note.restore', { board, note });
  await second.when(() => mine(second) === 4);
  await newNote(board, eero, 'plan'); // a shared one is everybody's event
  await stranger.untilEvent(board, 'note.created');
  for (const socket of [second, blind, other, stranger]) await socket.settle();
  assert.equal(mine(second), 4);
  for (const socket of [blind, other, stranger]) assert.equal(mine(socket), 0);
  await close(first, second, blind, other, stranger);
});
