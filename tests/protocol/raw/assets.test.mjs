// The web client's files as they leave the server: out of memory, packed where wanted, never stale, never from elsewhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { serve } from '../server.mjs';
import { Line, readAnswers } from './wire.mjs';

const script = 'export const words = [' + '"rinnalla",'.repeat(20_000) + '];\n';
let server, folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rinnalla-assets-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><script nonce="{{nonce}}" src="/assets/main-1a2b.js"></script><link nonce="{{nonce}}">');
  writeFileSync(join(folder, 'assets/main-1a2b.js'), script);
  writeFileSync(join(folder, 'assets/main-1a2b.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, '.secret'), 'no');
  symlinkSync('/etc/passwd', join(folder, 'passwd.txt'));
  server = await serve({ args: ['--assets', folder] });
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function get(path, headers = {}, method = 'GET') {
  const line = new Line(server.port);
  const head = Object.entries({ Host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  line.write(`${method} ${path} HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
  await line.until(() => line.isOver, 5000);
  const end = line.bytes.indexOf('\r\n\r\n');
  return { ...readAnswers(line.bytes.subarray(0, end + 4), true)[0], bytes: line.bytes.subarray(end + 4) };
}

test('the page has a nonce of its own each time, in the policy and in the page', async () => {
  const nonces = new Set();
  for (let i = 0; i < 5; i++) {
    const { status, headers, bytes } = await get('/');
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'no-store');
    const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(headers['content-security-policy'])[1];
    assert.equal(bytes.toString().split(`nonce="${nonce}"`).length, 3);
    assert.match(headers['content-security-policy'], /require-trusted-types-for 'script'/);
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 5);
});

test('places in the client get the page; files that are not there do not', async () => {
  for (const path of ['/board/3', '/anything/at/all', '/index.html']) assert.match((await get(path)).bytes.toString(), /<!doctype/);
  for (const path of ['/assets/gone.js', '/.secret', '/passwd.txt', '/main-1a2b.js', '/api/nothing']) assert.equal((await get(path)).status, 404);
});

test('each coding that is accepted comes back to the same file', async () => {
  const of = (accepted) => get('/assets/main-1a2b.js', accepted ? { 'Accept-Encoding': accepted } : {});
  const plain = await of(), brotli = await of('gzip, deflate, br'), gzip = await of('gzip;q=1, br;q=0'), none = await of('identity');
  assert.equal(plain.bytes.toString(), script);
  assert.equal(none.headers['content-encoding'], undefined);
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(brotli.bytes).toString(), script);
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(gzip.bytes).toString(), script);
  assert.equal(new Set([plain, brotli, gzip].map((g) => g.headers.etag)).size, 3);
  for (const { headers } of [plain, brotli, gzip]) {
    assert.equal(headers.vary, 'Accept-Encoding');
    assert.match(headers['cache-control'], /immutable/);
    assert.match(headers['content-type'], /javascript/);
  }
});

test('what is known already is not sent again', async () => {
  const { headers } = await get('/icon.svg');
  assert.equal(headers['cache-control'], 'no-cache');
  for (const known of [headers.etag, `"x", ${headers.etag}`, '*']) {
    const again = await get('/icon.svg', { 'If-None-Match': known });
    assert.equal(again.status, 304);
    assert.equal(again.bytes.length, 0);
    assert.equal(again.headers.etag, headers.etag);
  }
  assert.equal((await get('/icon.svg', { 'If-None-Match': '"other"' })).status, 200);
});

test('HEAD says how long, and sends nothing', async () => {
  const { status, headers, bytes } = await get('/assets/main-1a2b.js', {}, 'HEAD');
  assert.deepEqual([status, Number(headers['content-length']), bytes.length], [200, script.length, 0]);
});

test('a reader that takes its time gets the whole file', async () => {
  const line = new Line(server.port);
  line.socket.pause();
  line.write('GET /assets/main-1a2b.js HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(40));
  await new Promise((done) => setTimeout(done, 500));
  line.socket.resume();
  await line.until(() => readAnswers(line.bytes).length === 40, 10_000);
  assert.ok(readAnswers(line.bytes).every((answer) => answer.body === script));
  line.close();
});

test('figures have a socket of their own, which answers nothing else', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address();
  free.close();
  await once(free, 'close');
  const own = await serve({ args: ['--metrics-listen', `127.0.0.1:${port}`] });
  const at = (path, more) => fetch(`http://127.0.0.1:${port}${path}`, more);
  assert.match(await (await at('/metrics', { headers: { 'x-forwarded-for': '192.0.2.1' } })).text(), /rinnalla_connections/);
  for (const path of ['/', '/healthz', '/api/session', '/api/rpc/board.list', '/ws']) assert.equal((await at(path)).status, 404);
  assert.equal((await at('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status, 404);
  await own.stop();
});
