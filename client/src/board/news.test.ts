import assert from 'node:assert/strict';
import { test } from 'node:test';
import { news_of } from './news';

test('changes are counted by what they are about, meetings and follow-ups among them', () => {
  assert.deepEqual(news_of({ follow_up: 1, meeting: 2, sitting: 3, minutes: 1, step: 1, goal: 1, board: 4 }), [['goal', 2], ['meeting', 6], ['follow_up', 1]]);
  assert.deepEqual(news_of({}), []);
});
