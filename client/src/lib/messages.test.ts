import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fi_said from 'messages:fi';
import en from '../../messages/en.json';
import fi from '../../messages/fi.json';
import sv from '../../messages/sv.json';
import { news_words } from '../board/news';
import { begun_kinds } from '../note/kinds';
import * as protocol from './protocol.gen';

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
    ['kind', protocol.card_kind_words], ['kinds', protocol.card_kind_words], ['add', protocol.card_kind_words], ['none', protocol.card_kind_words], ['none_add', protocol.card_kind_words],
    ['link', protocol.link_kind_words], ['link_back', protocol.link_kind_words], ['profession', protocol.profession_words], ['role', protocol.role_words], ['role_about', protocol.role_words],
    ['sector', protocol.sector_words], ['sector_code', protocol.sector_words], ['standing', protocol.standing_words], ['settle', protocol.standing_words],
    ['goal_status', protocol.goal_status_words], ['task_status', protocol.task_status_words], ['task_act_kind', protocol.task_act_kind_words], ['client_view', protocol.client_view_words],
    ['service_status', protocol.service_status_words], ['service_fit', protocol.service_fit_words], ['service_weight', protocol.service_weight_words], ['service_kind', protocol.service_kind_words],
    ['answer', protocol.answer_words], ['answers', protocol.answer_words], ['i_answer', protocol.answer_words], ['follow_up_kind', protocol.follow_up_kind_words], ['team_role', protocol.team_role_words], ['which', protocol.which_words],
    ['phase_kind', protocol.phase_kind_words], ['phase_prompt', protocol.phase_kind_words], ['client_part', protocol.client_part_words], ['client_part_was', protocol.client_part_words], ['minutes_status', protocol.minutes_status_words],
    ['feed_scope', protocol.feed_scope_words], ['feed_scope_about', protocol.feed_scope_words], ['feed_kind', protocol.feed_scope_words], ['feed_detail', protocol.feed_detail_words], ['feed_detail_about', protocol.feed_detail_words], ['feed_tasks', protocol.feed_tasks_words], ['feed_shows', protocol.feed_tasks_words],
    ['note_kind', protocol.note_kind_words], ['note_kind_about', begun_kinds], ['news', news_words],
  ];
  for (const [group, words] of groups) for (const word of words) assert.ok(`${group}.${word}` in fi, `${group}.${word}`);

  // each is said by its name in itself, or is a file's
  const unsaid: readonly (readonly string[])[] = [protocol.lang_words, protocol.minutes_format_words];
  const said = new Set([...unsaid, ...groups.map(([, list]) => list)]);
  for (const [name, list] of Object.entries(protocol)) if (name.endsWith('_words')) assert.ok(said.has(list as readonly string[]), `${name} has no words`);
});

/** An event without words doesn't compile. */
const events: Record<`event.${protocol.EventName}`, string> = fi;
void events;

test('a change of a note says only what it added or took away', () => {
  const said = (added: number, removed: number): string | undefined => fi_said['note.amount']?.({ added, removed });
  assert.deepEqual([said(3, 0), said(0, 5), said(3, 5)], ['+3 merkkiä', '−5 merkkiä', '+3 −5 merkkiä']);
});

test('a phase is named on the screen as in notes and minutes, which the server writes', () => {
  const rows = [...readFileSync('../src/command/phase.def', 'utf8').matchAll(/^PHASE\((\w+), \d+, "(.*)", "(.*)", "(.*)"\)$/gm)];
  assert.equal(rows.length, protocol.phase_kind_words.length);
  for (const [, symbol, ...names] of rows) assert.deepEqual(names, [fi, sv, en].map((c) => (c as Record<string, string>)[`phase_kind.${symbol!.toLowerCase()}`]), symbol);
});
