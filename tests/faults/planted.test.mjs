// planted.test.mjs - a fault test is worth something once it has found a fault: servers with one planted in them must fail it
//
// Each NAME.patch beside this file is one fault; planted.sh builds a server with it from copies of the product's files.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { program, seed } from '../protocol/people.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const build = relative(root, dirname(program)) || '.';
const ROUNDS = 10; // it takes one or two

/** What the kill test must say of each. */
const FINDINGS = {
  'ack-before-commit': /is lost|are not the sum|its number is not|sent again/,
  'no-dedupe': /sent again|done twice|two commands have one number/,
};

test('every planted fault has a finding, and every finding a fault', () => {
  const planted = readdirSync(here).filter((file) => file.endsWith('.patch')).map((file) => file.slice(0, -'.patch'.length));
  assert.deepEqual(planted.sort(), Object.keys(FINDINGS).sort());
});

for (const [name, finding] of Object.entries(FINDINGS))
  test(`the kill test finds ${name}`, async (t) => {
    execFileSync(join(here, 'planted.sh'), [name, build], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    const binary = join(root, build, 'planted', name, 'rinnalla');
    assert(existsSync(binary));
    const { status, stderr } = spawnSync(process.execPath, [join(here, 'kill.mjs'), ROUNDS, seed], { env: { ...process.env, RINNALLA: binary }, encoding: 'utf8' });
    assert.notEqual(status, 0, `SEED=${seed}: ${ROUNDS} rounds found nothing wrong with ${name}`);
    assert.match(stderr, finding);
    const [kept] = /\S+\.db(?=:)/.exec(stderr) ?? [];
    for (const part of kept ? ['', '-wal'] : []) rmSync(kept + part, { force: true });
    t.diagnostic(stderr.slice(0, 300));
  });
