// server.mjs - a server of one's own for a test: a copy of the demo database in a temporary folder, a free port, signing in,
// and an end that must be clean.
//
//     const server = await serve({ env: { RINNALLA_RATE: '5' } });
//     const aino = await server.signIn('aino');
//     …
//     await server.stop();
//
// The binary is $RINNALLA, or build/rinnalla. The demo is made once a process and copied.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = resolve(process.env.RINNALLA ?? join(root, 'build/rinnalla'));

const folder = mkdtempSync(join(tmpdir(), 'rinnalla-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let made = 0;

/** The path of a fresh copy of the demo database. */
export function demoDatabase() {
  const original = join(folder, 'demo.db');
  if (!existsSync(original)) {
    const done = spawnSync(binary, ['demo', '--db', original], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`rinnalla demo failed (${done.status}): ${done.stderr}`);
  }
  const copy = join(folder, `${++made}.db`);
  for (const part of ['', '-wal']) if (existsSync(original + part)) copyFileSync(original + part, copy + part);
  return copy;
}

/** Starts a server and waits until it listens. */
export async function serve({ db = demoDatabase(), env = {}, args = [], demo = true } = {}) {
  const child = spawn(binary, ['serve', '--db', db, '--listen', '127.0.0.1:0', ...(demo ? ['--demo'] : []), ...args], {
    env: { ...clean(process.env), RINNALLA_RATE: '0', RINNALLA_SOCKETS: '0', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // a test that fails in the middle must not keep the runner waiting for a server that nobody stops
  child.unref();
  child.stderr.unref();
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const server = new Server(child, db);
  await server.ready;
  return server;
}

/** Settings of whoever runs the tests must not reach the server under test. */
function clean(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('RINNALLA')));
}

class Server {
  constructor(child, db) {
    this.child = child;
    this.pid = child.pid;
    this.db = db;
    this.log = '';
    this.exited = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })));
    this.ready = new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`the server does not listen:\n${this.log}`)), 20_000);
      child.on('exit', () => fail(new Error(`the server ended at once:\n${this.log}`)));
      child.stderr.setEncoding('utf8').on('data', (text) => {
        this.log += text;
        const said = /"what":"listening","listen":"([^"]*):(\d+)"/.exec(this.log);
        if (!said) return;
        clearTimeout(timer);
        this.port = Number(said[2]);
        this.origin = `http://127.0.0.1:${this.port}`;
        done();
      });
    });
  }

  /** Signs in; answers the cookie as a header has it, the token, and who it is. */
  async signIn(name, password = 'alongside') {
    const answer = await fetch(`${this.origin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password }),
    });
    if (answer.status !== 200) throw new Error(`signing in as ${name}: ${answer.status} ${await answer.text()}`);
    const cookie = answer.headers.get('set-cookie').split(';')[0];
    return { cookie, token: cookie.slice(cookie.indexOf('=') + 1), ...(await answer.json()) };
  }

  /** A command by HTTP: its result, or throws the error with its status. */
  async rpc(who, method, params = {}) {
    const answer = await fetch(`${this.origin}/api/rpc/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${who.token}` },
      body: JSON.stringify(params),
    });
    const body = await answer.json();
    if (answer.status !== 200) throw Object.assign(new Error(body.error.message), { status: answer.status, ...body.error });
    return body;
  }

  /** Is it still answering? */
  async isWell() {
    return (await fetch(`${this.origin}/healthz`)).status === 200;
  }

  /** Figures of /metrics, by name with labels. */
  async metrics() {
    const text = await (await fetch(`${this.origin}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
    return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
  }

  /** SIGTERM to this process alone; it must end by itself, with code 0, within 5 s. */
  async stop(expected = 0) {
    const began = Date.now();
    this.child.kill('SIGTERM');
    const hard = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    const { code, signal } = await this.exited;
    clearTimeout(hard);
    if (code !== expected || signal) throw new Error(`the server ended with ${signal ?? code}:\n${this.log.slice(-4000)}`);
    if (Date.now() - began > 5000) throw new Error(`the server took ${Date.now() - began} ms to end`);
  }
}
