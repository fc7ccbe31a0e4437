import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow_up_path, place_of, view_path } from './route.svelte';

test('an address names a day, a board, one of its views, or one thing in it', () => {
  assert.deepEqual(place_of('/'), { name: 'day' });
  assert.deepEqual(place_of('/boards'), { name: 'boards' });
  assert.deepEqual(place_of('/boards/3'), { name: 'board', board: 3, view: 'document', item: null, note: null });
  assert.deepEqual(place_of('/boards/3/notes/8'), { name: 'board', board: 3, view: 'document', item: null, note: 8 });
  assert.deepEqual(place_of('/boards/3/tasks'), { name: 'board', board: 3, view: 'tasks', item: null, note: null });
  assert.deepEqual(place_of('/boards/3/meeting'), { name: 'board', board: 3, view: 'meeting', item: null, note: null });
  assert.deepEqual(place_of('/boards/3/minutes/5'), { name: 'board', board: 3, view: 'minutes', item: 5, note: null });
  assert.deepEqual(place_of(follow_up_path(3, 9)), { name: 'board', board: 3, view: 'document', item: 9, note: null });
  assert.deepEqual(place_of(view_path(3, 'goals', 17)), { name: 'board', board: 3, view: 'goals', item: 17, note: null });
});

test('the phases of a team are behind the team', () => {
  assert.deepEqual(place_of('/teams/7'), { name: 'teams', team: 7 });
  assert.deepEqual(place_of('/teams/7/phases'), { name: 'phases', team: 7 });
});

test('what is no address is nowhere', () => {
  for (const path of ['/boards/0', '/boards/x', '/boards/3/notes', '/boards/3/minutes', '/boards/3/follow-ups', '/boards/3/moons', '/boards/3/tasks/1/2', '/teams/x/phases', '/else']) assert.deepEqual(place_of(path), { name: 'nowhere' }, path);
});

test('what has no number yet is shown in its view', () => {
  assert.equal(view_path(3, 'tasks', -4), '/boards/3/tasks');
  assert.equal(view_path(3, 'document'), '/boards/3');
});
