import assert from 'node:assert/strict';
import { test } from 'node:test';
import en from '../../messages/en.json';
import fi from '../../messages/fi.json';
import sv from '../../messages/sv.json';
import {
  answer_words, card_kind_words, client_part_words, client_view_words, feed_detail_words, feed_scope_words, feed_tasks_words, follow_up_kind_words, goal_status_words, link_kind_words, minutes_status_words, phase_kind_words, profession_words, role_words, sector_words, service_fit_words, service_kind_words,
  service_status_words, service_weight_words, standing_words, task_act_kind_words, task_status_words, team_role_words, which_words,
} from './protocol.gen';

const catalogues: Record<string, Record<string, string>> = { fi, sv, en };
const holes = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((m) => m[1]!))].sort();

test('the catalogues have the same keys in the same order', () => {
  assert.deepEqual(Object.keys(sv), Object.keys(fi));
  assert.deepEqual(Object.keys(en), Object.keys(fi));
});

test('no text is empty, and each asks for the same values in every language', () => {
  for (const [lang, catalogue] of Object.entries(catalogues))
    for (const [key, text] of Object.entries(catalogue)) {
      assert.ok(text.trim(), `${lang} ${key}`);
      assert.deepEqual(holes(text), holes((fi as Record<string, string>)[key]!), `${lang} ${key}`);
    }
});

test('every word of the protocol has its text', () => {
  const groups: [string, readonly string[]][] = [
    ['kind', card_kind_words], ['kinds', card_kind_words], ['add', card_kind_words], ['none', card_kind_words], ['none_add', card_kind_words],
    ['link', link_kind_words], ['link_back', link_kind_words], ['profession', profession_words], ['role', role_words], ['role_about', role_words],
    ['sector', sector_words], ['sector_code', sector_words], ['standing', standing_words], ['settle', standing_words],
    ['goal_status', goal_status_words], ['task_status', task_status_words], ['task_act_kind', task_act_kind_words], ['client_view', client_view_words],
    ['service_status', service_status_words], ['service_fit', service_fit_words], ['service_weight', service_weight_words], ['service_kind', service_kind_words],
    ['answer', answer_words], ['answers', answer_words], ['i_answer', answer_words], ['follow_up_kind', follow_up_kind_words], ['team_role', team_role_words], ['which', which_words],
    ['phase_kind', phase_kind_words], ['phase_prompt', phase_kind_words], ['client_part', client_part_words], ['client_part_was', client_part_words], ['minutes_status', minutes_status_words],
    ['feed_scope', feed_scope_words], ['feed_scope_about', feed_scope_words], ['feed_kind', feed_scope_words], ['feed_detail', feed_detail_words], ['feed_detail_about', feed_detail_words], ['feed_tasks', feed_tasks_words], ['feed_shows', feed_tasks_words],
  ];
  for (const [group, words] of groups) for (const word of words) assert.ok(`${group}.${word}` in fi, `${group}.${word}`);
});
