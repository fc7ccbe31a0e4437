// rpc.test.mjs - the envelope: what is asked, what is answered, and what any mistake gets
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { signIn, refused, nobody, newKey, openrpc, methods, Socket } from './client.mjs';
import { county, makeBoard, signInAll } from './people.mjs';

const REASONS = ['bad_input', 'not_signed_in', 'not_allowed', 'not_found', 'conflict', 'guard', 'busy', 'too_large', 'too_fast', 'storage_full', 'gone', 'internal'];
const STATUS = { bad_input: 400, not_signed_in: 401, not_allowed: 403, not_found: 404, conflict: 409, guard: 422, busy: 503, too_large: 413, too_fast: 429, storage_full: 507, gone: 410, internal: 500 };

let server, people, aino, socket, board;
before(async () => {
  server = await county();
  people = await signInAll(server, ['aino', 'eero', 'admin']);
  aino = people.aino;
  board = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  socket = await aino.connect();
});

/** Sends text as it is; the next message that answers nobody, or the id. */
async function answerTo(text, id = null) {
  const own = await aino.connect();
  try {
    const found = own.until((message) => !message.method && message.id === id, { what: `an answer to ${String(text).slice(0, 80)}` });
    own.send(text);
    return await found;
  } finally {
    await own.vanish();
  }
}

function isRefusal({ error }, { reason, field, detail } = {}) {
  assert(error, 'an error');
  assert.equal(typeof error.code, 'number');
  assert(error.message.length > 0);
  assert(REASONS.includes(error.data.reason), error.data.reason);
  assert('field' in error.data && 'detail' in error.data);
  if (reason) assert.equal(error.data.reason, reason);
  if (field !== undefined) assert.equal(error.data.field, field);
  if (detail !== undefined) assert.equal(error.data.detail, detail);
}

test('an id is a string or a whole number and comes back as it was', async () => {
  for (const id of [0, 1, -1, 2 ** 53 - 1, -(2 ** 53 - 1), '', 'a', 'x'.repeat(64), 'ä€😀'])
    assert.deepEqual((await socket.ask('session.who', {}, id)).id, id);
});

test('any other id is refused without one', async () => {
  for (const id of ['"' + 'x'.repeat(65) + '"', '1.5', '1e300', '9007199254740994', 'true', 'null', '[]', '{}'])
    isRefusal(await answerTo(`{"jsonrpc":"2.0","id":${id},"method":"session.who","params":{}}`), { reason: 'bad_input', field: 'id' });
});

test('what is no request is refused and the socket lives on', async () => {
  const own = await aino.connect();
  const broken = ['', 'hello', '{', '[]', '[{"jsonrpc":"2.0","id":1,"method":"session.who"}]', '1', 'null', '"x"', '{}', '{"id":1}{"id":2}',
    '{"jsonrpc":"2.0","id":1,"id":2,"method":"session.who"}', '{"jsonrpc":"2.0","id":1,"method":"session.who","params":{"a":1,"a":2}}'];
  for (const [n, text] of broken.entries()) {
    own.send(text);
    await own.when(() => own.told.length === n + 1, { what: `an answer to ${text}` });
    assert.equal(own.told[n].id, null, text);
    isRefusal(own.told[n], { reason: 'bad_input' });
  }
  assert.equal((await own.call('session.who')).account.id, aino.id);
  await own.close();
});

test('what is wrong with the envelope is named', async () => {
  const cases = [
    ['{"id":1,"method":"session.who"}', 'jsonrpc'],
    ['{"jsonrpc":"1.0","id":1,"method":"session.who"}', 'jsonrpc'],
    ['{"jsonrpc":2.0,"id":1,"method":"session.who"}', 'jsonrpc'],
    ['{"jsonrpc":"2.0","id":1}', 'method'],
    ['{"jsonrpc":"2.0","id":1,"method":7}', 'method'],
    ['{"jsonrpc":"2.0","id":1,"method":""}', 'method'],
    ['{"jsonrpc":"2.0","id":1,"method":"session.who","params":[]}', 'params'],
    ['{"jsonrpc":"2.0","id":1,"method":"session.who","params":7}', 'params'],
    ['{"jsonrpc":"2.0","id":1,"method":"session.who","params":"x"}', 'params'],
  ];
  for (const [text, field] of cases) {
    const own = await aino.connect();
    const found = own.until((message) => !message.method || message.id !== undefined, { what: text });
    own.waiting.clear();
    own.send(text);
    isRefusal(await found, { reason: field === 'method' && text.includes('""') ? undefined : 'bad_input', field });
    await own.vanish();
  }
});

test('a message without an id is refused, but for presence', async () => {
  for (const method of ['session.who', 'board.create', 'no.such', 'rpc.discover'])
    isRefusal(await answerTo(JSON.stringify({ jsonrpc: '2.0', method, params: { key: newKey(), title: 'Ei koskaan' } })), { reason: 'bad_input', field: 'id' });
  const { boards } = await aino.http('board.list');
  assert(!boards.some(({ title }) => title === 'Ei koskaan'));
  const own = await aino.connect();
  await own.call('board.open', { board });
  own.notify('presence.set', { board, writing: true });
  await own.settle();
  assert(!own.told.some((message) => message.error));
  await own.close();
});

test('an unknown method is refused by name, over the socket and over HTTP', async () => {
  const reasons = new Set();
  for (const method of ['no.such', 'card', 'card.', '.add', 'CARD.ADD', 'card.add ', 'session.start', 'session.seen', 'session.sweep', 'x'.repeat(2000), '__proto__', 'ä.ö']) {
    const answer = await socket.ask(method);
    isRefusal(answer, { field: 'method' });
    reasons.add(answer.error.data.reason);
  }
  assert.equal(reasons.size, 1, [...reasons].join());
  for (const method of ['no.such', 'session.start', 'session.seen', 'session.sweep'])
    for (const by of ['GET', 'POST']) {
      const why = await refused(aino.http(method, {}, { by }));
      assert.equal(why.status, 404);
      assert.equal(why.field, 'method');
    }
});

test('every parameter that is wrong is named with what is wrong', async () => {
  const card = (await socket.call('card.add', { board, kind: 'need', text: 'Kotiapua aamuihin' })).card;
  const cases = [
    ['card.add', { kind: 'need', text: 'x' }, 'board', 'missing'],
    ['card.add', { board: null, kind: 'need', text: 'x' }, 'board', 'missing'],
    ['card.add', { board: '1', kind: 'need', text: 'x' }, 'board', 'wrong_type'],
    ['card.add', { board: 1.5, kind: 'need', text: 'x' }, 'board', 'wrong_type'],
    ['card.add', { board: 0, kind: 'need', text: 'x' }, 'board', 'too_small'],
    ['card.add', { board: -1, kind: 'need', text: 'x' }, 'board', 'too_small'],
    ['card.add', { board: 2 ** 53 + 2, kind: 'need', text: 'x' }, 'board', 'too_large'],
    ['card.add', { board, text: 'x' }, 'kind', 'missing'],
    ['card.add', { board, kind: 'wish', text: 'x' }, 'kind', 'unknown_word'],
    ['card.add', { board, kind: 7, text: 'x' }, 'kind', 'wrong_type'],
    ['card.add', { board, kind: 'need' }, 'text', 'missing'],
    ['card.add', { board, kind: 'need', text: ['x'] }, 'text', 'wrong_type'],
    ['card.add', { board, kind: 'need', text: '' }, 'text', 'too_short'],
    ['card.add', { board, kind: 'need', text: 'x'.repeat(2001) }, 'text', 'too_long'],
    ['card.add', { board, kind: 'need', text: 'a\u0007b' }, 'text', 'control_character'],
    ['card.add', { board, kind: 'need', text: 'x', author: 1 }, 'author', 'unknown_field'],
    ['card.add', { board, kind: 'need', text: 'x', by: 1 }, 'by', 'unknown_field'],
    ['card.add', { board, kind: 'need', text: 'x', asked_of: 'Lääkäri' }, 'asked_of', 'not_a_question'],
    ['card.add', { board, kind: 'need', text: 'x', key: '' }, 'key', 'too_short'],
    ['card.add', { board, kind: 'need', text: 'x', key: 'x'.repeat(65) }, 'key', 'too_long'],
    ['card.add', { board, kind: 'need', text: 'x', key: 'ä' }, 'key', 'not_ascii'],
    ['card.add', { board, kind: 'need', text: 'x', key: 7 }, 'key', 'wrong_type'],
    ['card.add', { board, kind: 'need', text: 'x', key: null }, 'key', 'missing'],
    ['card.move', { board, card, after: card }, 'after', 'itself'],
    ['board.create', { title: ' x' }, 'title', 'space_at_end'],
    ['board.create', { title: 'x\ny' }, 'title', 'control_character'],
    ['board.create', { title: 'x'.repeat(121) }, 'title', 'too_long'],
    ['board.open', { board, since: -1 }, 'since', 'too_small'],
    ['board.at', { board, seq: 1_000_000 }, 'seq', 'too_large'],
    ['board.history', { board, limit: 201 }, 'limit', 'too_large'],
    ['board.history', { board, limit: 0 }, 'limit', 'too_small'],
    ['presence.set', { board, writing: 'yes' }, 'writing', 'wrong_type'],
    ['session.who', { extra: 1 }, 'extra', 'unknown_field'],
    ['account.find', { text: '' }, 'text', 'too_short'],
  ];
  for (const [method, params, field, detail] of cases) {
    isRefusal(await socket.ask(method, params), { reason: 'bad_input', field, detail });
    if (methods.get(method)['x-runs'] === 'net') continue;
    const why = await refused(aino.http(method, params), { reason: 'bad_input', field, detail });
    assert.equal(why.status, 400);
  }
});

test('lengths are counted in characters as people count them, not in bytes', async () => {
  for (const text of ['ä'.repeat(2000), '😀'.repeat(2000)]) assert((await socket.call('card.add', { board, kind: 'voice', text })).card > 0);
  isRefusal(await socket.ask('card.add', { board, kind: 'voice', text: '😀'.repeat(2001) }), { reason: 'bad_input', field: 'text', detail: 'too_long' });
});

test('text that is no text is refused, and what was sent comes back letter by letter', async () => {
  for (const escape of ['\\ud800', '\\udc00', '\\ud800x', '\\udc00\\ud800', '\\u0000'])
    isRefusal(await answerTo(`{"jsonrpc":"2.0","id":1,"method":"card.add","params":{"board":${board},"key":"${newKey()}","kind":"need","text":"a${escape}"}}`), { reason: 'bad_input' });
  const texts = ['Äiti sanoo: "en jaksa"', 'a\\b/c', 'rivi\ntoinen\tsarkain', '</script><script>alert(1)</script>', '👩‍👩‍👧‍👦 e\u0301 \u202eabc', '\u2028\u2029', ' ', '= 1+1'];
  const view = await (await aino.connect()).see(board);
  for (const text of texts) {
    const { card, seq } = await socket.call('card.add', { board, kind: 'voice', text });
    await view.reach(seq);
    assert.equal(view.tables.card[card].text, text);
  }
  await view.socket.close();
});

test('over HTTP reads answer GET and POST alike, and a write is never done by GET', async () => {
  const byGet = await aino.http('board.list', {}, { by: 'GET' });
  assert.deepEqual(await aino.http('board.list', {}, { by: 'POST' }), byGet);
  assert.deepEqual(await socket.call('board.list'), byGet);
  const before = byGet.boards.length;
  const why = await refused(aino.http('board.create', { title: 'GET ei tee mitään' }, { by: 'GET' }));
  assert.equal(why.status, 405);
  assert.equal((await aino.http('board.list')).boards.length, before);
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const response = await aino.fetch('/api/rpc/board.list', { method });
    assert.equal(response.status, 405, method);
    assert(REASONS.includes((await response.json()).error.data.reason));
  }
});

test('over HTTP a read without params is a read with none, and broken ones are refused', async () => {
  const response = await aino.fetch('/api/rpc/session.who');
  assert.equal(response.status, 200);
  assert.equal((await response.json()).account.id, aino.id);
  for (const params of ['{', '[]', '7', '%7B%22a%22', '%ff', '{"extra":1}']) {
    const answer = await aino.fetch(`/api/rpc/session.who?params=${params}`);
    assert.equal(answer.status, 400, params);
    assert.equal((await answer.json()).error.data.reason, 'bad_input', params);
  }
});

test('over HTTP a write wants JSON by name and by content', async () => {
  const post = (body, headers = {}) => aino.fetch('/api/rpc/board.create', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const good = JSON.stringify({ key: newKey(), title: 'Sisältö ratkaisee' });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
    const response = await post(good, { 'content-type': type });
    assert([400, 415].includes(response.status), `${type}: ${response.status}`);
    assert.equal((await response.json()).error.data.reason, 'bad_input');
  }
  assert.equal((await post(good, { 'content-type': 'application/json; charset=utf-8' })).status, 200);
  for (const body of ['', '{', '[]', '7', '{"key":"a","key":"b","title":"x"}']) {
    const response = await post(body);
    assert.equal(response.status, 400, body);
    assert.equal((await response.json()).error.data.reason, 'bad_input', body);
  }
});

test('answers over HTTP are JSON, and nobody keeps them', async () => {
  for (const path of ['/api/rpc/session.who', '/api/rpc/board.open?params={}', '/api/rpc/no.such', '/api/session']) {
    const response = await aino.fetch(path);
    assert.match(response.headers.get('content-type'), /^application\/json/, path);
    assert.match(response.headers.get('cache-control'), /no-store/, path);
    await response.json();
  }
});

test('a path that is nothing gets an answer in JSON', async () => {
  for (const path of ['/api/', '/api/rpc/', '/api/boards', '/api/session/x', '/nothing.json', '/assets/nothing.js', '/..%2f..%2fetc%2fpasswd.txt']) {
    const response = await aino.fetch(path);
    assert(response.status === 404 || response.status === 405, `${path}: ${response.status}`);
    assert(REASONS.includes((await response.json()).error.data.reason), path);
  }
});

test('the same key again is the same outcome, and nothing is done twice', async () => {
  const key = newKey();
  const params = { board, kind: 'need', text: 'Vain kerran', key };
  const first = await socket.call('card.add', params);
  assert.deepEqual(await socket.call('card.add', params), first);
  assert.deepEqual(await aino.http('card.add', { text: 'Vain kerran', kind: 'need', key, board }), first); // however it is spelled, wherever it comes from
  const { snapshot } = await socket.call('board.open', { board });
  assert.equal(Object.values(snapshot.card).filter((card) => card.text === 'Vain kerran').length, 1);

  const refusedKey = newKey();
  const absent = { board, card: 999_999, key: refusedKey };
  const why = await socket.ask('card.remove', absent);
  isRefusal(why, { reason: 'not_found', field: 'card' });
  assert.deepEqual((await socket.ask('card.remove', absent)).error, why.error);
});

test('fifty resends at once of one command do it once', async () => {
  const others = await Promise.all([aino.connect(), aino.connect(), aino.connect()]);
  const params = { board, kind: 'need', text: 'Kerran viidestäkymmenestä', key: newKey() };
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => others[n % 3].call('card.add', params)));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  const { snapshot } = await socket.call('board.open', { board });
  assert.equal(Object.values(snapshot.card).filter((card) => card.text === params.text).length, 1);
  for (const other of others) await other.close();
});

test('the same key for something else is refused', async () => {
  const key = newKey();
  const { card } = await socket.call('card.add', { board, kind: 'need', text: 'Alkuperäinen', key });
  const otherwise = { reason: 'conflict', field: 'key' };
  await refused(socket.call('card.add', { board, kind: 'need', text: 'Toinen', key }), otherwise);
  await refused(socket.call('card.add', { board, kind: 'want', text: 'Alkuperäinen', key }), otherwise);
  await refused(socket.call('card.remove', { board, card, key }), otherwise);
  await refused(socket.call('board.create', { title: 'Alkuperäinen', key }), otherwise);
  const { snapshot } = await socket.call('board.open', { board });
  assert.equal(snapshot.card[card].text, 'Alkuperäinen');
});

test("another person's key is another key", async () => {
  const key = newKey();
  const params = { board, kind: 'need', text: 'Sama avain', key };
  const first = await aino.http('card.add', params);
  const second = await people.eero.http('card.add', params);
  assert.notEqual(first.card, second.card);
});

test('the description of the protocol is the one that is published, and needs no session', async () => {
  assert.deepEqual(await socket.call('rpc.discover'), openrpc);
  assert.deepEqual(await nobody(server).http('rpc.discover'), openrpc);
});

test('every method answers {} with something well formed', async () => {
  const spare = await signIn(server, 'aino');
  const admin = await people.admin.connect();
  for (const { name } of openrpc.methods) {
    for (const asker of [await spare.connect(), admin]) {
      const answer = await new Promise((resolve) => {
        asker.waiting.set('x', { resolve, reject: assert.fail, method: name });
        asker.send({ jsonrpc: '2.0', id: 'x', method: name, params: {} });
      });
      assert.equal(answer.id, 'x');
      if (answer.error) isRefusal(answer);
      else assert.equal(typeof answer.result, 'object', name);
      if (asker !== admin) await asker.vanish();
    }
    const response = await aino.fetch(`/api/rpc/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    const body = await response.json();
    if (response.ok) assert.equal(typeof body, 'object', name);
    else {
      isRefusal(body);
      assert.equal(response.status, STATUS[body.error.data.reason] ?? response.status, name);
    }
  }
  await admin.close();
});

test('every method refuses a parameter that it does not know, by its name', async () => {
  for (const { name, params } of openrpc.methods) {
    const sample = sampleFor(params);
    isRefusal(await socket.ask(name, { ...sample, no_such_field: 1 }), { reason: 'bad_input', field: 'no_such_field', detail: 'unknown_field' });
  }
});

test('every method names each parameter it needs and each that has the wrong type', async () => {
  for (const { name, params } of openrpc.methods) {
    const sample = sampleFor(params);
    for (const { name: field, required } of params) {
      if (required) {
        const without = { ...sample, [field]: null };
        isRefusal(await socket.ask(name, without), { reason: 'bad_input', field, detail: 'missing' });
      }
      isRefusal(await socket.ask(name, { ...sample, [field]: { no: 'such type' } }), { reason: 'bad_input', field, detail: 'wrong_type' });
    }
  }
});

/** What a method needs, and a board where it is of a board or of a team. */
function sampleFor(params) {
  const names = params.map(({ name }) => name);
  const isHost = (name) => name === 'board' && names.includes('team');
  return Object.fromEntries(params.filter(({ name, required }) => required || isHost(name)).map(({ name, schema }) => [name, sampleOf(schema)]));
}

function sampleOf(schema) {
  const it = schema.$ref ? schema.$ref.split('/').slice(1).reduce((at, part) => at[part], openrpc) : schema;
  if (it.enum) return it.enum[0];
  if (it.type === 'integer') return Math.max(1, it.minimum ?? 1);
  if (it.type === 'boolean') return true;
  if (it.format === 'date') return '2026-03-01';
  if (it.type === 'string') return 'x'.repeat(Math.max(1, it.minLength ?? 1));
  if (it.type === 'array') return [sampleOf(it.items)];
  if (it.type === 'object') return Object.fromEntries(it.required.map((name) => [name, sampleOf(it.properties[name])]));
  if (Array.isArray(it.type)) return sampleOf({ ...it, type: it.type[0] });
  throw new Error(`no sample of ${JSON.stringify(it)}`);
}

test('the upgrade is for GET /ws with the right protocol and a session, and for nothing else', async () => {
  await assert.rejects(Socket.open(aino, { protocol: 'rinnalla.v2' }), /Unexpected server response: 4\d\d|subprotocol/);
  await assert.rejects(Socket.open(aino, { protocol: [] }), /Unexpected server response: 4\d\d|subprotocol/);
  const elsewhere = Object.assign(Object.create(Object.getPrototypeOf(aino)), aino, { server: { url: `${server.url}/other` } });
  await assert.rejects(Socket.open(elsewhere), /Unexpected server response: 4\d\d/);
});

test('answers may come in any order, but one person is heard in the order of speaking', async () => {
  const made = await socket.call('board.create', { title: 'Järjestys' });
  const asked = Array.from({ length: 200 }, (_, n) => socket.call('card.add', { board: made.board, kind: 'need', text: `${n}` }));
  const seqs = (await Promise.all(asked)).map(({ seq }) => seq);
  assert.deepEqual(seqs, Array.from({ length: 200 }, (_, n) => made.seq + 1 + n));
});
