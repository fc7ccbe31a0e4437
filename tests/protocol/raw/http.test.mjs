// What HTTP that no library would send gets: an answer, or a clean end of the line; soon, and the server stays well.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'node:net';
import { serve } from '../server.mjs';
import { ask, Line, readAnswers } from './wire.mjs';

let server, aino;
before(async () => {
  server = await serve();
  aino = await server.signIn('aino');
});
after(() => server.stop());

const host = 'Host: 127.0.0.1\r\n';

/** An answer with that status, or the end of the line; within two seconds. */
async function expectEnd(text, status, name = text) {
  const got = await ask(server.port, text);
  got.line.close();
  assert.ok(got.status !== undefined || got.isOver, `neither an answer nor an end: ${JSON.stringify(name).slice(0, 80)}`);
  assert.ok(got.took < 2000, `it took ${got.took} ms`);
  if (status && got.status !== undefined) assert.ok([status].flat().includes(got.status), `${got.status} instead of ${status}`);
  return got;
}

async function expectStatus(text, status) {
  const got = await expectEnd(text, status);
  assert.ok([status].flat().includes(got.status), `${got.status} instead of ${status}`);
  return got;
}

function reasonOf(got) {
  return JSON.parse(got.body).error.data.reason;
}

test('a request line that is none gets an answer or the end of the line', async () => {
  for (const text of ['\r\n\r\n', 'hello\r\n\r\n', 'GET\r\n\r\n', 'GET /\r\n\r\n', '\0\0\0\0\r\n\r\n', 'GET / FTP/1.1\r\n\r\n', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'])
    await expectEnd(text);
  assert.ok(await server.isWell());
});

test('a request without Host is answered', async () => {
  await expectEnd('GET /healthz HTTP/1.1\r\n\r\n', [200, 400]);
});

test('a header that is too large ends the line', async () => {
  await expectEnd(`GET / HTTP/1.1\r\n${host}X-Large: ${'x'.repeat(200_000)}\r\n\r\n`);
  await expectEnd(`GET / HTTP/1.1\r\n${host}${Array.from({ length: 3000 }, (_, i) => `X-${i}: y\r\n`).join('')}\r\n`);
  await expectEnd(`GET / HTTP/1.1\r\n${host}${'Cookie: a=b\r\n'.repeat(2000)}\r\n`);
});

test('a very long path is refused', async () => {
  await expectEnd(`GET /${'a'.repeat(100_000)} HTTP/1.1\r\n${host}\r\n`);
  await expectEnd(`GET /${'a'.repeat(8000)}.js HTTP/1.1\r\n${host}\r\n`, 404);
});

test('a POST without a length is told so', async () => {
  const got = await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Content-Type: application/json\r\n\r\n{}`, 411);
  assert.equal(reasonOf(got), 'bad_input');
});

test('a chunked POST is told to send a length', async () => {
  await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, 411);
  await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, 411);
});

test('a length that is none is refused', async () => {
  for (const length of ['-1', '-9223372036854775808', '99999999999999999999', '0x10', '1e3', '5 5', '+5', '٣'])
    await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n{}`, 400);
  await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`, 400);
});

test('a body that is too long is refused, and the connection is not lost for it', async () => {
  const body = 'x'.repeat(300_000);
  const got = await ask(server.port, `POST /api/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}GET /healthz HTTP/1.1\r\n${host}\r\n`, { answers: 2 });
  assert.deepEqual(got.answers.map((a) => a.status), [413, 200]);
  got.line.close();
  await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Content-Length: 99999999999\r\n\r\n`, 413);
});

test('a body shorter than its length is waited for, but not for ever', async () => {
  const line = new Line(server.port);
  line.write(`POST /api/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{}`);
  assert.ok(await line.until(() => line.isOver, 12_000));
});

test('an empty POST is refused by its content', async () => {
  const got = await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 0\r\n\r\n`, 400);
  assert.equal(reasonOf(got), 'bad_input');
});

test('GET, HEAD and DELETE with a body are refused', async () => {
  for (const method of ['GET', 'DELETE']) await expectStatus(`${method} /api/session HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`, 400);
});

test('a POST that is not JSON, or comes from another page, is refused', async () => {
  await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}`, 415);
  await expectStatus(`POST /api/session HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`, 415);
  for (const header of ['Origin: https://evil.example', 'Origin: null', 'Sec-Fetch-Site: cross-site'])
    await expectStatus(`POST /api/session HTTP/1.1\r\n${host}${header}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`, 403);
  await expectStatus(`DELETE /api/session HTTP/1.1\r\n${host}Origin: https://evil.example\r\nCookie: ${aino.cookie}\r\n\r\n`, 403);
});

test('keep-alive and then an unknown upgrade does not harm (CVE-2025-11677)', async () => {
  for (const upgrade of ['foo', 'h2c', '', 'websocketx', 'x'.repeat(3000)]) {
    const line = new Line(server.port);
    line.write(`GET /healthz HTTP/1.1\r\n${host}\r\n`);
    await line.until(() => readAnswers(line.bytes).length === 1);
    line.write(`GET /ws HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: ${upgrade}\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`);
    assert.ok(await line.until(() => line.isOver || readAnswers(line.bytes).length === 2));
    line.close();
    const both = await ask(server.port, `GET /healthz HTTP/1.1\r\n${host}\r\nGET /ws HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: ${upgrade}\r\n\r\n`, { answers: 2 });
    assert.equal(both.answers[0].status, 200);
    both.line.close();
  }
  assert.ok(await server.isWell());
});

test('pipelined requests are answered in order, also those that wait for the store', async () => {
  const cookie = `Cookie: ${aino.cookie}\r\n`;
  const text = ['/healthz', '/api/session', '/version', '/api/rpc/board.list', '/nowhere.txt', '/api/session', '/healthz']
    .map((path) => `GET ${path} HTTP/1.1\r\n${host}${cookie}\r\n`)
    .join('');
  const got = await ask(server.port, text, { answers: 7 });
  assert.deepEqual(got.answers.map((a) => a.status), [200, 200, 200, 200, 404, 200, 200]);
  got.line.close();
});

test('a body behind another request is not mistaken for anything else', async () => {
  const post = `POST /api/rpc/board.list HTTP/1.1\r\n${host}Cookie: ${aino.cookie}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
  const get = `GET /healthz HTTP/1.1\r\n${host}\r\n`;
  const getWithBody = `GET /healthz HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`;
  for (const text of [post.repeat(5), get + post, get + getWithBody, getWithBody + post, get + get + post.slice(0, -1), post + get + post]) {
    const got = await ask(server.port, text, { answers: 5, ms: 500 });
    assert.ok(got.answers.every((a) => [200, 400, 503].includes(a.status)), got.answers.map((a) => a.status));
    got.line.close();
    assert.ok(await server.isWell());
  }
});

test('POST after POST on one connection goes on', async () => {
  const post = `POST /api/rpc/board.list HTTP/1.1\r\n${host}Cookie: ${aino.cookie}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
  const line = new Line(server.port);
  for (let i = 1; i <= 10; i++) {
    line.write(post.slice(0, 100));
    await new Promise((done) => setTimeout(done, i % 3));
    line.write(post.slice(100));
    assert.ok(await line.until(() => readAnswers(line.bytes).length === i));
  }
  assert.ok(readAnswers(line.bytes).every((a) => a.status === 200));
  line.close();
});

test('leaving while the store is asked costs nothing', async () => {
  for (let i = 0; i < 50; i++) {
    const line = new Line(server.port);
    line.write(`GET /api/rpc/board.list HTTP/1.1\r\n${host}Cookie: ${aino.cookie}\r\n\r\n`);
    await new Promise((done) => line.socket.once('connect', done));
    setImmediate(() => line.close());
  }
  const password = JSON.stringify({ name: 'aino', password: 'not this one' });
  for (let i = 0; i < 3; i++) {
    const line = new Line(server.port);
    line.write(`POST /api/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: ${password.length}\r\n\r\n${password}`);
    await new Promise((done) => setTimeout(done, 20));
    line.close();
  }
  await new Promise((done) => setTimeout(done, 1000));
  assert.ok(await server.isWell());
});

test('HTTP/1.0 is answered, and the line ends', async () => {
  const got = await ask(server.port, 'GET /healthz HTTP/1.0\r\n\r\n');
  assert.equal(got.status, 200);
  assert.ok(await got.line.until(() => got.line.isOver));
});

test('HEAD has the headers of GET and no body', async () => {
  const line = new Line(server.port);
  line.write(`HEAD /version HTTP/1.1\r\n${host}\r\nGET /version HTTP/1.1\r\n${host}\r\n`);
  await line.until(() => line.bytes.includes('"version"'));
  const [head] = readAnswers(line.bytes, true);
  assert.equal(head.status, 200);
  assert.ok(Number(head.headers['content-length']) > 10);
  const rest = line.bytes.subarray(line.bytes.indexOf('\r\n\r\n') + 4);
  assert.ok(rest.toString().startsWith('HTTP/1.1 200'), 'a body came after HEAD');
  line.close();
});

test('unknown and forbidden methods are refused', async () => {
  for (const method of ['BREW', 'TRACE', 'CONNECT', 'PROPFIND', 'G\0T']) await expectEnd(`${method} / HTTP/1.1\r\n${host}\r\n`, [400, 403, 405]);
  for (const method of ['PUT', 'PATCH', 'OPTIONS']) {
    const got = await expectEnd(`${method} /api/session HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`, 405);
    if (got.status) assert.match(got.headers.allow, /POST/);
  }
  const got = await expectStatus(`DELETE /healthz HTTP/1.1\r\n${host}\r\n`, 405);
  assert.equal(got.headers.allow, 'GET, HEAD');
});

test('a write by GET is refused, and an unknown command named', async () => {
  const cookie = `Cookie: ${aino.cookie}\r\n`;
  const got = await expectStatus(`GET /api/rpc/board.create?params=%7B%7D HTTP/1.1\r\n${host}${cookie}\r\n`, 405);
  assert.equal(got.headers.allow, 'POST');
  for (const method of ['no.such', '', 'session.start', 'session.sweep', 'board.list/', '%00'])
    await expectStatus(`GET /api/rpc/${method} HTTP/1.1\r\n${host}${cookie}\r\n`, 404);
});

test('paths that climb, hide or end early reach nothing', async () => {
  for (const path of ['/../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/../../rinnalla', '//etc/passwd.txt', '/.git/config', '/index.html%00.js', '/%00', '/a%', '/a%zz', '/%c0%ae%c0%ae/x.y', '/assets/x;y.z', '/\\..\\x.y'])
    await expectEnd(`GET ${path} HTTP/1.1\r\n${host}\r\n`, [200, 400, 403, 404, 503]).then((got) => {
      if (got.body) assert.ok(!got.body.includes('root:'));
    });
});

test('who is not signed in gets nothing', async () => {
  for (const header of ['', 'Cookie: rinnalla=\r\n', 'Cookie: rinnalla=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n', 'Authorization: Bearer x\r\n', 'Authorization: Basic YTpi\r\n', `Authorization: Bearer x\r\nCookie: ${aino.cookie}\r\n`])
    for (const path of ['/api/session', '/api/rpc/board.list']) {
      const got = await expectStatus(`GET ${path} HTTP/1.1\r\n${host}${header}\r\n`, 401);
      assert.equal(reasonOf(got), 'not_signed_in');
    }
});

test('every answer says what a browser must not do with it', async () => {
  for (const path of ['/healthz', '/nowhere.txt', '/api/session', '/']) {
    const { headers } = await ask(server.port, `GET ${path} HTTP/1.1\r\n${host}\r\n`);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(headers['content-security-policy'], /default-src 'none'/);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  }
});

test('figures are for this machine alone', async () => {
  await expectStatus(`GET /metrics HTTP/1.1\r\n${host}\r\n`, 200);
  for (const header of ['X-Forwarded-For: 192.0.2.1', 'Forwarded: for=192.0.2.1', 'X-Real-IP: 192.0.2.1', 'Via: 1.1 proxy'])
    await expectStatus(`GET /metrics HTTP/1.1\r\n${host}${header}\r\n\r\n`, 404);
});

test('a header that comes drop by drop is not waited for longer than the limit', async () => {
  const line = new Line(server.port);
  const text = `GET /healthz HTTP/1.1\r\n${host}X: ${'y'.repeat(1000)}`;
  let at = 0;
  const drip = setInterval(() => line.write(text[at++]), 200);
  const ended = await line.until(() => line.isOver, 15_000);
  clearInterval(drip);
  assert.ok(ended, 'it is still waiting');
});

test('a connection that says nothing is not kept', async () => {
  const line = new Line(server.port);
  assert.ok(await line.until(() => line.isOver, 15_000));
});

test('two hundred connections at once are all answered', async () => {
  const all = await Promise.all(Array.from({ length: 200 }, () => ask(server.port, `GET /healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, { ms: 10_000 })));
  assert.ok(all.every((got) => got.status === 200));
});

test('a reset in the middle of anything is survived', async () => {
  for (let i = 0; i < 40; i++) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((done) => socket.once('connect', done));
    socket.write(`GET /api/rpc/board.list HTTP/1.1\r\n${host}Cookie: ${aino.cookie}\r\n\r\n`.slice(0, 20 + i * 4));
    socket.resetAndDestroy();
  }
  assert.ok(await server.isWell());
});
