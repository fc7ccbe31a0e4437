import assert from 'node:assert/strict';
import { test } from 'node:test';
import { task_status_words, type Role, type Task } from '../lib/protocol.gen';
import { may, next_act, task_acts, type Me, type TaskAct } from './rights';

type Ours = Pick<Task, 'status' | 'unit' | 'assignee' | 'is_client'>;
const task = (status: Task['status'], more: Partial<Ours> = {}): Ours => ({ status, unit: 3, assignee: null, is_client: false, ...more });
const me = (role: Role | null, keeps: number[] = []): Me => ({ account: 7, keeps: new Set(keeps), role });
const acts = (t: Ours, who: Me): TaskAct[] => task_acts.filter((a) => may(t, who, a));

// the server's table of moves, and nothing else
const moves: Record<TaskAct, Task['status'][]> = {
  accept: ['requested', 'forwarded'], accept_for: ['requested', 'forwarded'], start: ['accepted'], finish: ['accepted', 'in_progress'],
  assign: ['requested', 'forwarded', 'accepted', 'in_progress', 'declined'], forward: ['requested', 'forwarded', 'accepted', 'in_progress'],
  decline: ['requested', 'forwarded', 'accepted'], cancel: ['requested', 'forwarded', 'accepted', 'in_progress', 'declined'], reopen: ['done', 'cancelled'],
};

test('a coordinator may do what the state of the task allows', () => {
  for (const act of task_acts) for (const status of task_status_words) assert.equal(may(task(status), me('coordinator'), act), moves[act].includes(status), `${act} ${status}`);
});

test('whoever keeps the inbox answers for the task without being on the board, but does not cancel it', () => {
  assert.deepEqual(acts(task('requested'), me(null, [3])), ['accept', 'accept_for', 'assign', 'forward', 'decline']);
  assert.deepEqual(acts(task('requested', { assignee: 7 }), me(null)), ['accept', 'accept_for', 'assign', 'forward', 'decline']);
  assert.deepEqual(acts(task('done'), me(null, [3])), ['reopen']);
  assert.deepEqual(acts(task('requested'), me(null, [4])), []);
});

test('others who edit the board ask, cancel and open again; observers do nothing', () => {
  assert.deepEqual(acts(task('requested'), me('member')), ['assign', 'cancel']);
  assert.deepEqual(acts(task('in_progress'), me('consultant')), ['assign', 'cancel']);
  assert.deepEqual(acts(task('accepted'), me('observer')), []);
});

test("the client's own task is carried on by whoever edits the board, and goes to no unit", () => {
  const own = task('accepted', { unit: null, is_client: true });
  assert.deepEqual(acts(own, me('member')), ['start', 'finish', 'cancel']);
  assert.deepEqual(acts(own, me('observer')), []);
});

test('the next act is the receiver\'s, and for what came back its asker\'s', () => {
  assert.equal(next_act(task('requested'), me(null, [3])), 'accept');
  assert.equal(next_act(task('requested', { assignee: 8 }), me(null, [3])), null); // a colleague's: it is in the menu
  assert.equal(next_act(task('accepted', { assignee: 7 }), me('member')), 'start');
  assert.equal(next_act(task('in_progress', { assignee: 7 }), me('member')), 'finish');
  assert.equal(next_act(task('declined'), me('member')), 'assign');
  assert.equal(next_act(task('requested'), me('coordinator')), null);
});
