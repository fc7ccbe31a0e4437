// feed.test.mjs - calendar feeds as programs fetch them: /calendar/<token>.ics, and single meetings below /api/
//
// Fetches go through node:http, because fetch() asks for gzip by itself.
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, existsSync } from 'node:fs';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { hire, refused, nobody, within, PATIENCE } from './client.mjs';
import { county, makeBoard, signInAll } from './people.mjs';

let server, people, board;
const tokens = []; // every one that was given out

/** One answer: status, headers, body as bytes. */
function get(path, { method = 'GET', headers = {}, from = server } = {}) {
  return within(PATIENCE, `an answer to ${method}`, new Promise((resolve, reject) => {
    const asked = request(from.url + path, { method, headers }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    asked.on('error', reject);
    asked.end();
  }));
}
const text = (answer) => String(answer.body);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** The path of a new feed. */
async function makeFeed(person, scope, more = {}) {
  const { feed, url } = await person.http('feed.create', { scope, detail: 'code', ...more });
  assert(url.startsWith(`${server.url}/calendar/`), url);
  tokens.push(/calendar\/(.{43})\.ics$/.exec(url)[1]);
  return { feed, path: url.slice(server.url.length) };
}

/** Local time in so many days from today, which no daylight saving moves: noon. */
const inDays = (days, time = '12:00') => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const plan = (person, host, more = {}) =>
  person.http('meeting.create', { ...host, title: 'Otsikko', start: inDays(7), tz: 'Europe/Helsinki', minutes: 60, ...more });

before(async () => {
  server = await county({ env: { RINNALLA_LOG: 'debug' } });
  people = await signInAll(server, ['aino', 'eero', 'leena', 'admin']);
  board = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
});

test('a feed is a calendar that caches may keep to themselves', async () => {
  await plan(people.aino, { board });
  const { path } = await makeFeed(people.aino, `board:${board}`);
  const answer = await get(path);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8');
  assert.equal(answer.headers['cache-control'], 'private, max-age=900');
  assert.equal(answer.headers['x-robots-tag'], 'noindex');
  assert.equal(answer.headers.vary, 'Accept-Encoding');
  assert.match(answer.headers.etag, /^"[0-9a-f]{32}"$/);
  assert.equal(Number(answer.headers['content-length']), answer.body.length);
  assert.equal(answer.headers.location, undefined);
  assert.match(text(answer), /^BEGIN:VCALENDAR\r\n[^]*\r\nBEGIN:VEVENT\r\n[^]*\r\nEND:VCALENDAR\r\n$/);

  const head = await get(path, { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(head.body.length, 0);
  const { date: _, 'last-modified': __, ...said } = answer.headers;
  const { date: ___, 'last-modified': ____, ...saidOfHead } = head.headers;
  assert.deepEqual(saidOfHead, said);
});

test('gzip has an ETag of its own and unpacks to the same bytes', async () => {
  const { path } = await makeFeed(people.aino, `board:${board}`);
  const plain = await get(path), packed = await get(path, { headers: { 'accept-encoding': 'br, gzip;q=0.8' } });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.notEqual(packed.headers.etag, plain.headers.etag);
  assert.deepEqual(gunzipSync(packed.body), plain.body);
  assert.equal((await get(path, { headers: { 'accept-encoding': 'gzip;q=0' } })).headers['content-encoding'], undefined);
});

test('who has this version is told so, at hand or not', async () => {
  const { path } = await makeFeed(people.aino, `board:${board}`);
  const first = (await get(path, { method: 'HEAD' })).headers.etag;
  const { path: other } = await makeFeed(people.aino, 'mine'); // its version is not at hand
  const etag = (await get(other)).headers.etag;
  for (const [where, known] of [[path, first], [path, `"x", W/${first}`], [path, '*'], [other, etag]]) {
    const answer = await get(where, { headers: { 'if-none-match': known } });
    assert.equal(answer.status, 304, known);
    assert.equal(answer.body.length, 0);
    assert.equal(answer.headers['content-length'], undefined);
    assert.match(answer.headers.etag, /^"/);
  }
  assert.equal((await get(path, { headers: { 'if-none-match': etag } })).status, 200);
  // the version as it is says nothing of the one in gzip
  assert.equal((await get(path, { headers: { 'if-none-match': first, 'accept-encoding': 'gzip' } })).status, 200);

  // the store is asked for what isn't at hand: a change to all calendars of eero, and the version of before
  const { path: eeros } = await makeFeed(people.eero, 'mine');
  const before = (await get(eeros)).headers.etag;
  await plan(people.aino, { board }, { start: inDays(9) });
  const after = await get(eeros, { headers: { 'if-none-match': before } });
  assert.equal(after.status, 200);
  await people.eero.http('feed.revoke', { feed: (await makeFeed(people.eero, 'mine')).feed }); // lets go of all copies
  const now = (await get(eeros, { method: 'HEAD' })).headers.etag;
  await people.eero.http('feed.revoke', { feed: (await makeFeed(people.eero, 'mine')).feed });
  const latest = (await get(eeros)).headers.etag;
  assert.notEqual(latest, now);
  assert.equal((await get(eeros, { headers: { 'if-none-match': latest } })).status, 304);
});

test('the time of a change is said once nothing can look like it any more', async () => {
  const { path } = await makeFeed(people.aino, `board:${board}`);
  await plan(people.aino, { board }, { start: inDays(8) });
  const at = Date.now();
  const early = await get(path);
  if (Date.now() - at < 1000) assert.equal(early.headers['last-modified'], undefined);
  await sleep(3100);
  const modified = (await get(path)).headers['last-modified'];
  assert(Math.abs(Date.parse(modified) - at) < 5000, modified);
  assert.equal((await get(path, { headers: { 'if-modified-since': modified } })).status, 304);
  assert.equal((await get(path, { headers: { 'if-modified-since': new Date(Date.parse(modified) - 1000).toUTCString() } })).status, 200);
  assert.equal((await get(path, { headers: { 'if-modified-since': modified, 'if-none-match': '"x"' } })).status, 200);
  assert.equal((await get(path, { headers: { 'if-modified-since': 'yesterday' } })).status, 200);
});

test('what is unknown, revoked, ended or no token at all is the same 404', async () => {
  const { feed, path } = await makeFeed(people.aino, `board:${board}`);
  assert.equal((await get(path)).status, 200);
  await people.aino.http('feed.revoke', { feed });
  const same = ({ status, headers: { date, ...headers }, body }) => ({ status, headers, body: String(body) });
  const expected = same(await get(`/calendar/${'A'.repeat(43)}.ics`));
  assert.equal(expected.status, 404);
  assert.equal(expected.headers['x-robots-tag'], 'noindex');
  assert.equal(expected.headers['cache-control'], 'no-store');
  assert.equal(expected.headers.etag, undefined);
  for (const wrong of [path, '/calendar/.ics', '/calendar/x.ics', `/calendar/${'A'.repeat(42)}.ics`, `/calendar/${'A'.repeat(5000)}.ics`, '/calendar/%C3%28.ics', path.replace('.ics', '/x.ics')])
    assert.deepEqual(same(await get(wrong)), expected, wrong.slice(0, 60));
  assert.equal((await get(path, { method: 'HEAD' })).status, 404);
  assert.equal((await get(path, { headers: { 'if-none-match': '*' } })).status, 404);
  assert.equal((await get(path, { method: 'DELETE' })).status, 405);
  assert.equal((await get('/calendar/2026-11')).headers['content-type'].startsWith('text/calendar'), false);
});

test('whoever has the answer to a change fetches what is after it', async () => {
  const { path } = await makeFeed(people.aino, 'mine');
  const count = async () => (text(await get(path)).match(/BEGIN:VEVENT/g) ?? []).length;
  let before = await count();
  for (let n = 0; n < 40; n++) {
    await plan(people.aino, { board }, { start: inDays(20 + n) });
    assert.equal(await count(), ++before, `change ${n}`);
  }
  for (let n = 0; n < 20; n++) {
    const { feed, path: gone } = await makeFeed(people.aino, 'mine');
    assert.equal((await get(gone)).status, 200);
    await people.aino.http('feed.revoke', { feed });
    assert.equal((await get(gone)).status, 404, `revoked ${n}`);
  }
});

test('a copy is never older than the last answer, however changes and fetches meet', async () => {
  const { team } = await people.eero.http('team.create', { name: 'Kilpailu' });
  const { path } = await makeFeed(people.eero, `team:${team}`);
  let made = 0, over = false;
  const writing = (async () => {
    for (let n = 0; n < 60; n++) {
      await plan(people.eero, { team }, { start: inDays(n % 300) });
      made++;
    }
    over = true;
  })();
  const fetching = Array.from({ length: 6 }, async () => {
    while (!over) {
      const least = made;
      const seen = (text(await get(path)).match(/BEGIN:VEVENT/g) ?? []).length;
      assert(seen >= least, `${seen} of ${least}`);
    }
  });
  await Promise.all([writing, ...fetching]);
  assert.equal(text(await get(path)).match(/BEGIN:VEVENT/g).length, 60);
});

test('an invitation comes and goes with the next fetch, and an answer shows at it', async () => {
  const { kaisla } = await hire(people.admin, ['kaisla']);
  const { team } = await people.aino.http('team.create', { name: 'Kutsujat' });
  const { meeting } = await plan(people.aino, { team }, { rrule: 'FREQ=DAILY;COUNT=3', place: 'Huone 4' });
  const { path } = await makeFeed(kaisla, 'mine'), seen = new Set();
  /** The feed as it is, which must be another version than all before it. */
  const next = async () => {
    const answer = await get(path);
    assert(!seen.has(answer.headers.etag), 'another version');
    for (const etag of seen) assert.equal((await get(path, { headers: { 'if-none-match': etag } })).status, 200);
    assert.equal((await get(path, { headers: { 'if-none-match': answer.headers.etag } })).status, 304);
    seen.add(answer.headers.etag);
    return text(answer);
  };
  const guest = { team, meeting, account: kaisla.id };
  assert.doesNotMatch(await next(), /BEGIN:VEVENT/);
  await people.aino.http('meeting.invite', guest);
  const invited = await next(), uid = /UID:(.*)/.exec(invited)[1];
  assert.match(invited, /TRANSP:OPAQUE[^]*LOCATION:Huone 4|LOCATION:Huone 4[^]*TRANSP:OPAQUE/);
  await kaisla.http('meeting.answer', { meeting, answer: 'no' });
  assert.match(await next(), /TRANSP:TRANSPARENT/);
  await kaisla.http('meeting.answer', { meeting, answer: 'maybe' });
  assert.match(await next(), /STATUS:TENTATIVE/);

  // the meeting is held all the same: to say that it was cancelled would be a lie, so it is gone
  await people.aino.http('meeting.uninvite', guest);
  const uninvited = await next();
  assert.doesNotMatch(uninvited, /BEGIN:VEVENT|CANCELLED|Huone/);
  await people.aino.http('meeting.invite', guest);
  assert.equal(/UID:(.*)/.exec(await next())[1], uid, 'the same event comes back');

  await people.aino.http('meeting.cancel', { team, meeting, which: 'all' });
  const cancelled = await next();
  assert.match(cancelled, /STATUS:CANCELLED/);
  assert.equal(/SEQUENCE:(\d+)/.exec(cancelled)[1], '1');
  assert.equal(/SEQUENCE:(\d+)/.exec(invited)[1], '0');
  await people.aino.http('meeting.uninvite', guest);
  assert.doesNotMatch(await next(), /BEGIN:VEVENT/);
});

test('feeds end with the part that one had, and with the account', async () => {
  const { pihla, urho } = await hire(people.admin, ['pihla', 'urho']);
  const { board } = await people.aino.http('board.create', { title: 'Toinen' });
  for (const one of [pihla, urho]) await people.aino.http('participant.add', { board, account: one.id, role: 'member' });
  await plan(people.aino, { board });
  const ofBoard = await makeFeed(pihla, `board:${board}`), mine = await makeFeed(pihla, 'mine'), other = await makeFeed(urho, `board:${board}`);
  assert.match(text(await get(mine.path)), /BEGIN:VEVENT/);
  assert.equal((await get(ofBoard.path)).status, 200);
  await people.aino.http('participant.remove', { board, account: pihla.id });
  assert.equal((await get(ofBoard.path)).status, 404);
  assert.doesNotMatch(text(await get(mine.path)), /BEGIN:VEVENT/);
  assert.equal((await get(other.path)).status, 200);
  await people.admin.http('account.end', { account: pihla.id });
  assert.equal((await get(mine.path)).status, 404);
  assert.equal((await get(other.path)).status, 200);
  await refused(urho.http('feed.revoke', { feed: other.feed + 1 }), { reason: 'not_found', field: 'feed' });
});

test('the list says when, how often and by what a feed was fetched', async () => {
  const { feed, path } = await makeFeed(people.leena, 'mine');
  for (const agent of ['Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.3.1', 'curl/7.88']) await get(path, { headers: { 'user-agent': agent } });
  await get(path, { method: 'HEAD' });
  const row = async () => (await people.leena.http('feed.list')).feeds.find(({ id }) => id === feed);
  for (const end = Date.now() + PATIENCE; (await row()).fetch_count < 3 && Date.now() < end;) await sleep(200);
  const { fetch_count, fetched_at, fetched_by, ...rest } = await row();
  assert.equal(fetch_count, 3);
  assert.match(fetched_by, /^Thunderbird, Linux$/);
  assert(Math.abs(Date.now() - fetched_at) < 120_000 && fetched_at % 60_000 === 0);
  assert(!JSON.stringify(rest).includes(tokens.at(-1)));
});

test('one meeting is a file for whoever may see it', async () => {
  const { meeting } = await plan(people.aino, { board }, { title: 'Kanariaotsikko', rrule: 'FREQ=DAILY;COUNT=3' });
  const path = `/api/boards/${board}/meetings/${meeting}.ics`;
  const answer = await people.eero.fetch(path);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8');
  assert.equal(answer.headers.get('content-disposition'), 'attachment');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const file = await answer.text();
  assert.match(file, /\r\nRRULE:FREQ=DAILY;COUNT=3\r\n/);
  assert.doesNotMatch(file, /Kanariaotsikko/);
  assert.equal((await nobody(server).fetch(path)).status, 401);
  assert.equal((await people.leena.fetch(path)).status, 404);
  assert.equal((await people.admin.fetch(path)).status, 404);
  for (const wrong of [`/api/boards/${board}/meetings/1.ics`, `/api/boards/${board}/meetings/${meeting}`, `/api/boards/${board}/meetings/0${meeting}.ics`,
    `/api/boards/${board}/meetings/99999999999999999999.ics`, `/api/boards/x/meetings/${meeting}.ics`, `/api/boards/${board}`, `/api/boards/`])
    assert.equal((await people.eero.fetch(wrong)).status, 404, wrong);
  const { team } = await people.aino.http('team.create', { name: 'Tiedosto' });
  const { meeting: ofTeam } = await plan(people.aino, { team });
  assert.equal((await people.aino.fetch(`/api/teams/${team}/meetings/${ofTeam}.ics`)).status, 200);
  assert.equal((await people.eero.fetch(`/api/teams/${team}/meetings/${ofTeam}.ics`)).status, 404);
  assert.equal((await people.aino.fetch(`/api/boards/${team}/meetings/${ofTeam}.ics`)).status, 404);
});

test('feed.read and feed.meeting are the server\'s own', async () => {
  for (const method of ['feed.read', 'feed.meeting', 'feed.fetched'])
    assert.equal((await people.aino.fetch(`/api/rpc/${method}?params=${encodeURIComponent('{"token":"x","packed":false}')}`)).status, 404);
});

test('demo accounts\' feeds are none where there is no demo; others go on after a restart', async () => {
  const { kerttu } = await hire(people.admin, ['kerttu']);
  const demo = await makeFeed(people.eero, 'mine'), real = await makeFeed(kerttu, 'mine');
  const etag = (await get(real.path)).headers.etag;
  assert.equal((await get(demo.path)).status, 200);
  assert.equal((await server.end('SIGTERM')).code, 0);
  const again = await county({ db: server.db, demo: false, args: ['--origins', 'https://rinnalla.example'] });
  assert.equal((await get(demo.path, { from: again })).status, 404);
  const answer = await get(real.path, { from: again });
  assert.equal(answer.status, 200);
  assert.notEqual(answer.headers.etag, etag, 'another address stands in it');
  assert.match(text(answer).replaceAll('\r\n ', ''), /X-WR-CALNAME:Rinnalla/);
});

test('no token was logged or stored', () => {
  assert(tokens.length > 20);
  assert.match(server.log, /"path":"\/calendar\/"/);
  const stored = ['', '-wal', '-shm'].map((end) => server.db + end).filter(existsSync).map((path) => readFileSync(path, 'latin1')).join('');
  for (const token of tokens) assert(!server.log.includes(token) && !stored.includes(token));
  assert.doesNotMatch(server.log, /BEGIN:VCALENDAR|If-None-Match/i);
});
