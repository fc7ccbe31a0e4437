import assert from 'node:assert/strict';
import { test } from 'node:test';
import { history, undo } from '@codemirror/commands';
import { EditorState, Text, Transaction, type ChangeSet, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { NoteDoc } from '../doc.svelte.ts';
import { Patient } from './patient.ts';

/** A note as the patient knows it, what went out of it, and a view without a page. */
class Table {
  state: EditorState;
  /** every change the note was told, in order */
  told: ChangeSet[] = [];
  patient: Patient;
  view: { state: EditorState; compositionStarted: boolean };

  constructor(text: string) {
    this.state = EditorState.create({ doc: text, extensions: history() });
    const doc = {
      took: (trs: readonly Transaction[], pane: { update(trs: readonly Transaction[]): void }) => {
        pane.update(trs);
        for (const tr of trs) {
          this.state = tr.state;
          if (tr.docChanged) this.told.push(tr.changes);
        }
      },
    };
    this.patient = new Patient(doc as unknown as NoteDoc, () => 0);
    const patient = this.patient;
    const view = {
      state: this.state, compositionStarted: false, hasFocus: false,
      contentDOM: { getBoundingClientRect: () => ({ top: 100, bottom: 200, left: 0 }) },
      update(trs: readonly Transaction[]) { for (const tr of trs) { assert.equal(tr.startState, view.state); view.state = tr.state; } },
      dispatch(first: TransactionSpec | Transaction) { patient.took([first instanceof Transaction ? first : view.state.update(first)], view as unknown as EditorView); },
    };
    this.view = view;
    patient.view = view as unknown as EditorView;
  }

  types(from: number, to: number, insert: string): void { this.patient.view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: 'input.type' }); }

  others(from: number, to: number, insert: string): void {
    this.patient.dispatch({ changes: { from, to, insert }, annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)], filter: false });
  }

  get note(): string { return this.state.doc.toString(); }
  get shown(): string { return this.view.state.doc.toString(); }
}

test('while a word is composed the others\' words in its line wait, and go in beside it', () => {
  const table = new Table('hei maailma');
  table.view.compositionStarted = true;
  table.types(11, 11, '¨');
  table.others(4, 4, 'koko ');
  assert.equal(table.shown, 'hei maailma¨');
  assert.equal(table.note, 'hei koko maailma¨');
  table.types(11, 12, 'ä');
  assert.equal(table.note, 'hei koko maailmaä');
  assert.equal(table.patient.in_note(12), 17);
  table.view.compositionStarted = false;
  table.patient.catch_up();
  assert.equal(table.shown, 'hei koko maailmaä');
  assert.equal(table.state, table.view.state);
});

test('what is written in other lines is shown at once, and so is everything when nothing is composed', () => {
  const table = new Table('a\nb');
  table.view.compositionStarted = true;
  table.types(0, 0, 'ä');
  table.others(4, 4, 'c');
  assert.equal(table.shown, 'ä' + 'a\nbc');
  table.view.compositionStarted = false;
  table.others(0, 0, 'x');
  assert.equal(table.shown, 'xäa\nbc');
});

test('undo after composing takes back one\'s own words only', () => {
  const table = new Table('hei');
  table.view.compositionStarted = true;
  table.types(3, 3, 'ä');
  table.others(0, 0, 'oi ');
  table.types(3, 4, 'ö');
  table.view.compositionStarted = false;
  table.patient.catch_up();
  assert.equal(undo({ state: table.view.state, dispatch: (tr) => table.patient.view.dispatch(tr) }), true);
  assert.equal(table.note, 'oi hei');
  table.patient.close();
});

test('in 3,000 random sessions view and note are one text again, and the note was told each change once', () => {
  let seed = 651;
  const random = (n: number): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor((seed / 2147483648) * n); };
  for (let round = 0; round < 3000; round++) {
    const begun = seed;
    const text = 'yksi kaksi\nkolme';
    const table = new Table(text);
    for (let step = 0; step < 8; step++) {
      const act = random(4);
      if (act === 0) { table.view.compositionStarted = !table.view.compositionStarted; if (!table.view.compositionStarted) table.patient.catch_up(); }
      const over = act === 1 ? table.note : table.shown;
      const from = random(over.length + 1);
      const to = Math.min(over.length, from + random(4));
      if (act === 1) table.others(from, to, 'XY\nZ'.slice(random(4)));
      if (act > 1) table.types(from, to, 'öä'.slice(random(3)));
    }
    table.patient.catch_up();
    table.patient.close();
    assert.equal(table.shown, table.note, `seed ${begun}`);
    assert.equal(table.state, table.view.state, `seed ${begun}`);
    assert.equal(table.told.reduce((made, c) => c.apply(made), Text.of(text.split('\n'))).toString(), table.note, `seed ${begun}`);
  }
});
