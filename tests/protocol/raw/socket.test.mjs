// What WebSocket frames that no library would send get: the right closing code, and nothing else suffers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../server.mjs';
import { ask, frame, Line, open, opcode, upgradeRequest } from './wire.mjs';

let server, aino, eero;
before(async () => {
  server = await serve({ env: { RINNALLA_MESSAGE: '65536' } });
  aino = await server.signIn('aino');
  eero = await server.signIn('eero');
});
after(() => server.stop());

const bearer = () => ({ Authorization: `Bearer ${aino.token}` });

async function refusedBefore(request, status, reason) {
  const got = await ask(server.port, request);
  got.line.close();
  assert.equal(got.status, status);
  assert.equal(JSON.parse(got.body).error.data.reason, reason);
  assert.ok(got.took < 1000);
}

async function closesWith(code, ...bytes) {
  const socket = await open(server, aino);
  socket.send(...bytes);
  assert.equal(await socket.code(), code);
  socket.close();
  assert.ok(await server.isWell());
}

// ---- before the upgrade ----

test('a socket is opened by cookie and by bearer', async () => {
  const byBearer = await open(server, aino);
  byBearer.close();
  const line = new Line(server.port);
  line.write(upgradeRequest({ headers: { Cookie: `a=b; ${aino.cookie}; c=d`, Origin: server.origin } }));
  await line.until(() => line.bytes.includes('\r\n\r\n'));
  const head = line.bytes.toString('latin1').toLowerCase();
  assert.match(head, /^http\/1.1 101 /);
  assert.match(head, /sec-websocket-protocol: rinnalla.v1/);
  assert.doesNotMatch(head, /sec-websocket-extensions/);
  line.close();
});

test('no session, no upgrade', async () => {
  await refusedBefore(upgradeRequest({ headers: { Origin: server.origin } }), 401, 'not_signed_in');
  await refusedBefore(upgradeRequest({ headers: { Authorization: 'Bearer nonsense' } }), 401, 'not_signed_in');
  await refusedBefore(upgradeRequest({ headers: { Authorization: `Bearer ${'A'.repeat(43)}` } }), 401, 'not_signed_in');
});

test('a page of others opens nothing, nor a cookie without a page', async () => {
  for (const origin of ['https://evil.example', 'null', `${server.origin}.evil.example`, 'http://127.0.0.1'])
    await refusedBefore(upgradeRequest({ headers: { Cookie: aino.cookie, Origin: origin } }), 403, 'not_allowed');
  await refusedBefore(upgradeRequest({ headers: { ...bearer(), Origin: 'https://evil.example' } }), 403, 'not_allowed');
  await refusedBefore(upgradeRequest({ headers: { Cookie: aino.cookie } }), 403, 'not_allowed');
});

test('path, method, version, key and subprotocol must be right', async () => {
  await refusedBefore(upgradeRequest({ path: '/', headers: bearer() }), 404, 'not_found');
  await refusedBefore(upgradeRequest({ path: '/ws/', headers: bearer() }), 404, 'not_found');
  await refusedBefore(upgradeRequest({ path: '/api/session', headers: bearer() }), 404, 'not_found');
  await refusedBefore(upgradeRequest({ method: 'HEAD', headers: bearer() }), 405, 'bad_input');
  for (const version of ['12', '8', '0', '13, 12', 'x', undefined])
    await refusedBefore(upgradeRequest({ headers: { ...bearer(), 'Sec-WebSocket-Version': version } }), 426, 'bad_input');
  for (const key of ['', 'short', 'A'.repeat(24), 'A'.repeat(300), undefined])
    await refusedBefore(upgradeRequest({ headers: { ...bearer(), 'Sec-WebSocket-Key': key } }), 400, 'bad_input');
  for (const protocol of ['chat', 'rinnalla.v2', 'rinnalla', undefined])
    await refusedBefore(upgradeRequest({ headers: { ...bearer(), 'Sec-WebSocket-Protocol': protocol } }), 400, 'bad_input');
  await refusedBefore(upgradeRequest({ headers: { ...bearer(), Connection: 'keep-alive' } }), 400, 'bad_input');
  await refusedBefore(upgradeRequest({ headers: { ...bearer(), Upgrade: undefined } }), 426, 'bad_input');
});

test('compression is not offered, whatever is asked for', async () => {
  const socket = await open(server, aino, { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' });
  assert.ok((await socket.call('board.list')).result);
  socket.close();
});

test('a message that comes together with the upgrade is not lost', async () => {
  const line = new Line(server.port);
  line.write(Buffer.concat([Buffer.from(upgradeRequest({ headers: bearer() })), frame(opcode.text, '{"jsonrpc":"2.0","id":1,"method":"board.list"}')]));
  assert.ok(await line.until(() => line.bytes.includes('"boards"')));
  line.close();
});

// ---- frames ----

test('an unmasked frame does no harm', async () => {
  // libwebsockets 4.1 takes it; RFC 6455 § 5.1 would have it closed. Masks protect proxies, not servers.
  const socket = await open(server, aino);
  socket.send(frame(opcode.text, '{"jsonrpc":"2.0","id":1,"method":"board.list"}', { masked: false }));
  await socket.line.until(() => socket.messages.length || socket.line.isOver);
  assert.ok(socket.messages.length || socket.line.isOver);
  socket.close();
  const odd = await open(server, aino);
  odd.send(Buffer.from([0x81, 126, 0, 0]), Buffer.alloc(70_000, 'x')); // a length of 0, said the long way
  await odd.line.until(() => odd.closed || odd.line.isOver);
  odd.close();
  assert.ok(await server.isWell());
});

test('reserved bits and unknown kinds are protocol errors', async () => {
  for (const reserved of [1, 2, 4]) await closesWith(1002, frame(opcode.text, '{}', { reserved }));
  for (const kind of [3, 7, 11, 15]) await closesWith(1002, frame(kind, '{}'));
});

test('control frames are short and whole', async () => {
  await closesWith(1002, frame(opcode.ping, 'x', { final: false }));
  const socket = await open(server, aino);
  socket.send(frame(opcode.ping, 'x'.repeat(126)));
  assert.ok([0, 1002].includes(await socket.code()));
  socket.close();
});

test('a continuation needs a start, a start an end', async () => {
  await closesWith(1002, frame(opcode.more, 'x'));
  await closesWith(1002, frame(opcode.text, '{', { final: false }), frame(opcode.text, '}'));
});

test('text that is not UTF-8 closes with 1007', async () => {
  for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x22, 0xe2, 0x82, 0x22]]) await closesWith(1007, frame(opcode.text, Buffer.from(bytes)));
  await closesWith(1007, frame(opcode.text, Buffer.from([0x22, 0xe2]), { final: false }), frame(opcode.more, Buffer.from([0x22])));
});

test('a character cut in two by fragments is whole again', async () => {
  const socket = await open(server, aino);
  const text = Buffer.from('{"jsonrpc":"2.0","id":"ä€😀","method":"board.list"}');
  for (let at = 0; at < text.length; at++)
    socket.send(frame(at ? opcode.more : opcode.text, text.subarray(at, at + 1), { final: at === text.length - 1 }));
  assert.ok((await socket.message((m) => m.id === 'ä€😀'))?.result);
  socket.close();
});

test('binary frames close with 1003', async () => {
  await closesWith(1003, frame(opcode.binary, '{}'));
  await closesWith(1003, frame(opcode.binary, 'x', { final: false }));
});

test('a message that is too long closes with 1009: in one frame, in fragments, and announced', async () => {
  await closesWith(1009, frame(opcode.text, 'x'.repeat(65537)));
  await closesWith(1009, frame(opcode.text, 'x'.repeat(40000), { final: false }), frame(opcode.more, 'x'.repeat(40000)));
  await closesWith(1009, frame(opcode.text, 'x', { length: 2 ** 40 }));
  const socket = await open(server, aino);
  socket.say(`{"jsonrpc":"2.0","id":1,"method":"board.list"${' '.repeat(65536 - 46)}}`.slice(0, 65536));
  assert.ok(await socket.message(() => true));
  socket.close();
});

test('a length beyond all lengths ends the line', async () => {
  const socket = await open(server, aino);
  socket.send(Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5]));
  assert.notEqual(await socket.code(), undefined);
  socket.close();
});

test('ten thousand tiny fragments are one message', async () => {
  const socket = await open(server, aino);
  const text = `{"jsonrpc":"2.0","id":1,"method":"board.list","params":{}${' '.repeat(9942)}}`;
  const frames = [...text].map((c, i) => frame(i ? opcode.more : opcode.text, c, { final: i === text.length - 1 }));
  for (let i = 0; i < frames.length; i += 100) socket.send(...frames.slice(i, i + 100));
  assert.ok((await socket.message((m) => m.id === 1, 10_000))?.result);
  socket.close();
});

test('fragments that go on for ever with nothing in them are hung up on', async () => {
  const socket = await open(server, aino);
  const nothing = Buffer.concat(Array.from({ length: 1000 }, () => frame(opcode.more, '', { final: false })));
  socket.send(frame(opcode.text, '', { final: false }));
  for (let i = 0; i < 70; i++) socket.send(nothing);
  assert.equal(await socket.code(10_000), 1008);
  socket.close();
});

test('pings are answered with what they carried, also in the middle of a message', async () => {
  const socket = await open(server, aino);
  socket.send(frame(opcode.text, '{"jsonrpc":"2.0","id":1,', { final: false }), frame(opcode.ping, 'hei'), frame(opcode.more, '"method":"board.list"}'));
  assert.ok((await socket.message((m) => m.id === 1))?.result);
  await socket.line.until(() => socket.frames.some((f) => f.kind === opcode.pong));
  assert.equal(socket.frames.find((f) => f.kind === opcode.pong).data.toString(), 'hei');
  socket.send(frame(opcode.pong, 'nobody asked'));
  assert.ok((await socket.call('board.list')).result);
  socket.close();
});

test('a closing frame is answered, and the line ends', async () => {
  for (const payload of ['', Buffer.from([0x03, 0xe8]), Buffer.from([0x0f, 0xa1]), Buffer.concat([Buffer.from([0x03, 0xe9]), Buffer.from('bye')])]) {
    const socket = await open(server, aino);
    socket.send(frame(opcode.close, payload));
    assert.ok(await socket.line.until(() => socket.line.isOver, 8000));
    socket.close();
  }
  for (const code of [0, 999, 1005, 1006, 2999]) {
    const socket = await open(server, aino);
    socket.send(frame(opcode.close, Buffer.from([code >> 8, code & 255])));
    await socket.line.until(() => socket.line.isOver, 8000);
    assert.ok([0, 1002, undefined].includes(socket.closed?.code ?? 0), `${socket.closed?.code}`);
    socket.close();
  }
  const one = await open(server, aino);
  one.send(frame(opcode.close, 'x'));
  assert.ok(await one.line.until(() => one.line.isOver, 8000));
});

test('nothing is heard behind a closing frame', async () => {
  const socket = await open(server, aino);
  socket.send(frame(opcode.close, Buffer.from([0x03, 0xe8])), frame(opcode.text, '{"jsonrpc":"2.0","id":1,"method":"board.list"}'));
  await socket.line.until(() => socket.line.isOver, 8000);
  assert.equal(socket.messages.length, 0);
});

// ---- JSON ----

async function refused(text, reason, field) {
  const socket = await open(server, aino);
  socket.say(text);
  const message = await socket.message((m) => m.error);
  assert.ok(message, `no refusal for ${String(text).slice(0, 60)}`);
  assert.equal(message.error.data.reason, reason);
  if (field !== undefined) assert.equal(message.error.data.field, field);
  assert.equal(message.jsonrpc, '2.0');
  assert.equal(typeof message.error.code, 'number');
  assert.equal(typeof message.error.message, 'string');
  socket.close();
  return message;
}

test('what is not JSON, or not an object, is refused', async () => {
  for (const text of ['', ' ', '{', '}', '[]', '[{"jsonrpc":"2.0","id":1,"method":"board.list"}]', '1', '"x"', 'null', '{"a":1}}', "{'a':1}", '{"jsonrpc":"2.0","id":1,"method":"board.list",}', '\u0000', '{"a":"\\ud800"}', '{"a":1,"a":2}', '\ufeff{}'])
    assert.equal((await refused(text, 'bad_input')).id, null);
});

test('JSON that is too deep, or has too many values, is refused', async () => {
  await refused(`{"a":${'['.repeat(30)}${']'.repeat(30)}}`, 'too_large', 'depth');
  await refused('['.repeat(60000), 'too_large', 'depth');
  await refused('{"a":'.repeat(10000), 'too_large', 'depth');
  await refused(`{"a":[${'0,'.repeat(5000)}0]}`, 'too_large', 'values');
  assert.ok(await server.isWell());
});

test('the envelope is checked to the letter', async () => {
  const ok = { jsonrpc: '2.0', id: 1, method: 'board.list' };
  assert.equal((await refused({ ...ok, jsonrpc: '1.0' }, 'bad_input', 'jsonrpc')).id, 1);
  await refused({ id: 1, method: 'board.list' }, 'bad_input', 'jsonrpc');
  await refused({ ...ok, method: 7 }, 'bad_input', 'method');
  await refused({ jsonrpc: '2.0', id: 1 }, 'bad_input', 'method');
  await refused({ ...ok, params: [] }, 'bad_input', 'params');
  await refused({ ...ok, extra: 1 }, 'bad_input');
  await refused({ jsonrpc: '2.0', method: 'board.list' }, 'bad_input', 'id');
  for (const id of [null, true, {}, [], 1.5, 2 ** 60, 'x'.repeat(65)]) assert.equal((await refused({ ...ok, id }, 'bad_input', 'id')).id, null);
  await refused({ ...ok, method: 'no.such' }, 'not_found', 'method');
  await refused({ ...ok, method: 'session.start' }, 'not_found', 'method');
  await refused({ ...ok, method: 'board.open', params: {} }, 'bad_input', 'board');
  await refused({ ...ok, method: 'board.open', params: { board: 'x' } }, 'bad_input', 'board');
  await refused({ ...ok, method: 'board.open', params: { board: 999_999_999 } }, 'not_found');
  await refused({ ...ok, method: 'board.list', params: { nonsense: 1 } }, 'bad_input', 'nonsense');
  await refused({ ...ok, method: 'presence.set', params: { board: 1 } }, 'not_found');
});

test('an id comes back as it was', async () => {
  const socket = await open(server, aino);
  for (const id of [0, -1, 2 ** 53, 'x', '', 'Ääkköset "ja" \\', '😀'.repeat(64)]) {
    socket.say({ jsonrpc: '2.0', id, method: 'board.list' });
    assert.ok(await socket.message((m) => m.id === id), `${id}`);
  }
  socket.close();
});

test('a notification is answered by nothing', async () => {
  const socket = await open(server, aino);
  socket.say({ jsonrpc: '2.0', method: 'presence.set', params: { board: 1, writing: true } });
  await socket.call('board.list');
  assert.equal(socket.messages.length, 1);
  socket.close();
});

// ---- limits ----

test('too many sockets of one account are refused, of another not', async () => {
  const few = await serve({ env: { RINNALLA_SOCKETS: '2' } });
  const [a, e] = [await few.signIn('aino'), await few.signIn('eero')];
  const sockets = [await open(few, a), await open(few, a)];
  await assert.rejects(open(few, a), /429/);
  sockets.push(await open(few, e));
  sockets[0].close();
  await new Promise((done) => setTimeout(done, 200));
  sockets.push(await open(few, a));
  for (const socket of sockets) socket.close();
  await few.stop();
});

test('a flood is first refused, then hung up on; others notice nothing', async () => {
  const strict = await serve({ env: { RINNALLA_RATE: '20', RINNALLA_BURST: '50' } });
  const [a, e] = [await strict.signIn('aino'), await strict.signIn('eero')];
  const flood = await open(strict, a);
  const calm = await open(strict, e);
  const one = frame(opcode.text, '{"jsonrpc":"2.0","id":1,"method":"session.hello"}');
  flood.send(...Array.from({ length: 80 }, () => one));
  const refusal = await flood.message((m) => m.error);
  assert.equal(refusal.error.data.reason, 'too_fast');
  assert.ok(refusal.error.data.retry_ms > 0);
  assert.equal(flood.messages.filter((m) => m.result).length, 50);
  await new Promise((done) => setTimeout(done, refusal.error.data.retry_ms + 2000));
  assert.ok((await flood.call('board.list')).result, 'it may speak again');
  flood.send(...Array.from({ length: 2000 }, () => one));
  assert.equal(await flood.code(), 1008);
  assert.ok((await calm.call('board.list')).result);
  flood.close();
  calm.close();
  await strict.stop();
});

// ---- the server ends ----

test('on SIGTERM sockets close with 1001, what was asked is answered, and the program ends with 0', async () => {
  const other = await serve();
  const a = await other.signIn('aino');
  const board = (await other.rpc(a, 'board.create', { key: 'k', title: 'Loppu' })).board;
  const sockets = await Promise.all(Array.from({ length: 20 }, () => open(other, a)));
  for (const [i, socket] of sockets.entries())
    for (let n = 0; n < 20; n++) socket.say({ jsonrpc: '2.0', id: n, method: 'card.add', params: { board, key: `${i}.${n}`, kind: 'need', text: 'x' } });
  await sockets[0].message((m) => m.result);
  other.child.kill('SIGTERM');
  setTimeout(() => other.child.kill('SIGTERM'), 5);
  await other.stop();
  for (const socket of sockets) {
    assert.equal(await socket.code(), 1001);
    assert.ok(socket.messages.every((m) => m.result || ['busy'].includes(m.error.data.reason)));
  }
  const again = await serve({ db: other.db });
  const b = await again.signIn('aino');
  const cards = Object.keys((await again.rpc(b, 'board.open', { board })).snapshot.card).length;
  assert.equal(cards, sockets.reduce((sum, socket) => sum + socket.messages.filter((m) => m.result).length, 0));
  await again.stop();
});
