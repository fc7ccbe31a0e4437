import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state';
import { backspace, enter, enter_within, indent, outdent, standing, toggle_check, toggle_emphasis, toggle_kind } from './commands.ts';

/** A text with its caret (|) or its selection (‹…›). */
function state_of(text: string): EditorState {
  const caret = text.indexOf('|');
  if (caret >= 0) return EditorState.create({ doc: text.replace('|', ''), selection: { anchor: caret } });
  const from = text.indexOf('‹');
  return EditorState.create({ doc: text.replace(/[‹›]/g, ''), selection: EditorSelection.range(from, text.indexOf('›') - 1) });
}

function text_of(state: EditorState): string {
  const { from, to, empty } = state.selection.main;
  const text = state.doc.toString();
  return empty ? `${text.slice(0, from)}|${text.slice(from)}` : `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}

function after(command: StateCommand, text: string): string | null {
  let state = state_of(text);
  return command({ state, dispatch: (tr) => { state = tr.state; } }) ? text_of(state) : null;
}

function leads(command: StateCommand, cases: Record<string, string | null>): void {
  for (const [was, is] of Object.entries(cases)) assert.equal(after(command, was), is, JSON.stringify(was));
}

const [list, numbers, check, quote, decision, words] = (['list', 'numbers', 'check', 'quote', 'decision', 'words'] as const).map((k) => toggle_kind(k)) as [StateCommand, StateCommand, StateCommand, StateCommand, StateCommand, StateCommand];

test('Enter goes on with the list, the numbering, the check boxes and the quote', () => {
  leads(enter, {
    '- maito|': '- maito\n- |',
    '* maito|': '* maito\n* |',
    '  - maito|': '  - maito\n  - |',
    '- [x] soita|': '- [x] soita\n- [ ] |',
    '> sanoi|': '> sanoi\n> |',
    '> - sanoi|': '> - sanoi\n> - |',
    '1. yksi|\n2. kaksi\n   - ala\n3. kolme\n\n4. muu': '1. yksi\n2. |\n3. kaksi\n   - ala\n4. kolme\n\n4. muu',
    '9) yhdeksän|': '9) yhdeksän\n10) |',
  });
});

test('Enter cuts an item in two where the caret is', () => {
  leads(enter, { '- ma|ito': '- ma\n- |ito', '- maito| leipä': '- maito\n- |leipä', '- m‹ait›o': '- m\n- |o' });
});

test('Enter on an empty item ends it, one depth at a time', () => {
  leads(enter, {
    '- maito\n- |': '- maito\n|',
    '- [ ] |': '|',
    '> sanoi\n> |': '> sanoi\n|',
    '- maito\n  - |': '- maito\n- |',
    '1. yksi\n   - |': '1. yksi\n2. |',
    '!> |': '|',
    '# |': '|',
  });
});

test('after a heading or a decision Enter gives plain words', () => {
  leads(enter, { '## Otsikko|': '## Otsikko\n|', '!> Jatketaan|': '!> Jatketaan\n|', '|- maito': '\n|- maito', 'hei|': 'hei\n|' });
});

test('Shift and Enter stay within the item', () => {
  leads(enter_within, { '- maito|': '- maito\n  |', '1. yksi|': '1. yksi\n   |', '> sanoi|': '> sanoi\n> |', 'hei|': 'hei\n|' });
});

test('Backspace at the beginning of the words takes the mark first', () => {
  leads(backspace, { '- |maito': '|maito', '  - |maito': '|maito', '- [ ] |soita': '|soita', '# |Otsikko': '|Otsikko', '> |sanoi': '|sanoi', '> - |sanoi': '> |sanoi', '!> |Jatketaan': '|Jatketaan', '- m|aito': null, '|maito': null, '- ‹m›aito': null });
});

test('a line becomes what is chosen, and words again when chosen twice', () => {
  leads(list, { 'maito|': '- maito|', '- maito|': 'maito|', '|': '- |', '# Otsikko|': '- Otsikko|', '  - [x] a|': '  - a|' });
  leads(check, { '- maito|': '- [ ] maito|', '  1. a|': '  - [ ] a|', '- [x] maito|': 'maito|' });
  leads(quote, { 'sanoi|': '> sanoi|', '> sanoi|': 'sanoi|', '- sanoi|': '> sanoi|' });
  leads(decision, { 'Jatketaan|': '!> Jatketaan|', '> Jatketaan|': '!> Jatketaan|' });
  leads(words, { '## Otsikko|': 'Otsikko|' });
  leads(toggle_kind('heading', 2), { 'Otsikko|': '## Otsikko|', '# Otsikko|': '## Otsikko|', '## Otsikko|': 'Otsikko|' });
});

test('several lines become one list; numbers follow those before', () => {
  leads(list, { '‹a\n\nb›': '- ‹a\n\n- b›', '‹- a\nb›': '‹- a\n- b›', '‹- a\n- b\n›c': '‹a\nb\n›c' });
  leads(numbers, { '‹a\nb›': '1. ‹a\n2. b›', '1. a\nb|': '1. a\n2. b|' });
});

test('a check box is ticked and unticked; where there is none the key is left to others', () => {
  leads(toggle_check, { '- [ ] a|': '- [x] a|', '- [x] a|': '- [ ] a|', '‹- [x] a\n- [ ] b›': '‹- [x] a\n- [x] b›', '- a|': null });
});

test('an item goes under the one above, with what is under it, and back', () => {
  leads(indent, { '- a\n- b|\n  - c': '- a\n  - b|\n    - c', '1. a\n2. b|': '1. a\n   2. b|', '- a|': '- a|', 'a|': null, '- a\n  - b|': '- a\n  - b|' });
  leads(outdent, { '- a\n  - b|\n    - c': '- a\n- b|\n  - c', '1. a\n   - b|': '1. a\n- b|', '- a|': '- a|' });
});

test('strong and leaning words are marked without the spaces beside them', () => {
  const [b, i] = [toggle_emphasis('StrongEmphasis'), toggle_emphasis('Emphasis')];
  leads(b, {
    'a ‹bc› d': 'a **‹bc›** d', 'a‹ bc› d': 'a‹ **bc›** d', 'a‹ **bc›** d': 'a‹ bc› d', 'a **‹bc›** d': 'a ‹bc› d', 'a‹ **bc** ›d': 'a‹ bc ›d',
    'a b|c d': 'a **b|c** d', 'a **b|c** d': 'a b|c d', 'a |': 'a **|**', 'a **|**': 'a |', 'a **bc|** d': 'a **bc**| d',
    '- ‹a\n- b›': '- **‹a**\n- **b›**', '‹- a›': '‹- **a›**',
  });
  leads(i, { 'a ‹bc›': 'a *‹bc›*', 'a *‹bc›*': 'a ‹bc›', '**‹a›**': '***‹a›***' });
});

test('the toolbar knows what stands at the caret', () => {
  const at = (text: string) => standing(state_of(text));
  assert.deepEqual(at('## O|'), { kind: 'heading', level: 2, is_strong: false, is_emphasis: false, can_indent: false, can_outdent: false });
  assert.equal(at('- [ ] **a|b**').kind, 'check');
  assert.equal(at('- [ ] **a|b**').is_strong, true);
  assert.equal(at('**ab**|').is_strong, false);
  assert.equal(at('- a\n- b|').can_indent, true);
  assert.equal(at('- a\n  - b|').can_outdent, true);
  assert.equal(at('-|').kind, 'words');
  assert.equal(at('#tunniste|').kind, 'words');
  assert.equal(at('---|').kind, 'rule');
});

test('a text that is only read is not changed', () => {
  const state = EditorState.create({ doc: '- a', extensions: EditorState.readOnly.of(true) });
  for (const command of [list, enter, backspace, toggle_check, indent, toggle_emphasis('Emphasis')]) assert.equal(command({ state, dispatch: () => assert.fail() }), false);
});
