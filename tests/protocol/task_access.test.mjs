// task_access.test.mjs - a receiver outside the board gets the task and exactly what it carries: never the board, never another
// task, and nothing at all once it is somebody else's
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { newKey, openrpc, Person, refused } from './client.mjs';
import { taskCounty, heardWordsAlone } from './task.mjs';

let server, people, units, newBoard, ask, row, inbox, mine, newcomer, admin;
before(async () => {
  ({ server, people, units, newBoard, ask, row, inbox, mine, newcomer } = await taskCounty());
  ({ admin } = people);
});

/** Every act that a receiver may do, with what it takes. */
const acts = () => ({
  'task.assign': { unit: units.ward },
  'task.accept': {},
  'task.decline': { reason: 'Ei meille' },
  'task.forward': { unit: units.home },
  'task.start': {},
  'task.done': { outcome: 'Valmis' },
  'task.reopen': {},
});

/** What is refused says no more than it would of a board or a task that is not there. */
async function isAbsent(who, at) {
  for (const [method, params] of Object.entries(acts())) {
    const hidden = await refused(who.http(method, { ...at, ...params }), 'not_found');
    for (const other of [{ board: at.board, task: 999_999 }, { board: 999_999, task: at.task }]) {
      const absent = await refused(who.http(method, { ...other, ...params }), 'not_found');
      assert.deepEqual([hidden.status, hidden.error], [absent.status, absent.error], `${method} as of ${JSON.stringify(other)}`);
    }
  }
}

test('the acts of a receiver are those that name a task and ask no part on the board', () => {
  const scopes = openrpc.methods.filter((method) => ['task.assign', 'task.answer'].includes(method['x-needs'])).map(({ name }) => name);
  assert.deepEqual(scopes.sort(), Object.keys(acts()).sort());
});

// ---- what it carries ---------------------------------------------------------------------------------------------------------------

const CARRIED = ['added_at', 'assignee', 'assignee_name', 'blocked_by', 'board', 'board_title', 'changed_at', 'code', 'due_on', 'is_on_board', 'reason', 'sector', 'sender', 'sender_name', 'sender_unit', 'status', 'task', 'text', 'title', 'unit', 'unit_name'];

test('a row of an inbox is the task, its sender and the code of its board, and not a field more', async () => {
  const board = await newBoard({}, 'Salainen nimi');
  const { service } = await people.aino.http('service.create', { board, name: 'Salainen palvelu', sector: 'other', status: 'planned' });
  const at = await ask(board, { title: 'Kotikäynti', text: 'Portaat', due_on: '2026-12-24', assignee: people.vera.id });
  await people.aino.http('dependency.add', { board, before: `service:${service}`, after: `task:${at.task}` });
  const { snapshot } = await people.aino.http('board.open', { board });
  for (const rows of [await inbox('ville', 'ward'), await mine('vera')]) {
    const received = rows.find(({ task }) => task === at.task);
    assert.deepEqual(Object.keys(received).sort(), CARRIED);
    const { added_at, changed_at, ...rest } = received;
    assert(added_at <= changed_at);
    assert.deepEqual(rest, {
      ...at, code: snapshot.board[board].code, board_title: null, title: 'Kotikäynti', text: 'Portaat', status: 'requested', unit: units.ward, unit_name: 'Yksikkö ward', sector: 'other',
      assignee: people.vera.id, assignee_name: people.vera.account.full_name, due_on: '2026-12-24', sender: people.aino.id, sender_name: 'Aino Saarnivirta', sender_unit: 'Monialainen asiakasohjaus',
      reason: null, blocked_by: [`service:${service}`], is_on_board: false,
    });
  }
  await people.aino.http('participant.add', { board, account: people.vera.id, role: 'guest' });
  const seen = (await mine('vera')).find(({ task }) => task === at.task);
  assert.deepEqual([seen.board_title, seen.is_on_board], ['Salainen nimi', true], 'only the board’s people read its name');
  assert.equal((await inbox('ville', 'ward')).find(({ task }) => task === at.task).board_title, null);
});

// ---- canaries ----------------------------------------------------------------------------------------------------------------------

/** Everything that reaches somebody by any door, letter by letter. */
class Overheard extends Person {
  constructor({ server, token, account, session, cookie }) {
    super(server, token, account, session, cookie);
    this.heard = [];
  }

  async fetch(path, options) {
    const response = await super.fetch(path, options);
    this.heard.push(JSON.stringify([...response.headers]), await response.clone().text());
    return response;
  }

  async connect() {
    const socket = await super.connect();
    socket.ws.on('message', (data) => this.heard.push(String(data)));
    return socket;
  }
}

/** A board that is full of canaries, each in another place, and one task on it that the ward is asked for. */
async function boardOfCanaries() {
  const canaries = [];
  const canary = (where) => {
    canaries.push(`kanaria-${where}`);
    return canaries.at(-1);
  };
  const bystander = (await newcomer('social')).id; // on the board, with tasks of their own
  const board = await newBoard({}, canary('taulu'));
  const call = (method, params, by = 'aino') => people[by].http(method, { board, ...params });
  await call('participant.add', { account: bystander, role: 'member' });
  const { card } = await call('card.add', { kind: 'need', text: canary('kortti') });
  await call('card.add', { kind: 'question', text: canary('kysymys'), asked_of: canary('keneltä') });
  const { card: removed } = await call('card.add', { kind: 'voice', text: canary('poistettu') });
  await call('card.remove', { card: removed });
  const { note } = await call('note.create', { title: canary('muistio'), kind: 'minutes' });
  await call('note.push', { note, version: 0, client: 'x', updates: [{ changes: [[0, canary('teksti')]] }] });
  await call('note.create', { title: canary('oma'), kind: 'private' });
  const { goal } = await call('goal.create', { text: canary('tavoite'), sign: canary('merkki'), card });
  await call('step.add', { goal, text: canary('askel') });
  const { service } = await call('service.create', {
    name: canary('palvelu'), sector: 'other', status: 'planned', provider: canary('tuottaja'), purpose: canary('tarkoitus'), contact: canary('yhteys'),
  });
  await call('service.judge', { service, fit: 'too_heavy', reason: canary('sopivuus') });
  await call('service.decide', { service, weight: 'lightest', reason: canary('keveys') });
  const { task: other } = await call('task.create', { title: canary('muu'), text: canary('muun-teksti'), unit: units.social, assignee: bystander, goal });
  await call('task.accept', { task: other });
  await call('task.done', { task: other, outcome: canary('tulos') });
  const { task: before } = await call('task.create', { title: canary('ennen'), unit: units.social });
  // the task itself has a past that is not the ward's
  const { task } = await call('task.create', { title: 'Tehtävä', text: 'Lähetetty teksti', unit: units.social, goal, card });
  await call('step.add', { task, text: canary('osa') });
  await call('task.decline', { task, reason: canary('palautus') }, 'saara');
  await call('task.assign', { task, unit: units.home });
  await call('task.forward', { task, unit: units.social, reason: canary('välitys') }, 'hanna');
  await call('task.accept', { task, assignee: people.saara.id }, 'saara');
  await call('task.done', { task, outcome: canary('aiempi-tulos') }, 'saara');
  await call('task.reopen', { task, reason: canary('avattu') });
  await call('task.decline', { task, reason: canary('viimeinen-palautus') }, 'saara');
  await call('task.assign', { task, unit: units.ward });
  const { task: passed } = await call('task.create', { title: 'Välitetty tehtävä', unit: units.social });
  await call('task.forward', { task: passed, unit: units.home, reason: canary('toisen-välitys') }, 'saara');
  await call('task.forward', { task: passed, unit: units.ward }, 'hanna');
  await call('dependency.add', { before: `task:${before}`, after: `task:${task}` });
  return { board, card, note, goal, service, other, before, task, canaries, bystander };
}

test('nothing else of the board reaches a receiver, by any door, whatever they do with the task and whatever they try', async () => {
  const at = await boardOfCanaries();
  const { board, task, canaries } = at;
  assert(canaries.length >= 20 && new Set(canaries).size === canaries.length);
  const vera = new Overheard(people.vera);
  const socket = await vera.connect();
  const other = await vera.connect();
  const both = async (method, params) => [await vera.http(method, params), await socket.call(method, params)];
  const look = async () => {
    for (const { tasks } of await both('unit.inbox', { unit: units.ward })) assert(tasks.every((received) => Object.keys(received).length === CARRIED.length));
    await both('task.mine');
    await both('unit.mine');
    await both('unit.list');
    await both('board.list');
    await both('account.find', { text: 'Saara' });
  };
  const snoop = async () => {
    const boards = ['board.open', 'board.history', 'card.bin', 'goal.bin', 'step.bin', 'service.bin', 'note.mine', 'note.bin', 'participant.list', 'task.export'];
    for (const method of boards) for (const door of ['http', 'call']) await refused((door === 'http' ? vera : socket)[door](method, { board }), 'not_found');
    for (const [method, params] of [
      ['board.open', { since: 0 }], ['board.at', { seq: 1 }], ['board.seen', { seq: 1 }], ['task.trail', { task }], ['task.trail', { task: at.other }], ['note.open', { note: at.note }], ['note.blame', { note: at.note }],
      ['card.edit', { card: at.card, text: 'x', was: 'y' }], ['goal.edit', { goal: at.goal, text: 'x', was: 'y' }], ['service.edit', { service: at.service, seen_at: 1, name: 'x', sector: 'other' }],
      ['task.rename', { task, title: 'x', was: 'y' }], ['task.describe', { task, text: 'x', was: 'y' }], ['task.cancel', { task, reason: 'x' }], ['task.aim', { task, goal: at.goal }], ['step.add', { task, text: 'x' }],
      ['dependency.add', { before: `task:${task}`, after: `task:${at.before}` }], ['presence.set', { writing: true }], ['participant.add', { account: vera.id, role: 'member' }], ['participant.leave', {}],
      ...Object.entries(acts()).flatMap(([name, params_]) => [at.other, at.before].map((id) => [name, { task: id, ...params_ }])),
    ])
      await refused(socket.call(method, { board, ...params }), 'not_found');
  };
  const act = (method, params) => socket.call(method, { board, task, ...params });

  await look();
  await snoop();
  await act('task.accept', { assignee: vera.id });
  await look();
  const held = await refused(act('task.start', {}), { reason: 'guard', detail: 'blocked' });
  assert.deepEqual(held.data.blocked_by, [`task:${at.before}`], 'what holds it back is a number');
  await refused(act('task.accept', {}), 'conflict');
  await act('task.start', { despite: 'Kiire' });
  await refused(act('task.decline', { reason: 'x' }), 'conflict');
  await act('task.done', { outcome: 'Valmis', despite: 'Kiire' });
  await act('task.reopen', {});
  await act('task.decline', { reason: 'Ei sittenkään' });
  await people.aino.http('task.assign', { board, task, unit: units.ward });
  await look();
  // meanwhile the board lives
  await people.aino.http('card.edit', { board, card: at.card, text: 'kanaria-muutettu', was: 'kanaria-kortti' });
  await people.aino.http('board.rename', { board, title: 'kanaria-nimi', was: 'kanaria-taulu' });
  await people.aino.http('task.accept', { board, task: at.before });
  await people.aino.http('task.done', { board, task: at.before, outcome: 'kanaria-valmis' });
  await act('task.forward', { unit: units.home, reason: 'Kotiin' });
  await look();
  await snoop();
  await isAbsent(vera, { board, task });
  for (const one of [socket, other]) await one.settle();
  const heard = vera.heard.join('\n');
  assert(heard.includes('Lähetetty teksti') && heard.includes('Välitetty tehtävä') && heard.includes('Aino Saarnivirta') && heard.includes('inbox.changed'), 'what the task carries is heard');
  for (const word of canaries) assert(!heard.includes(word), word);
  assert(!heard.includes('kanaria'));
  assert(!server.log.includes('kanaria'), 'nor in the log');
  for (const one of [socket, other]) {
    assert(one.told.length > 0 && heardWordsAlone(one), 'nothing else is told');
    await one.close();
  }
});

// ---- one task, and for as long as it is theirs ------------------------------------------------------------------------------------

test('the receiver of one task touches no other of that board', async () => {
  const board = await newBoard();
  const own = await ask(board);
  for (const at of [await ask(board, { unit: units.home }), await ask(board, { unit: units.home, assignee: people.hanna.id }), await ask(board, { is_client: true }), await ask(await newBoard(), { unit: units.home })]) {
    await isAbsent(people.vera, at);
    await isAbsent(people.vera, { board, task: at.task });
    await isAbsent(people.vera, { board: at.board, task: own.task === at.task ? 999_999 : own.task + 100_000 });
  }
  const { seq } = await people.aino.http('board.open', { board });
  await people.vera.http('task.accept', own);
  assert.equal((await people.aino.http('board.open', { board })).seq, seq + 1);
});

test('an assignee who does not keep the inbox has that task, and the inbox and its other tasks not', async () => {
  const board = await newBoard();
  const assignee = await newcomer('home');
  await admin.http('membership.set_keeper', { unit: units.home, account: people.hanna.id, is_keeper: true });
  const [own, other] = [await ask(board, { unit: units.home, assignee: assignee.id }), await ask(board, { unit: units.home, assignee: people.heikki.id })];
  await isAbsent(assignee, other);
  await isAbsent(people.heikki, own);
  await refused(assignee.http('unit.inbox', { unit: units.home }), 'not_found');
  assert.deepEqual((await assignee.http('task.mine')).tasks.map(({ task }) => task), [own.task]);
  await assignee.http('task.accept', own);
  await people.hanna.http('task.start', own); // who keeps the inbox answers for what is in it
  await assignee.http('task.done', { ...own, outcome: 'Valmis' });
  await admin.http('membership.set_keeper', { unit: units.home, account: people.hanna.id, is_keeper: false });
});

for (const [how, state, ends] of [
  ['it is forwarded', 'accepted', (at) => people.ville.http('task.forward', { ...at, unit: units.home })],
  ['it is given to another unit', 'accepted', (at) => people.aino.http('task.assign', { ...at, unit: units.home })],
  ['they leave the unit', 'requested', (at, who) => admin.http('membership.remove', { unit: units.ward, account: who.id })],
  ['they leave the unit, having done it', 'done', (at, who) => admin.http('membership.remove', { unit: units.ward, account: who.id })],
])
  test(`whoever received a task and was its assignee gets not_found at once when ${how}`, async () => {
    const board = await newBoard();
    const who = await newcomer('ward');
    const at = await ask(board, { assignee: who.id });
    if (state !== 'requested') await who.http('task.accept', at);
    if (state === 'done') await who.http('task.done', { ...at, outcome: 'Valmis' });
    const socket = await who.connect();
    await ends(at, who);
    await refused(socket.call('task.reopen', at), 'not_found');
    await isAbsent(who, at);
    if (how.includes('leave')) await refused(socket.call('unit.inbox', { unit: units.ward }), { reason: 'not_allowed' }); // of no unit any more
    else assert.deepEqual((await who.http('task.mine')).tasks, []);
    await socket.close();
  });

for (const [how, ends] of [
  ['somebody else is named to keep the inbox', () => admin.http('membership.set_keeper', { unit: units.ward, account: people.ville.id, is_keeper: true })],
  ['they are named no longer', (who) => admin.http('membership.set_keeper', { unit: units.ward, account: who.id, is_keeper: false })],
])
  test(`whoever kept an inbox gets not_found at once when ${how}`, async () => {
    const board = await newBoard();
    const who = await newcomer('ward');
    const at = await ask(board);
    await admin.http('membership.set_keeper', { unit: units.ward, account: who.id, is_keeper: true });
    if (how.includes('no longer')) await admin.http('membership.set_keeper', { unit: units.ward, account: people.ville.id, is_keeper: true });
    await who.http('task.accept', at);
    if (how.includes('else')) await admin.http('membership.set_keeper', { unit: units.ward, account: who.id, is_keeper: false });
    await ends(who);
    await isAbsent(who, at);
    await refused(who.http('unit.inbox', { unit: units.ward }), 'not_found');
    assert.deepEqual((await who.http('unit.mine')).units, []);
    await admin.http('membership.set_keeper', { unit: units.ward, account: people.ville.id, is_keeper: false });
  });

test('a key that was used brings back what was answered then, and no act', async () => {
  const board = await newBoard();
  const at = await ask(board);
  const sent = { ...at, key: newKey() };
  const first = await people.vera.http('task.accept', sent);
  await people.vera.http('task.forward', { ...at, unit: units.home });
  assert.deepEqual(await people.vera.http('task.accept', sent), first);
  assert.deepEqual([(await row(at)).status, (await row(at)).unit], ['forwarded', units.home]);
});

test('whoever may only look at the board, and receives its task, answers it like any other receiver', async () => {
  const board = await newBoard({ vera: 'observer', hanna: 'guest', ville: 'member' });
  const at = await ask(board);
  await refused(people.leena.http('task.accept', at), 'not_allowed');
  await refused(people.hanna.http('task.accept', at), 'not_allowed');
  await refused(people.eero.http('task.accept', at), 'not_allowed');
  await people.vera.http('task.accept', at);
  await refused(people.vera.http('task.assign', { ...at, unit: units.home }), { reason: 'not_allowed', field: 'unit', detail: 'other_unit' });
  await refused(people.vera.http('task.cancel', { ...at, reason: 'x' }), 'not_allowed');
  await people.ville.http('task.assign', { ...at, unit: units.home }); // a member on the board
  await people.hanna.http('task.accept', at);
});

// ---- ids of another board ----------------------------------------------------------------------------------------------------------

test("goals, steps, services, tasks and ends of another board don't fit one's own", async () => {
  const boards = await Promise.all([newBoard(), newBoard()]);
  const call = (n, method, params) => people.aino.http(method, { board: boards[n], ...params });
  const things = async (n) => {
    const { goal } = await call(n, 'goal.create', { text: 'Tavoite' });
    const { goal: removedGoal } = await call(n, 'goal.create', { text: 'Poistettu' });
    const { service } = await call(n, 'service.create', { name: 'Palvelu', sector: 'other', status: 'in_use' });
    const { service: removedService } = await call(n, 'service.create', { name: 'Poistettu', sector: 'other', status: 'in_use' });
    const { task } = await ask(boards[n]);
    const { task: second } = await ask(boards[n]);
    const { step } = await call(n, 'step.add', { goal, text: 'Askel' });
    const { step: removedStep } = await call(n, 'step.add', { task, text: 'Poistettu' });
    const { card } = await call(n, 'card.add', { kind: 'need', text: 'Kortti' });
    await call(n, 'goal.remove', { goal: removedGoal });
    await call(n, 'service.remove', { service: removedService });
    await call(n, 'step.remove', { step: removedStep });
    await call(n, 'dependency.add', { before: `service:${service}`, after: `task:${task}` });
    return { goal, removedGoal, service, removedService, task, second, step, removedStep, card };
  };
  const [here, there] = [await things(0), await things(1)];
  const before = await Promise.all([0, 1].map((n) => call(n, 'board.open', {})));
  const byId = [
    ['goal', ['goal.edit', { text: 'x', was: 'Tavoite' }], ['goal.set_sign', { sign: 'x', was: '' }], ['goal.settle', { status: 'reached' }], ['goal.remove', {}], ['step.add', { text: 'x' }]],
    ['step', ['step.edit', { text: 'x', was: 'Askel' }], ['step.assign', {}], ['step.tick', { is_done: true }], ['step.remove', {}]],
    ['service', ['service.edit', { seen_at: 1, name: 'x', sector: 'other' }], ['service.set_status', { status: 'ended' }], ['service.judge', { fit: 'right' }], ['service.decide', { weight: 'lightest' }], ['service.count', { year: 2026, count: 1 }], ['service.remove', {}]],
    ['task', ...Object.entries(acts()), ['task.rename', { title: 'x', was: 'y' }], ['task.describe', { text: 'x', was: '' }], ['task.reschedule', {}], ['task.aim', {}], ['task.consult', { client_view: 'agrees' }], ['task.cancel', { reason: 'x' }], ['task.trail', {}], ['step.add', { text: 'x' }]],
  ];
  for (const [noun, ...methods] of byId)
    for (const [method, params] of methods)
      // of the other board, of another noun, the board itself, and nothing
      for (const id of [there[noun], here[noun === 'task' ? 'goal' : 'task'], boards[0], 999_999]) await refused(call(0, method, { [noun]: id, ...params }), { reason: 'not_found', field: noun });
  const { task } = here;
  const ends = (n) => [`task:${n.task}`, `service:${n.service}`];
  for (const [method, params, field] of [
    ['goal.restore', { goal: there.removedGoal }], ['step.restore', { step: there.removedStep }], ['service.restore', { service: there.removedService }],
    ['goal.create', { text: 'x', card: there.card }, 'card'],
    ['task.create', { title: 'x', unit: units.ward, card: there.card }, 'card'], ['task.create', { title: 'x', unit: units.ward, goal: there.goal }, 'goal'],
    ['task.aim', { task, goal: there.goal }, 'goal'], ['task.aim', { task, goal: here.step }, 'goal'],
    ...ends(there).flatMap((end) => [['dependency.add', { before: end, after: `task:${here.second}` }, 'before'], ['dependency.add', { before: `task:${here.second}`, after: end }, 'after']]),
    ['dependency.add', { before: ends(there)[1], after: ends(there)[0] }, 'before'],
    ['dependency.remove', { before: ends(there)[1], after: ends(there)[0] }, 'after'],
    ['dependency.add', { before: `task:${here.service}`, after: `task:${task}` }, 'before'], // nor of another noun
  ])
    await refused(call(0, method, params), { reason: 'not_found', ...(field && { field }) });
  await refused(call(0, 'step.assign', { step: here.step, owner: people.vera.id }), { reason: 'bad_input', field: 'owner', detail: 'not_on_board' });
  assert.deepEqual(await Promise.all([0, 1].map((n) => call(n, 'board.open', {}))), before, 'both boards stand as they stood');
});
