// task.mjs - units that give tasks to one another, and short words for what is done with them
//
//     const { people, units, newBoard, ask, is, inbox } = await taskCounty();
//     const at = await ask(await newBoard(), { unit: units.ward });   Aino asks the ward: { board, task }
//     await people.vera.http('task.accept', at);
//     (await inbox('vera', 'ward')).map((row) => row.status);
import assert from 'node:assert/strict';
import { hire } from './client.mjs';
import { county, makeBoard, signInAll } from './people.mjs';

/** Who works where. Aino coordinates the boards, Eero is a member, Leena looks on; the others are on no board. */
const WHO = { ward: ['vera', 'ville'], home: ['hanna', 'heikki'], social: ['saara'] };

let made = 0;

export async function taskCounty() {
  const server = await county();
  const people = await signInAll(server, ['aino', 'eero', 'leena', 'admin']);
  const units = {};
  for (const [unit, names] of Object.entries(WHO)) {
    units[unit] = (await people.admin.http('unit.add', { name: `Yksikkö ${unit}`, sector: 'other' })).unit;
    Object.assign(people, await hire(people.admin, names, { unit: units[unit] }));
  }

  const newBoard = (roles = {}, title) => makeBoard(people, { aino: 'coordinator', eero: 'member', leena: 'observer', ...roles }, title);

  /** A task that Aino asks for, or somebody else: what the commands take. */
  const ask = async (board, more = {}, by = 'aino') => {
    const { task } = await people[by].http('task.create', { board, title: `Tehtävä ${++made}`, ...('is_client' in more ? {} : { unit: units.ward }), ...more });
    return { board, task };
  };

  return {
    server, people, units, newBoard, ask,
    /** The task as the board has it. */
    row: async ({ board, task }, by = 'aino') => (await people[by].http('board.open', { board })).snapshot.task[task],
    inbox: async (who, unit) => (await people[who].http('unit.inbox', { unit: units[unit] ?? unit })).tasks,
    mine: async (who) => (await people[who].http('task.mine')).tasks,
    trail: async ({ board, task }, by = 'aino') => (await people[by].http('task.trail', { board, task })).acts,
    /** Makes somebody who works in a unit, for as long as a test needs them. */
    newcomer: async (unit) => Object.values(await hire(people.admin, [`tulokas${++made}`], { unit: units[unit] }))[0],
  };
}

/** What leads a task that was asked for to each of its states, by the coordinator. `other` is a unit that it can be forwarded to. */
export const waysTo = (other) => ({
  requested: [],
  forwarded: [['task.forward', { unit: other }]],
  accepted: [['task.accept', {}]],
  in_progress: [['task.accept', {}], ['task.start', {}]],
  declined: [['task.decline', { reason: 'Ei kuulu meille' }]],
  done: [['task.accept', {}], ['task.done', { outcome: 'Valmis' }]],
  cancelled: [['task.cancel', { reason: 'Ei tarvita' }]],
});

const WORDS = ['inbox.changed', 'calendar.changed', 'team.changed'];

/** It was told nothing but that something changed: words that carry nothing. */
export const heardWordsAlone = (socket) => socket.told.every(({ method, params }) => WORDS.includes(method) && Object.keys(params).length === 0);

/** Listens to how often a socket is told that an inbox changed. */
export const changes = (socket) => socket.of('inbox.changed').length;

/** These sockets, and none of the others, are told once that their inbox changed by what is done. */
export async function tells(sockets, names, doing) {
  const before = new Map(Object.entries(sockets).map(([name, socket]) => [name, changes(socket)]));
  const result = await doing();
  for (const name of names) await sockets[name].when(() => changes(sockets[name]) > before.get(name), { what: `${name} to hear of it` });
  for (const socket of Object.values(sockets)) await socket.settle();
  const told = Object.keys(sockets).filter((name) => changes(sockets[name]) > before.get(name));
  assert.deepEqual(told.sort(), [...names].sort());
  for (const name of names) assert.equal(changes(sockets[name]), before.get(name) + 1, `${name}: once`);
  return result;
}
