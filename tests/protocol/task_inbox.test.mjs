// task_inbox.test.mjs - inboxes: who receives what is a unit's, who hears of it at once, and what becomes of the tasks of
// whoever leaves a board, a unit or the organisation
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { newKey, refused, signIn } from './client.mjs';
import { changes, taskCounty, tells, heardWordsAlone } from './task.mjs';

let server, people, units, newBoard, ask, row, inbox, mine, trail, newcomer, board, admin;
before(async () => {
  ({ server, people, units, newBoard, ask, row, inbox, mine, trail, newcomer } = await taskCounty());
  ({ admin } = people);
  board = await newBoard();
});

const idsOf = (rows) => rows.map(({ task }) => task);
const mineOf = async (person) => (await person.http('task.mine')).tasks;
const has = async (rows, at) => idsOf(await rows).includes(at.task);
const keeps = (unit, name, is_keeper) => admin.http('membership.set_keeper', { unit: units[unit], account: people[name].id, is_keeper });

/** Sockets by name: 'vera', and 'vera 2' for a second one of hers. */
async function listen(...names) {
  const sockets = {};
  for (const name of names) sockets[name] = await people[name.split(' ')[0]].connect();
  return sockets;
}
const hangUp = (sockets) => Promise.all(Object.values(sockets).map((socket) => socket.close()));

const EVERYBODY = ['aino', 'eero', 'leena', 'admin', 'vera', 'vera 2', 'ville', 'hanna', 'heikki', 'saara'];
const WARD = ['vera', 'vera 2', 'ville'];
const HOME = ['hanna', 'heikki'];

// ---- live -----------------------------------------------------------------------------------------------------------------------

test('what is asked of a unit is told to every socket of every keeper of its inbox, and to nobody else', async () => {
  const sockets = await listen(...EVERYBODY);
  await sockets.aino.see(board);
  const acts = (who, method, params) => () => people[who].http(method, params);
  const { task } = await tells(sockets, WARD, acts('aino', 'task.create', { board, title: 'Pyyntö', unit: units.ward }));
  const at = { board, task };
  await tells(sockets, WARD, acts('eero', 'task.rename', { ...at, title: 'Toinen', was: 'Pyyntö' }));
  await tells(sockets, WARD, acts('eero', 'task.describe', { ...at, text: 'Teksti', was: '' }));
  await tells(sockets, WARD, acts('eero', 'task.reschedule', { ...at, due_on: '2026-12-01' }));
  await tells(sockets, WARD, acts('aino', 'task.assign', { ...at, unit: units.ward, assignee: people.ville.id }));
  await tells(sockets, WARD, acts('ville', 'task.accept', at));
  await tells(sockets, WARD, acts('ville', 'task.start', at));
  await tells(sockets, [...WARD, ...HOME], acts('vera', 'task.forward', { ...at, unit: units.home }));
  await tells(sockets, [...HOME, 'aino'], acts('hanna', 'task.decline', { ...at, reason: 'Ei meille' }));
  await tells(sockets, [...HOME, ...WARD, 'aino'], acts('aino', 'task.assign', { ...at, unit: units.ward }));
  await tells(sockets, WARD, acts('vera', 'task.accept', at));
  await tells(sockets, WARD, acts('vera', 'task.done', { ...at, outcome: 'Valmis' }));
  await tells(sockets, WARD, acts('vera', 'task.reopen', at));
  await tells(sockets, WARD, acts('aino', 'task.cancel', { ...at, reason: 'Ei tarvita' }));
  await tells(sockets, [], () => refused(people.vera.http('task.accept', at), 'conflict'));
  for (const name of [...WARD, ...HOME, 'saara', 'admin']) assert(heardWordsAlone(sockets[name]), 'and it carries nothing');
  await hangUp(sockets);
});

test('a declined task comes back to who asked for it and to the coordinators, and what is done with it there is told to them', async () => {
  const sockets = await listen('aino', 'eero', 'leena', 'vera', 'ville');
  const at = await ask(board, { assignee: people.vera.id }, 'eero');
  for (const name of ['aino', 'eero']) assert(!(await has(mine(name), at)));
  await tells(sockets, ['vera', 'ville', 'aino', 'eero'], () => people.vera.http('task.decline', { ...at, reason: 'Väärä osasto' }));
  for (const name of ['aino', 'eero']) {
    const back = (await mine(name)).find(({ task }) => task === at.task);
    assert.deepEqual([back.status, back.reason, back.is_on_board], ['declined', 'Väärä osasto', true]);
  }
  for (const name of ['leena', 'vera', 'ville']) assert(!(await has(mine(name), at)));
  assert(!(await has(inbox('vera', 'ward'), at)));
  await tells(sockets, ['vera', 'ville', 'aino', 'eero'], () => people.aino.http('task.reschedule', { ...at, due_on: '2026-12-01' }));
  await tells(sockets, ['vera', 'ville', 'aino', 'eero'], () => people.aino.http('task.cancel', { ...at, reason: 'Ei tarvita' }));
  for (const name of ['aino', 'eero']) assert(!(await has(mine(name), at)));
  await hangUp(sockets);
});

test('a task that is forwarded is in one inbox and then in the other', async () => {
  const at = await ask(board);
  assert.deepEqual([await has(inbox('vera', 'ward'), at), await has(inbox('hanna', 'home'), at)], [true, false]);
  await people.vera.http('task.forward', { ...at, unit: units.home, reason: 'Kotiin' });
  assert.deepEqual([await has(inbox('vera', 'ward'), at), await has(inbox('hanna', 'home'), at)], [false, true]);
  const [received] = (await inbox('hanna', 'home')).filter(({ task }) => task === at.task);
  assert.deepEqual([received.status, received.reason, received.unit_name, received.assignee], ['forwarded', 'Kotiin', 'Yksikkö home', null]);
});

test('my tasks are those that are mine on every board, the most urgent first', async () => {
  const other = await newBoard({ vera: 'member' }, 'Toinen taulu');
  const [late, soon, whenever] = [await ask(board, { unit: units.social, assignee: people.saara.id, due_on: '2027-01-10' }), await ask(other, { unit: units.social, assignee: people.saara.id, due_on: '2026-12-01' }), await ask(board, { unit: units.social, assignee: people.saara.id })];
  await ask(board, { unit: units.social });
  assert.deepEqual(idsOf(await mine('saara')), [soon, late, whenever].map(({ task }) => task));
  assert.deepEqual((await people.saara.http('unit.mine')).units.map(({ id, name, open, asked }) => [id, name, open, asked]), [[units.social, 'Yksikkö social', 4, 4]]);
  await people.saara.http('task.accept', soon);
  await people.saara.http('task.done', { ...soon, outcome: 'Valmis' });
  await people.saara.http('task.accept', late);
  assert.deepEqual((await people.saara.http('unit.mine')).units.map(({ open, asked }) => [open, asked]), [[3, 2]]);
  assert.deepEqual(idsOf(await mine('saara')), [late, whenever].map(({ task }) => task));
});

test('an inbox is empty of what is on an archived board, and its keepers hear of both', async () => {
  const shelf = await newBoard();
  const at = await ask(shelf);
  const back = await ask(shelf, { unit: units.home });
  await people.hanna.http('task.decline', { ...back, reason: 'Ei' });
  const sockets = await listen('vera', 'vera 2', 'ville', 'saara', 'aino', 'leena');
  await tells(sockets, [...WARD, 'aino'], () => people.aino.http('board.archive', { board: shelf }));
  assert(!(await has(inbox('vera', 'ward'), at)));
  await tells(sockets, [...WARD, 'aino'], () => people.aino.http('board.reopen', { board: shelf }));
  assert(await has(inbox('vera', 'ward'), at));
  await hangUp(sockets);
});

// ---- who keeps it ------------------------------------------------------------------------------------------------------------------

test('every member keeps the inbox until somebody is named, and from then on those who are', async () => {
  const at = await ask(board);
  const sockets = await listen(...EVERYBODY);
  for (const name of ['vera', 'ville']) assert(await has(inbox(name, 'ward'), at));
  await tells(sockets, WARD, () => keeps('ward', 'ville', true));
  assert(await has(inbox('ville', 'ward'), at));
  assert.deepEqual((await people.vera.http('unit.mine')).units, []);
  await refused(inbox('vera', 'ward'), { reason: 'not_found', field: 'unit', detail: 'no_such_unit' });
  await refused(people.vera.http('task.accept', at), 'not_found');
  const { task } = await tells(sockets, ['ville'], () => people.aino.http('task.create', { board, title: 'Vain Villelle', unit: units.ward }));
  await tells(sockets, WARD, () => people.aino.http('task.assign', { board, task, unit: units.ward, assignee: people.vera.id }));
  assert(await has(mine('vera'), { task }), 'the assignee has it, whoever keeps the inbox');
  await people.vera.http('task.accept', { board, task });
  assert.deepEqual((await people.vera.http('membership.list', { unit: units.ward })).members.filter(({ is_keeper }) => is_keeper).map(({ account }) => account), [people.ville.id]);
  await tells(sockets, WARD, () => keeps('ward', 'ville', false));
  assert(await has(inbox('vera', 'ward'), at));
  await hangUp(sockets);
});

test('an inbox is nobody else’s: not of other units, of administrators, of who sees the board, nor of a unit that is not there', async () => {
  for (const name of ['hanna', 'aino', 'leena']) {
    const hidden = await refused(inbox(name, 'ward'), { reason: 'not_found', field: 'unit', detail: 'no_such_unit' });
    assert.deepEqual(hidden.error, (await refused(people[name].http('unit.inbox', { unit: 999_999 }), 'not_found')).error);
  }
  await refused(inbox('admin', 'ward'), 'not_allowed');
  await refused(mine('admin'), 'not_allowed');
  for (const [params, field] of [[{ unit: units.ward, account: people.hanna.id }, 'account'], [{ unit: 999_999, account: people.vera.id }, 'unit'], [{ unit: units.ward, account: 999_999 }, 'account']])
    await refused(admin.http('membership.set_keeper', { ...params, is_keeper: true }), { reason: 'not_found', field });
});

test('when the only one who was named leaves, the others keep the inbox, and hear of it', async () => {
  const left = await newcomer('home');
  const ended = await newcomer('home');
  for (const [who, leaves] of [[left, () => admin.http('membership.remove', { unit: units.home, account: left.id })], [ended, () => admin.http('account.end', { account: ended.id })]]) {
    await admin.http('membership.set_keeper', { unit: units.home, account: who.id, is_keeper: true });
    await refused(inbox('hanna', 'home'), 'not_found');
    const sockets = await listen('hanna', 'heikki', 'vera', 'aino');
    await tells(sockets, HOME, leaves);
    assert(Array.isArray(await inbox('hanna', 'home')));
    await hangUp(sockets);
  }
});

test('whoever comes to a unit or a board finds what is there, and hears of it', async () => {
  const at = await ask(board);
  const sockets = await listen('saara', 'vera', 'hanna');
  await tells(sockets, ['saara'], () => admin.http('membership.add', { unit: units.ward, account: people.saara.id, profession: 'social_worker' }));
  assert(await has(inbox('saara', 'ward'), at));
  assert.equal((await inbox('saara', 'ward')).find(({ task }) => task === at.task).board_title, null);
  await tells(sockets, ['saara'], () => people.aino.http('participant.add', { board, account: people.saara.id, role: 'member' }));
  assert.equal((await inbox('saara', 'ward')).find(({ task }) => task === at.task).board_title, 'Kotona pärjääminen');
  const declined = await ask(board);
  await people.vera.http('task.decline', { ...declined, reason: 'Ei' });
  assert(!(await has(mine('saara'), declined)));
  await tells(sockets, ['saara'], () => people.aino.http('participant.add', { board, account: people.saara.id, role: 'coordinator' }));
  assert(await has(mine('saara'), declined), 'a coordinator has what came back');
  await tells(sockets, ['saara'], () => people.aino.http('participant.remove', { board, account: people.saara.id }));
  assert(!(await has(mine('saara'), declined)));
  await tells(sockets, ['saara', 'vera'], () => admin.http('membership.remove', { unit: units.ward, account: people.saara.id }));
  await hangUp(sockets);
});

// ---- those who leave ---------------------------------------------------------------------------------------------------------------

test('whoever is let out of a board, or leaves it, gives its tasks back to the unit and keeps those of others', async () => {
  for (const [method, by] of [['participant.remove', 'aino'], ['participant.leave', 'vera']]) {
    const [here, there] = [await newBoard({ vera: 'member' }), await newBoard({ vera: 'member' })];
    const [begun, done, elsewhere] = [await ask(here, { assignee: people.vera.id }), await ask(here, { assignee: people.vera.id }), await ask(there, { assignee: people.vera.id })];
    for (const at of [begun, done]) await people.vera.http('task.accept', at);
    await people.vera.http('task.start', begun);
    await people.vera.http('task.done', { ...done, outcome: 'Valmis' });
    const socket = await people.aino.connect();
    const view = await socket.see(here);
    const { seq } = await people[by].http(method, { board: here, ...(by === 'aino' && { account: people.vera.id }) });
    await view.reach(seq);
    const [event] = socket.events(here);
    assert.deepEqual([event.seq, Object.keys(event.set).sort(), event.set.task[begun.task].status, event.set.task[begun.task].assignee], [seq, ['participant', 'task'], 'requested', null], 'one event');
    assert.deepEqual([view.tables.task[begun.task].unit, view.tables.task[done.task].status, view.tables.task[done.task].assignee], [units.ward, 'done', people.vera.id]);
    assert.deepEqual((await trail(begun)).map(({ kind }) => kind), ['requested', 'accepted', 'started', 'returned']);
    assert((await row(elsewhere)).assignee === people.vera.id);
    assert(!(await has(mine('vera'), begun)) && (await has(inbox('ville', 'ward'), begun)));
    await socket.close();
  }
});

test('an ended account leaves its tasks to a colleague where they work in the unit, and else to the unit: on each board one event in its turn', async () => {
  const boards = [await newBoard(), await newBoard(), await newBoard()];
  for (const hand of [true, false]) {
    const leaver = await newcomer('ward');
    await admin.http('membership.add', { unit: units.home, account: leaver.id, profession: 'nurse' });
    const task = (on, unit) => ask(boards[on], { unit: units[unit], assignee: leaver.id });
    const [a, b, c, d] = [await task(0, 'ward'), await task(0, 'home'), await task(1, 'ward'), await task(1, 'ward')];
    await people.aino.http('task.accept', c);
    await people.aino.http('task.accept', d);
    await people.aino.http('task.done', { ...d, outcome: 'Valmis' });
    const views = [];
    for (const [n, name] of ['aino', 'eero', 'leena'].entries()) views[n] = await (await people[name].connect()).see(boards[n]);
    const untouched = views[2].seq;
    const keepers = await listen('vera', 'ville', 'hanna', 'heikki', 'saara');
    const held = (await admin.http('account.tasks', { account: leaver.id })).tasks;
    assert.deepEqual(held.map(({ status, unit_name }) => [status, unit_name]).sort(), [['accepted', 'Yksikkö ward'], ['requested', 'Yksikkö home'], ['requested', 'Yksikkö ward']]);
    for (const found of held) assert.deepEqual(Object.keys(found).sort(), ['code', 'due_on', 'status', 'unit', 'unit_name'], 'an administrator learns no more than that');
    // others write meanwhile: every board's numbers go on without a gap, which the views watch
    const writing = [0, 1].map((n) => Promise.all(Array.from({ length: 20 }, () => people.aino.http('card.add', { board: boards[n], kind: 'need', text: 'Samaan aikaan' }))));
    const ended = await tells(keepers, ['vera', 'ville', 'hanna', 'heikki'], () => admin.http('account.end', { account: leaver.id, ...(hand && { hand_to: people.vera.id }) }));
    assert.deepEqual(ended, hand ? { handed: 2, returned: 1 } : { handed: 0, returned: 3 });
    await Promise.all(writing);
    for (const n of [0, 1]) {
      const { seq } = await people.aino.http('board.open', { board: boards[n] });
      await views[n].reach(seq);
      const returned = views[n].socket.events(boards[n]).filter(({ name }) => name === 'board.handed_over');
      assert.equal(returned.length, 1);
      assert.deepEqual(Object.keys(returned[0].set.task).map(Number).sort(), n ? [c.task] : [a.task, b.task].sort());
      assert.equal(returned[0].by, admin.id);
      const { events } = await people.aino.http('board.open', { board: boards[n], since: views[n].opened.seq });
      assert.deepEqual(events.find(({ name }) => name === 'board.handed_over'), returned[0], 'who comes later reads the same');
    }
    const assignee = hand ? people.vera.id : null;
    assert.deepEqual([(await row(a)).assignee, (await row(b)).assignee, (await row(c)).assignee, (await row(d)).assignee], [assignee, null, assignee, leaver.id]);
    assert.deepEqual([(await row(c)).status, (await row(d)).status], ['requested', 'done'], 'what was taken is asked for anew');
    assert.deepEqual((await trail(c)).at(-1).kind, 'returned');
    assert.equal((await people.leena.http('board.open', { board: boards[2] })).seq, untouched, 'and no event where nothing changed');
    await Promise.all(views.map(({ socket }) => socket.close()));
    await hangUp(keepers);
  }
});

test('an account is ended once, whatever is resent, and its tasks go to nobody who may not have them', async () => {
  const leaver = await newcomer('ward');
  const gone = await newcomer('ward');
  await admin.http('account.end', { account: gone.id });
  const at = await ask(board, { assignee: leaver.id });
  for (const [hand_to, detail] of [[leaver.id, 'itself'], [999_999, 'no_such_colleague'], [admin.id, 'no_such_colleague'], [gone.id, 'no_such_colleague']])
    await refused(admin.http('account.end', { account: leaver.id, hand_to }), { reason: 'bad_input', field: 'hand_to', detail });
  assert.equal((await row(at)).assignee, leaver.id);
  assert.equal((await mineOf(leaver)).length, 1, 'a refusal ends nothing');
  const sent = { account: leaver.id, hand_to: people.vera.id, key: newKey() };
  const first = await admin.http('account.end', sent);
  assert.deepEqual(await admin.http('account.end', sent), first);
  assert.equal((await trail(at)).filter(({ kind }) => kind === 'returned').length, 1);
  await refused(signIn(server, leaver.account.name, 'salasana-kokeeseen'), 'not_signed_in');
});

test('whoever leaves a unit gives back its tasks, and keeps those of other units', async () => {
  const leaver = await newcomer('ward');
  await admin.http('membership.add', { unit: units.home, account: leaver.id, profession: 'nurse' });
  const [ward, home] = [await ask(board, { assignee: leaver.id }), await ask(board, { unit: units.home, assignee: leaver.id })];
  const view = await (await people.aino.connect()).see(board);
  const socket = await leaver.connect();
  const own = changes(socket);
  assert.deepEqual(await admin.http('membership.remove', { unit: units.ward, account: leaver.id }), { returned: 1 });
  await view.socket.untilEvent(board, 'task.returned', ({ set }) => set.task[ward.task].assignee === null);
  assert.deepEqual([(await row(ward)).assignee, (await row(home)).assignee], [null, leaver.id]);
  await socket.when(() => changes(socket) > own);
  assert.deepEqual(idsOf(await mineOf(leaver)), [home.task]);
  await refused(leaver.http('task.accept', ward), 'not_found');
  await leaver.http('task.accept', home);
  await refused(admin.http('membership.remove', { unit: units.ward, account: leaver.id }), { reason: 'not_found', field: 'account', detail: 'not_a_member' });
  await Promise.all([view.socket.close(), socket.close()]);
});

test('a unit with open tasks does not end', async () => {
  const { unit } = await admin.http('unit.add', { name: 'Sulkeutuva', sector: 'other' });
  const [first, second] = [await ask(board, { unit }), await ask(board, { unit })];
  const why = await refused(admin.http('unit.end', { unit }), { reason: 'conflict', field: 'unit', detail: 'has_open_tasks' });
  assert.equal(why.data.tasks, 2);
  await people.aino.http('task.cancel', { ...first, reason: 'Ei tarvita' });
  await people.aino.http('task.forward', { ...second, unit: units.home });
  await admin.http('unit.end', { unit });
  await refused(people.aino.http('task.create', { board, title: 'x', unit }), { reason: 'not_found', field: 'unit', detail: 'no_such_unit' });
});
