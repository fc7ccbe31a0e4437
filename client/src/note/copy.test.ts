import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redo, undo } from '@codemirror/commands';
import type { Transaction } from '@codemirror/state';
import { Refusal } from '../lib/wire';
import { NOTE, Random, Tab, World } from './world';

const passing = (reason: 'busy' | 'too_fast' | 'storage_full' | 'internal' | 'not_signed_in', retry_ms?: number): Refusal => new Refusal(reason, { reason, retry_ms });

function agree(world: World, tabs: readonly Tab[], about = ''): void {
  const text = world.server.text.toString();
  for (const tab of tabs) {
    assert.equal(`${tab.copy.status} ${tab.copy.refusal?.data.detail ?? ''}`, 'open ');
    assert.equal(tab.copy.text, text, `the copy ${about}`);
    assert.equal(tab.state.doc.toString(), text, `what is seen ${about}`);
    assert.equal(tab.copies.unsent.length, 0, `unsent ${about}`);
  }
  assert.equal(world.vault.size, 0, `nothing is left in the vault ${about}`);
}

// ---- random sessions ------------------------------------------------------------------------------------------------------

/** What people wrote and took away, every character unlike every other. */
class Account {
  #next = 0;
  written = new Set<string>();
  deleted = new Set<string>();
  /** of a page that crashed before it could keep them: they may be lost, but must not come twice */
  open = new Set<string>();

  word(random: Random): string {
    let word = '';
    for (let n = 1 + random.below(3); n; n--) word += String.fromCodePoint(random.chance(15) ? 0x20000 + this.#next++ : 0x4e00 + this.#next++);
    return word;
  }

  saw(tr: Transaction): void {
    tr.changes.iterChanges((fromA, toA, _b, _c, inserted) => {
      const was = new Set(tr.startState.doc.sliceString(fromA, toA));
      for (const c of inserted.toString()) { if (!was.delete(c)) this.written.add(c); }
      for (const c of was) this.deleted.add(c);
    });
  }

  check(text: string): void {
    const there = [...text];
    assert.equal(new Set(there).size, there.length, 'nothing is there twice');
    const has = new Set(there);
    for (const c of this.written) if (!this.open.has(c) && !this.deleted.has(c)) assert.ok(has.has(c), `${c} is lost`);
    for (const c of this.deleted) if (!this.open.has(c)) assert.ok(!has.has(c), `${c} has come back`);
  }
}

function write(tab: Tab, random: Random, account: Account): void {
  const { state } = tab;
  const at = (): number => random.below(state.doc.length + 1);
  const changes = [...Array(random.chance(20) ? 2 : 1)].map(() => {
    const from = at();
    const to = random.chance(40) ? Math.min(state.doc.length, from + random.below(6)) : from;
    return { from, to, insert: random.chance(80) || from === to ? account.word(random) : '' };
  });
  changes.sort((a, b) => a.from - b.from);
  const apart = changes.filter((c, i) => i === 0 || c.from > changes[0]!.to + 1);
  const tr = state.update({ changes: apart });
  account.saw(tr);
  tab.do(tr);
}

/** A page goes. Another, or one that is open already, takes up what it kept. */
function go(world: World, tabs: Tab[], i: number, account: Account): void {
  const gone = tabs[i]!;
  if (!gone.copies.is_safe) {
    for (const u of gone.copy.unconfirmed) u.changes.iterChanges((_a, _b, _c, _d, text) => { for (const c of text.toString()) account.open.add(c); });
    for (const c of account.deleted) if (world.server.text.toString().includes(c)) account.open.add(c);
  }
  gone.crash();
  const other = tabs.find((t) => t !== gone && t.account === gone.account);
  const heir = other && world.random.chance(50) ? other : null;
  tabs[i] = new Tab(world, gone.account, heir ? null : gone);
  heir?.adopt(gone);
  if (world.random.chance(70)) tabs[i]!.up();
}

async function random_session(seed: number): Promise<void> {
  const world = new World(seed);
  const { random, server, clock } = world;
  server.page = 1 + random.below(30);
  server.reach = random.chance(70) ? 2_000 : 10 + random.below(40);
  const faults = random.below(12);
  server.fault = () => (random.chance(faults) ? passing(random.of(['busy', 'too_fast', 'storage_full', 'not_signed_in'] as const), random.chance(50) ? random.below(200) : undefined) : null);
  const account = new Account();
  const tabs = [new Tab(world, 7), new Tab(world, 7), new Tab(world, 8)];
  for (const tab of tabs) tab.up();
  await clock.run(600);
  for (let step = 30 + random.below(60); step; step--) {
    const i = random.below(tabs.length);
    const tab = tabs[i]!;
    const what = random.below(100);
    if (what < 70) { if (tab.copy.has_text) write(tab, random, account); }
    else if (what < 80) tab.down();
    else if (what < 92) { if (!tab.line) tab.up(); }
    else if (what < 95) tab.copies.resync(NOTE);
    else go(world, tabs, i, account);
    await clock.run(random.below(random.chance(80) ? 40 : 400));
  }
  server.fault = null;
  for (const tab of tabs) if (!tab.line) tab.up();
  await clock.run(30_000);
  agree(world, tabs);
  account.check(server.text.toString());
}

const SESSIONS = Number(process.env.NOTE_SESSIONS ?? 300);
const FIRST = Number(process.env.NOTE_SEED ?? Math.floor(Math.random() * 1e9));

test(`in ${SESSIONS} random sessions from seed ${FIRST} everybody ends with the server's text, nothing lost and nothing twice`, async () => {
  for (let seed = FIRST; seed < FIRST + SESSIONS; seed++) {
    try { await random_session(seed); } catch (e) { (e as Error).message = `seed ${seed}: ${(e as Error).message}`; throw e; }
  }
});
