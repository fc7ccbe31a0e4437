// limits.test.mjs - too much of anything: a named refusal or a closing code, and everybody else goes on undisturbed
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { newKey, refused, within, PATIENCE } from './client.mjs';
import { county, makeBoard, signInAll, program } from './people.mjs';

let server, people, board;
before(async () => {
  server = await county();
  people = await signInAll(server, ['aino', 'eero', 'leena']);
  board = await makeBoard(people, { aino: 'coordinator', eero: 'member', leena: 'member' });
});

const isAlive = async (socket) => assert((await socket.call('session.who')).account.id > 0);
/** A sanitizer keeps what is freed for a while: its memory says nothing. */
const isSanitized = program.includes('/san-');
const residentBytes = (server) => 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]);
const answer = (socket, id) => socket.until((message) => message.id === id && !message.method, { what: `answer ${id}` });
const closesWith = async (socket, code) => assert.equal((await within(PATIENCE, `closed with ${code}`, socket.closed)).code, code);

const padded = (bytes, id = 'big') => {
  const text = JSON.stringify({ jsonrpc: '2.0', id, method: 'session.who', params: {} });
  return text + ' '.repeat(bytes - text.length);
};

test('a message as large as allowed is heard, one byte more closes with 1009', async () => {
  const socket = await people.aino.connect();
  socket.send(padded(65536));
  assert((await answer(socket, 'big')).result);
  socket.send(padded(65537));
  await closesWith(socket, 1009);
});

test('a message in pieces is counted as a whole', async () => {
  const socket = await people.aino.connect();
  const text = padded(65536, 'pieces');
  for (let at = 0; at < text.length; at += 4096) socket.ws.send(text.slice(at, at + 4096), { fin: at + 4096 >= text.length });
  assert((await answer(socket, 'pieces')).result);
  for (let n = 0; n < 17; n++) socket.ws.send(' '.repeat(4096), { fin: false }, () => {});
  await closesWith(socket, 1009);
});

test('nesting deeper than allowed is refused, as deep as allowed is read', async () => {
  const socket = await people.aino.connect();
  const deep = (levels, id) => `{"jsonrpc":"2.0","id":"${id}","method":"session.who","params":{"x":${'['.repeat(levels - 2)}${']'.repeat(levels - 2)}}}`;
  socket.send(deep(16, 'deep'));
  const read = await answer(socket, 'deep');
  assert.deepEqual([read.error.data.reason, read.error.data.field], ['bad_input', 'x']);
  for (const levels of [17, 100, 30_000]) {
    const start = socket.told.length;
    socket.send(deep(levels, 'deeper'));
    const { error, id } = await socket.until((message) => !message.method, { start, what: `${levels} levels` });
    assert.equal(id, null);
    assert.equal(error.data.reason, 'too_large');
  }
  await isAlive(socket);
  await socket.close();
});

test('more values than allowed are refused, as many as allowed are read', async () => {
  const socket = await people.aino.connect();
  const many = (count) => `{"jsonrpc":"2.0","id":"many","method":"session.who","params":{"x":[${Array(count).fill(1).join()}]}}`;
  socket.send(many(4000));
  assert.equal((await answer(socket, 'many')).error.data.field, 'x');
  const start = socket.told.length;
  socket.send(many(4200));
  const { error, id } = await socket.until((message) => !message.method, { start, what: 'a refusal' });
  assert.deepEqual([id, error.data.reason], [null, 'too_large']);
  await isAlive(socket);
  await socket.close();
});

test('over HTTP too large is 413, and too deep is refused the same way', async () => {
  const post = (body) => people.aino.fetch('/api/rpc/board.list', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const large = await post(`{}${' '.repeat(70_000)}`);
  assert.equal(large.status, 413);
  assert.equal((await large.json()).error.data.reason, 'too_large');
  const deep = await post(`{"x":${'['.repeat(40)}${']'.repeat(40)}}`);
  assert.equal((await deep.json()).error.data.reason, 'too_large');
  assert((await people.aino.http('board.list')).boards.length > 0);
});

test('a frame that is not text closes with 1003, text that is not UTF-8 with 1007', async () => {
  const binary = await people.aino.connect();
  binary.ws.send(Buffer.from('{}'), { binary: true });
  await closesWith(binary, 1003);
  for (const bytes of [[0x22, 0xff, 0x22], [0x22, 0xc0, 0xaf, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xf5, 0x80, 0x80, 0x80, 0x22]]) {
    const broken = await people.aino.connect();
    broken.ws.send(Buffer.from(bytes), { binary: false });
    await closesWith(broken, 1007);
  }
});

test('whoever asks too fast is told when to try again, and whoever goes on all the same is hung up on', async () => {
  const limited = await county({ env: { RINNALLA_RATE: '50', RINNALLA_BURST: '200' } });
  const { aino, eero } = await signInAll(limited, ['aino', 'eero']);
  const [socket, calm] = [await aino.connect(), await eero.connect()];
  const asked = Array.from({ length: 400 }, () => socket.ask('session.who'));
  const answers = await Promise.all(asked);
  const done = answers.filter((answer) => answer.result).length;
  assert(done >= 200 && done < 400, `${done} of 400 were heard`);
  for (const { error } of answers.filter((answer) => answer.error)) {
    assert.equal(error.data.reason, 'too_fast');
    assert(error.data.retry_ms > 0 && error.data.retry_ms < 60_000, `${error.data.retry_ms}`);
  }
  assert(answers.slice(0, 200).every((answer) => answer.result), 'the first 200 are within the burst');
  await isAlive(calm); // others are heard
  for (let n = 0; n < 5000 && !socket.code; n++) socket.notify('presence.set', { board: 1 });
  await closesWith(socket, 1008);
  await isAlive(calm);
  const again = await aino.connect(); // a new socket is heard again
  await isAlive(again);
  for (const one of [calm, again]) await one.close();
});

test('an account has ten sockets and no more; where one ends another may begin', async () => {
  const limited = await county({ env: { RINNALLA_SOCKETS: '10' } });
  const { leena, eero } = await signInAll(limited, ['leena', 'eero']);
  const sockets = [];
  for (let n = 0; n < 10; n++) sockets.push(await leena.connect());
  await assert.rejects(leena.connect(), /Unexpected server response: 429/);
  for (const socket of sockets) await isAlive(socket);
  const other = await eero.connect(); // another account has its own ten
  await isAlive(other);
  await sockets.pop().close();
  const next = await within(PATIENCE, 'a place is free', (async () => {
    for (;;) {
      const socket = await leena.connect().catch(() => null);
      if (socket) return socket;
    }
  })());
  await isAlive(next);
  for (const socket of [...sockets, other, next]) await socket.close();
});

// ---- slow readers ------------------------------------------------------------------------------------------------------------

const long = '😀'.repeat(2000);
/** Writes cards of 8 kB on the board until enough was said. */
async function say(socket, board, megabytes) {
  let last;
  for (let n = 0; n < (megabytes * 1e6) / 8000; n += 20)
    last = await Promise.all(Array.from({ length: 20 }, () => socket.call('card.add', { board, kind: 'voice', text: long })));
  return last.at(-1).seq;
}

test('whoever stops reading costs little, is told where to resume, and loses nothing', async () => {
  const slowBoard = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  const [writer, slow, quick] = [await people.aino.connect(), await people.eero.connect(), await people.eero.connect()];
  const view = await slow.see(slowBoard);
  await say(writer, slowBoard, 10); // until caches are as large as they get
  const watching = await quick.see(slowBoard);
  const before = residentBytes(server);
  slow.ws.pause();
  const seq = await say(writer, slowBoard, 20);
  await watching.reach(seq); // others are not held up
  const grown = residentBytes(server) - before;
  assert(isSanitized || grown < 4e6, `${grown} bytes for one slow reader`);
  slow.ws.resume();
  await Promise.race([slow.until((message) => message.method === 'board.resync'), slow.closed]).catch(() => {});
  const resync = slow.of('board.resync', slowBoard)[0];
  assert(resync || slow.code === 4008, `neither resync nor 4008, but ${slow.code}`);
  assert(view.seq < seq, 'it was slow indeed');
  if (resync) assert.equal(resync.since, view.seq, 'it resumes where it stands');
  const resumed = resync ? slow : await people.eero.connect();
  const answered = await resumed.call('board.open', { board: slowBoard, since: view.seq });
  assert.equal(answered.seq, seq);
  assert.equal(Object.keys(answered.snapshot?.card ?? {}).length || view.cards().length + answered.events.length, watching.cards().length);
  for (const socket of [writer, quick, resumed]) await socket.close();
});

test('a long answer does not make its reader too slow for what is told behind it', async () => {
  const longBoard = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  const [writer, slow, quick] = [await people.aino.connect(), await people.eero.connect(), await people.eero.connect()];
  await say(writer, longBoard, 12); // more than a line's buffers hold
  slow.ws.pause();
  const seeing = slow.see(longBoard);
  const watching = await quick.see(longBoard);
  const { seq } = await writer.call('card.add', { board: longBoard, kind: 'need', text: 'Takana' });
  await watching.reach(seq);
  slow.ws.resume();
  const view = await seeing;
  assert(view.opened.seq < seq);
  await view.reach(seq);
  assert.deepEqual(slow.of('board.resync'), []);
  await say(writer, longBoard, 0.1);
  assert.deepEqual((await view.reach(seq + 20)).texts().slice(-21, -20), ['Takana']);
  for (const socket of [writer, slow, quick]) await socket.close();
});

test('whoever is so slow that even answers pile up is closed with 4008', async () => {
  const [slow, calm] = [await people.aino.connect(), await people.eero.connect()];
  const bigBoard = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  const bigSeq = await say(calm, bigBoard, 1);
  const before = residentBytes(server);
  slow.ws.pause();
  for (let n = 0; n < 60; n++) slow.send({ jsonrpc: '2.0', id: `r${n}`, method: 'board.at', params: { board: bigBoard, seq: bigSeq } }); // a megabyte each
  await within(PATIENCE, 'all sixty are answered or dropped', (async () => {
    for (let n = 0; n < 60; n++) await calm.call('board.at', { board: bigBoard, seq: bigSeq });
  })());
  const grown = residentBytes(server) - before;
  assert(isSanitized || grown < 60e6, `${grown} bytes`);
  slow.ws.resume();
  const { code } = await within(PATIENCE, 'closed', slow.closed);
  assert([4008, 1006].includes(code), `${code}`); // 1006: there was no room left even for the close frame
  await isAlive(calm);
  await calm.close();
});

test('when too many writes wait the rest are told to come again, and a resend is done once', async () => {
  const narrow = await county({ env: { RINNALLA_WRITE_QUEUE: '4', RINNALLA_GROUP: '1' } });
  const { aino } = await signInAll(narrow, ['aino']);
  const { board: at } = await aino.http('board.create', { title: 'Ruuhka' });
  const socket = await aino.connect();
  const asked = Array.from({ length: 600 }, (_, n) => ({ board: at, kind: 'need', text: `Kortti ${n}`, key: newKey() }));
  const answers = await Promise.all(asked.map((params) => socket.ask('card.add', params)));
  const busy = answers.filter((answer) => answer.error);
  for (const { error } of busy) {
    assert.equal(error.data.reason, 'busy');
    assert(error.data.retry_ms > 0);
  }
  assert(busy.length > 0, 'none had to wait');
  for (const params of asked) await socket.call('card.add', params);
  const { snapshot } = await socket.call('board.open', { board: at });
  assert.deepEqual(Object.values(snapshot.card).map(({ text }) => text).sort(), asked.map(({ text }) => text).sort());
  await socket.close();
});

test('the board is as it was before all this', async () => {
  const { snapshot } = await people.aino.http('board.open', { board });
  assert.deepEqual(snapshot.card, {});
  await refused(people.aino.http('card.add', { board, kind: 'need', text: '' }), 'bad_input');
});
