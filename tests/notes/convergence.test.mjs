// convergence.test.mjs - several people write one note at once, over lines that break and a server that comes and goes
//
// SESSIONS (500) and SEED come from the environment; make torture runs 20,000. SESSION=17 plays that one again and again: what its
// writers do is the same each time, as far as their lines let them. What happened in a session that failed is kept in a file.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { seed } from '../protocol/people.mjs';
import { converge } from './convergence.mjs';

const sessions = Number(process.env.SESSIONS ?? 500);
const number = process.env.SESSION === undefined ? null : Number(process.env.SESSION);
const timeout = 120_000 + sessions * 2_000;

test(`in ${sessions} sessions all who write a note end with the server's text, in which nothing is lost and nothing is twice`, { timeout }, async (t) => {
  const figures = await converge({ sessions, seed, number, say: (line) => process.env.SAY && console.error(line) });
  t.diagnostic(`SEED=${seed} ${JSON.stringify(figures)}`);
  assert.equal(figures.sessions, sessions);
  if (sessions < 500 || number !== null) return;
  const seldom = Object.entries(figures).filter(([name, count]) => !count && name !== 'resyncs');
  assert.deepEqual(seldom, [], 'everything that may happen to a line has happened');
});
