// beat.test.mjs - a line that is quiet: those who ask hear that the server is there, and those who are gone are let go
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { within, PATIENCE, Socket } from './client.mjs';
import { startServer, signInAll } from './people.mjs';

test('whoever asked for beats hears them when it is quiet, nobody else does', async () => {
  const server = await startServer({ env: { RINNALLA_BEAT: '1' } });
  const { aino } = await signInAll(server, ['aino']);
  const [asked, silent] = [await aino.connect(), await aino.connect()];
  await asked.call('session.hello', { beat: true });
  const before = Date.now();
  await asked.when(() => asked.of('beat').length >= 2, { what: 'two beats' });
  for (const { at } of asked.of('beat')) assert(Math.abs(at - before) < 60_000);
  await silent.settle();
  assert.deepEqual(silent.told, []);
  await asked.call('session.hello', { beat: false });
  const count = asked.of('beat').length;
  const other = await aino.connect();
  await other.call('session.hello', { beat: true });
  await other.when(() => other.of('beat').length >= 2, { what: 'two beats of another' });
  assert.equal(asked.of('beat').length, count, 'whoever takes it back hears no more');
  for (const socket of [asked, silent, other]) await socket.close();
  await server.stop();
});

test('whoever answers no ping is hung up on, whoever does stays', async () => {
  const server = await startServer({ env: { RINNALLA_PING: '1', RINNALLA_HANGUP: '2' } });
  const { aino } = await signInAll(server, ['aino']);
  const alive = await aino.connect();
  let pings = 0;
  alive.ws.on('ping', () => pings++);
  const dead = await Socket.open(aino, { autoPong: false });
  await within(PATIENCE, 'hung up on', dead.closed);
  assert(pings >= 1, 'a quiet line is asked');
  assert.equal((await alive.call('session.who')).account.id, aino.id);
  await alive.close();
  await server.stop();
});
