// feed.mjs - the workload `feed` of bench.mjs: a calendar of 500 events fetched by 50 connections, as it is and as 304
//
// In one run, one after the other: the real server, bare libwebsockets with the same bytes in memory, nginx with the same bytes as
// a file, and Radicale with the same events. nginx and Radicale are Debian packages that `make bench` installs; where one is
// missing its figures are null and nothing else is different. All on loopback, a few seconds each.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const EVENTS = 500, CONNECTIONS = 50, SECONDS = 4, PEER_SECONDS = 4;
const near = (n, digits = 2) => Number(n.toFixed(digits));

const agent = new Agent({ keepAlive: true });
/** One request; {status, headers, body}. */
export const ask = (port, path, { method = 'GET', headers = {}, body } = {}) => new Promise((resolve, reject) => {
  const asked = request({ port, host: '127.0.0.1', path, method, headers, agent }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part));
    answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    answer.on('error', reject);
  });
  asked.on('error', reject);
  asked.end(body);
});

async function ok(what) {
  const answer = await what;
  if (answer.status >= 300) throw new Error(`${answer.status} ${String(answer.body).slice(0, 300)}`);
  return answer;
}

/** A team with its meetings over the next 16 months, and a feed of it: the path. */
async function fill(port) {
  const json = { 'content-type': 'application/json' };
  const session = await ok(ask(port, '/api/session', { method: 'POST', headers: json, body: '{"name":"aino","password":"alongside"}' }));
  const cookie = session.headers['set-cookie'][0].split(';')[0];
  const call = async (method, params) => JSON.parse((await ok(ask(port, `/api/rpc/${method}`, { method: 'POST',
    headers: { ...json, cookie }, body: JSON.stringify({ ...params, key: randomBytes(8).toString('hex') }) }))).body);
  const { team } = await call('team.create', { name: 'Perhetiimi' });
  for (let n = 0; n < EVENTS; n++) {
    const day = new Date(Date.now() + (n % 480 + 1) * 86_400_000).toISOString().slice(0, 10);
    await call('meeting.create', { team, title: 'Kokous', start: `${day}T${n < 480 ? '09' : '13'}:15`, tz: 'Europe/Helsinki', minutes: 60, place: 'Sali' });
  }
  const { url } = await call('feed.create', { scope: `team:${team}`, detail: 'plain', tasks: 'none_shown' });
  return new URL(url).pathname;
}

function children(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** What the generator says of one server: whole answers, and 304 for its ETag. */
async function fetchAll({ build, start, finish }, port, pid, path, etag) {
  const run = async (more) => JSON.parse(await finish(start(1, [join(build, 'fetch'), '--port', port, '--path', path, '--connections', CONNECTIONS,
    '--seconds', SECONDS, '--pid', [pid, ...children(pid)].join(','), ...more].map(String)), 60_000, 'fetch'));
  const full = await run([]), same = await run(['--etag', etag]);
  if (full.status !== 200 || same.status !== 304) throw new Error(`${full.status} and ${same.status} instead of 200 and 304`);
  return { full, same };
}

function nginxConf(folder, port) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  return `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; ${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; types { text/calendar ics; } ${temporary}
  server { listen 127.0.0.1:${port}; root ${folder}/www; } }\n`;
}

async function onNginx(tools, file) {
  const folder = join(tools.scratch, 'nginx');
  mkdirSync(join(folder, 'www'), { recursive: true });
  writeFileSync(join(folder, 'www/feed.ics'), file);
  const command = (port) => {
    writeFileSync(join(folder, 'conf'), nginxConf(folder, port));
    return ['nginx', '-p', folder, '-c', join(folder, 'conf')];
  };
  return tools.withServer('nginx', command, {}, async (port, pid) =>
    fetchAll(tools, port, pid, '/feed.ics', (await ok(ask(port, '/feed.ics'))).headers.etag));
}

/** Its server closes each connection, so it is asked from here; it is so slow that this doesn't matter. */
async function onRadicale(tools, file) {
  const folder = join(tools.scratch, 'radicale');
  const command = (port) => ['radicale', '--config', '', '--server-hosts', `127.0.0.1:${port}`, '--storage-filesystem-folder', folder, '--auth-type', 'none'];
  return tools.withServer('radicale', command, {}, async (port) => {
    const type = { 'content-type': 'text/calendar; charset=utf-8' };
    await ok(ask(port, '/bench/', { method: 'MKCOL' }));
    await ok(ask(port, '/bench/feed/', { method: 'PUT', headers: type, body: file }));
    let answers = 0;
    const end = Date.now() + PEER_SECONDS * 1000;
    await Promise.all(Array.from({ length: 8 }, async () => {
      while (Date.now() < end) {
        await ok(ask(port, '/bench/feed/'));
        answers++;
      }
    }));
    return { full: { per_s: near(answers / PEER_SECONDS, 1) } };
  });
}

async function orNull(what, say, run) {
  say(`feed on ${what}`);
  try {
    return await run();
  } catch (error) {
    say(`${what}: ${error.message.split('\n')[0]}`);
    return null;
  }
}

export async function measureFeed(tools) {
  const { build, scratch, base, real, withServer, say, aims: { atLeast, atMost } } = tools;
  const file = join(scratch, 'feed.ics');
  let length, path, etag;
  say('feed on rinnalla');
  const is = await real(base, async (port, pid) => {
    path = await fill(port);
    const { body, headers } = await ok(ask(port, path));
    etag = headers.etag;
    writeFileSync(file, body);
    length = body.length;
    return fetchAll(tools, port, pid, path, etag);
  });
  say('feed on the floor');
  const floor = await withServer('floor_http', (port) => [join(build, 'floor_http'), '--port', port, '--file', file].map(String), {},
    (port, pid) => fetchAll(tools, port, pid, path, etag)); // the same request: the library's parser costs by the letter
  const nginx = await orNull('nginx', say, () => onNginx(tools, readFileSync(file)));
  const radicale = await orNull('radicale', say, () => onRadicale(tools, readFileSync(file)));
  const checks = [
    atLeast('full answers over the floor', is.full.per_s / floor.full.per_s, 0.8),
    atLeast('304 over the floor', is.same.per_s / floor.same.per_s, 0.8),
    atMost('ms of processor for a full answer', is.full.server_cpu_us / 1000, 1),
    atMost('ms of processor for a 304', is.same.server_cpu_us / 1000, 0.2),
  ];
  const disturbed = [is, floor, nginx].some((x) => x && Math.max(x.full.others_cpu_percent, x.same.others_cpu_percent) > tools.quiet);
  return { workload: 'feed', events: EVENTS, bytes: length, connections: CONNECTIONS, real: is, floor, nginx, radicale, aims: checks,
    met: checks.every((check) => check.met), disturbed: disturbed || undefined };
}
