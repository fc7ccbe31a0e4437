// bench.mjs - `make bench`: runs every workload on the floor and then on the real server, and prints one line of JSON for each.
//
//     node tests/load/bench.mjs BUILD        ONLY=fanout,join: just these; SPIN=1: a generator that never sleeps
//
// Makes a demo database in a folder of its own under BUILD (a real disk: fsync must cost what it costs), lets the generator
// prepare it through the server's public wire, and gives every workload a fresh copy and a fresh server. The server under load
// runs on the first core, the generator on the second, and only one server at a time. Processes are ended by their pid.
// Status 1: something was lost, doubled, refused, or didn't start. An aim that is missed is said in the line ("met": false).
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { measureFeed } from './feed.mjs';

const build = resolve(process.argv[2] ?? 'build');
const only = (process.env.ONLY ?? '').split(/[\s,]+/).filter(Boolean);
const spin = process.env.SPIN ? ['--spin'] : [];
const LOAD_TIME = 120_000, START_TIME = 20_000, STOP_TIME = 10_000; // ms
const QUIET = 15; // percent of a core that other programs may take before a line calls itself disturbed

const near = (n, digits = 2) => Number(n.toFixed(digits));
const ratio = (a, b) => near(a / b);

// What is taken from the generator's lines, and what the issue aims at: [what, value, aim, met]
const workloads = {
  fanout: { fsync: true, take: paced, aims: (f, r) => [
    atMost('p50 over the floor', r.last_p50_us / f.last_p50_us, 2.5),
    atMost('p99 over the floor', r.last_p99_us / f.last_p99_us, 3.5)] },
  crowd: { fsync: true, take: paced, aims: (f, r) => [
    atLeast('share of the offered rate', r.achieved_per_s / r.offered_per_s, 0.99),
    atMost('p99 in ms', r.last_p99_us / 1000, 10)] },
  throughput: { fsync: true, take: paced, aims: (f, r) => [
    atLeast('throughput over the floor', r.achieved_per_s / f.achieved_per_s, 0.7)] },
  one_board: { fsync: true, take: paced, aims: (f, r) => [
    atMost('p50 over the floor', r.last_p50_us / f.last_p50_us, 1.25),
    atMost('p99 over the floor', r.last_p99_us / f.last_p99_us, 1.25)] },
  idle: { take: (x) => ({ kib_per_socket: near(x.bytes_per_socket / 1024), joined: x.joined, joined_in_s: x.joined_in_s }),
    aims: (f, r) => [
      atMost('KiB for a socket', r.bytes_per_socket / 1024, 6),
      atMost('whole % of a core', Math.floor(r.cpu_percent), 0)] },
  join: { joins: true, take: (x) => ({ p50_us: x.join_p50_us, p99_us: x.join_p99_us, at_once_p50_us: x.at_once_p50_us,
      at_once_p99_us: x.at_once_p99_us, answer_bytes: x.answer_bytes }),
    aims: (f, r) => [
      atMost('p50 over the floor', r.join_p50_us / f.join_p50_us, 4),
      atMost('50 at once over the floor', r.at_once_p50_us / f.at_once_p50_us, 3)] },
};

for (const name of ['notes', 'notes_50']) workloads[name] = { ...workloads.fanout, notes: true };
workloads.notes_throughput = { ...workloads.throughput, notes: true };
workloads.one_note = { ...workloads.one_board, notes: true };
workloads.writers = { ...workloads.one_board, notes: true };
workloads.note_join = { ...workloads.join, notes: true };
workloads.feed = { alone: true }; // feed.mjs

function paced(x) {
  return { achieved_per_s: x.achieved_per_s, p50_us: x.last_p50_us, p99_us: x.last_p99_us, max_us: x.max_us,
    ack_p50_us: x.ack_p50_us, ack_p99_us: x.ack_p99_us, late_p99_us: x.late_p99_us, changes: x.changes, deliveries: x.deliveries };
}
function atMost(what, value, limit) { return { what, value: near(value), at_most: limit, met: value <= limit }; }
function atLeast(what, value, limit) { return { what, value: near(value), at_least: limit, met: value >= limit }; }

// ---- processes ------------------------------------------------------------------------------------------------------------
const scratch = mkdtempSync(join(build, 'bench-'));
const running = new Set();
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const say = (text) => process.stderr.write(`bench: ${text}\n`);

function start(core, command, env = {}) {
  const pinned = cpus().length > 1 ? ['taskset', '-c', String(core), ...command] : command;
  const log = openSync(join(scratch, 'log'), 'a');
  const child = spawn(pinned[0], pinned.slice(1), { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', log] });
  closeSync(log);
  child.text = '';
  child.stdout.on('data', (data) => { child.text += data; });
  child.ended = new Promise((done) => {
    child.on('error', (error) => { running.delete(child); done(String(error)); });
    child.on('close', (code, signal) => { running.delete(child); done(signal ?? code); });
  });
  running.add(child);
  return child;
}

function lastWords() {
  const log = join(scratch, 'log');
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8).join('\n') : '';
}

async function finish(child, ms, what) {
  const late = setTimeout(() => child.kill('SIGKILL'), ms);
  const how = await child.ended;
  clearTimeout(late);
  if (how !== 0) throw new Error(`${what} ended with ${how}\n${lastWords()}`);
  return child.text;
}

async function stop(child, what) {
  child.kill('SIGTERM');
  await finish(child, STOP_TIME, `${what}, asked to stop,`);
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function listening(child, port, what) {
  for (const end = Date.now() + START_TIME; Date.now() < end; await sleep(50)) {
    if (!running.has(child)) throw new Error(`${what} ended with ${await child.ended}\n${lastWords()}`);
    const open = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
      socket.on('error', () => done(false));
    });
    if (open) return;
  }
  throw new Error(`${what} did not listen within ${START_TIME / 1000} s\n${lastWords()}`);
}

// ---- the two servers, and the generator against them --------------------------------------------------------------------
async function withServer(what, command, env, use) {
  const port = await freePort();
  const child = start(0, command(port), env);
  try {
    await listening(child, port, what);
    await sleep(300);
    const result = await use(port, child.pid);
    await stop(child, what);
    return result;
  } finally {
    if (running.has(child)) child.kill('SIGKILL');
  }
}

const real = (db, use) => withServer('rinnalla',
  (port) => [join(build, 'rinnalla'), 'serve', '--db', db, '--listen', `127.0.0.1:${port}`, '--demo'],
  { RINNALLA_RATE: '0', RINNALLA_SOCKETS: '0' }, use);

const load = async (args) => JSON.parse(await finish(start(1, [join(build, 'load'), ...args, ...spin]), LOAD_TIME, `load ${args[0]}`));

function onFloor(name, sizes, more) {
  const { joins, notes } = workloads[name];
  const answer = !joins ? 300 : notes ? sizes.text_bytes : sizes.join_bytes;
  return withServer('floor', (port) => [join(build, 'floor'), '--port', port, '--event-bytes', notes ? sizes.update_bytes : sizes.event_bytes,
    '--join-bytes', answer, ...more].map(String), {},
    (port, pid) => load([name, '--port', port, '--pid', pid, '--floor'].map(String)));
}

async function onReal(name, base, world) {
  const db = join(scratch, 'run.db');
  for (const end of ['', '-wal', '-shm']) {
    rmSync(db + end, { force: true });
    if (end !== '-shm' && existsSync(base + end)) copyFileSync(base + end, db + end);
  }
  return real(db, (port, pid) => load([name, '--port', port, '--pid', pid, '--world', world].map(String)));
}

async function prepareDemo() {
  const base = join(scratch, 'base.db');
  await finish(start(0, [join(build, 'rinnalla'), 'demo', '--db', base]), START_TIME, 'rinnalla demo');
  return { base };
}

async function prepare() {
  const { base } = await prepareDemo(), world = join(scratch, 'world');
  const { prepared } = await real(base, (port) => load(['prepare', '--port', String(port), '--world', world]));
  say(`${prepared.boards} boards, ${prepared.people} people, event ${prepared.event_bytes} B, snapshot ${prepared.join_bytes} B, ` +
    `in ${prepared.seconds} s`);
  return { base, world, sizes: prepared };
}

function line(name, floor, synced, is) {
  const { take, aims } = workloads[name];
  const of = (x) => x && { ...take(x), cpu_percent: near(x.cpu_percent), generator_cpu_percent: near(x.generator_cpu_percent),
    others_cpu_percent: near(x.others_cpu_percent) };
  const [f, s, r] = [floor, synced, is].map(of);
  const over = {};
  for (const key of ['p50_us', 'p99_us', 'at_once_p50_us', 'achieved_per_s', 'kib_per_socket'])
    if (r[key] !== undefined) over[key.replace(/_(us|per_s)$/, '')] = ratio(r[key], f[key]);
  const checks = aims(floor, is);
  const wrong = ['lost', 'doubled', 'gaps', 'refused'].filter((key) => is[key] > 0 || floor[key] > 0);
  return { workload: name, sockets: is.sockets, offered_per_s: is.offered_per_s, floor: f, floor_fsync: s, real: r, over_floor: over,
    event_bytes: is.event_bytes, lost: is.lost, refused: is.refused, aims: checks, met: !wrong.length && checks.every((c) => c.met),
    disturbed: [f, s, r].some((x) => x && x.others_cpu_percent > QUIET) || undefined, wrong: wrong.length ? wrong : undefined };
}

const feedTools = (base) => ({ build, scratch, base, real, withServer, start, finish, say, quiet: QUIET, aims: { atLeast, atMost } });

async function measure(name, { base, world, sizes }) {
  if (workloads[name].alone) return measureFeed(feedTools(base));
  say(`${name} on the floor`);
  const floor = await onFloor(name, sizes, []);
  const synced = workloads[name].fsync ? await onFloor(name, sizes, ['--fsync', join(scratch, 'floor.dat')]) : undefined;
  say(`${name} on rinnalla`);
  return line(name, floor, synced, await onReal(name, base, world));
}

async function main() {
  const names = Object.keys(workloads).filter((name) => !only.length || only.includes(name));
  if (!names.length) throw new Error(`ONLY is one or more of ${Object.keys(workloads).join(', ')}`);
  if (cpus().length < 2) say('one core only: server and generator share it, latencies say little');
  const made = names.some((name) => !workloads[name].alone) ? await prepare() : await prepareDemo();
  let failed = 0;
  for (const name of names) {
    try {
      const result = await measure(name, made);
      console.log(JSON.stringify(result));
      if (result.disturbed) say(`${name}: other programs took more than ${QUIET} % of a core, so these figures say little`);
      if (!result.wrong) continue;
      say(`${name}: ${result.wrong.join(', ')}\n${lastWords()}`);
      failed++;
    } catch (error) {
      say(`${name} failed: ${error.message}`);
      failed++;
    }
  }
  return failed ? 1 : 0;
}

function clean() {
  for (const child of running) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { clean(); process.exit(1); });
let status = 1;
try {
  status = await main();
} catch (error) {
  say(error.message);
}
clean();
process.exit(status);
