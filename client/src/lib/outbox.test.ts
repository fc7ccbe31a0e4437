import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox, renamed, type Op } from './outbox';
import { Refusal } from './wire';

interface Call { op: Op; give: (r: unknown) => void; refuse: (e: unknown) => void }

function world() {
  const calls: Call[] = [];
  const kept = new Map<string, Op>();
  const refused: [string, string][] = [];
  const box = new Outbox({
    send: (op) => new Promise((give, refuse) => calls.push({ op, give, refuse })),
    changed: () => undefined,
    keep: (op) => kept.set(op.key, op),
    forget: (key) => kept.delete(key),
    saved: () => undefined,
    refused: (op, r) => refused.push([op.key, r.reason]),
  }, 'k');
  return { box, calls, kept, refused };
}
const soon = (): Promise<void> => new Promise((r) => setTimeout(r, 1));
const lost = (): Refusal => new Refusal('', { reason: 'offline' });

test('a change waits until the line is up and goes away when its board has shown it', async () => {
  const { box, calls, kept } = world();
  void box.put('board:1', 'card.add', { board: 1, kind: 'need', text: 'a' }, { stands_for: -1 });
  await soon();
  assert.equal(calls.length, 0);
  assert.equal(kept.size, 1);
  box.up();
  await soon();
  calls[0]!.give({ seq: 5, card: 40 });
  await soon();
  assert.equal(box.waiting, 0);
  assert.equal(kept.size, 0);
  assert.equal(box.ops.length, 1);
  box.reached('board:1', 4);
  assert.equal(box.ops.length, 1);
  box.reached('board:1', 5);
  assert.equal(box.ops.length, 0);
});

test('after a lost line the same change is sent again under the same key', async () => {
  const { box, calls } = world();
  box.up();
  void box.put('board:1', 'card.remove', { board: 1, card: 4 });
  await soon();
  box.down();
  calls[0]!.refuse(lost());
  await soon();
  assert.equal(box.waiting, 1);
  box.up();
  await soon();
  assert.equal(calls.length, 2);
  assert.equal(calls[1]!.op.key, calls[0]!.op.key);
  assert.deepEqual(calls[1]!.op.params, calls[0]!.op.params);
});

test('a lane sends one at a time and in order; lanes do not wait for each other', async () => {
  const { box, calls } = world();
  box.up();
  void box.put('board:1', 'card.edit', { board: 1, card: 4, text: 'b', was: 'a' });
  void box.put('board:1', 'card.edit', { board: 1, card: 4, text: 'c', was: 'b' });
  void box.put('board:2', 'card.remove', { board: 2, card: 9 });
  await soon();
  assert.deepEqual(calls.map((c) => c.op.lane), ['board:1', 'board:2']);
  calls[0]!.give({ seq: 2 });
  await soon();
  assert.equal((calls[2]!.op.params as { text: string }).text, 'c');
});

test('what was done to a card before it had a number is sent with the number', async () => {
  const { box, calls, kept } = world();
  const id = box.next_temporary();
  void box.put('board:1', 'card.add', { board: 1, kind: 'need', text: 'a' }, { stands_for: id });
  void box.put('board:1', 'card.edit', { board: 1, card: id, text: 'b', was: 'a' });
  box.up();
  await soon();
  calls[0]!.give({ seq: 3, card: 77 });
  await soon();
  assert.equal((calls[1]!.op.params as { card: number }).card, 77);
  assert.equal((kept.get(calls[1]!.op.key)!.params as { card: number }).card, 77);
});

test('a passing refusal keeps the change, a final one tells and goes on with the next', async () => {
  const { box, calls, refused } = world();
  box.up();
  const first = box.put('board:1', 'card.edit', { board: 1, card: 4, text: 'b', was: 'a' });
  void box.put('board:1', 'card.remove', { board: 1, card: 5 });
  await soon();
  calls[0]!.refuse(new Refusal('', { reason: 'busy', retry_ms: 1 }));
  await soon();
  await soon();
  await soon();
  assert.equal(calls.length, 2);
  calls[1]!.refuse(new Refusal('', { reason: 'conflict' }));
  await assert.rejects(first);
  await soon();
  assert.deepEqual(refused.map((r) => r[1]), ['conflict']);
  assert.equal(calls[2]!.op.method, 'card.remove');
});

test('a card that could not be made takes its later changes with it', async () => {
  const { box, calls } = world();
  const id = box.next_temporary();
  box.up();
  void box.put('board:1', 'card.add', { board: 1, kind: 'need', text: 'a' }, { stands_for: id });
  void box.put('board:1', 'card.move', { board: 1, card: id, after: null });
  await soon();
  calls[0]!.refuse(new Refusal('', { reason: 'not_allowed' }));
  await soon();
  assert.equal(box.ops.length, 0);
});

test('a change with a password in it is never kept', async () => {
  const { box, kept } = world();
  void box.put('self', 'account.set_password', { account: 3, password: 'pitkä salasana' }, { is_kept: false });
  assert.equal(kept.size, 0);
});

test('what was left behind by a closed tab is taken up, oldest first, and temporary ids do not meet', () => {
  const { box } = world();
  const old = (key: string, made_at: number, stands_for?: number): Op => ({ key, lane: 'board:1', method: 'card.add', params: { board: 1, kind: 'need', text: key } as never, made_at, stands_for });
  box.take_up([old('b', 2, -9), old('a', 1)]);
  assert.deepEqual(box.ops.map((o) => o.key), ['a', 'b']);
  assert.equal(box.next_temporary(), -10);
});

test('an id is renamed wherever it may stand, and nowhere else', () => {
  const op: Op = { key: 'x', lane: 'l', method: 'link.add', params: { board: 5, from_card: -1, to_card: 5, kind: 'supports' } as never, made_at: 0 };
  assert.deepEqual(renamed(op, -1, 6).params, { board: 5, from_card: 6, to_card: 5, kind: 'supports' });
  assert.equal(renamed(op, 9, 6), op);
});

test('a task made here gives its number to what came behind it, an end of a dependency too', async () => {
  const { box, calls } = world();
  box.up();
  void box.put('board:1', 'task.create', { board: 1, title: 'a' }, { stands_for: -4 });
  void box.put('board:1', 'dependency.add', { board: 1, before: 'service:-40', after: 'task:-4' }, { stands_for: -5 });
  await soon();
  calls[0]!.give({ seq: 3, task: 77 });
  await soon();
  assert.deepEqual(calls[1]!.op.params, { board: 1, before: 'service:-40', after: 'task:77' });
});

test('outside of boards nothing waits for a board to show it', async () => {
  const { box, calls } = world();
  box.up();
  void box.put('inbox', 'task.accept', { board: 9, task: 4 });
  await soon();
  calls[0]!.give({ seq: 12 });
  await soon();
  assert.equal(box.ops.length, 0);
});
