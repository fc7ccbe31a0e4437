// people.mjs - a server with the demo's county in it, its people signed in, and small helpers that several files need
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { signIn, within, PATIENCE } from './client.mjs';
import { serve } from './server.mjs';

export { binary as program, demoDatabase as makeDemo } from './server.mjs';

// ---- numbers that can be had again -----------------------------------------------------------------------------------------

/** A seed from the environment, or a new one; said when the process ends badly, so that a failure can be had again. */
export const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

export function random(from = seed) {
  let state = from >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (n) => Math.floor(next() * n),
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    one: (list) => list[Math.floor(next() * list.length)],
    chance: (p) => next() < p,
  };
}

// ---- servers ------------------------------------------------------------------------------------------------------------------

/** What is to be done after the file's last test, the latest first. */
const endings = [];
after(async () => {
  for (const end of endings.reverse()) await end();
});

/** A server as server.mjs starts it, with what the tests need beside: its url, and ending it by a signal. */
export async function startServer(options) {
  const server = await serve(options);
  server.url = server.origin;
  server.ended = new Promise((resolve) => server.child.once('close', (code, signal) => resolve({ code, signal }))); // the log is whole then
  endings.push(() => server.child.kill('SIGKILL')); // where a test failed before it could stop it
  server.end = (signal) => {
    server.child.kill(signal);
    return within(PATIENCE, 'the server to end', server.ended);
  };
  return server;
}

export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'rinnalla-'));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The demo's county on a server of its own, for a test file; ended after the file's last test. */
export async function county(options) {
  const server = await startServer(options);
  endings.push(() => server.child.exitCode === null && server.stop());
  return server;
}

/** Signs in several, one after the other: each costs a tenth of a second of hashing. */
export async function signInAll(server, names) {
  const people = {};
  for (const name of names) people[name] = await signIn(server, name);
  return people;
}

/** A board made over HTTP, with people let in: {aino: 'coordinator', eero: 'member'} and so on; the first makes it. */
export async function makeBoard(people, roles, title = 'Kotona pärjääminen') {
  const [[maker], ...others] = Object.entries(roles);
  const { board } = await people[maker].http('board.create', { title });
  for (const [name, role] of others) await people[maker].http('participant.add', { board, account: people[name].id, role });
  return board;
}
