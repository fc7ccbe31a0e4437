// leaks.test.mjs - fifty canaries: what people write is told to those on the board, and is found nowhere else
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, existsSync } from 'node:fs';
import { signIn, nobody, postJson, refused, newKey, Refused } from './client.mjs';
import { county, makeBoard, signInAll } from './people.mjs';

let server, people;
const canaries = [];
/** A word that is nowhere else. */
function canary(what) {
  const word = `kanaria${randomBytes(6).toString('hex')}`;
  canaries.push({ word, what });
  return word;
}
const leaked = (text, but = []) => canaries.filter(({ word }) => !but.includes(word) && text.includes(word)).map(({ what }) => what);

before(async () => {
  server = await county({ env: { RINNALLA_LOG: 'debug' } });
  people = await signInAll(server, ['aino', 'eero', 'leena', 'admin']);
});

test('of fifty canaries none is found in logs, metrics or in what strangers are told', async () => {
  const strangers = []; // every answer to somebody who may not know
  const title = canary('title of a board');
  const board = await makeBoard(people, { aino: 'coordinator', eero: 'member' }, title);
  const [aino, eero] = [await people.aino.connect(), await people.eero.connect()];
  const view = await eero.see(board);
  await aino.see(board);
  const cards = [];
  for (let n = 0; n < 20; n++) cards.push((await aino.call('card.add', { board, kind: 'voice', text: canary(`card ${n}`) })).card);
  await aino.call('card.add', { board, kind: 'question', text: canary('question'), asked_of: canary('asked of') });
  await aino.call('card.edit', { board, card: cards[0], text: canary('edited card'), was: view.tables.card[cards[0]].text });
  await refused(eero.call('card.edit', { board, card: cards[0], text: canary('conflicting edit'), was: canary('was') }), 'conflict');
  await aino.call('card.remove', { board, card: cards[1] });
  await aino.call('board.rename', { board, title: canary('new title'), was: title });
  await eero.call('presence.set', { board, field: canary('presence'), writing: true });
  const { note } = await aino.call('note.create', { board, title: canary('title of a note'), kind: 'minutes' });
  const { note: own } = await eero.call('note.create', { board, title: canary('title of a private note'), kind: 'private' });
  await aino.call('note.open', { board, note });
  await eero.call('note.open', { board, note: own });
  const words = [canary('text of a note'), canary('text of a private note')];
  await aino.call('note.push', { board, note, version: 0, client: canary('client of an editor'), updates: [{ changes: [[0, words[0]]] }] });
  await eero.call('note.push', { board, note: own, version: 0, client: 'x', updates: [{ changes: [[0, words[1]]] }] });
  await refused(eero.call('note.push', { board, note, version: 9, client: 'x', updates: [{ changes: [[0, canary('text that does not fit')]] }] }), 'bad_input');
  await eero.call('presence.set', { board, note: own, field: canary('presence in a private note'), writing: true });
  await refused(eero.call('note.rename', { board, note, title: canary('conflicting title of a note'), was: canary('was of a note') }), 'conflict');
  await aino.call('note.revert', { board, note, version: 0 });
  const [password, name, fullName] = [canary('password'), canary('sign-in name'), canary('full name')];
  const { account } = await people.admin.http('account.add', { name, full_name: fullName, password });
  const stranger = await signIn(server, name, password);
  await people.admin.http('unit.add', { name: canary('unit'), sector: 'other' });

  // mistakes that quote what was typed
  for (const [n, ask] of [
    () => signIn(server, canary('failed name'), canary('failed password')),
    () => signIn(server, 'aino', canary('wrong password of a name')),
    () => people.aino.http('card.add', { board, kind: canary('wrong kind'), text: 'x' }),
    () => people.aino.http('card.add', { board, kind: 'need', text: canary('long text').repeat(200) }),
    () => people.aino.http('card.add', { board, kind: 'need', text: 'x', key: canary('key') + 'ä' }),
    () => people.aino.http('board.open', { board: canary('board') }),
    () => people.eero.http('board.rename', { board, title: canary('renamed by a member'), was: 'x' }),
    () => stranger.http('card.add', { board, kind: 'need', text: canary('text of a stranger') }),
    () => people.aino.http('note.push', { board, note, version: 0, client: 'x', updates: [{ changes: [[0, canary('line') + '\n']] }] }),
    () => people.aino.http('note.push', { board, note, version: 0, client: 'x', updates: [{ [canary('field of an update')]: [] }] }),
    () => people.aino.http('account.find', { text: canary('search').repeat(9) }),
  ].entries()) {
    const why = await refused(ask());
    strangers.push(JSON.stringify(why.error));
    assert(why instanceof Refused, `${n}`);
  }
  for (const [path, options] of [
    [`/${canary('path')}`, {}],
    [`/api/rpc/${canary('method')}`, {}],
    [`/api/rpc/session.who?params=${canary('query')}`, {}],
    [`/api/session?${canary('query of session')}`, {}],
    ['/api/session', { headers: { cookie: `rinnalla=${canary('cookie')}` } }],
    ['/api/session', { headers: { authorization: `Bearer ${canary('token')}` } }],
    ['/api/session', { headers: { 'user-agent': canary('user agent'), referer: `http://x/${canary('referer')}` } }],
    ['/calendar/' + canary('feed') + '.ics', {}],
  ]) {
    const response = await fetch(server.url + path, options);
    strangers.push(await response.text());
  }
  await postJson(`${server.url}/api/rpc/card.add`, { board, kind: 'need', text: canary('text of nobody'), key: newKey() });
  for (const text of [`{"${canary('broken JSON')}`, `{"jsonrpc":"2.0","id":1,"method":"${canary('unknown method')}"}`, JSON.stringify({ jsonrpc: '2.0', id: canary('id'), method: 'session.who', params: {} })]) eero.send(text);
  await eero.settle();

  // what those who may not know are told of the board and its people
  for (const person of [stranger, people.admin, people.leena, nobody(server)])
    for (const [method, params] of [['board.open', { board }], ['board.history', { board }], ['board.at', { board, seq: 3 }], ['card.bin', { board }], ['card.edit', { board, card: cards[0], text: 'x', was: 'y', key: newKey() }],
      ['card.remove', { board, card: cards[0], key: newKey() }], ['participant.remove', { board, account: people.eero.id, key: newKey() }], ['board.list', {}],
      ['note.open', { board, note }], ['note.open', { board, note: own }], ['note.at', { board, note, version: 1 }], ['note.history', { board, note: own }], ['note.blame', { board, note }], ['note.mine', { board }], ['note.bin', { board }],
      ['note.push', { board, note, version: 0, client: 'x', updates: [{ changes: [[0, 'x']] }], key: newKey() }]])
      strangers.push(await person.http(method, params).then(JSON.stringify, (why) => JSON.stringify(why.error)));
  const onlooker = await people.leena.connect();
  await onlooker.ask('board.open', { board });
  for (const id of [note, own]) await onlooker.ask('note.open', { board, note: id });
  await aino.call('card.add', { board, kind: 'need', text: canary('card after the onlooker came') });
  await aino.call('note.push', { board, note, version: 2, client: 'y', updates: [{ changes: [[0, canary('words after the onlooker came')]] }] });
  await onlooker.settle();
  strangers.push(JSON.stringify(onlooker.told));

  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(metrics, /^# (HELP|TYPE) /m);
  const version = await (await fetch(`${server.url}/version`)).text();
  await people.admin.http('account.end', { account });
  for (const socket of [aino, eero, onlooker]) await socket.close();
  assert.equal((await server.end('SIGTERM')).code, 0); // the log is whole

  const insiders = canaries.filter(({ what }) => what.includes('private note')).map(({ word }) => word);
  assert.equal(insiders.length, 3);
  assert(!insiders.some((word) => JSON.stringify(aino.told).includes(word)), 'told to others on the board');

  assert(canaries.length >= 50, `${canaries.length} canaries`);
  assert.deepEqual(leaked(server.log), [], 'in the log');
  assert.deepEqual(leaked(metrics + version), [], 'in the metrics');
  assert.deepEqual(leaked(strangers.join('\n')), [], 'told to strangers');
  for (const { token } of Object.values(people)) assert(!server.log.includes(token), 'a token in the log');
  for (const line of server.log.trim().split('\n').filter(Boolean)) assert.doesNotThrow(() => JSON.parse(line), line);

  // what must not be stored at all
  const stored = ['', '-wal', '-shm'].map((end) => server.db + end).filter(existsSync).map((path) => readFileSync(path, 'latin1')).join('');
  const secrets = [...Object.values(people).map(({ token }) => token), stranger.token, password, ...canaries.filter(({ what }) => /password|presence|cookie|token/.test(what)).map(({ word }) => word)];
  for (const secret of secrets) assert(!stored.includes(secret), `stored: ${canaries.find(({ word }) => word === secret)?.what ?? 'a token'}`);
});
