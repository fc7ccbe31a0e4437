// convergence.mjs - many sessions of several writers over the real server, one after the other and many at once
//
//     node tests/notes/convergence.mjs SESSIONS SEED [NUMBER]      the server is $RINNALLA; NUMBER: that session again and again
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { Session } from './session.mjs';
import { World } from './world.mjs';

const AT_ONCE = 24;

/** Runs sessions; throws at the first that goes wrong, with the seed, its number and what happened in it. */
export async function converge({ sessions, seed, number = null, say = () => {} }) {
  const world = await World.open(seed);
  let next = 0;
  const play = async () => {
    while (next < sessions && !world.isOver) {
      const session = new Session(world, number ?? next++);
      next += number !== null;
      await session.run().catch((why) => {
        throw new Error(`SEED=${seed}, session ${session.number}, told in ${keep(session, seed)}: ${why.message}`, { cause: why });
      });
      if (world.figures.sessions % 100 === 0) say(JSON.stringify(world.figures));
    }
  };
  const players = Promise.all(Array.from({ length: Math.min(AT_ONCE, sessions) }, play));
  try {
    await Promise.race([players, world.disturb()]);
    await players;
  } finally {
    world.end();
    players.catch(() => {});
  }
  await world.isUp;
  await world.server.stop();
  return world.figures;
}

/** What happened in a session, for whoever looks into it. */
function keep({ number, told, log }, seed) {
  const file = join(tmpdir(), `rinnalla-notes-${seed}-${number}.txt`);
  writeFileSync(file, `${told.join('\n')}\n\nthe log:\n${log.map((update, at) => `${at + 1} ${update}`).join('\n')}\n`);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [sessions, seed, number = null] = process.argv.slice(2).map(Number);
  assert(sessions && seed !== undefined, 'how many, and the seed');
  await converge({ sessions, seed, number, say: (line) => process.env.SAY && console.error(line) }).then(console.log, (why) => {
    console.error(why.message);
    process.exitCode = 1;
  });
}
