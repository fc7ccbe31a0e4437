// task.test.mjs - the life of a task: asked for, taken, given back, passed on, begun, done, cancelled and opened again; who did
// it stays, what is resent is not done twice, and an archived board stands still
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { newKey, refused } from './client.mjs';
import { taskCounty, waysTo } from './task.mjs';

let people, units, newBoard, ask, row, inbox, mine, trail, newcomer, board;
before(async () => {
  ({ people, units, newBoard, ask, row, inbox, mine, trail, newcomer } = await taskCounty());
  board = await newBoard();
});

const { aino, eero, vera } = new Proxy({}, { get: (_, name) => ({ does: (method, params) => people[name].http(method, params) }) });

// ---- asking --------------------------------------------------------------------------------------------------------------------

test('a task that is asked for says who asks whom for what, and by when', async () => {
  const socket = await people.aino.connect();
  const view = await socket.see(board);
  const { goal } = await aino.does('goal.create', { board, text: 'Kotiin syksyksi' });
  const { card } = await aino.does('card.add', { board, kind: 'need', text: 'Kotiapua' });
  const asked = { title: 'Kotikäynti', text: 'Katsotaan portaat\nja kylpyhuone', unit: units.ward, assignee: people.vera.id, due_on: '2026-12-24', client_view: 'agrees', goal, card };
  const { task, seq } = await eero.does('task.create', { board, ...asked });
  await view.reach(seq);
  const told = view.tables.task[task];
  const { added_at, changed_at, ...rest } = told;
  assert.deepEqual(rest, { id: task, ...asked, status: 'requested', unit_name: 'Yksikkö ward', sector: 'other', assignee_name: people.vera.account.full_name, is_client: false, author: people.eero.id, reason: null, outcome: null, blocked_by: [], ended_at: null });
  assert.equal(added_at, changed_at);
  const event = socket.events(board).at(-1);
  assert.deepEqual([event.name, event.by, event.set], ['task.created', people.eero.id, { task: { [task]: told } }]);
  await socket.close();
});

test("the client's own task has no unit and nobody has to accept it", async () => {
  const at = await ask(board, { is_client: true, title: 'Kävelen joka päivä' });
  const task = await row(at);
  assert.deepEqual([task.status, task.is_client, task.unit, task.unit_name, task.assignee, task.client_view], ['accepted', true, null, null, null, 'not_asked']);
  await refused(aino.does('task.decline', { ...at, reason: 'Ei' }), { reason: 'conflict', field: 'task', detail: 'clients_own' });
  await refused(aino.does('task.forward', { ...at, unit: units.ward }), { reason: 'conflict', field: 'task', detail: 'clients_own' });
  await eero.does('task.start', at); // whoever may edit the board speaks for the client
  await eero.does('task.done', { ...at, outcome: 'Kävelty' });
  await eero.does('task.reopen', at);
  assert.equal((await row(at)).status, 'accepted');
  await aino.does('task.assign', { ...at, unit: units.ward });
  assert.deepEqual([(await row(at)).status, (await row(at)).is_client], ['requested', false]);
  await refused(people.leena.http('task.done', { ...at, outcome: 'x' }), 'not_allowed');
});

test('a task is not asked for without somebody who can answer for it', async () => {
  const { admin } = people;
  const { unit: ended } = await admin.http('unit.add', { name: 'Lakkautettu', sector: 'other' });
  await admin.http('unit.end', { unit: ended });
  const gone = await newcomer('ward');
  await admin.http('account.end', { account: gone.id });
  const { goal } = await aino.does('goal.create', { board, text: 'Poistettu' });
  await aino.does('goal.remove', { board, goal });
  const { card } = await aino.does('card.add', { board, kind: 'need', text: 'Poistettu' });
  await aino.does('card.remove', { board, card });
  const { ward } = units;
  for (const [params, reason, field, detail] of [
    [{}, 'bad_input', 'unit', 'needs_owner'],
    [{ assignee: people.vera.id }, 'bad_input', 'unit', 'needs_owner'],
    [{ is_client: false }, 'bad_input', 'unit', 'needs_owner'],
    [{ is_client: true, unit: ward }, 'bad_input', 'unit', 'clients_own'],
    [{ is_client: true, assignee: people.vera.id }, 'bad_input', 'assignee', 'clients_own'],
    [{ unit: 999_999 }, 'not_found', 'unit', 'no_such_unit'],
    [{ unit: board }, 'not_found', 'unit', 'no_such_unit'],
    [{ unit: ended }, 'not_found', 'unit', 'no_such_unit'],
    [{ unit: ward, assignee: people.hanna.id }, 'bad_input', 'assignee', 'not_in_unit'],
    [{ unit: ward, assignee: people.admin.id }, 'bad_input', 'assignee', 'not_in_unit'],
    [{ unit: ward, assignee: 999_999 }, 'bad_input', 'assignee', 'not_in_unit'],
    [{ unit: ward, assignee: gone.id }, 'bad_input', 'assignee', 'not_in_unit'],
    [{ unit: ward, goal }, 'not_found', 'goal', 'no_such_goal'],
    [{ unit: ward, goal: 999_999 }, 'not_found', 'goal', 'no_such_goal'],
    [{ unit: ward, card }, 'not_found', 'card', 'no_such_card'],
    [{ unit: ward, due_on: '2026-02-29' }, 'bad_input', 'due_on'],
    [{ unit: ward, due_on: '24.12.2026' }, 'bad_input', 'due_on'],
    [{ unit: ward, title: '' }, 'bad_input', 'title'],
    [{ unit: ward, title: 'x'.repeat(201) }, 'bad_input', 'title', 'too_long'],
    [{ unit: ward, title: 'kaksi\nriviä' }, 'bad_input', 'title', 'control_character'],
    [{ unit: ward, text: 'x'.repeat(4001) }, 'bad_input', 'text', 'too_long'],
    [{ unit: ward, status: 'done' }, 'bad_input', 'status'],
  ])
    await refused(aino.does('task.create', { board, title: 'Ei synny', ...params }), { reason, field, ...(detail && { detail }) });
  const { snapshot } = await aino.does('board.open', { board });
  assert(!Object.values(snapshot.task).some(({ title }) => title === 'Ei synny'));
});

// ---- its life --------------------------------------------------------------------------------------------------------------------

test('each state allows its acts, and every other is refused by the state it is in', async () => {
  const acts = {
    'task.assign': { unit: units.social },
    'task.accept': {},
    'task.decline': { reason: 'Ei meille' },
    'task.forward': { unit: units.social },
    'task.start': {},
    'task.done': { outcome: 'Tuli valmista' },
    'task.cancel': { reason: 'Ei tarvita' },
    'task.reopen': {},
  };
  const becomes = {
    requested: { assign: 'requested', accept: 'accepted', decline: 'declined', forward: 'forwarded', start: '! not_accepted', done: '! not_accepted', cancel: 'cancelled', reopen: '! still_open' },
    forwarded: { assign: 'requested', accept: 'accepted', decline: 'declined', forward: 'forwarded', start: '! not_accepted', done: '! not_accepted', cancel: 'cancelled', reopen: '! still_open' },
    accepted: { assign: 'requested', accept: '! already_accepted', decline: 'declined', forward: 'forwarded', start: 'in_progress', done: 'done', cancel: 'cancelled', reopen: '! still_open' },
    in_progress: { assign: 'requested', accept: '! already_started', decline: '! already_started', forward: 'forwarded', start: '! already_started', done: 'done', cancel: 'cancelled', reopen: '! still_open' },
    declined: { assign: 'requested', accept: '! declined', decline: '! declined', forward: '! declined', start: '! declined', done: '! declined', cancel: 'cancelled', reopen: '! still_open' },
    done: { assign: '! already_done', accept: '! already_done', decline: '! already_done', forward: '! already_done', start: '! already_done', done: '! already_done', cancel: '! already_done', reopen: 'accepted' },
    cancelled: { assign: '! already_cancelled', accept: '! already_cancelled', decline: '! already_cancelled', forward: '! already_cancelled', start: '! already_cancelled', done: '! already_cancelled', cancel: '! already_cancelled', reopen: 'requested' },
  };
  const socket = await people.aino.connect();
  const view = await socket.see(board);
  for (const [state, way] of Object.entries(waysTo(units.home)))
    for (const [method, params] of Object.entries(acts)) {
      const at = await ask(board);
      for (const [step, more] of way) await socket.call(step, { ...at, ...more });
      const answer = await socket.ask(method, { ...at, ...params });
      const expected = becomes[state][method.slice(5)];
      if (expected.startsWith('!')) {
        const { reason, field, detail, status } = answer.error.data;
        assert.deepEqual([reason, field, `! ${detail}`, status], ['conflict', 'task', expected, state], `${method} when ${state}`);
      } else {
        await view.reach(answer.result.seq);
        const task = view.tables.task[at.task];
        assert.equal(task.status, expected, `${method} when ${state}`);
        assert.equal(task.ended_at !== null, ['done', 'cancelled'].includes(expected));
      }
    }
  await socket.close();
});

test('a task walks through decline, assign, accept, forward, accept, start, done and reopen, and the trail says who did what', async () => {
  const at = await ask(board, { title: 'Kiertävä' });
  await vera.does('task.decline', { ...at, reason: 'Kuuluu kotihoidolle' });
  assert.equal((await row(at)).reason, 'Kuuluu kotihoidolle');
  await aino.does('task.assign', { ...at, unit: units.home });
  assert.deepEqual([(await row(at)).reason, (await row(at)).assignee], [null, null]);
  await people.hanna.http('task.accept', { ...at, assignee: people.heikki.id });
  await people.heikki.http('task.forward', { ...at, unit: units.social, reason: 'Tarvitaan päätös' });
  assert.deepEqual([(await row(at)).reason, (await row(at)).assignee, (await row(at)).unit_name], ['Tarvitaan päätös', null, 'Yksikkö social']);
  await people.saara.http('task.accept', at);
  await people.saara.http('task.assign', { ...at, unit: units.social, assignee: people.saara.id });
  assert.equal((await row(at)).status, 'accepted', 'who does it within the unit is no new request');
  await people.saara.http('task.start', at);
  await people.saara.http('task.done', { ...at, outcome: 'Päätös tehty' });
  const done = await row(at);
  assert.deepEqual([done.status, done.outcome, done.assignee], ['done', 'Päätös tehty', people.saara.id]);
  await aino.does('task.reopen', { ...at, reason: 'Päätös puuttuu' });
  const again = await row(at);
  assert.deepEqual([again.status, again.outcome, again.ended_at, again.assignee], ['accepted', null, null, people.saara.id]);
  const acts = await trail(at);
  assert.deepEqual(acts.map(({ kind, full_name, unit_name, assignee, text, despite }) => [kind, full_name, unit_name, assignee, text, despite]), [
    ['requested', 'Aino Saarnivirta', 'Yksikkö ward', null, null, null],
    ['declined', 'Vera Kokeilija', 'Yksikkö ward', null, 'Kuuluu kotihoidolle', null],
    ['assigned', 'Aino Saarnivirta', 'Yksikkö home', null, null, null],
    ['accepted', 'Hanna Kokeilija', 'Yksikkö home', people.heikki.id, null, null],
    ['forwarded', 'Heikki Kokeilija', 'Yksikkö social', null, 'Tarvitaan päätös', null],
    ['accepted', 'Saara Kokeilija', 'Yksikkö social', null, null, null],
    ['assigned', 'Saara Kokeilija', 'Yksikkö social', people.saara.id, null, null],
    ['started', 'Saara Kokeilija', 'Yksikkö social', people.saara.id, null, null],
    ['done', 'Saara Kokeilija', 'Yksikkö social', people.saara.id, 'Päätös tehty', null],
    ['reopened', 'Aino Saarnivirta', 'Yksikkö social', people.saara.id, 'Päätös puuttuu', null],
  ]);
  for (const [n, act] of acts.entries()) assert(n === 0 || act.at >= acts[n - 1].at);
  assert.deepEqual(await trail(at, 'leena'), acts, 'whoever sees the board reads it');
});

test('what an act lacks, or says too much of, is refused by name', async () => {
  const at = await ask(board);
  const { hanna } = people;
  for (const [who, method, params, reason, field, detail] of [
    ['vera', 'task.decline', {}, 'bad_input', 'reason'],
    ['vera', 'task.decline', { reason: '' }, 'bad_input', 'reason'],
    ['vera', 'task.decline', { reason: 'x'.repeat(1001) }, 'bad_input', 'reason', 'too_long'],
    ['aino', 'task.cancel', {}, 'bad_input', 'reason'],
    ['vera', 'task.done', {}, 'bad_input', 'outcome'],
    ['vera', 'task.accept', { assignee: hanna.id }, 'bad_input', 'assignee', 'not_in_unit'],
    ['aino', 'task.accept', { assignee: 999_999 }, 'bad_input', 'assignee', 'not_in_unit'],
    ['vera', 'task.assign', { unit: units.ward, assignee: hanna.id }, 'bad_input', 'assignee', 'not_in_unit'],
    ['aino', 'task.assign', { unit: units.home, assignee: people.vera.id }, 'bad_input', 'assignee', 'not_in_unit'],
    ['aino', 'task.assign', { unit: 999_999 }, 'not_found', 'unit', 'no_such_unit'],
    ['vera', 'task.assign', { unit: units.home }, 'not_allowed', 'unit', 'other_unit'],
    ['vera', 'task.forward', {}, 'bad_input', 'unit'],
    ['vera', 'task.forward', { unit: 999_999 }, 'not_found', 'unit', 'no_such_unit'],
    ['vera', 'task.forward', { unit: units.ward }, 'conflict', 'unit', 'same_unit'],
  ])
    await refused(people[who].http(method, { ...at, ...params }), { reason, field, ...(detail && { detail }) });
  assert.equal((await row(at)).status, 'requested');
  assert.equal((await trail(at)).length, 1, 'what was refused is in no trail');
});

test('a task that is opened again is with somebody who still works there', async () => {
  const leaver = await newcomer('ward');
  const done = await ask(board, { assignee: leaver.id });
  await leaver.http('task.accept', done);
  await leaver.http('task.done', { ...done, outcome: 'Valmis' });
  const cancelled = await ask(board, { assignee: leaver.id });
  await aino.does('task.cancel', { ...cancelled, reason: 'Ei nyt' });
  await people.admin.http('account.end', { account: leaver.id });
  for (const at of [done, cancelled]) {
    await aino.does('task.reopen', at);
    const task = await row(at);
    assert.deepEqual([task.status, task.unit, task.assignee], ['requested', units.ward, null]);
    assert((await inbox('vera', 'ward')).some((received) => received.task === at.task));
  }
});

test('a task of a unit that has ended is not opened again for nobody', async () => {
  const { unit } = await people.admin.http('unit.add', { name: 'Pian lakkautettava', sector: 'other' });
  const at = await ask(board, { unit });
  await aino.does('task.cancel', { ...at, reason: 'Ei nyt' });
  await people.admin.http('unit.end', { unit });
  await refused(aino.does('task.reopen', at), { reason: 'not_found', field: 'unit', detail: 'no_such_unit' });
});

// ---- its words ---------------------------------------------------------------------------------------------------------------------

test('words are changed by whoever has seen them, and the receiver sees them at once', async () => {
  const at = await ask(board, { title: 'Alku', text: 'Teksti' });
  await eero.does('task.rename', { ...at, title: 'Toinen', was: 'Alku' });
  const why = await refused(aino.does('task.rename', { ...at, title: 'Kolmas', was: 'Alku' }), { reason: 'conflict', field: 'was', detail: 'changed' });
  assert.deepEqual([why.data.now, why.data.yours], [{ title: 'Toinen' }, { title: 'Kolmas' }]);
  await eero.does('task.describe', { ...at, text: 'Toinen teksti', was: 'Teksti' });
  const again = await refused(aino.does('task.describe', { ...at, text: 'x', was: 'Teksti' }), { reason: 'conflict', field: 'was', detail: 'changed' });
  assert.deepEqual([again.data.now, again.data.yours], [{ text: 'Toinen teksti' }, { text: 'x' }]);
  await eero.does('task.reschedule', { ...at, due_on: '2026-11-30' });
  const received = (await inbox('vera', 'ward')).find(({ task }) => task === at.task);
  assert.deepEqual([received.title, received.text, received.due_on], ['Toinen', 'Toinen teksti', '2026-11-30']);
  await eero.does('task.reschedule', at);
  assert.equal((await row(at)).due_on, null);
  await eero.does('task.consult', { ...at, client_view: 'disagrees' });
  const { goal } = await aino.does('goal.create', { board, text: 'Tavoite' });
  await eero.does('task.aim', { ...at, goal });
  assert.deepEqual([(await row(at)).client_view, (await row(at)).goal], ['disagrees', goal]);
  await eero.does('task.aim', at);
  assert.equal((await row(at)).goal, null);
  await refused(eero.does('task.aim', { ...at, goal: 999_999 }), { reason: 'not_found', field: 'goal', detail: 'no_such_goal' });
  await refused(eero.does('task.consult', { ...at, client_view: 'maybe' }), { reason: 'bad_input', field: 'client_view' });
});

test('a card becomes a goal and a task in one step each, and shows what came of it', async () => {
  const { card } = await aino.does('card.add', { board, kind: 'hypothesis', text: 'Uni paranee kävelyllä' });
  const { goal } = await aino.does('goal.create', { board, text: 'Nukun yöni', card });
  const at = await ask(board, { card, goal });
  const { snapshot } = await aino.does('board.open', { board });
  assert.deepEqual([snapshot.goal[goal].card, snapshot.task[at.task].card, snapshot.task[at.task].goal], [card, card, goal]);
  assert(snapshot.card[card], 'and stays where it was');
});

// ---- done once -------------------------------------------------------------------------------------------------------------------

test('every act with its key is done once, however often it is sent', async () => {
  const { goal } = await aino.does('goal.create', { board, text: 'Tavoite' });
  const asked = (params) => ['aino', 'task.create', { board, title: 'Kerran', unit: units.ward, ...params }];
  const again = async ([who, method, params]) => {
    const sent = { ...params, key: newKey() };
    const first = await people[who].http(method, sent);
    const events = await aino.does('board.history', { board });
    for (let n = 0; n < 3; n++) assert.deepEqual(await people[who].http(method, sent), first, method);
    assert.deepEqual(await aino.does('board.history', { board }), events, `${method} made one event`);
    await refused(people[who].http(method === 'task.start' ? 'task.accept' : 'task.start', { board, task: params.task ?? first.task, key: sent.key }), { reason: 'conflict', field: 'key', detail: 'used_otherwise' });
    return first;
  };
  const { task } = await again(asked({}));
  const at = { board, task };
  for (const [who, method, params] of [
    ['aino', 'task.rename', { title: 'Vain kerran', was: 'Kerran' }], ['aino', 'task.describe', { text: 'Teksti', was: '' }], ['aino', 'task.reschedule', { due_on: '2026-12-01' }],
    ['aino', 'task.aim', { goal }], ['aino', 'task.consult', { client_view: 'agrees' }],
    ['vera', 'task.decline', { reason: 'Ei' }], ['aino', 'task.assign', { unit: units.home }], ['hanna', 'task.forward', { unit: units.ward }],
    ['vera', 'task.accept', {}], ['vera', 'task.start', {}], ['vera', 'task.done', { outcome: 'Valmis' }], ['vera', 'task.reopen', {}], ['aino', 'task.cancel', { reason: 'Ei' }],
  ])
    await again([who, method, { ...at, ...params }]);
  assert.deepEqual((await trail(at)).map(({ kind }) => kind), ['requested', 'declined', 'assigned', 'forwarded', 'accepted', 'started', 'done', 'reopened', 'cancelled']);
  const { snapshot } = await aino.does('board.open', { board });
  assert.equal(Object.values(snapshot.task).filter(({ title }) => title === 'Vain kerran' || title === 'Kerran').length, 1);
});

test('of two who take a task at once one takes it', async () => {
  for (let n = 0; n < 10; n++) {
    const at = await ask(board);
    const takes = await Promise.allSettled(['vera', 'ville'].map((who) => people[who].http('task.accept', { ...at, assignee: people[who].id })));
    const [{ reason }, ...none] = takes.filter(({ status }) => status === 'rejected');
    assert.deepEqual([reason.reason, reason.detail, none], ['conflict', 'already_accepted', []]);
    const winner = takes[0].status === 'fulfilled' ? people.vera : people.ville;
    assert.equal((await row(at)).assignee, winner.id);
  }
});

// ---- boards ----------------------------------------------------------------------------------------------------------------------

test('an archived board refuses every act, and its tasks are in no inbox until it is opened again', async () => {
  const shelf = await newBoard();
  const { goal } = await aino.does('goal.create', { board: shelf, text: 'Tavoite' });
  const at = await ask(shelf, { assignee: people.vera.id });
  const back = await ask(shelf);
  await vera.does('task.decline', { ...back, reason: 'Ei' });
  const isThere = async () => [(await inbox('ville', 'ward')).some(({ board: of }) => of === shelf), (await mine('vera')).some(({ board: of }) => of === shelf), (await mine('aino')).some(({ board: of }) => of === shelf)];
  const counts = async () => (await people.ville.http('unit.mine')).units.map(({ open, asked }) => [open, asked])[0];
  assert.deepEqual(await isThere(), [true, true, true]);
  const [open, waiting] = await counts();
  await aino.does('board.archive', { board: shelf });
  assert.deepEqual(await isThere(), [false, false, false]);
  assert.deepEqual(await counts(), [open - 1, waiting - 1]);
  const acts = { 'task.accept': {}, 'task.decline': { reason: 'x' }, 'task.forward': { unit: units.home }, 'task.start': {}, 'task.done': { outcome: 'x' }, 'task.assign': { unit: units.ward }, 'task.reopen': {} };
  for (const who of ['vera', 'aino']) for (const [method, params] of Object.entries(acts)) await refused(people[who].http(method, { ...at, ...params }), { reason: 'conflict', field: 'board', detail: 'archived' });
  for (const [method, params] of Object.entries({
    'task.create': { title: 'x', unit: units.ward }, 'task.cancel': { task: at.task, reason: 'x' }, 'task.rename': { task: at.task, title: 'x', was: 'y' },
    'goal.create': { text: 'x' }, 'goal.settle': { goal, status: 'reached' }, 'step.add': { goal, text: 'x' }, 'service.create': { name: 'x', sector: 'other', status: 'in_use' },
    'dependency.add': { before: `task:${at.task}`, after: `task:${back.task}` },
  }))
    await refused(aino.does(method, { board: shelf, ...params }), { reason: 'conflict', field: 'board', detail: 'archived' });
  assert.equal((await trail(at)).length, 1);
  assert((await aino.does('task.export', { board: shelf })).csv.includes('\r\n'), 'it is still read');
  await aino.does('board.reopen', { board: shelf });
  assert.deepEqual(await isThere(), [true, true, true]);
  await vera.does('task.accept', at);
});

test('how far one has seen a board is said, kept, never taken back, and only for oneself', async () => {
  const fresh = await newBoard(); // Aino made it, let Eero in and then Leena
  const seen = async (who) => (await people[who].http('board.list')).boards.filter(({ board: of }) => of === fresh).map((found) => [found.seen, found.seq])[0];
  assert.deepEqual([await seen('aino'), await seen('eero'), await seen('leena')], [[0, 3], [1, 3], [2, 3]], 'what was before one was let in is no news');
  await aino.does('board.seen', { board: fresh, seq: 3 });
  await ask(fresh);
  assert.deepEqual([await seen('aino'), await seen('eero'), await seen('leena')], [[3, 4], [1, 4], [2, 4]]);
  await people.leena.http('board.seen', { board: fresh, seq: 4 });
  await aino.does('board.seen', { board: fresh, seq: 1 });
  assert.deepEqual([await seen('aino'), await seen('leena')], [[3, 4], [4, 4]]);
  await refused(aino.does('board.seen', { board: fresh, seq: 5 }), { reason: 'bad_input', field: 'seq', detail: 'too_large' });
  await aino.does('board.archive', { board: fresh });
  await aino.does('board.seen', { board: fresh, seq: 5 });
  assert.deepEqual(await seen('aino'), [5, 5], 'of an archived board too, and it is no event');
});

test('news of a board is what others did since one saw it, not what one did oneself', async () => {
  const fresh = await newBoard();
  const news = async (who) => (await people[who].http('board.list')).boards.find(({ board: of }) => of === fresh).fresh;
  const all = async () => [await news('aino'), await news('eero'), await news('leena')];
  assert.deepEqual(await all(), [0, 2, 1], 'that they were let in');
  const at = await ask(fresh, {}, 'eero');
  await vera.does('task.accept', at); // a receiver from outside
  assert.deepEqual(await all(), [2, 3, 3]);
  await aino.does('board.seen', { board: fresh, seq: 4 });
  assert.deepEqual(await all(), [1, 3, 3]);
  await Promise.all(Array.from({ length: 110 }, () => ask(fresh)));
  assert.deepEqual(await all(), [1, 100, 100], 'counted to a hundred');
});
