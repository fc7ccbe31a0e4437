// access.test.mjs - who may do what, over the wire: one table decides, and every method of the protocol stands in it
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { hire, refused, openrpc, methods, newKey, within, Person, PATIENCE } from './client.mjs';
import { makeBoard } from './people.mjs';
import { ACTORS, MAY, TABLE, hasBoard, meet, people, populated, sockets, spare, units } from './access_table.mjs';

before(meet);

const outcome = (promise) =>
  promise.then(
    () => 'ok',
    (why) => why.reason ?? Promise.reject(why),
  );

test('every method of the protocol stands in the table, with the board where it has one', () => {
  assert.deepEqual(Object.keys(TABLE).sort(), openrpc.methods.map((method) => method.name).sort());
  for (const { name, params } of openrpc.methods)
    assert.equal(params.some((param) => param.name === 'board'), hasBoard(name), name);
});

for (const door of ['http', 'socket'])
  test(`by ${door}, everybody may what the table says and nothing else`, async () => {
    const shared = await populated();
    const { seq } = await sockets.aino.call('board.open', { board: shared.board });
    await sockets.aino.call('board.close', { board: shared.board });
    const wrong = [];
    for (const [method, [need, params, known = 'ok']] of Object.entries(TABLE)) {
      const isNet = methods.get(method)['x-runs'] === 'net';
      if (door === 'http' && isNet && method !== 'rpc.discover') continue;
      if (method === 'session.end_all') continue; // the last test
      const onBoard = hasBoard(method);
      for (const actor of ACTORS) {
        if (door === 'socket' && actor === 'nobody') continue; // has none
        const rule = MAY[need][actor] ?? 'ok';
        const expected = rule === 'ok' ? known : rule;
        const at = onBoard && expected === 'ok' && methods.get(method)['x-runs'] === 'write' ? await populated() : shared;
        const asked = { ...(onBoard && { board: at.board }), ...(await params(at)) };
        if (isNet && onBoard) await sockets[actor].ask('board.open', { board: at.board });
        if (method === 'note.close') await sockets[actor].ask('note.open', { board: at.board, note: at.note });
        const found = await outcome(door === 'http' ? people[actor].http(method, asked) : sockets[actor].call(method, asked));
        if (found !== expected) wrong.push(`${method} by ${actor}: ${found}, must be ${expected}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.equal((await people.aino.http('board.open', { board: shared.board })).seq, seq, 'what was refused changed nothing');
  });

test('what is forbidden looks exactly like what is not there', async () => {
  const { board, card, note } = await populated();
  for (const actor of ['outsider', 'removed', 'left', 'admin', 'unitless', 'receiver', 'assignee'])
    for (const [method, params] of [['board.open', {}], ['board.history', {}], ['board.at', { seq: 1 }], ['card.bin', {}], ['card.edit', { card, text: 'x', was: 'y' }], ['participant.leave', {}],
      ['note.open', { note }], ['note.open', { note, since: 0 }], ['note.at', { note, version: 1 }], ['note.blame', { note }], ['note.history', { note }], ['note.mine', {}], ['note.bin', {}],
      ['note.push', { note, version: 1, client: 'x', updates: [{ changes: [6, [0, '!']] }] }], ['note.create', { title: 'x', kind: 'private' }], ['note.remove', { note }]]) {
      const forbidden = await refused(people[actor].http(method, { board, ...params }), 'not_found');
      const absent = await refused(people[actor].http(method, { board: 999_999, ...params }), 'not_found');
      assert.deepEqual([forbidden.status, forbidden.error], [absent.status, absent.error], `${method} by ${actor}`);
    }
});

test("ids of another board don't fit one's own, whoever may see the other", async () => {
  const here = await populated();
  const there = await populated();
  const foreign = await makeBoard({ eero: people.eero }, { eero: 'coordinator' });
  const { card: foreignCard } = await people.eero.http('card.add', { board: foreign, kind: 'need', text: 'Kortti' });
  const cases = [
    ['card.edit', { card: there.card, text: 'x', was: 'Kortti' }],
    ['card.edit', { card: foreignCard, text: 'x', was: 'Kortti' }],
    ['card.move', { card: there.card }],
    ['card.move', { card: here.card, after: there.card }],
    ['card.remove', { card: there.card }],
    ['card.restore', { card: there.removed }],
    ['card.settle', { card: there.last, standing: 'kept' }],
    ['card.add', { kind: 'need', text: 'x', after: there.card }],
    ['link.add', { from_card: here.last, to_card: there.card, kind: 'relates' }],
    ['link.add', { from_card: there.card, to_card: here.last, kind: 'relates' }],
    ['link.remove', { link: there.link }],
    ['participant.remove', { account: people.outsider.id }],
    ['card.remove', { card: here.board }], // nor an id of another noun
    ['card.remove', { card: here.link }],
    ['link.remove', { link: here.card }],
    ['note.open', { note: there.note }],
    ['note.open', { note: here.card }],
    ['note.at', { note: there.note, version: 1 }],
    ['note.blame', { note: there.note }],
    ['note.history', { note: there.note }],
    ['note.push', { note: there.note, version: 1, client: 'x', updates: [{ changes: [6, [0, '!']] }] }],
    ['note.push', { note: here.board, version: 0, client: 'x', updates: [{ changes: [[0, '!']] }] }],
    ['note.rename', { note: there.note, title: 'x', was: 'Muistio' }],
    ['note.remove', { note: there.note }],
    ['note.restore', { note: there.removedNote }],
    ['note.revert', { note: there.note, version: 0 }],
    ['card.remove', { card: here.note }],
  ];
  for (const [method, params] of cases) await refused(people.coordinator.http(method, { board: here.board, ...params }), 'not_found');
  for (const at of [here, there]) {
    const { snapshot } = await people.aino.http('board.open', { board: at.board });
    assert.equal(snapshot.card[at.card].text, 'Kortti');
    assert.equal(Object.keys(snapshot.link).length, 1);
    assert.deepEqual(Object.values(snapshot.note).map(({ title }) => title).filter((title) => !title.startsWith('Muistio ')), ['Muistio']);
    assert.equal((await people.aino.http('note.open', { board: at.board, note: at.note })).text, 'Teksti');
  }
});

test('a private note is there for its author and for nobody else, whatever their part on the board', async () => {
  const { board } = await populated();
  const { note } = await people.member.http('note.create', { board, title: 'Oma', kind: 'private' });
  await people.member.http('note.push', { board, note, version: 0, client: 'x', updates: [{ changes: [[0, 'Oma']] }] });
  const asked = {
    'note.open': {}, 'note.close': {}, 'note.at': { version: 1 }, 'note.blame': {}, 'note.history': {},
    'note.push': { version: 1, client: 'y', updates: [{ changes: [3, [0, '!']] }] },
    'note.rename': { title: 'Omani', was: 'Oma' }, 'note.revert': { version: 0 }, 'note.remove': {}, 'note.restore': {},
  };
  const byId = openrpc.methods.filter(({ name, params }) => name.startsWith('note.') && params.some((param) => param.name === 'note')).map(({ name }) => name);
  assert.deepEqual(Object.keys(asked).sort(), byId.sort());
  for (const actor of ['coordinator', 'consultant', 'observer', 'guest', 'eero', 'outsider', 'removed', 'admin'])
    for (const [method, params] of Object.entries(asked)) {
      const hidden = (await sockets[actor].ask(method, { board, note, ...params })).error;
      const absent = (await sockets[actor].ask(method, { board, note: 999_999, ...params })).error;
      assert(['not_found', 'not_allowed'].includes(hidden.data.reason), `${method} by ${actor}: ${JSON.stringify(hidden)}`);
      assert.deepEqual(hidden, absent, `${method} by ${actor}`);
    }
  for (const [method, params] of Object.entries(asked)) await sockets.member.call(method, { board, note, ...params });
});

test('who acts is who is signed in, whatever the message says', async () => {
  const { board } = await populated();
  const { card } = await people.member.http('card.add', { board, kind: 'need', text: 'Kuka tämän kirjoitti?' });
  const { snapshot } = await people.aino.http('board.open', { board });
  assert.equal(snapshot.card[card].author, people.member.id);
  for (const field of ['author', 'by', 'account', 'actor', 'session', 'organisation', 'role'])
    await refused(people.member.http('card.add', { board, kind: 'need', text: 'x', [field]: people.aino.id }), { reason: 'bad_input', field });
});

// ---- access that ends -----------------------------------------------------------------------------------------------------------

test('whoever is let out hears of it within a second on every socket, and then nothing more', async () => {
  const { board } = await populated();
  const theirs = await Promise.all([people.member.connect(), people.member.connect(), people.member.connect()]);
  await Promise.all(theirs.map((socket) => socket.see(board)));
  const witness = await sockets.aino.see(board);

  let isOver = false;
  const writing = (async () => {
    while (!isOver) await sockets.coordinator.call('card.add', { board, kind: 'need', text: 'Jatkuva kirjoittaja' });
  })();
  await theirs[0].untilEvent(board, 'card.added');
  const asked = Date.now();
  const { seq } = await sockets.aino.call('participant.remove', { board, account: people.member.id });
  await Promise.all(theirs.map((socket) => socket.until((message) => message.method === 'board.ended' && message.params.board === board, { ms: 1000, what: 'board.ended' })));
  assert(Date.now() - asked < 1000);
  await refused(theirs[1].call('board.open', { board }), 'not_found');
  await refused(theirs[1].call('board.open', { board, since: seq - 1 }), 'not_found');
  await refused(people.member.http('board.history', { board }), 'not_found');
  await refused(theirs[2].call('card.add', { board, kind: 'need', text: 'x' }), 'not_found');
  await refused(theirs[2].call('presence.set', { board, writing: true }), 'not_found');

  await witness.reach(seq + 50);
  isOver = true;
  await writing;
  for (const socket of theirs) {
    await socket.settle();
    const told = socket.told.filter((message) => message.params.board === board);
    const end = told.findIndex((message) => message.method === 'board.ended');
    assert.deepEqual(told[end].params, { board, reason: 'not_found' });
    assert.equal(told.length, end + 1, JSON.stringify(told.slice(end + 1)).slice(0, 300));
    const last = socket.events(board).at(-1);
    assert(last.seq < seq, 'not even the event that let them out');
    await socket.close();
  }
  assert(!(await people.member.http('board.list')).boards.some((row) => row.board === board));
  const event = sockets.aino.events(board).find((event) => event.seq === seq);
  const { participant, invitation, ...others } = event.set; // with what they were invited to
  assert.deepEqual([event.name, participant, others], ['participant.removed', { [people.member.id]: null }, {}]);
  assert.deepEqual(Object.values(invitation), [null]);
  await sockets.aino.call('board.close', { board });
  sockets.aino.views.delete(board);
});

test('whoever leaves is out on every socket too', async () => {
  const { board } = await populated();
  const theirs = await Promise.all([people.guest.connect(), people.guest.connect()]);
  await Promise.all(theirs.map((socket) => socket.see(board)));
  await theirs[0].call('participant.leave', { board });
  for (const socket of theirs) await socket.until((message) => message.method === 'board.ended' && message.params.board === board, { ms: 1000, what: 'board.ended' });
  await refused(theirs[1].call('board.open', { board }), 'not_found');
  await people.aino.http('card.add', { board, kind: 'need', text: 'Lähdön jälkeen' });
  for (const socket of theirs) {
    await socket.settle();
    assert.equal(socket.told.at(-1).method, 'board.ended');
    await socket.close();
  }
});

test('opening at the very moment of being let out ends as being out', async () => {
  const { board } = await populated();
  const theirs = await people.consultant.connect();
  for (let round = 0; round < 40; round++) {
    await sockets.aino.call('participant.add', { board, account: people.consultant.id, role: 'member' });
    const opening = Array.from({ length: 5 }, () => theirs.ask('board.open', { board }));
    const removing = sockets.aino.call('participant.remove', { board, account: people.consultant.id });
    const opened = await Promise.all(opening);
    await removing;
    for (const { error } of opened) if (error) assert(['not_found', 'busy'].includes(error.data.reason));
    await refused(theirs.call('board.open', { board }), 'not_found');
    const start = theirs.told.length;
    await sockets.aino.call('card.add', { board, kind: 'need', text: `Kierros ${round}` });
    await sockets.aino.call('card.add', { board, kind: 'need', text: `Kierros ${round}, toinen` });
    await theirs.settle();
    assert.deepEqual(theirs.told.slice(start).filter((message) => message.method !== 'board.ended'), [], `round ${round}`);
  }
  await theirs.close();
});

test('whoever is let in again opens again and gets what was missed', async () => {
  const { board } = await populated();
  const socket = await people.observer.connect();
  const view = await socket.see(board);
  await people.aino.http('participant.remove', { board, account: people.observer.id });
  await socket.until((message) => message.method === 'board.ended' && message.params.board === board);
  const { card } = await people.aino.http('card.add', { board, kind: 'need', text: 'Poissa ollessa' });
  await people.aino.http('participant.add', { board, account: people.observer.id, role: 'observer' });
  const again = await socket.call('board.open', { board, since: view.seq });
  assert(again.events.some((event) => event.set.card?.[card]));
  await socket.close();
});

test('a role that is changed is obeyed at once, on sockets that are open', async () => {
  const { board } = await populated();
  const socket = await people.member.connect();
  const view = await socket.see(board);
  assert.equal(view.opened.role, 'member');
  await socket.call('card.add', { board, kind: 'need', text: 'Vielä saa' });
  const { seq } = await people.aino.http('participant.add', { board, account: people.member.id, role: 'observer' });
  await refused(socket.call('card.add', { board, kind: 'need', text: 'Enää ei saa' }), 'not_allowed');
  await view.reach(seq);
  assert.equal(view.tables.participant[people.member.id].role, 'observer');
  await people.aino.http('participant.add', { board, account: people.member.id, role: 'coordinator' });
  await socket.call('board.rename', { board, title: 'Koordinoijan antama', was: 'Matriisi' });
  await socket.close();
});

test('a board always has a coordinator', async () => {
  const board = await makeBoard({ aino: people.aino, eero: people.eero }, { aino: 'coordinator', eero: 'member' });
  const aino = people.aino.id;
  await refused(people.aino.http('participant.remove', { board, account: aino }), { reason: 'conflict', field: 'account', detail: 'last_coordinator' });
  await refused(people.aino.http('participant.leave', { board }), { reason: 'conflict', detail: 'last_coordinator' });
  await refused(people.aino.http('participant.add', { board, account: aino, role: 'member' }), { reason: 'conflict', field: 'role', detail: 'last_coordinator' });
  await people.aino.http('participant.add', { board, account: people.eero.id, role: 'coordinator' });
  // both let the other out at once: one of them is too late
  const both = await Promise.all([
    outcome(people.aino.http('participant.remove', { board, account: people.eero.id })),
    outcome(people.eero.http('participant.remove', { board, account: aino })),
  ]);
  assert.deepEqual(both.sort(), ['not_found', 'ok']);
});

test('only colleagues who can sign in and are no administrators are let in', async () => {
  const { board } = await populated();
  const ended = await spare();
  await people.admin.http('account.end', { account: ended });
  for (const [account, detail] of [[999_999, 'no_such_colleague'], [board, 'no_such_colleague'], [ended, 'no_such_colleague'], [people.admin.id, 'is_administrator']])
    await refused(people.aino.http('participant.add', { board, account, role: 'member' }), { reason: 'bad_input', field: 'account', detail });
});

test('the administrator neither opens nor lists nor reads a board, by any door', async () => {
  const { board } = await populated();
  for (const ask of [(method, params) => people.admin.http(method, params), (method, params) => sockets.admin.call(method, params)]) {
    await refused(ask('board.list', {}), 'not_allowed');
    await refused(ask('board.create', { title: 'Ylläpidon' }), 'not_allowed');
    for (const [method, params] of [['board.open', {}], ['board.history', {}], ['board.at', { seq: 1 }], ['card.bin', {}], ['card.add', { kind: 'need', text: 'x' }], ['participant.add', { account: people.admin.id, role: 'coordinator' }]])
      await refused(ask(method, { board, ...params }), 'not_found');
  }
  await people.aino.http('card.add', { board, kind: 'need', text: 'Ei ylläpidolle' });
  await sockets.admin.settle();
  assert.deepEqual(sockets.admin.told, []);
});

test('colleagues are found by the start of a name, and nothing typed is a pattern', async () => {
  const find = async (text) => (await people.aino.http('account.find', { text })).accounts.map((account) => account.id);
  assert((await find('Eer')).includes(people.eero.id));
  assert(!(await find('Eer')).includes(people.leena.id));
  for (const text of ['%', '_', '\\', "'", 'Eer%', '" OR 1=1']) assert.deepEqual(await find(text), [], text);
  const [row] = (await people.aino.http('account.find', { text: 'Eer' })).accounts;
  assert(!('name' in row) && !('password' in row));
});

test('whose membership ends makes no more boards, and keeps those one is let in to', async () => {
  const { short } = await hire(people.admin, ['short']);
  const { board } = await populated();
  await people.aino.http('participant.add', { board, account: short.id, role: 'member' });
  await short.http('board.create', { title: 'Vielä' });
  await people.admin.http('membership.remove', { unit: units[0].id, account: short.id });
  await refused(short.http('board.create', { title: 'Ei enää' }), 'not_allowed');
  assert.equal((await short.http('board.open', { board })).role, 'member');
});

// ---- last, as it ends every session ------------------------------------------------------------------------------------------------

test('everybody may sign out everywhere', async () => {
  await refused(people.nobody.http('session.end_all', { key: newKey() }), 'not_signed_in');
  for (const actor of ACTORS.filter((name) => name !== 'nobody')) {
    assert(people[actor] instanceof Person);
    await sockets[actor].ask('session.end_all').catch(() => {});
    assert.equal((await within(PATIENCE, 'closed', sockets[actor].closed)).code, 4001, actor);
    await refused(people[actor].http('session.who'), 'not_signed_in');
  }
});
