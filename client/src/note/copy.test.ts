import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redo, undo } from '@codemirror/commands';
import type { Transaction } from '@codemirror/state';
import { Refusal, type RefusalData } from '../lib/wire';
import type { Push } from './copy';
import { NOTE, Random, Tab, World, settle } from './world';

const no = (reason: RefusalData['reason'], more: Partial<RefusalData> = {}): Refusal => new Refusal(reason, { ...more, reason });
const once = (refusal: Refusal): (() => Refusal | null) => { let left = 1; return () => (left-- > 0 ? refusal : null); };

function agree(world: World, tabs: readonly Tab[]): void {
  const text = world.server.text.toString();
  for (const tab of tabs) {
    assert.equal(`${tab.copy.status} ${tab.copy.refusal?.data.detail ?? ''}`, 'open ');
    assert.equal(tab.copy.text, text, 'the copy');
    assert.equal(tab.state.doc.toString(), text, 'what is seen');
    assert.equal(tab.copies.unsent.length, 0, 'what waits');
  }
  assert.equal(world.vault.size, 0, 'what is kept');
}

// ---- the straight path ------------------------------------------------------------------------------------------------------

test('what one writes everybody sees, and it counts as saved once the stream has confirmed it', async () => {
  const world = new World(1, 'Hei');
  const [a, b] = [await world.tab(7), await world.tab(8)];
  a.type(3, ' vaan');
  assert.equal(a.copy.unsent, 1);
  assert.equal(a.saved, 0);
  await world.run();
  assert.equal(world.server.text.toString(), 'Hei vaan');
  assert.equal(a.saved, 1);
  agree(world, [a, b]);
});

test('one push is under way at a time, and what is written meanwhile goes with the next', async () => {
  const world = new World(2);
  const a = await world.tab();
  for (const c of 'abcdef') { a.type(a.state.doc.length, c); await settle(); }
  await world.run();
  assert.deepEqual(world.server.pushes.map((p) => p.updates.length), [1, 5]);
  agree(world, [a]);
});

test('undo takes back what is mine and nothing of the others', async () => {
  const world = new World(3, 'x');
  const [a, b] = [await world.tab(7), await world.tab(8)];
  a.type(1, 'AAA');
  await world.run();
  b.type(2, 'BBB');
  await world.run();
  undo({ state: a.state, dispatch: (tr) => a.do(tr) });
  await world.run();
  assert.equal(world.server.text.toString(), 'xBBB');
  redo({ state: a.state, dispatch: (tr) => a.do(tr) });
  await world.run();
  assert.match(world.server.text.toString(), /BBB/);
  agree(world, [a, b]);
});

test('a long paste, and its being taken back and done again, goes in updates that each fit a message', async () => {
  const world = new World(4, 'ab');
  const [a, b] = [await world.tab(7), await world.tab(8)];
  a.type(1, '"ä😀\n'.repeat(12_000));
  b.type(1, 'B');
  await world.run(10_000);
  undo({ state: a.state, dispatch: (tr) => a.do(tr) });
  await world.run(10_000);
  assert.equal(world.server.text.toString(), 'aBb');
  redo({ state: a.state, dispatch: (tr) => a.do(tr) });
  await world.run(10_000);
  assert.ok(Math.max(...world.server.pushes.map((p) => new TextEncoder().encode(JSON.stringify(p)).length)) < 60_000);
  agree(world, [a, b]);
});

test('what was written without a line goes in pushes of a bounded size', async () => {
  const world = new World(5);
  const a = await world.tab();
  a.down();
  for (let i = 0; i < 900; i++) a.type(a.state.doc.length, 'ä');
  a.up();
  await world.run(5_000);
  assert.deepEqual(world.server.pushes.map((p) => p.updates.length), [400, 400, 100]);
  agree(world, [a]);
});

// ---- the line goes ----------------------------------------------------------------------------------------------------------

test('what was missed is pulled in as many answers as it takes before anything is pushed', async () => {
  const world = new World(6);
  const a = await world.tab();
  world.server.page = 7;
  a.down();
  a.type(0, 'mine');
  for (let i = 0; i < 40; i++) world.server.write({ from: 0, insert: 'x' });
  a.up();
  await world.run(3_000);
  assert.deepEqual(world.server.pushes.map((p) => p.version), [40]);
  agree(world, [a]);
});

test('a push whose answer was lost is sent again as it was, and stands once', async () => {
  const world = new World(7);
  const a = await world.tab();
  a.type(0, 'once');
  while (!world.server.pushes.length) await world.clock.turn();
  a.down();
  const sent = world.server.pushes[0]!;
  world.server.log = [];
  world.server.text = world.server.first; // as if it had not arrived
  world.server.forget_outcomes();
  a.up();
  await world.run();
  assert.deepEqual(world.server.pushes, [sent, sent]);
  assert.equal(world.server.text.toString(), 'once');
  agree(world, [a]);
});

test('a frame that is told twice counts once, and a gap is asked for', async () => {
  const world = new World(8, 'x');
  const [a, b] = [await world.tab(7), await world.tab(8)];
  b.type(0, 'b');
  await world.run();
  const last = { version: 1, updates: [{ client: 'r2', by: 8, changes: [[0, 'b'], 1] }] };
  a.copies.updates({ ...NOTE, ...last });
  assert.equal(a.copy.text, 'bx');
  a.line!.drop(); // frames are lost, and nobody has noticed
  b.type(0, 'c');
  await world.run();
  a.line!.is_up = true;
  a.copies.updates({ ...NOTE, version: 3, updates: [{ client: 'z', by: 9, changes: [3] }] });
  await world.run();
  assert.equal(a.copy.text, 'cbx');
});

test('a note that was left with unsent words brings them to the server, and only then is forgotten', async () => {
  const world = new World(9);
  const a = await world.tab();
  a.down();
  a.type(0, 'later');
  a.copies.leave(a.copy);
  assert.deepEqual(a.copies.unsent.map((c) => c.note), [NOTE.note]);
  await world.run();
  assert.equal(world.vault.size, 1);
  a.up();
  await world.run();
  assert.equal(world.server.text.toString(), 'later');
  assert.equal(a.copies.unsent.length, 0);
  assert.equal(world.vault.size, 0);
  assert.notEqual(a.copies.take(NOTE.board, NOTE.note), a.copy);
});

// ---- the page goes: whatever happened to the push that was under way -----------------------------------------------------------

/** A page that went with one push under way, which took only the first of what was written; and the page that follows it. */
async function reloaded(seed: number): Promise<{ world: World; sent: Push; b: Tab }> {
  const world = new World(seed, 'start ');
  const [a, other] = [await world.tab(7), await world.tab(8)];
  a.line!.slowest = 1e9;
  a.type(6, 'one');
  await settle();
  a.type(9, ' two');
  other.type(0, 'other ');
  await world.run(400);
  const sent = a.kept()[0]![1].push!;
  assert.equal(sent.updates.length, 1);
  assert.ok(a.copies.is_safe);
  a.crash();
  other.crash();
  const b = new Tab(world, 7, a);
  assert.equal(b.state.doc.toString(), 'start one two', 'what was kept is seen before there is a line');
  b.type(b.state.doc.length, ' three');
  return { world, sent, b };
}
const whole = 'other start one two three';

test('after a reload: a push that never arrived is sent again, and the rest under another name', async () => {
  const { world, sent, b } = await reloaded(10);
  b.up();
  await world.run(3_000);
  assert.equal(world.server.text.toString(), whole);
  const mine = world.server.pushes.filter((p) => p.key !== world.server.pushes[0]!.key);
  assert.deepEqual(mine[0], sent);
  assert.ok(mine.slice(1).every((p) => p.client !== sent.client) && mine.length > 1);
  agree(world, [b]);
});

test('after a reload: a push that had arrived is known again by its client', async () => {
  const { world, sent, b } = await reloaded(11);
  world.server.push_late(sent, 7);
  b.up();
  await world.run(3_000);
  assert.equal(world.server.text.toString(), whole);
  agree(world, [b]);
});

test('after a reload: a push that arrives between the pull and its resend stands once', async () => {
  const { world, sent, b } = await reloaded(12);
  const server = world.server;
  b.up();
  while (!b.copy.is_level) await world.clock.turn();
  server.fault = once(no('busy', { retry_ms: 500 }));
  await world.run(200);
  server.push_late(sent, 7);
  await world.run(3_000);
  assert.equal(server.text.toString(), whole);
  agree(world, [b]);
});

test('after a reload: a push that arrives when all is done changes nothing', async () => {
  const { world, sent, b } = await reloaded(13);
  b.up();
  await world.run(3_000);
  world.server.push_late(sent, 7);
  await world.run();
  assert.equal(world.server.text.toString(), whole);
  agree(world, [b]);
});

test('a push that is refused for standing too far behind goes with what waits', async () => {
  const { world, b } = await reloaded(14);
  for (let i = 0; i < 10; i++) world.server.write({ from: 0, insert: '.' });
  world.server.reach = 3;
  b.up();
  await world.run(3_000);
  assert.equal(world.server.text.toString(), `..........${whole}`);
  agree(world, [b]);
});

test('two pages that are gone leave their words to one, and each word comes once', async () => {
  const world = new World(15, '.');
  const [a, b, c] = [await world.tab(7), await world.tab(7), await world.tab(7)];
  for (const tab of [a, b]) { tab.down(); tab.type(0, tab === a ? 'A' : 'B'); }
  await world.run();
  for (const tab of [a, b]) { tab.crash(); c.adopt(tab); }
  await world.run(3_000);
  assert.deepEqual([...world.server.text.toString()].sort(), ['.', 'A', 'B']);
  agree(world, [c]);
});

test('a note that is read while kept words are brought misses nothing that is written meanwhile', async () => {
  const world = new World(29, '.');
  const [a, b] = [await world.tab(7), await world.tab(7)];
  b.down();
  b.type(0, 'B');
  await world.run();
  b.crash();
  for (let i = 0; i < 20; i++) world.server.write({ from: 0, insert: 'x' });
  await world.run();
  world.server.page = 8;
  const before = world.server.more;
  a.adopt(b);
  while (world.server.more === before) await world.clock.turn();
  world.server.write({ from: 0, insert: 'meanwhile' });
  a.copies.leave(a.copies.take(NOTE.board, NOTE.note)); // who looks in and goes again ends nobody's subscription
  await world.run(3_000);
  assert.match(world.server.text.toString(), /meanwhile.*B/);
  agree(world, [a]);
});

test('where nothing can be kept, a page with unsent words says that it is not safe to go', async () => {
  const world = new World(16);
  world.has_vault = false;
  const a = await world.tab();
  a.down();
  a.type(0, 'x');
  await world.run();
  assert.equal(a.copies.is_safe, false);
  a.up();
  await world.run();
  assert.equal(a.copies.is_safe, true);
});

test('where it can, it is safe a moment after the last word', async () => {
  const world = new World(17);
  const a = await world.tab();
  a.down();
  a.type(0, 'x');
  assert.equal(a.copies.is_safe, false);
  await world.run(300);
  assert.equal(a.copies.is_safe, true);
});

test('who signs out takes everything along: nothing is sent or kept any more', async () => {
  const world = new World(18);
  const a = await world.tab();
  a.down();
  a.type(0, 'x');
  a.copies.clear();
  await world.run();
  assert.equal(a.copies.unsent.length, 0);
  assert.equal(world.vault.size, 0);
});

// ---- refusals -----------------------------------------------------------------------------------------------------------------

for (const reason of ['busy', 'too_fast', 'storage_full', 'internal', 'not_signed_in'] as const) {
  test(`refused as ${reason}, the very same push is sent again later`, async () => {
    const world = new World(20);
    const a = await world.tab();
    world.server.fault = once(no(reason, { retry_ms: 200 }));
    a.type(0, 'x');
    await settle();
    a.type(1, 'y');
    await world.run(3_000);
    const [first, second, third] = world.server.pushes;
    assert.deepEqual(second, first);
    assert.notEqual(third!.key, first!.key);
    assert.equal(world.server.text.toString(), 'xy');
    agree(world, [a]);
  });
}

const final: [RefusalData['reason'], Partial<RefusalData>][] = [
  ['bad_input', { field: 'updates', detail: 'does_not_fit' }], ['too_large', { field: 'updates' }], ['not_allowed', {}], ['guard', {}], ['conflict', { field: 'note', detail: 'removed' }],
];
for (const [reason, more] of final) {
  test(`refused as ${reason} ${more.detail ?? ''}, the words stay, can be sent again, and can be given up`, async () => {
    const world = new World(21, 'there');
    const a = await world.tab();
    world.server.fault = () => no(reason, more);
    a.type(5, ' mine');
    await world.run();
    assert.equal(a.copy.status, 'stuck');
    assert.equal(a.copy.refusal?.reason, reason);
    assert.equal(a.copy.unsent_text, ' mine');
    assert.equal(a.state.doc.toString(), 'there mine');
    world.server.write({ from: 0, insert: 'others ' });
    await world.run();
    assert.equal(a.state.doc.toString(), 'others there mine');
    world.server.fault = null;
    a.copy.retry();
    await world.run();
    assert.equal(world.server.text.toString(), 'others there mine');
    agree(world, [a]);
    world.server.fault = () => no(reason, more);
    a.type(0, 'more ');
    await world.run();
    world.server.fault = null;
    a.copy.let_go();
    await world.run();
    assert.equal(a.state.doc.toString(), 'others there mine');
    agree(world, [a]);
  });
}

test('a refusal is the outcome of its key: what is sent again has another', async () => {
  const world = new World(22);
  const a = await world.tab();
  world.server.is_removed = true;
  a.type(0, 'x');
  await world.run();
  world.server.is_removed = false;
  a.copy.retry_if('not_allowed');
  assert.equal(a.copy.status, 'stuck');
  a.copy.retry_if('conflict');
  await world.run();
  assert.equal(world.server.text.toString(), 'x');
  agree(world, [a]);
});

test('told to pull first, it pulls and pushes what is left', async () => {
  const world = new World(23);
  const a = await world.tab();
  world.server.fault = once(no('conflict', { field: 'version', detail: 'pull_first' }));
  a.type(0, 'x');
  await world.run();
  assert.equal(world.server.text.toString(), 'x');
  agree(world, [a]);
});

test('a fault that comes again and again is told, not hidden behind an endless wait', async () => {
  const world = new World(24);
  const a = await world.tab();
  world.server.fault = () => no('internal', { retry_ms: 10 });
  a.type(0, 'x');
  await world.run(3_000);
  assert.equal(a.copy.status, 'stuck');
  assert.equal(a.copy.unsent_text, 'x');
});

test('a note that can be read but seems not to be there for writing is not asked for ever', async () => {
  const world = new World(30);
  const a = await world.tab();
  world.server.fault = (to) => (to === 'push' ? no('not_found') : null);
  a.type(0, 'x');
  await world.run(60_000);
  assert.deepEqual([a.copy.status, a.copy.unsent_text], ['stuck', 'x']);
  assert.ok(world.server.pushes.length < 10);
});

test('a note that is gone keeps the words that were not sent, and goes on if it comes back', async () => {
  const world = new World(25, 'there');
  const a = await world.tab();
  a.down();
  a.type(0, 'mine ');
  world.server.is_gone = true;
  a.up();
  await world.run();
  assert.equal(a.copy.status, 'ended');
  assert.equal(a.copy.unsent_text, 'mine ');
  assert.equal(a.copies.unsent.length, 0, 'nothing waits that can be sent');
  world.server.is_gone = false;
  a.down();
  a.up();
  await world.run();
  agree(world, [a]);
});

test('a note that never was there for this person is missing', async () => {
  const world = new World(26);
  world.server.is_gone = true;
  assert.equal((await world.tab()).copy.status, 'missing');
});

test('a server that was put back to a backup has the say, and the words it does not know are set aside', async () => {
  const world = new World(27, 'first');
  const a = await world.tab();
  a.type(5, ' second');
  await world.run();
  a.down();
  a.type(12, ' third');
  world.server.restore(0);
  a.up();
  await world.run();
  assert.equal(a.state.doc.toString(), 'first');
  assert.equal(a.copy.status, 'stuck');
  assert.equal(a.copy.unsent_text, ' third');
  a.crash();
  const b = new Tab(world, 7, a);
  b.up();
  await world.run();
  assert.equal(b.copy.unsent_text, ' third', 'a reload does not lose them');
  b.copy.let_go();
  b.type(0, 'on ');
  await world.run();
  agree(world, [b]);
});

test('where updates do not follow from the text here, the text is asked for', async () => {
  const world = new World(28, 'abc');
  const a = await world.tab();
  a.type(3, 'd');
  await world.run();
  a.down();
  world.server.restore(0);
  world.server.write({ from: 0, insert: 'long ' });
  world.server.write({ from: 0, insert: 'very ' });
  a.up();
  await world.run();
  assert.equal(a.state.doc.toString(), 'very long abc');
  agree(world, [a]);
});

// ---- random sessions ------------------------------------------------------------------------------------------------------

/** What people wrote and took away, every character unlike every other. */
class Account {
  #next = 0;
  written = new Set<string>();
  deleted = new Set<string>();
  /** of a page that crashed before it could keep them: they may be lost, but must not come twice */
  open = new Set<string>();
  /** a cut through two pairs can leave the like of one of them: that was taken away and put there anew, which two may do at once */
  rewritten = new Set<string>();

  word(random: Random): string {
    let word = '';
    for (let n = 1 + random.below(3); n; n--) word += String.fromCodePoint(random.chance(15) ? 0x20000 + this.#next++ : 0x4e00 + this.#next++);
    return word;
  }

  saw(tr: Transaction): void {
    tr.changes.iterChanges((fromA, toA, _b, _c, inserted) => {
      const was = new Set(tr.startState.doc.sliceString(fromA, toA));
      for (const c of inserted.toString()) (was.delete(c) ? this.rewritten : this.written).add(c);
      for (const c of was) this.deleted.add(c);
    });
  }

  check(text: string): void {
    const there = [...text].filter((c) => !this.rewritten.has(c));
    assert.equal(new Set(there).size, there.length, 'nothing is there twice');
    const has = new Set(there);
    for (const c of this.written) if (!this.open.has(c) && !this.deleted.has(c) && !this.rewritten.has(c)) assert.ok(has.has(c), `${c} is lost`);
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
  server.fault = () => (random.chance(faults) ? no(random.of(['busy', 'too_fast', 'storage_full', 'not_signed_in'] as const), { retry_ms: random.chance(50) ? random.below(200) : undefined }) : null);
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
