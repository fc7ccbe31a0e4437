// path.test.mjs - what must come before what: never a circle, what is blocked says by what, and is free at once
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { newKey, refused } from './client.mjs';
import { random, seed } from './people.mjs';
import { taskCounty, tells } from './task.mjs';

let people, units, newBoard, ask, inbox, mine, trail, board, aino, view;
before(async () => {
  ({ people, units, newBoard, ask, inbox, mine, trail } = await taskCounty());
  board = await newBoard();
  aino = await people.aino.connect();
  view = await aino.see(board);
});

const does = async (method, params, who = 'aino') => {
  const answer = await people[who].http(method, { board, ...params });
  if ('seq' in answer) await view.reach(answer.seq);
  return answer;
};
const task = async (more) => `task:${(await ask(board, more)).task}`;
const service = async (status = 'in_use') => `service:${(await does('service.create', { name: 'Palvelu', sector: 'other', status })).service}`;
const numberOf = (end) => Number(end.split(':')[1]);
const refOf = (end) => ({ [end.split(':')[0]]: numberOf(end) });
const orders = (before, after) => does('dependency.add', { before, after });
const blockers = (end) => view.tables[end.split(':')[0]][numberOf(end)].blocked_by;
const finish = async (end) => {
  await does('task.accept', refOf(end));
  await does('task.done', { ...refOf(end), outcome: 'Valmis' });
};

test('a task says what it waits for, on every screen, and finishing the last of it frees it at once and tells its owner', async () => {
  const [first, second] = [await task({ unit: units.home }), await task({ unit: units.home })];
  const last = await task({ assignee: people.vera.id });
  const eero = await (await people.eero.connect()).see(board);
  await orders(first, last);
  const { seq } = await orders(second, last);
  await eero.reach(seq);
  assert.deepEqual([blockers(last), eero.tables.task[numberOf(last)].blocked_by], [[first, second], [first, second]]);
  assert.deepEqual((await mine('vera')).find(({ task: id }) => id === numberOf(last)).blocked_by, [first, second]);
  const sockets = { hanna: await people.hanna.connect(), heikki: await people.heikki.connect(), vera: await people.vera.connect(), ville: await people.ville.connect(), saara: await people.saara.connect() };
  await tells(sockets, ['hanna', 'heikki'], () => does('task.accept', refOf(first), 'hanna'));
  await tells(sockets, Object.keys(sockets).filter((name) => name !== 'saara'), () => does('task.done', { ...refOf(first), outcome: 'Valmis' }, 'hanna'));
  assert.deepEqual(blockers(last), [second]);
  await does('task.accept', refOf(second), 'heikki');
  const done = await tells(sockets, ['hanna', 'heikki', 'vera', 'ville'], () => does('task.done', { ...refOf(second), outcome: 'Valmis' }, 'heikki'));
  await eero.reach(done.seq);
  assert.deepEqual(eero.tables.task[numberOf(last)].blocked_by, []);
  const event = aino.events(board).at(-1);
  assert.deepEqual([event.name, event.seq, event.set.task[numberOf(last)]], ['task.finished', done.seq, { blocked_by: [] }], 'in the very event that finished it');
  assert.deepEqual((await inbox('ville', 'ward')).find(({ task: id }) => id === numberOf(last)).blocked_by, []);
  await does('task.reopen', refOf(second));
  assert.deepEqual(blockers(last), [second], 'what is opened again holds it back again');
  await does('task.cancel', { ...refOf(second), reason: 'Ei tarvita' });
  assert.deepEqual(blockers(last), [], 'what was cancelled is not waited for');
  for (const socket of [...Object.values(sockets), eero.socket]) await socket.close();
});

test('what waits is not begun or finished, unless one writes why: the trail keeps that', async () => {
  const [first, second] = [await task(), await task()];
  await orders(first, second);
  const at = { board, ...refOf(second) };
  await does('task.accept', at, 'vera');
  for (const [method, params] of [['task.start', {}], ['task.done', { outcome: 'Valmis' }]])
    for (const who of ['vera', 'aino']) {
      const held = await refused(people[who].http(method, { ...at, ...params }), { reason: 'guard', field: 'despite', detail: 'blocked' });
      assert.deepEqual(held.data.blocked_by, [first]);
    }
  await refused(people.vera.http('task.start', { ...at, despite: '' }), { reason: 'bad_input', field: 'despite' });
  await does('task.start', { ...at, despite: 'Kotiutus on tänään' }, 'vera');
  await refused(people.vera.http('task.done', { ...at, outcome: 'Valmis' }), { reason: 'guard', detail: 'blocked' });
  await does('task.done', { ...at, outcome: 'Valmis', despite: 'Lääkäri hyväksyi' }, 'vera');
  assert.deepEqual((await trail(at)).map(({ kind, text, despite }) => [kind, text, despite]), [['requested', null, null], ['accepted', null, null], ['started', null, 'Kotiutus on tänään'], ['done', 'Valmis', 'Lääkäri hyväksyi']]);
  const [free] = [await task()];
  await does('task.accept', refOf(free), 'vera');
  await does('task.start', refOf(free), 'vera');
});

test('a service that has not begun holds back what comes after it, and frees it when it begins or is taken away', async () => {
  const planned = await service('planned');
  const [visit, next] = [await task(), await service()];
  const socket = await people.vera.connect();
  await tells({ socket }, ['socket'], () => orders(planned, visit));
  await orders(planned, next);
  const both = () => [blockers(visit), blockers(next)];
  const held = [[planned], [planned]];
  const free = [[], []];
  assert.deepEqual(both(), held);
  for (const [status, is] of [['proposed', held], ['in_use', free], ['planned', held], ['to_end', free], ['proposed', held], ['ended', free], ['planned', held]]) {
    await does('service.set_status', { ...refOf(planned), status });
    assert.deepEqual(both(), is, status);
  }
  await tells({ socket }, ['socket'], () => does('service.remove', refOf(planned)));
  assert.deepEqual(both(), free);
  await refused(people.aino.http('dependency.add', { board, before: planned, after: await task() }), { reason: 'not_found', field: 'before', detail: 'no_such_service' });
  await tells({ socket }, ['socket'], () => does('service.restore', refOf(planned)));
  assert.deepEqual(both(), held);
  await tells({ socket }, ['socket'], () => does('dependency.remove', { before: planned, after: visit }));
  assert.deepEqual(both(), [[], [planned]]);
  await socket.close();
});

test('a declined task that is freed is told to those it came back to', async () => {
  const [first, back] = [await task({ unit: units.home }), await task()];
  await orders(first, back);
  await does('task.decline', { ...refOf(back), reason: 'Ei' }, 'vera');
  const sockets = { aino: await people.aino.connect(), leena: await people.leena.connect() };
  await does('task.accept', refOf(first), 'hanna');
  await tells(sockets, ['aino'], () => does('task.done', { ...refOf(first), outcome: 'Valmis' }, 'hanna'));
  assert.deepEqual((await mine('aino')).find(({ task: id }) => id === numberOf(back)).blocked_by, []);
  for (const socket of Object.values(sockets)) await socket.close();
});

test('an order that would go round in a circle is refused with the way that it would close', async () => {
  const [a, b, c, d] = [await task(), await service(), await task(), await task()];
  await orders(a, b);
  await orders(b, c);
  await orders(c, d);
  for (const [before, after, path] of [[d, a, [a, b, c, d]], [c, a, [a, b, c]], [b, a, [a, b]], [d, b, [b, c, d]]]) {
    const why = await refused(people.eero.http('dependency.add', { board, before, after }), { reason: 'conflict', field: 'after', detail: 'cycle' });
    assert.deepEqual(why.data.path, path);
  }
  await orders(a, d); // a short cut is no circle
  const why = await refused(people.eero.http('dependency.add', { board, before: d, after: a }), { reason: 'conflict', detail: 'cycle' });
  assert.deepEqual(why.data.path, [a, d], 'the shortest');
  await does('service.remove', refOf(b));
  await refused(people.aino.http('dependency.add', { board, before: c, after: a }), { reason: 'conflict', detail: 'cycle' });
  await does('service.restore', refOf(b));
  await finish(a);
  await refused(people.aino.http('dependency.add', { board, before: c, after: a }), { reason: 'conflict', detail: 'cycle' });
  await does('dependency.remove', { before: a, after: d });
  await does('dependency.remove', { before: b, after: c });
  await orders(d, a);
});

test('an order that says nothing is refused by name', async () => {
  const [a, b] = [await task(), await service()];
  await orders(a, b);
  for (const [before, after, reason, field, detail] of [
    [a, a, 'bad_input', 'after', 'before_itself'], [b, b, 'bad_input', 'after', 'before_itself'], [a, b, 'conflict', 'after', 'already_before'],
    ['task:999999', b, 'not_found', 'before', 'no_such_task'], [a, 'service:999999', 'not_found', 'after', 'no_such_service'],
    ...['task', 'task:', 'task:x', 'task: 1', 'task:-1', 'task:01', 'task:0', 'task:1.0', 'Task:1', 'goal:1', 'task:1;service:2', 'task:99999999999999999999'].flatMap((end) => [[end, b, 'bad_input', 'before', 'not_an_end'], [a, end, 'bad_input', 'after', 'not_an_end']]),
  ])
    await refused(people.aino.http('dependency.add', { board, before, after }), { reason, field, detail });
  await refused(people.aino.http('dependency.remove', { board, before: b, after: a }), { reason: 'not_found', field: 'after', detail: 'no_such_dependency' });
  await does('dependency.remove', { before: a, after: b });
  await refused(people.aino.http('dependency.remove', { board, before: a, after: b }), { reason: 'not_found', detail: 'no_such_dependency' });
});

test('an order is drawn and taken away once, however often it is sent', async () => {
  const [a, b] = [await task(), await task()];
  for (const method of ['dependency.add', 'dependency.remove']) {
    const sent = { board, before: a, after: b, key: newKey() };
    const first = await people.aino.http(method, sent);
    for (let n = 0; n < 3; n++) assert.deepEqual(await people.aino.http(method, sent), first);
    assert.equal((await people.aino.http('board.open', { board })).seq, first.seq);
    await view.reach(first.seq);
    assert.deepEqual(blockers(b), method === 'dependency.add' ? [a] : []);
  }
});

test('whatever is drawn and finished in whatever order, there is no circle, and all that is blocked is blocked by what is open', async () => {
  const dice = random();
  const ends = await Promise.all(Array.from({ length: 14 }, (_, n) => (n % 4 ? task() : service('planned'))));
  await view.reach((await people.aino.http('board.open', { board })).seq);
  const drawn = new Map(); // before → Set of after
  const leadsTo = (from, to, seen = new Set()) => from === to || [...(drawn.get(from) ?? [])].some((next) => !seen.has(next) && leadsTo(next, to, seen.add(next)));
  const isOpen = (end) => {
    const found = view.tables[end.split(':')[0]][numberOf(end)];
    return end.startsWith('task') ? !['done', 'cancelled'].includes(found.status) : ['proposed', 'planned'].includes(found.status);
  };
  for (let n = 0; n < 200; n++) {
    const [before, after] = [dice.one(ends), dice.one(ends)];
    if (dice.chance(0.15)) {
      const found = view.tables[before.split(':')[0]][numberOf(before)];
      if (before.startsWith('service')) await does('service.set_status', { ...refOf(before), status: dice.one(['planned', 'in_use']) });
      else if (isOpen(before)) await does('task.cancel', { ...refOf(before), reason: 'x' });
      else await does('task.reopen', refOf(before));
      assert(found);
    } else if (drawn.get(before)?.has(after)) {
      await does('dependency.remove', { before, after });
      drawn.get(before).delete(after);
    } else if (leadsTo(after, before)) {
      const why = await refused(people.aino.http('dependency.add', { board, before, after }), { field: 'after', ...(before === after ? { reason: 'bad_input' } : { reason: 'conflict', detail: 'cycle' }) });
      const path = why.data.path ?? [];
      if (before !== after) assert.deepEqual([path[0], path.at(-1)], [after, before], `seed ${seed}`);
      for (const [k, end] of path.entries()) assert(k === 0 || drawn.get(path[k - 1]).has(end), `a way that is there, seed ${seed}`);
    } else {
      await orders(before, after);
      drawn.set(before, (drawn.get(before) ?? new Set()).add(after));
    }
    for (const end of ends) assert.deepEqual([...blockers(end)].sort(), ends.filter((from) => drawn.get(from)?.has(end) && isOpen(from)).sort(), `${end} at ${n}, seed ${seed}`);
  }
});
