// session.test.mjs - signing in and out, and what ends with a session
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { hire, signIn, refused, postJson, nobody, Person, Socket, within, PATIENCE } from './client.mjs';
import { county, startServer, makeDemo } from './people.mjs';

const PASSWORD = 'salasana-kokeeseen';
let server, admin;
before(async () => {
  server = await county();
  admin = await signIn(server, 'admin');
});

const again = (person) => signIn(server, person.account.name, PASSWORD);

test('signing in tells who one is, until when, and hides the session from scripts', async () => {
  const aino = await signIn(server, 'aino');
  assert.equal(aino.account.name, 'aino');
  assert.equal(typeof aino.account.id, 'number');
  assert(aino.session.ends_at > Date.now());
  const attributes = aino.cookie.split('; ').slice(1).map((part) => part.toLowerCase());
  assert(aino.cookie.startsWith('rinnalla='));
  assert(attributes.includes('httponly'), aino.cookie);
  assert(attributes.includes('samesite=strict'), aino.cookie);
  assert(attributes.includes('path=/'), aino.cookie);
  assert(!attributes.includes('secure'), aino.cookie);
});

test('behind TLS the cookie is bound to the host and to TLS', async () => {
  const secure = await startServer({ args: ['--secure'] });
  try {
    const { cookie } = await signIn(secure, 'aino');
    assert(cookie.startsWith('__Host-rinnalla='), cookie);
    assert(/; secure/i.test(cookie), cookie);
    assert(/; path=\/(;|$)/i.test(cookie), cookie);
    assert(!/domain/i.test(cookie), cookie);
  } finally {
    await secure.stop();
  }
});

test('the cookie and the bearer token are the same session', async () => {
  const aino = await signIn(server, 'aino');
  const by = async (headers) => (await fetch(`${server.url}/api/session`, { headers })).json();
  const byToken = await by({ authorization: `Bearer ${aino.token}` });
  const byCookie = await by({ cookie: aino.cookie.split(';')[0] });
  assert.deepEqual(byToken, byCookie);
  const { account, session } = byToken;
  for (const field of ['id', 'name', 'full_name', 'language', 'is_admin', 'is_demo', 'units']) assert(field in account, field);
  assert.equal(account.name, 'aino');
  assert.equal(account.is_admin, false);
  assert.equal(account.is_demo, true);
  assert(account.units.length >= 1);
  assert.deepEqual(Object.keys(account.units[0]).sort(), ['id', 'name', 'profession', 'sector']);
  assert.deepEqual(session, aino.session);
  assert.deepEqual(await aino.http('session.who'), byToken);
});

test('without a session nobody is told anything, and no socket opens', async () => {
  const response = await nobody(server).fetch('/api/session');
  assert.equal(response.status, 401);
  assert.equal((await response.json()).error.data.reason, 'not_signed_in');
  assert.equal(response.headers.get('set-cookie'), null);
  for (const token of [null, 'x', 'A'.repeat(43)])
    await assert.rejects(Socket.open(new Person(server, token)), /Unexpected server response: 40[13]/);
});

test('a wrong name and a wrong password get the same answer', async () => {
  const ask = async (name, password) => {
    const response = await postJson(`${server.url}/api/session`, { name, password });
    const headers = Object.fromEntries([...response.headers].filter(([name]) => !['date'].includes(name)));
    return { status: response.status, headers, body: await response.text() };
  };
  const { only } = await hire(admin, ['only']);
  assert(only);
  const wrongPassword = await ask('only', 'not-the-password');
  const wrongName = await ask('nobody.of.this.name', 'not-the-password');
  assert.equal(wrongPassword.status, 401);
  assert.deepEqual(wrongName, wrongPassword);
  assert.equal(JSON.parse(wrongName.body).error.data.reason, 'not_signed_in');
});

test('whoever guesses has to wait, longer and longer, and nobody else with them', async () => {
  const { guessed } = await hire(admin, ['guessed']);
  const guess = (password = 'wrong') => refused(signIn(server, 'guessed', password), { reason: 'not_signed_in' });
  for (let i = 0; i < 3; i++) await guess();
  const wait = await refused(signIn(server, 'guessed', PASSWORD), 'too_fast'); // even with the right one
  assert.equal(wait.status, 429);
  assert(wait.data.retry_ms > 0 && wait.data.retry_ms <= 1000, `${wait.data.retry_ms}`);
  const response = await postJson(`${server.url}/api/session`, { name: 'guessed', password: PASSWORD });
  assert.equal(response.status, 429);
  assert.match(response.headers.get('retry-after'), /^[1-9]\d*$/);
  await signIn(server, 'eero'); // others are heard

  const afterWait = async (password) => {
    for (;;) {
      try {
        return await signIn(server, 'guessed', password);
      } catch (why) {
        if (why.reason !== 'too_fast') throw why;
        await new Promise((resolve) => setTimeout(resolve, why.data.retry_ms));
      }
    }
  };
  await refused(within(PATIENCE, 'heard again', afterWait('wrong again')), 'not_signed_in');
  const longer = await refused(signIn(server, 'guessed', PASSWORD), 'too_fast');
  assert(longer.data.retry_ms > 1000 && longer.data.retry_ms <= 2000, `${longer.data.retry_ms}`);
  assert.equal((await within(PATIENCE, 'let in', afterWait(PASSWORD))).id, guessed.id); // never locked for good
});

test('what is wrong with a sign-in is named', async () => {
  const cases = [
    [{ password: 'x' }, 'name', 'missing'],
    [{ name: 'aino' }, 'password', 'missing'],
    [{ name: 7, password: 'x' }, 'name', 'wrong_type'],
    [{ name: 'aino', password: '' }, 'password', 'too_short'],
    [{ name: 'x'.repeat(101), password: 'x' }, 'name', 'too_long'],
    [{ name: 'aino', password: 'x'.repeat(201) }, 'password', 'too_long'],
    [{ name: 'aino', password: 'x', language: 'tlh' }, 'language', 'unknown_word'],
    [{ name: 'aino', password: 'x', admin: true }, 'admin', 'unknown_field'],
  ];
  for (const [body, field, detail] of cases) {
    const response = await postJson(`${server.url}/api/session`, body);
    assert.equal(response.status, 400, JSON.stringify(body));
    const { error } = await response.json();
    assert.deepEqual([error.data.reason, error.data.field, error.data.detail], ['bad_input', field, detail]);
    assert.equal(response.headers.get('set-cookie'), null);
  }
});

test('nobody gives the address or the program they sign in from by the body', async () => {
  for (const more of [{ address: '10.0.0.1' }, { program: 'other' }]) await refused(signIn(server, 'aino', 'alongside', more), 'bad_input');
});

test('a page of another site can neither sign in nor ask', async () => {
  const aino = await signIn(server, 'aino');
  const origin = { origin: 'https://evil.example' };
  const signing = await postJson(`${server.url}/api/session`, { name: 'aino', password: 'alongside' }, origin);
  assert.equal(signing.status, 403);
  const asking = await postJson(`${server.url}/api/rpc/board.create`, { key: 'k', title: 'x' }, { ...origin, ...aino.headers() });
  assert.equal(asking.status, 403);
  await assert.rejects(aino.connect({ headers: origin }), /Unexpected server response: 403/);
  const own = await aino.connect({ headers: { origin: server.url } });
  await own.close();
});

test('my sessions are listed, and ending one closes its sockets and its door', async () => {
  const { mirja } = await hire(admin, ['mirja']);
  const other = await again(mirja);
  const { sessions, this: here } = await mirja.http('session.list');
  assert.equal(here, mirja.session.id);
  assert.deepEqual(sessions.map((session) => session.id).sort(), [mirja.session.id, other.session.id].sort());
  for (const session of sessions) assert.deepEqual(Object.keys(session).sort(), ['began_at', 'ends_at', 'id', 'program', 'seen_at']);

  const sockets = [await other.connect(), await other.connect()];
  const mine = await mirja.connect();
  await mirja.http('session.end', { session: other.session.id });
  for (const socket of sockets) assert.equal((await within(1000, 'closed', socket.closed)).code, 4001);
  await refused(other.http('session.who'), 'not_signed_in');
  assert.deepEqual((await mine.call('session.list')).sessions.map((session) => session.id), [mirja.session.id]);
  await refused(mirja.http('session.end', { session: other.session.id }), { reason: 'not_found', field: 'session' });
  await mine.close();
});

test("nobody ends another person's session", async () => {
  const { pentti, raili } = await hire(admin, ['pentti', 'raili']);
  await refused(pentti.http('session.end', { session: raili.session.id }), { reason: 'not_found', field: 'session' });
  assert.equal((await raili.http('session.who')).account.id, raili.id);
});

test('signing out everywhere closes every socket of every session, the own one too', async () => {
  const { saara } = await hire(admin, ['saara']);
  const other = await again(saara);
  const sockets = [await saara.connect(), await other.connect(), await other.connect()];
  await sockets[0].call('session.end_all'); // answered before it is closed
  for (const socket of sockets) assert.equal((await within(1000, 'closed', socket.closed)).code, 4001);
  for (const person of [saara, other]) await refused(person.http('session.who'), 'not_signed_in');
});

test('signing out ends the cookie, clears what the browser keeps, and closes the sockets', async () => {
  const { taina } = await hire(admin, ['taina']);
  const socket = await taina.connect();
  const elsewhere = await again(taina);
  const response = await taina.fetch('/api/session', { method: 'DELETE' });
  assert.equal(response.status, 204);
  assert.equal(await response.text(), '');
  assert.equal(response.headers.get('clear-site-data'), '"cache", "storage"');
  const cookie = response.headers.get('set-cookie');
  assert.match(cookie, /^rinnalla=;/);
  assert.match(cookie, /max-age=0|expires=thu, 01 jan 1970/i);
  assert.equal((await within(1000, 'closed', socket.closed)).code, 4001);
  await refused(taina.http('session.who'), 'not_signed_in');
  assert.equal((await elsewhere.http('session.who')).account.id, taina.id); // the other session lives on
});

test('a new password ends every session with 4003, and only the new one opens the door', async () => {
  const { ulla } = await hire(admin, ['ulla']);
  const socket = await ulla.connect();
  await admin.http('account.set_password', { account: ulla.id, password: 'aivan-toinen-salasana' });
  assert.equal((await within(1000, 'closed', socket.closed)).code, 4003);
  await refused(ulla.http('session.who'), 'not_signed_in');
  await refused(signIn(server, 'ulla', PASSWORD), 'not_signed_in');
  assert.equal((await signIn(server, 'ulla', 'aivan-toinen-salasana')).id, ulla.id);
});

test('an account that is ended is out everywhere at once and does not come back', async () => {
  const { veikko } = await hire(admin, ['veikko']);
  const sockets = [await veikko.connect(), await veikko.connect()];
  await admin.http('account.end', { account: veikko.id });
  for (const socket of sockets) assert.equal((await within(1000, 'closed', socket.closed)).code, 4003);
  await refused(veikko.http('session.who'), 'not_signed_in');
  await refused(signIn(server, 'veikko', PASSWORD), 'not_signed_in');
  await refused(admin.http('account.end', { account: veikko.id }), { reason: 'conflict', field: 'account', detail: 'ended' });
});

test('sessions live through a restart, and demo accounts are nobody to a server that is no demo', async () => {
  const db = makeDemo();
  const first = await startServer({ db });
  const aino = await signIn(first, 'aino');
  const { kaisa } = await hire(await signIn(first, 'admin'), ['kaisa']);
  await first.stop();

  const demo = await startServer({ db });
  aino.server = kaisa.server = demo;
  assert.equal((await aino.http('session.who')).account.id, aino.id);
  await demo.stop();

  const real = await startServer({ db, demo: false });
  aino.server = kaisa.server = real;
  assert.equal((await kaisa.http('session.who')).account.id, kaisa.id);
  await refused(aino.http('session.who'), 'not_signed_in');
  await assert.rejects(aino.connect(), /Unexpected server response: 40[13]/);
  const asDemo = await refused(signIn(real, 'aino'), 'not_signed_in');
  const asUnknown = await refused(signIn(real, 'nobody.of.this.name'), 'not_signed_in');
  assert.deepEqual(asDemo.error, asUnknown.error);
  await real.stop();
});

test("refusals come in the session's language", async () => {
  const words = { fi: 'Tätä ei ole, tai se ei ole sinulle avoinna', sv: 'Detta finns inte eller är inte öppet för dig', en: 'This does not exist, or is not open to you' };
  const { helena } = await hire(admin, ['helena']);
  for (const [language, sentence] of Object.entries(words)) {
    await helena.http('account.set_language', { language });
    const person = await again(helena);
    const socket = await person.connect();
    for (const asker of [person.http.bind(person), socket.call.bind(socket)])
      assert.equal((await refused(asker('board.open', { board: 999_999 }), 'not_found')).error.message, sentence);
    await socket.close();
  }
});

test('a language given at sign-in stays', async () => {
  const { inkeri } = await hire(admin, ['inkeri']);
  const swedish = await signIn(server, 'inkeri', PASSWORD, { language: 'sv' });
  assert.equal(swedish.account.language, 'sv');
  assert.equal((await inkeri.http('session.who')).account.language, 'sv');
});
