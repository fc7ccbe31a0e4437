// disk.test.mjs - a disk that is full, and one that fails
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newKey, within, Refused } from '../protocol/client.mjs';
import { makeBoard, makeDemo, newFolder, program, signInAll, startServer } from '../protocol/people.mjs';

// a preloaded library and a sanitizer's runtime both want to come first
const skip = /san-/.test(program) && 'not under a sanitizer';

const folder = newFolder();
const shim = join(folder, 'disk.so');
const full = join(folder, 'full'), broken = join(folder, 'broken');
execFileSync('gcc', ['-shared', '-fPIC', '-D_GNU_SOURCE', '-o', shim, join(dirname(fileURLToPath(import.meta.url)), 'disk.c'), '-ldl']);
const env = { LD_PRELOAD: shim, DISK_FULL: full, DISK_BROKEN: broken };

async function sit(db, settings) {
  for (const flag of [full, broken]) rmSync(flag, { force: true }); // of a test that failed in the middle
  const server = await startServer({ db, env: settings });
  const people = await signInAll(server, ['aino', 'eero']);
  return { server, people };
}

const need = (board, text) => ({ board, kind: 'need', text, key: newKey() });
const texts = async (person, board) => {
  const { snapshot } = await person.http('board.open', { board });
  return Object.values(snapshot.card).map((card) => card.text).sort();
};

test('a full disk refuses what would be written, goes on reading, and takes writes again once there is room', { skip }, async () => {
  const db = makeDemo();
  const { server, people } = await sit(db, env);
  const board = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  await people.eero.http('card.add', need(board, 'ennen'));

  writeFileSync(full, '');
  const waiting = need(board, 'odottaa');
  await assert.rejects(people.eero.http('card.add', waiting), (why) => why instanceof Refused && why.reason === 'storage_full');
  assert.deepEqual(await texts(people.aino, board), ['ennen']);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);

  rmSync(full);
  await people.eero.http('card.add', waiting);
  await server.end('SIGKILL');
  const again = await sit(db);
  assert.deepEqual(await texts(again.people.aino, board), ['ennen', 'odottaa']);
  await again.server.stop();
});

test('after a failed sync nobody is answered, the server ends, and a resend after the restart is done once', { skip }, async () => {
  const db = makeDemo();
  const { server, people } = await sit(db, env);
  const board = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  await people.eero.http('card.add', need(board, 'ennen'));
  const socket = await people.eero.connect();

  writeFileSync(broken, '');
  const unknown = need(board, 'kenties');
  const asked = socket.call('card.add', unknown).then(
    () => assert.fail('it was acknowledged'),
    (why) => assert(!(why instanceof Refused), 'it was refused, though nobody knows'),
  );
  const how = await within(10_000, 'the server to end', server.ended);
  await asked;
  assert.equal(how.code, 1, server.log.slice(-1000));
  assert.match(server.log, /"outcome_unknown"/);
  rmSync(broken);

  const again = await sit(db);
  await again.people.eero.http('card.add', unknown);
  assert.deepEqual(await texts(again.people.aino, board), ['ennen', 'kenties']);
  await again.server.stop();
});
