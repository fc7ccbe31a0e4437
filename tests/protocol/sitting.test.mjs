// sitting.test.mjs - a meeting on a board over the wire: every screen in step, who comes and goes, a note a phase, minutes over HTTP
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { refused, nobody } from './client.mjs';
import { county, makeBoard, signInAll } from './people.mjs';
import { append, newClient } from './note.mjs';

let server, people, board, aino, eero;
before(async () => {
  server = await county({ env: { RINNALLA_LAPSE: '1' } });
  people = await signInAll(server, ['aino', 'eero', 'leena', 'admin']);
});

/** A board that aino and eero have open, and the meeting that aino began on it. */
async function meeting() {
  board = await makeBoard(people, { aino: 'coordinator', eero: 'member', leena: 'observer' });
  [aino, eero] = [await people.aino.connect(), await people.eero.connect()];
  const views = [await aino.see(board), await eero.see(board)];
  const { sitting } = await aino.call('sitting.begin', { board });
  await eero.untilEvent(board, 'sitting.begun');
  const phase = (position) => Object.values(views[1].tables.sitting_phase).find((it) => it.position === position);
  return { sitting, views, phase, ask: (socket, method, params = {}) => socket.call(method, { board, sitting, ...params }) };
}
const over = () => Promise.all([aino, eero].map((socket) => socket.close()));

test('two screens are in step: phase, facilitator, turn, hands, the client', async () => {
  const { sitting, views, phase, ask } = await meeting();
  await ask(eero, 'sitting.join');
  await ask(aino, 'sitting.go', { phase: phase(4).id });
  await eero.untilEvent(board, 'sitting.went');
  assert.equal(views[1].tables.sitting[sitting].phase, phase(4).id);
  const { facilitator } = (await refused(ask(eero, 'sitting.go', { phase: phase(5).id }), { reason: 'conflict', detail: 'not_facilitator' })).data;
  assert.equal(facilitator, people.aino.id);
  await ask(eero, 'sitting.lead');
  await aino.untilEvent(board, 'sitting.led');
  assert.equal(views[0].tables.sitting[sitting].facilitator, people.eero.id);
  await ask(aino, 'hand.raise');
  await eero.untilEvent(board, 'hand.raised');
  await ask(eero, 'sitting.give_turn', { account: people.aino.id });
  await aino.untilEvent(board, 'sitting.turn_given');
  assert.equal(views[0].tables.sitting[sitting].speaker, people.aino.id);
  assert.deepEqual(Object.keys(views[0].tables.hand ?? {}), []);
  await ask(eero, 'sitting.set_client', { client_part: 'present' });
  await aino.untilEvent(board, 'sitting.client_set');
  assert.deepEqual(views[0].tables.sitting, views[1].tables.sitting);
  await over();
});

test('two who open the note of a phase at once get one note', async () => {
  const { phase, ask } = await meeting();
  const [one, other] = await Promise.all([aino, eero].map((socket) => ask(socket, 'sitting.note', { phase: phase(5).id })));
  assert.equal(one.note, other.note);
  const { note } = await ask(aino, 'sitting.note', { phase: phase(6).id });
  assert.notEqual(note, one.note);
  await over();
});

test('who closes the last window on the board is out of its meeting after a while; who comes back is not', async () => {
  const { sitting, views, ask } = await meeting();
  await ask(eero, 'sitting.join');
  const second = await people.eero.connect();
  await second.see(board);
  await eero.close();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const there = () => Object.values(views[0].tables.attendance).filter((it) => it.sitting === sitting && it.account === people.eero.id && !it.left_at).length;
  assert.equal(there(), 1, 'another window is open');
  await second.close();
  await aino.untilEvent(board, 'sitting.lapsed');
  assert.equal(there(), 0);
  await aino.close();
});

test("begun from a team's agenda, it lets out who is in the case before", async () => {
  const { team } = await people.aino.http('team.create', { name: `Tiimi ${Date.now()}` });
  await people.aino.http('team.add', { team, account: people.eero.id, role: 'member' });
  const planned = await people.aino.http('meeting.create', { team, title: 'Tiimi', start: '2026-12-08T14:00', tz: 'Europe/Helsinki', minutes: 90 });
  const first = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  const next = await makeBoard(people, { aino: 'coordinator' });
  for (const board of [first, next]) await people.aino.http('agenda.add', { team, board, meeting: planned.meeting, minutes: 30, question: 'Salaisuus' });
  const { items } = await people.eero.http('agenda.list', { team, meeting: planned.meeting });
  assert.deepEqual(items.map(({ is_mine, board, question, minutes }) => [is_mine, board, question, minutes]), [[true, first, 'Salaisuus', 30], [false, null, null, 30]]);
  const { sitting } = await people.aino.http('sitting.begin', { board: first, meeting: planned.meeting });
  const socket = await people.eero.connect();
  const view = await socket.see(first);
  await socket.call('sitting.join', { board: first, sitting });
  const { sitting: second } = await people.aino.http('sitting.begin', { board: next, meeting: planned.meeting });
  await socket.untilEvent(first, 'sitting.begun');
  assert(Object.values(view.tables.attendance).every((it) => it.left_at));
  await refused(socket.call('sitting.join', { board: next, sitting: second }), 'not_found');
  await socket.close();
});

test('minutes over HTTP: as a page, as text, as Markdown; for the people of the board and nobody else', async () => {
  const { sitting, phase, ask } = await meeting();
  await aino.call('card.add', { board, kind: 'voice', text: 'Haluan <b>nukkua</b>' });
  const { note } = await ask(aino, 'sitting.note', { phase: phase(4).id });
  await aino.call('note.push', { board, note, version: 0, client: newClient(), updates: [{ changes: append('', 'Kaksi jaksoa') }] });
  await ask(aino, 'sitting.end');
  const { minutes, note: text } = await aino.call('minutes.make', { board, sitting });
  const path = `/api/boards/${board}/minutes/${minutes}`;
  const page = await people.leena.fetch(`${path}.html`);
  const html = await page.text();
  assert.equal(page.status, 200);
  assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'; style-src 'nonce-[^']+'; /);
  assert.match(html, /<h2>/);
  assert.match(html, /Kaksi jaksoa/);
  assert.doesNotMatch(html, /<b>|<script/);
  const plain = await people.leena.fetch(`${path}.txt`);
  assert.equal(plain.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.match(await plain.text(), /"Haluan <b>nukkua<\/b>"/);
  const markdown = await people.leena.fetch(`${path}.md`);
  assert.equal(markdown.headers.get('content-type'), 'text/markdown; charset=utf-8');
  assert.match(await markdown.text(), /^# /);
  assert.equal((await people.leena.fetch(`${path}.html`, { method: 'HEAD' })).status, 200);
  for (const [who, status] of [[nobody(people.aino.server), 401], [people.admin, 404]]) assert.equal((await who.fetch(`${path}.html`)).status, status);
  for (const wrong of [`${path}.pdf`, path, `/api/boards/${board}/minutes/999999.html`, `/api/boards/x/minutes/1.html`, `/api/boards/${board}/`]) assert.equal((await people.aino.fetch(wrong)).status, 404, wrong);
  await people.aino.http('participant.remove', { board, account: people.leena.id });
  assert.equal((await people.leena.fetch(`${path}.html`)).status, 404);

  await aino.call('minutes.confirm', { board, minutes, version: 1 });
  await aino.call('minutes.close', { board, minutes, version: 1 });
  await refused(eero.call('note.push', { board, note: text, version: 1, client: newClient(), updates: [{ changes: [[0, '!']] }] }), { reason: 'conflict', detail: 'minutes_closed' });
  await over();
});
