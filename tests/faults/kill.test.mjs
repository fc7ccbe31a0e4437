// kill.test.mjs - kill -9 under load: nothing acknowledged is lost, nothing is done twice
//
// ROUNDS (50) and SEED come from the environment; make torture runs 1,000.
import { test } from 'node:test';
import { seed } from '../protocol/people.mjs';
import { torture } from './kill.mjs';

const rounds = Number(process.env.ROUNDS ?? 50);

test(`killed ${rounds} times under load by 20 clients, the server loses nothing and does nothing twice`, { timeout: 60_000 + rounds * 10_000 }, async (t) => {
  const figures = await torture({ rounds, seed, say: (line) => process.env.SAY && console.error(line) });
  t.diagnostic(`SEED=${seed} ${JSON.stringify(figures)}`);
});
