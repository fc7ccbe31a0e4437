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
const SESSIONS = 150; // it takes some ten

const TESTS = {
  'the kill test': [join(here, 'kill.mjs'), ROUNDS, seed],
  'the kill test of notes alone': [join(here, 'kill.mjs'), ROUNDS, seed, 'notes'],
  'writing together': [join(root, 'tests/notes/convergence.mjs'), SESSIONS, seed],
};

/** Which test must find each fault, and what it must say. */
const FINDINGS = [
  ['ack-before-commit', 'the kill test', /is lost|not the sum|its (number|version) is not|sent again/],
  ['ack-before-commit', 'the kill test of notes alone', /note\S* .* is lost|its version is not|sent again/],
  ['no-dedupe', 'the kill test', /sent again|done twice|two commands have one number/],
  ['no-dedupe', 'the kill test of notes alone', /sent again|done twice/],
  ['no-dedupe', 'writing together', /the outcome of \S+, sent again/],
  ['composing-rebase', 'writing together', /with nothing unsent, it has|two see different texts|change set|note.push: bad_input/],
  ['no-pull-first', 'writing together', /change set|came twice|that it has not sent|note.push: bad_input/],
];

const planted = readdirSync(here).filter((file) => file.endsWith('.patch')).map((file) => file.slice(0, -'.patch'.length));

test('every planted fault has a finding, and every finding a fault', () => {
  assert.deepEqual(planted.sort(), [...new Set(FINDINGS.map(([name]) => name))].sort());
});

const built = new Map();

function serverWith(name) {
  if (!built.has(name)) execFileSync(join(here, 'planted.sh'), [name, build], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const binary = join(root, build, 'planted', name, 'rinnalla');
  assert(existsSync(binary));
  return built.set(name, binary).get(name);
}

for (const [name, by, finding] of FINDINGS)
  test(`${by} finds ${name}`, async (t) => {
    const { status, stderr } = spawnSync(process.execPath, TESTS[by], { env: { ...process.env, RINNALLA: serverWith(name) }, encoding: 'utf8' });
    assert.notEqual(status, 0, `SEED=${seed}: ${TESTS[by][1]} found nothing wrong with ${name}`);
    assert.match(stderr, finding);
    const [kept] = /\S+\.(db|txt)(?=:)/.exec(stderr) ?? [];
    for (const part of kept ? ['', '-wal'] : []) rmSync(kept + part, { force: true });
    t.diagnostic(stderr.slice(0, 300));
  });
