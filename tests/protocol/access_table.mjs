// access_table.mjs - who may do what: one table over every method of the protocol, the people it speaks of, and boards to try it on
import { hire, nobody } from './client.mjs';
import { county, signInAll } from './people.mjs';

export const people = {};
export const sockets = {};
export let units; // of the organisation; everybody below works in the first of them
let receiving; // the unit that is asked, whose inbox the receiver alone keeps
const ON_BOARD = { coordinator: 'coordinator', member: 'member', consultant: 'consultant', observer: 'observer', guest: 'guest' };

/** Everybody of the table, signed in, with a socket each. */
export async function meet() {
  const server = await county();
  Object.assign(people, await signInAll(server, ['aino', 'eero', 'leena', 'admin']));
  people.nobody = nobody(server);
  Object.assign(people, await hire(people.admin, [...Object.keys(ON_BOARD), 'removed', 'left', 'outsider', 'receiver', 'assignee']));
  Object.assign(people, await hire(people.admin, ['unitless'], { unit: false }));
  ({ units } = await people.admin.http('unit.list'));
  receiving = await newUnit();
  for (const name of ['receiver', 'assignee']) await people.admin.http('membership.add', { unit: receiving, account: people[name].id, profession: 'nurse' });
  await people.admin.http('membership.set_keeper', { unit: receiving, account: people.receiver.id, is_keeper: true });
  for (const [name, person] of Object.entries(people)) if (name !== 'nobody') sockets[name] = await person.connect();
}

// ---- the table --------------------------------------------------------------------------------------------------------------

/** A receiver keeps the inbox of the unit that a task is with, an assignee works in it; neither is on the board. */
export const ACTORS = ['nobody', 'admin', 'unitless', 'outsider', 'removed', 'left', 'receiver', 'assignee', 'guest', 'observer', 'consultant', 'member', 'coordinator'];
const STRANGERS = { nobody: 'not_signed_in', admin: 'not_found', unitless: 'not_found', outsider: 'not_found', removed: 'not_found', left: 'not_found' };
const NOT_ON_BOARD = { ...STRANGERS, receiver: 'not_found', assignee: 'not_found' };
const EVERYBODY = { nobody: 'not_signed_in' };
/** need → what becomes of whom; who is not named may. */
export const MAY = {
  open: {},
  self: EVERYBODY,
  staff: { nobody: 'not_signed_in', admin: 'not_allowed', unitless: 'not_allowed' },
  admin: { ...Object.fromEntries(ACTORS.map((actor) => [actor, 'not_allowed'])), nobody: 'not_signed_in', admin: 'ok' },
  see: NOT_ON_BOARD,
  write: { ...NOT_ON_BOARD, guest: 'not_allowed', observer: 'not_allowed' },
  assign: { ...STRANGERS, guest: 'not_allowed', observer: 'not_allowed' },
  answer: { ...STRANGERS, guest: 'not_allowed', observer: 'not_allowed', consultant: 'not_allowed', member: 'not_allowed' },
  manage: { ...NOT_ON_BOARD, guest: 'not_allowed', observer: 'not_allowed', consultant: 'not_allowed', member: 'not_allowed' },
  team: { ...NOT_ON_BOARD, guest: 'not_found', observer: 'not_found', consultant: 'not_found' }, // coordinator and member are in one
  lead: { ...NOT_ON_BOARD, guest: 'not_found', observer: 'not_found', consultant: 'not_found', coordinator: 'not_allowed', member: 'not_allowed' }, // aino leads it
};

let made = 0;
export const spare = async (more = {}) => (await people.admin.http('account.add', { name: `vara${++made}`, full_name: `Vara ${made}`, ...more })).account;
export const newUnit = async () => (await people.admin.http('unit.add', { name: `Yksikkö ${++made}`, sector: 'other' })).unit;

const WHEN = { start: '2026-12-01T10:00', tz: 'Europe/Helsinki', minutes: 60 };
const PROMISE = () => ({ kind: 'call', account: people.aino.id, from_on: '2026-12-01' });

/** method → [who may, its parameters beside board, how it is known to be allowed if not by a result] */
export const TABLE = {
  'rpc.discover': ['open', () => ({})],
  'session.hello': ['self', () => ({ beat: false })],
  'session.who': ['self', () => ({})],
  'session.list': ['self', () => ({})],
  'session.end': ['self', () => ({ session: 999_999 }), 'not_found'], // may, but there is none: see session.test.mjs
  'session.end_all': ['self', () => ({})],
  'account.set_language': ['self', () => ({ language: 'fi' })],
  'unit.list': ['self', () => ({})],
  'membership.list': ['self', () => ({ unit: units[0].id })],
  'account.find': ['staff', () => ({ text: 'Eero' })],
  'board.create': ['staff', () => ({ title: 'Uusi' })],
  'board.list': ['staff', () => ({})],
  'unit.mine': ['staff', () => ({})],
  'unit.inbox': ['staff', () => ({ unit: units[0].id })],
  'task.mine': ['staff', () => ({})],
  'team.create': ['staff', () => ({ name: `Tiimi ${++made}` })],
  'team.mine': ['staff', () => ({})],
  'meeting.mine': ['staff', () => ({ from_on: '2026-03-01', until_on: '2026-03-31' })],
  'meeting.answer': ['staff', () => ({ meeting: 999_999, answer: 'yes' }), 'not_found'], // may, but there is none
  'follow_up.mine': ['staff', () => ({})],
  'feed.create': ['staff', () => ({ scope: 'mine', detail: 'plain' })],
  'feed.list': ['staff', () => ({})],
  'feed.revoke': ['staff', () => ({ feed: 999_999 }), 'not_found'],
  'account.list': ['admin', () => ({})],
  'account.add': ['admin', () => ({ name: `uusi${++made}`, full_name: 'Uusi Ihminen' })],
  'account.end': ['admin', async () => ({ account: await spare() })],
  'account.set_password': ['admin', async () => ({ account: await spare(), password: 'pitkä-salasana' })],
  'membership.add': ['admin', async () => ({ unit: units[0].id, account: await spare(), profession: 'nurse' })],
  'membership.remove': ['admin', async () => ({ unit: units[0].id, account: await spare({ unit: units[0].id, profession: 'nurse' }) })],
  'membership.set_keeper': ['admin', async () => ({ unit: units[0].id, account: await spare({ unit: units[0].id, profession: 'nurse' }), is_keeper: false })],
  'account.tasks': ['admin', () => ({ account: people.assignee.id })],
  'unit.add': ['admin', () => ({ name: `Yksikkö ${++made}`, sector: 'other' })],
  'unit.end': ['admin', async () => ({ unit: await newUnit() })],
  'unit.rename': ['admin', async () => ({ unit: await newUnit(), name: `Yksikkö ${++made}` })],
  'board.open': ['see', () => ({})],
  'board.close': ['see', () => ({})],
  'board.at': ['see', () => ({ seq: 1 })],
  'board.history': ['see', () => ({})],
  'board.seen': ['see', () => ({ seq: 1 })],
  'card.bin': ['see', () => ({})],
  'participant.list': ['see', () => ({})],
  'note.open': ['see', (at) => ({ note: at.note })],
  'note.close': ['see', (at) => ({ note: at.note })],
  'note.at': ['see', (at) => ({ note: at.note, version: 1 })],
  'note.blame': ['see', (at) => ({ note: at.note })],
  'note.history': ['see', (at) => ({ note: at.note })],
  'note.mine': ['see', () => ({})],
  'note.bin': ['see', () => ({})],
  'goal.bin': ['see', () => ({})],
  'step.bin': ['see', () => ({})],
  'service.bin': ['see', () => ({})],
  'task.export': ['see', () => ({})],
  'task.trail': ['see', (at) => ({ task: at.asked })],
  'presence.set': ['see', () => ({ writing: true })],
  'participant.leave': ['see', () => ({})],
  'card.add': ['write', () => ({ kind: 'need', text: 'Uusi' })],
  'card.edit': ['write', (at) => ({ card: at.card, text: 'Muutettu', was: 'Kortti' })],
  'card.move': ['write', (at) => ({ card: at.card, after: at.last })],
  'card.remove': ['write', (at) => ({ card: at.card })],
  'card.restore': ['write', (at) => ({ card: at.removed })],
  'card.settle': ['write', (at) => ({ card: at.last, standing: 'kept' })],
  'link.add': ['write', (at) => ({ from_card: at.last, to_card: at.third, kind: 'supports' })],
  'link.remove': ['write', (at) => ({ link: at.link })],
  'note.create': ['write', () => ({ title: 'Uusi', kind: 'plan' })],
  'note.push': ['write', (at) => ({ note: at.note, version: 1, client: 'matriisi', updates: [{ changes: [6, [0, '!']] }] })],
  'note.rename': ['write', (at) => ({ note: at.note, title: 'Toinen', was: 'Muistio' })],
  'note.remove': ['write', (at) => ({ note: at.note })],
  'note.restore': ['write', (at) => ({ note: at.removedNote })],
  'note.revert': ['write', (at) => ({ note: at.note, version: 0 })],
  'goal.create': ['write', () => ({ text: 'Uusi' })],
  'goal.edit': ['write', (at) => ({ goal: at.goal, text: 'Muutettu', was: 'Tavoite' })],
  'goal.set_sign': ['write', (at) => ({ goal: at.goal, sign: 'Nukun yöni', was: '' })],
  'goal.settle': ['write', (at) => ({ goal: at.goal, status: 'reached' })],
  'goal.remove': ['write', (at) => ({ goal: at.goal })],
  'goal.restore': ['write', (at) => ({ goal: at.removedGoal })],
  'step.add': ['write', (at) => ({ goal: at.goal, text: 'Uusi' })],
  'step.edit': ['write', (at) => ({ step: at.step, text: 'Muutettu', was: 'Askel' })],
  'step.assign': ['write', (at) => ({ step: at.step, owner: people.eero.id })],
  'step.tick': ['write', (at) => ({ step: at.step, is_done: true })],
  'step.remove': ['write', (at) => ({ step: at.step })],
  'step.restore': ['write', (at) => ({ step: at.removedStep })],
  'service.create': ['write', () => ({ name: 'Uusi', sector: 'other', status: 'proposed' })],
  'service.edit': ['write', async (at) => ({ service: at.service, name: 'Muutettu', sector: 'other', seen_at: await editedAt(at) })],
  'service.set_status': ['write', (at) => ({ service: at.service, status: 'ended' })],
  'service.judge': ['write', (at) => ({ service: at.service, fit: 'right' })],
  'service.decide': ['write', (at) => ({ service: at.service, weight: 'lightest', reason: 'Riittää' })],
  'service.count': ['write', (at) => ({ service: at.service, year: 2026, count: 3 })],
  'service.remove': ['write', (at) => ({ service: at.service })],
  'service.restore': ['write', (at) => ({ service: at.removedService })],
  'dependency.add': ['write', (at) => ({ before: `task:${at.taken}`, after: `task:${at.asked}` })],
  'dependency.remove': ['write', (at) => ({ before: `service:${at.service}`, after: `task:${at.asked}` })],
  'task.create': ['write', () => ({ title: 'Uusi', unit: receiving })],
  'task.rename': ['write', (at) => ({ task: at.asked, title: 'Muutettu', was: 'Pyydetty' })],
  'task.describe': ['write', (at) => ({ task: at.asked, text: 'Enemmän', was: '' })],
  'task.reschedule': ['write', (at) => ({ task: at.asked, due_on: '2026-12-24' })],
  'task.aim': ['write', (at) => ({ task: at.asked, goal: at.goal })],
  'task.consult': ['write', (at) => ({ task: at.asked, client_view: 'agrees' })],
  'task.cancel': ['write', (at) => ({ task: at.asked, reason: 'Ei tarvita' })],
  'task.assign': ['assign', (at) => ({ task: at.asked, unit: receiving, assignee: people.receiver.id })],
  'task.reopen': ['assign', (at) => ({ task: at.done })],
  'task.accept': ['answer', (at) => ({ task: at.asked })],
  'task.decline': ['answer', (at) => ({ task: at.asked, reason: 'Ei meille' })],
  'task.forward': ['answer', (at) => ({ task: at.asked, unit: units[0].id })],
  'task.start': ['answer', (at) => ({ task: at.taken })],
  'task.done': ['answer', (at) => ({ task: at.taken, outcome: 'Valmis' })],
  'meeting.list': ['see', () => ({})],
  'meeting.create': ['write', () => ({ title: 'Verkosto', ...WHEN })],
  'meeting.conflicts': ['write', () => WHEN],
  'meeting.edit': ['write', (at) => ({ meeting: at.meeting, which: 'all', seen: 999, title: 'Verkosto', ...WHEN }), 'conflict'], // has not seen it
  'meeting.cancel': ['write', (at) => ({ meeting: at.meeting, which: 'all' })],
  'meeting.restore': ['write', (at) => ({ meeting: at.meeting }), 'conflict'], // it is held
  'meeting.invite': ['write', (at) => ({ meeting: at.meeting, account: people.observer.id })],
  'meeting.uninvite': ['write', (at) => ({ meeting: at.meeting, account: people.eero.id })],
  'follow_up.create': ['write', () => PROMISE()],
  'follow_up.edit': ['write', (at) => ({ follow_up: at.follow_up, seen_at: 1, ...PROMISE() }), 'conflict'], // likewise
  'follow_up.finish': ['write', (at) => ({ follow_up: at.follow_up, outcome: 'Soitettu' })],
  'follow_up.cancel': ['write', (at) => ({ follow_up: at.follow_up, reason: 'Ei tarvita' })],
  'follow_up.reopen': ['write', (at) => ({ follow_up: at.follow_up }), 'conflict'], // it is open
  'team.people': ['team', (at) => ({ team: at.team })],
  'team.leave': ['team', async () => ({ team: await teamOf() })],
  'team.rename': ['lead', (at) => ({ team: at.team, name: `Tiimi ${++made}` })],
  'team.add': ['lead', (at) => ({ team: at.team, account: people.eero.id, role: 'member' })],
  'team.remove': ['lead', (at) => ({ team: at.team, account: people.member.id })],
  'team.end': ['lead', (at) => ({ team: at.team })],
  'sitting.begin': ['write', () => ({}), 'conflict'], // one goes on
  'sitting.join': ['see', (at) => ({ sitting: at.sitting })],
  'sitting.leave': ['see', (at) => ({ sitting: at.sitting })],
  'sitting.lead': ['write', (at) => ({ sitting: at.sitting })],
  'sitting.go': ['write', (at) => ({ sitting: at.sitting, phase: at.phase }), 'conflict'], // somebody else leads
  'sitting.set_client': ['write', (at) => ({ sitting: at.sitting, client_part: 'heard' })],
  'sitting.set_presenter': ['write', (at) => ({ sitting: at.sitting, presenter: people.eero.id })],
  'sitting.note': ['write', (at) => ({ sitting: at.sitting, phase: at.phase })],
  'sitting.give_turn': ['see', (at) => ({ sitting: at.sitting, account: people.aino.id }), 'conflict'], // likewise
  'sitting.end': ['write', (at) => ({ sitting: at.sitting })],
  'sitting.reopen': ['write', (at) => ({ sitting: at.ended, reason: 'Kesken' }), 'conflict'], // another goes on
  'hand.raise': ['see', (at) => ({ sitting: at.sitting }), 'conflict'], // they are not in the meeting
  'hand.lower': ['see', (at) => ({ sitting: at.sitting })],
  'minutes.make': ['write', (at) => ({ sitting: at.ended })],
  'minutes.text': ['see', (at) => ({ minutes: at.minutes, format: 'html' })],
  'minutes.confirm': ['see', (at) => ({ minutes: at.minutes, version: 1 }), 'conflict'], // they were not there
  'minutes.close': ['write', (at) => ({ minutes: at.minutes, version: 1 })],
  'minutes.reopen': ['write', (at) => ({ minutes: at.closed, reason: 'Virhe' })],
  'phase.list': ['team', (at) => ({ team: at.team })],
  'phase.adopt': ['team', (at) => ({ team: at.team })],
  'phase.add': ['team', (at) => ({ team: at.team, kind: 'voice', minutes: 5 })],
  'phase.edit': ['team', async (at) => ({ team: at.team, ...(await seenPhase(at)), kind: 'voice', minutes: 5 })],
  'phase.move': ['team', (at) => ({ team: at.team, phase: at.phases[0] })],
  'phase.remove': ['team', async (at) => ({ team: at.team, ...(await seenPhase({ team: at.team, phases: [await newPhase(at)] })) })],
  'phase.reset': ['team', async (at) => ({ team: await teamOf() })],
  'agenda.list': ['team', (at) => ({ team: at.team })],
  'agenda.add': ['team', (at) => ({ team: at.team, board: at.board, minutes: 5 }), 'conflict'], // it is on the list
  'agenda.edit': ['team', async (at) => ({ team: at.team, ...(await seenItem(at)), minutes: 5, is_consent_checked: true, is_map_checked: true })],
  'agenda.move': ['team', (at) => ({ team: at.team, item: at.item })],
  'agenda.park': ['team', (at) => ({ team: at.team, item: at.item })],
  'agenda.take': ['team', (at) => ({ team: at.team, item: at.item, meeting: 999_999 }), 'not_found'], // no such meeting
  'agenda.remove': ['team', async (at) => ({ team: at.team, item: await newItem(at) })],
  'board.rename': ['manage', () => ({ title: 'Toinen nimi', was: 'Matriisi' })],
  'board.archive': ['manage', () => ({})],
  'board.reopen': ['manage', () => ({})],
  'participant.add': ['manage', () => ({ account: people.leena.id, role: 'observer' })],
  'participant.remove': ['manage', () => ({ account: people.eero.id })],
};

/** Has the method a board among its parameters? */
export const hasBoard = (method) => method === 'agenda.add' || ['see', 'write', 'assign', 'answer', 'manage'].includes(TABLE[method][0]);

const editedAt = async ({ board, service }) => (await people.aino.http('board.open', { board })).snapshot.service[service].edited_at;

/** A board with somebody of every role, and one of each thing. */
export async function populated() {
  const call = (method, params) => sockets.aino.call(method, params);
  const { board } = await call('board.create', { title: 'Matriisi' });
  const letIn = (name, role) => call('participant.add', { board, account: people[name].id, role });
  await Promise.all([...Object.entries(ON_BOARD).map(([name, role]) => letIn(name, role)), letIn('eero', 'member'), letIn('removed', 'member'), letIn('left', 'member')]);
  await Promise.all([call('participant.remove', { board, account: people.removed.id }), sockets.left.call('participant.leave', { board })]);
  const texts = ['Kortti', 'Poistettu', 'Kolmas', 'Viimeinen'];
  const cards = await Promise.all(texts.map((text) => call('card.add', { board, kind: 'hypothesis', text })));
  const [card, removed, third, last] = cards.map((answer) => answer.card);
  const { link } = await call('link.add', { board, from_card: card, to_card: last, kind: 'relates' });
  await call('card.remove', { board, card: removed });
  const [{ note }, { note: removedNote }] = await Promise.all(['Muistio', 'Poistettu'].map((title) => call('note.create', { board, title, kind: 'minutes' })));
  await Promise.all([call('note.push', { board, note, version: 0, client: 'alku', updates: [{ changes: [[0, 'Teksti']] }] }), call('note.remove', { board, note: removedNote })]);
  const here = (method, params) => call(method, { board, ...params });
  return { board, card, removed, third, last, link, note, removedNote, ...(await planned(here)), ...(await promised(here)), ...(await held(here)), ...(await listed(board)) };
}

/** A meeting that is to come, and a follow-up that is open. */
async function promised(call) {
  const { meeting } = await call('meeting.create', { title: 'Verkosto', ...WHEN });
  const { follow_up } = await call('follow_up.create', PROMISE());
  return { meeting, follow_up };
}

/** A meeting that has ended, with minutes of it, one of them closed; and another that goes on, led by aino. */
async function held(call) {
  const { sitting: ended } = await call('sitting.begin', {});
  await call('sitting.end', { sitting: ended });
  const [{ minutes }, { minutes: closed }] = [await call('minutes.make', { sitting: ended }), await call('minutes.make', { sitting: ended })];
  await call('minutes.close', { minutes: closed, version: 1 });
  const { sitting } = await call('sitting.begin', {});
  const { snapshot } = await call('board.open', {});
  const phase = Object.values(snapshot.sitting_phase).find((it) => it.sitting === sitting && it.position === 2).id;
  await call('board.close', {});
  await call('sitting.leave', { sitting }); // or it would be an event, once the board has been closed for long
  return { ended, minutes, closed, sitting, phase };
}

/** A team of aino's, with the coordinator and the member of the table in it. */
async function teamOf() {
  const { team } = await sockets.aino.call('team.create', { name: `Tiimi ${++made}` });
  for (const name of ['coordinator', 'member']) await sockets.aino.call('team.add', { team, account: people[name].id, role: 'member' });
  return team;
}
const newPhase = async ({ team }) => (await sockets.aino.call('phase.add', { team, kind: 'facts', minutes: 5 })).phase;
/** The first phase as whoever is about to change it has seen it. */
async function seenPhase({ team, phases: [phase] }) {
  const { phases } = await sockets.aino.call('phase.list', { team });
  return { phase, seen_at: phases.find(({ id }) => id === phase).changed_at };
}
async function seenItem({ team, item }) {
  const { items } = await sockets.aino.call('agenda.list', { team });
  return { item, seen_at: items.find(({ id }) => id === item).changed_at };
}
const newItem = async ({ team }) => {
  const { board } = await sockets.aino.call('board.create', { title: 'Toinen' });
  return (await sockets.aino.call('agenda.add', { team, board, minutes: 5 })).item;
};

/** Its own phases, and the board on its parking list. */
async function listed(board) {
  const team = await teamOf();
  const { phases } = await sockets.aino.call('phase.adopt', { team });
  const { item } = await sockets.aino.call('agenda.add', { team, board, minutes: 5 });
  return { team, phases: phases.map(({ id }) => id), item };
}

/** Goals, services, and tasks that are with the receiving unit and the assignee in it: asked of them, taken by them, done. */
async function planned(call) {
  const ask = (title) => call('task.create', { title, unit: receiving, assignee: people.assignee.id });
  const [{ goal }, { goal: removedGoal }, { service }, { service: removedService }, { task: asked }, { task: taken }, { task: done }] = await Promise.all([
    call('goal.create', { text: 'Tavoite' }), call('goal.create', { text: 'Poistettu' }),
    call('service.create', { name: 'Palvelu', sector: 'other', status: 'in_use' }), call('service.create', { name: 'Poistettu', sector: 'other', status: 'in_use' }),
    ask('Pyydetty'), ask('Otettu'), ask('Tehty'),
  ]);
  const [{ step }, { step: removedStep }, { dependency }] = await Promise.all([
    call('step.add', { goal, text: 'Askel' }), call('step.add', { task: taken, text: 'Poistettu' }),
    call('dependency.add', { before: `service:${service}`, after: `task:${asked}` }),
    ...[taken, done].map((task) => call('task.accept', { task })), call('goal.remove', { goal: removedGoal }), call('service.remove', { service: removedService }),
  ]);
  await Promise.all([call('step.remove', { step: removedStep }), call('task.done', { task: done, outcome: 'Valmis' })]);
  return { goal, removedGoal, service, removedService, asked, taken, done, step, removedStep, dependency };
}
