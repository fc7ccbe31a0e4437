// told.test.mjs - who is told in a word that what they see elsewhere than on a board changed: of teams, and of names
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { hire } from './client.mjs';
import { county, makeBoard, signInAll } from './people.mjs';

let server, people, units;
before(async () => {
  server = await county();
  people = await signInAll(server, ['aino', 'eero', 'leena', 'admin']);
  ({ units } = await people.admin.http('unit.list'));
});

/** How often each of these sockets hears a word while something is done; every one of them is empty. */
async function hears(sockets, word, doing) {
  const before = sockets.map((socket) => socket.of(word).length);
  const result = await doing();
  for (const socket of sockets) await socket.settle();
  for (const socket of sockets) assert(socket.of(word).every((params) => Object.keys(params).length === 0), 'it says nothing else');
  return { result, times: sockets.map((socket, n) => socket.of(word).length - before[n]) };
}

test("a team's members hear of each change of its agenda, its phases and who comes; nobody else does", async () => {
  const board = await makeBoard(people, { aino: 'coordinator' });
  const { team } = await people.aino.http('team.create', { name: 'Kuuleva tiimi' });
  await people.aino.http('team.add', { team, account: people.eero.id, role: 'member' });
  const { meeting } = await people.aino.http('meeting.create', { team, title: 'Tiimi', start: '2099-01-15T12:00', tz: 'Europe/Helsinki', minutes: 60 });
  const [aino, eero, leena] = [await people.aino.connect(), await people.eero.connect(), await people.leena.connect()];
  const does = async (method, params) => {
    const { result, times } = await hears([aino, eero, leena], 'team.changed', () => people.aino.http(method, params));
    assert.deepEqual(times, [1, 1, 0], method);
    return result;
  };
  const { item } = await does('agenda.add', { team, meeting, board, minutes: 30 });
  const { items: [{ changed_at: seen_at }] } = await people.aino.http('agenda.list', { team, meeting });
  await does('agenda.edit', { team, item, seen_at, minutes: 20, question: 'Miten?', is_consent_checked: true, is_map_checked: false });
  await does('agenda.park', { team, item });
  await does('agenda.take', { team, item, meeting });
  await does('agenda.move', { team, item });
  const { phases } = await does('phase.adopt', { team });
  const { phase } = await does('phase.add', { team, kind: 'other', title: 'Tauko', minutes: 5 });
  await does('phase.edit', { team, phase: phases[0].id, kind: 'arrive', minutes: 7, seen_at: phases[0].changed_at });
  await does('phase.move', { team, phase, after: phases[2].id });
  const { phases: after } = await people.aino.http('phase.list', { team });
  await does('phase.remove', { team, phase, seen_at: after.find(({ id }) => id === phase).changed_at });
  await does('phase.reset', { team });
  const { sitting } = await does('sitting.begin', { board, meeting });
  await does('sitting.end', { board, sitting });
  await does('sitting.reopen', { board, sitting, reason: 'Jäi kesken' });
  await does('agenda.remove', { team, item });
  await does('meeting.answer', { meeting, answer: 'yes' });
  const { liisa } = await hire(people.admin, ['liisa']);
  await does('meeting.invite', { team, meeting, account: liisa.id });
  await does('meeting.uninvite', { team, meeting, account: liisa.id });

  await people.aino.http('team.remove', { team, account: people.eero.id });
  const { times } = await hears([aino, eero], 'team.changed', () => people.aino.http('agenda.add', { team, meeting, board, minutes: 30 }));
  assert.deepEqual(times, [1, 0], 'who was let out hears no more');
  for (const socket of [aino, eero, leena]) await socket.close();
});

test('what is refused is told to nobody', async () => {
  const { team } = await people.aino.http('team.create', { name: 'Hiljainen tiimi' });
  const aino = await people.aino.connect();
  const { phases: [first] } = await people.aino.http('phase.adopt', { team });
  const edited = { team, phase: first.id, kind: 'arrive', minutes: 7, seen_at: first.changed_at };
  await people.aino.http('phase.edit', edited);
  for (const [key, method, params] of [
    ['one', 'phase.remove', { team, phase: 999_999, seen_at: 1 }],
    ['two', 'phase.edit', edited],
    ['three', 'phase.remove', { team, phase: first.id, seen_at: first.changed_at }],
  ]) {
    const { result, times } = await hears([aino], 'team.changed', () => aino.ask(method, { ...params, key }));
    assert(result.error, `${method} was to be refused`);
    assert.deepEqual(times, [0], method);
  }
  await aino.close();
});

test('the name of a board is told to those who are on it, in a word, and to nobody who only does a task of it', async () => {
  const { raili } = await hire(people.admin, ['raili'], { unit: units[0].id });
  const board = await makeBoard(people, { aino: 'coordinator', eero: 'member' }, 'Vanha nimi');
  await people.aino.http('task.create', { board, title: 'Raililta', unit: units[0].id, assignee: raili.id });
  const sockets = await Promise.all([people.eero, raili, people.leena].map((one) => one.connect()));
  const { times } = await hears(sockets, 'inbox.changed', () => people.aino.http('board.rename', { board, title: 'Uusi nimi', was: 'Vanha nimi' }));
  assert.deepEqual(times, [1, 0, 0]);
  assert.equal((await people.eero.http('board.list')).boards.find((one) => one.board === board).title, 'Uusi nimi');
  assert(!JSON.stringify(sockets[1].told).includes('Uusi nimi'));
  for (const socket of sockets) await socket.close();
});

test('the name of a unit changes in the inboxes and on the boards where it stands', async () => {
  const { unit } = await people.admin.http('unit.add', { name: 'Entinen yksikkö', sector: 'third_sector' });
  const { saimi, toivo } = await hire(people.admin, ['saimi', 'toivo'], { unit });
  const board = await makeBoard({ ...people, toivo }, { aino: 'coordinator', toivo: 'member' });
  const other = await makeBoard(people, { aino: 'coordinator', leena: 'member' }, 'Muu lauta');
  const { task } = await people.aino.http('task.create', { board, title: 'Yksikölle', unit });
  const { service } = await people.aino.http('service.create', { board, name: 'Tukihenkilö', sector: 'third_sector', unit, status: 'in_use' });
  const keeper = await saimi.connect(), stranger = await people.leena.connect(), onBoard = await people.aino.connect();
  const view = await onBoard.see(board), elsewhere = await stranger.see(other), untouched = elsewhere.seq;
  const { times } = await hears([keeper, stranger], 'inbox.changed', () => people.admin.http('unit.rename', { unit, name: 'Uusi yksikkö' }));
  assert.deepEqual(times, [1, 0]);
  assert.equal((await saimi.http('unit.inbox', { unit })).tasks[0].unit_name, 'Uusi yksikkö');

  await onBoard.untilEvent(board, 'board.relabelled');
  const { tables } = view;
  assert.deepEqual([tables.task[task], tables.service[service], tables.participant[toivo.id]].map((row) => row.unit_name), Array(3).fill('Uusi yksikkö'));
  assert.deepEqual(tables, (await toivo.http('board.open', { board })).snapshot, 'who opens it sees the same');
  assert.equal(elsewhere.seq, untouched);
  for (const socket of [keeper, stranger, onBoard]) await socket.close();
});
