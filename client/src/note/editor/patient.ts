// A view that is not disturbed while a character is composed in it.
//
// A change by others within the text node that is being composed ends the composition: browsers then put in twice what was
// composed (¨ and ä, or a word on a phone). So while one composes, what others write in that line waits: the note's own state
// goes on with it, the view stays behind by `theirs`, and what is composed goes to the note carried over them. Composing
// over, or nothing composed for a moment, the view takes in what waited.
//
//   note:  v ── theirs ──▶ s ── mine mapped over theirs ──▶ …
//   view:  v ── mine ──▶ …  theirs are mapped over mine, and at the end applied: both are the same text again
import { ChangeSet, EditorSelection, Transaction, type EditorState, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { NoteDoc, Pane } from '../doc.svelte';
import { steadily } from './steady';

/** Someone who stops in the middle of a word is shown what the others write all the same. */
const PATIENCE = 2_000;
/** after its end a composition's last change is still on its way */
const SETTLE = 30;

export class Patient implements Pane {
  view!: EditorView;
  theirs: ChangeSet | null = null;
  #doc: NoteDoc;
  #ahead: EditorState | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  #covered: () => number;

  constructor(doc: NoteDoc, covered: () => number) {
    this.#doc = doc;
    this.#covered = covered;
  }

  /** The state of the note, which may be ahead of the view's. */
  get state(): EditorState { return this.#ahead ?? this.view.state; }

  /** A place in the view, in the note. */
  in_note(at: number): number { return this.theirs ? this.theirs.mapPos(at, -1) : at; }

  // ---- from the note ----------------------------------------------------------------------------------------------------
  dispatch(...specs: TransactionSpec[]): void {
    const [first] = specs;
    const tr = specs.length === 1 && first instanceof Transaction ? first : this.state.update(...specs);
    if (tr.docChanged && tr.annotation(Transaction.remote) && (this.theirs || this.#is_composed_at(tr))) this.#hold(tr);
    else if (!this.theirs) this.#show(tr.changes, () => this.view.dispatch(tr), !!tr.annotation(Transaction.remote));
    else {
      // only what changes no text can be taken back to before what waits
      this.catch_up();
      if (!tr.docChanged) this.view.dispatch({ effects: tr.effects });
    }
  }

  /** The pane of a transaction that the view is not shown. */
  update(transactions: readonly Transaction[]): void { this.#ahead = transactions[transactions.length - 1]!.state; }

  #is_composed_at(tr: Transaction): boolean {
    if (!this.view.compositionStarted) return false;
    const { from, to } = this.view.state.doc.lineAt(this.view.state.selection.main.head);
    return !!tr.changes.touchesRange(from, to);
  }

  #hold(tr: Transaction): void {
    this.theirs = this.theirs ? this.theirs.compose(tr.changes) : tr.changes;
    this.#wait(PATIENCE);
    this.#doc.took([tr], this);
  }

  // ---- from the view ----------------------------------------------------------------------------------------------------
  took = (transactions: readonly Transaction[], view: EditorView): void => {
    if (!this.theirs) { this.#doc.took(transactions, view); return; }
    // the note first: whoever hears of it from the view asks for places in the note
    for (const tr of transactions) if (tr.docChanged || tr.selection) this.#carry(tr);
    view.update(transactions);
    if (this.theirs && transactions.some((tr) => tr.docChanged)) this.#wait(PATIENCE);
  };

  /** What the view did, done to the note. */
  #carry(tr: Transaction): void {
    const theirs = this.theirs!;
    this.theirs = theirs.map(tr.changes, true);
    const { anchor, head } = tr.newSelection.main;
    const userEvent = tr.annotation(Transaction.userEvent);
    this.#doc.took([this.state.update({
      changes: tr.changes.map(theirs), selection: EditorSelection.range(this.in_note(anchor), this.in_note(head)),
      filter: false, ...(userEvent ? { userEvent } : {}),
    })], this);
  }

  // ---- level again ------------------------------------------------------------------------------------------------------
  catch_up(): void {
    clearTimeout(this.#timer);
    const { theirs, view } = this;
    if (!theirs) return;
    this.theirs = null;
    this.#ahead = null;
    const tr = view.state.update({ changes: theirs, annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)], filter: false });
    this.#show(theirs, () => view.update([tr]), true);
    // the note goes on from the view's state: the same text, with the view's own undo
    view.dispatch({});
  }

  #show(changes: ChangeSet, work: () => void, is_theirs: boolean): void {
    if (is_theirs && !changes.empty) steadily(this.view, changes, this.#covered(), work);
    else work();
  }

  close(): void { clearTimeout(this.#timer); }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.catch_up(), ms);
  }

  /** Hears the end of composing in the view. */
  readonly ears = EditorView.domEventHandlers({ compositionend: () => { if (this.theirs) this.#wait(SETTLE); } });
}
