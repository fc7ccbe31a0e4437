import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newest } from './newest';

function slow(): { asked: ((answer: string | Error) => void)[]; taken: string[]; list: ReturnType<typeof newest> } {
  const asked: ((answer: string | Error) => void)[] = [];
  const taken: string[] = [];
  const list = newest(() => new Promise<string>((yes, no) => asked.push((a) => (a instanceof Error ? no(a) : yes(a)))), (answer) => taken.push(answer));
  return { asked, taken, list };
}

test('an answer that was overtaken is not taken, and who waits for it waits for the newer', async () => {
  const { asked, taken, list } = slow();
  let is_over = false;
  const first = list.read().then(() => { is_over = true; });
  const second = list.read();
  asked[0]!('old');
  await new Promise(setImmediate);
  assert.deepEqual([taken, is_over], [[], false]);
  asked[1]!('new');
  await Promise.all([first, second]);
  assert.deepEqual(taken, ['new']);
});

test('a refusal leaves what is known, and ends all the same', async () => {
  const { asked, taken, list } = slow();
  const only = list.read();
  asked[0]!(new Error('no line'));
  await only;
  assert.deepEqual(taken, []);
});

test('what is under way when better is known is not taken', async () => {
  const { asked, taken, list } = slow();
  const only = list.read();
  list.forget();
  asked[0]!('old');
  await only;
  assert.deepEqual(taken, []);
});
