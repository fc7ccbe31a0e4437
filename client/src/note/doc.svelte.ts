// One open note as a page shows it: the CodeMirror state with its undo, the carets of the others, and what became of the
// writing. Between it and the server stands a Copy (copy.ts), which owns what is confirmed, under way and kept.
//
// The straight path: a transaction, from a view, the textarea or dispatch(), passes clean.ts, changes the state, and its
// changes go to the copy. What others write comes from the copy as a transaction that is no part of the undo.
//
// An editor view takes the state over like this; whatever else it needs is added with extend():
//   doc.extend([keymap.of(…), theme, EditorState.readOnly.of(…)]);
//   const view = new EditorView({ state: doc.state, parent, dispatchTransactions: doc.took });
//   const disconnect = doc.connect(view);
//   …
//   disconnect(); view.destroy(); doc.extend([]);
// The state itself is never set anew, not even when the server's text replaces it (`replaced` counts that): the view, its
// scroll and its selection stay. A textarea dispatches the smallest_change() of its value and keeps its selection with
// watch() and map_selection() (plain.ts).
import { history, redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { Annotation, Compartment, EditorState, Transaction, type ChangeSet, type Extension, type TransactionSpec } from '@codemirror/state';
import type { BoardState } from '../board/state.svelte';
import type { Note } from '../lib/protocol.gen';
import { session } from '../lib/session.svelte';
import type { Refusal } from '../lib/wire';
import { back_to_confirmed, Carets, type Caret } from './carets';
import { clean, most_units, too_long } from './clean';
import { copies } from './carried';
import type { Copy, Eyes, Status } from './copy';
import { smallest_change } from './plain';

export { most_units };
export type { Caret, Status };

/** What of an EditorView is needed here. */
export interface Pane {
  readonly state: EditorState;
  update(transactions: readonly Transaction[]): void;
  dispatch(...specs: TransactionSpec[]): void;
}
/** A change of the text, however it came. */
export interface Heard { changes: ChangeSet; is_mine: boolean }

const from_line = Annotation.define<boolean>();
const CARET_PACE = 100;

export class NoteDoc implements Eyes {
  readonly board: BoardState = undefined!;
  readonly note: number = 0;
  status = $state<Status>('opening');
  state = $state.raw<EditorState>(EditorState.create());
  version = $state(0);
  /** how many changes of mine wait to be confirmed */
  unsent = $state(0);
  carets = $state.raw<readonly Caret[]>([]);
  /** why the status is 'stuck' */
  refusal = $state.raw<Refusal | null>(null);
  /** what I wrote and the server does not have, for copying: when stuck, ended or missing */
  unsent_text = $state('');
  /** how often the whole text was replaced by the server's */
  replaced = $state(0);
  /** how often an insertion was refused here because the note is full (400,000 units) */
  full = $state(0);

  text = $derived(this.state.doc.toString());
  row = $derived<Note | null>(this.board.note(this.note) ?? null);
  /** false until the note's row is known */
  is_private = $derived(this.row?.kind === 'private');
  is_removed = $derived(this.status !== 'opening' && this.board.status === 'open' && this.board.knows_notes && !this.row);
  can_write = $derived(this.status === 'open' && this.board.can_edit && !this.is_removed);
  can_undo = $derived(undoDepth(this.state) > 0);
  can_redo = $derived(redoDepth(this.state) > 0);

  #copy: Copy;
  #carets: Carets;
  #more = new Compartment();
  #pane: Pane | null = null;
  #watchers = new Set<(heard: Heard) => void>();
  #stop: () => void;
  #place: { anchor: number; head: number } | null = null;
  #pace: ReturnType<typeof setTimeout> | undefined;

  constructor(board: BoardState, note: number) {
    this.board = board;
    this.note = note;
    this.#copy = copies.take(board.board, note);
    this.#carets = new Carets(session.account?.id ?? 0);
    this.#carets.begin(this.#copy.version);
    this.state = EditorState.create({
      doc: this.#copy.text,
      extensions: [
        history(),
        EditorState.changeFilter.of(() => this.#copy.has_text && this.status !== 'ended'),
        clean(),
        this.#more.of([]),
      ],
    });
    this.#stop = board.join(this);
    this.#copy.watch(this);
    this.changed();
    this.here_changed();
  }

  // ---- the editor's side ------------------------------------------------------------------------------------------------
  /** The dispatchTransactions of a view. */
  took = (transactions: readonly Transaction[], pane: Pane): void => {
    pane.update(transactions);
    this.#follow(transactions);
  };

  /** From here on transactions go through the view; returns what ends that. */
  connect(pane: Pane): () => void {
    this.#pane = pane;
    return () => { if (this.#pane === pane) this.#pane = null; };
  }

  /** The extensions of whoever shows the state, in the place of those before. */
  extend(extensions: Extension): void {
    this.dispatch({ effects: this.#more.reconfigure(extensions) });
  }

  dispatch(...specs: TransactionSpec[]): void {
    if (this.#pane) this.#pane.dispatch(...specs);
    else this.#follow([this.state.update(...specs)]);
  }

  /** Every change of the text, mine and others', as it happens; returns what ends that. */
  watch(heard: (h: Heard) => void): () => void {
    this.#watchers.add(heard);
    return () => this.#watchers.delete(heard);
  }

  undo(): boolean { return undo({ state: this.state, dispatch: (tr) => this.#hand(tr) }); }

  redo(): boolean { return redo({ state: this.state, dispatch: (tr) => this.#hand(tr) }); }

  /** Where my caret is, in the text as I see it; null when I only read. */
  at(anchor: number | null, head: number = anchor ?? 0): void {
    this.#place = anchor === null ? null : { anchor, head };
    this.#pace ??= setTimeout(() => { this.#pace = undefined; this.#tell(); }, CARET_PACE);
  }

  // ---- when it is stuck -------------------------------------------------------------------------------------------------
  /** What was refused is sent once more. */
  retry(): void { this.#copy.retry(); }

  /** What was refused is given up: the server's text is the text. */
  let_go(): void { this.#copy.let_go(); }

  leave(): void {
    this.#stop();
    clearTimeout(this.#pace);
    this.board.whereabouts.note_left(this.note);
    this.#copy.watch(null);
    copies.leave(this.#copy);
  }

  // ---- Eyes: what the copy tells ----------------------------------------------------------------------------------------
  confirmed(changes: ChangeSet, by: number | null): void { this.#carets.confirmed(changes, by); }

  arrived(changes: ChangeSet): void {
    this.dispatch({ changes, annotations: [from_line.of(true), Transaction.addToHistory.of(false), Transaction.remote.of(true)], filter: false });
  }

  replace(text: string): void {
    this.#carets.begin(this.#copy.version);
    const change = smallest_change(this.state.doc.toString(), text, null);
    if (change) this.arrived(this.state.changes(change));
    this.replaced++;
  }

  /** Only now does the server know that I am in the note: what was told before may have gone unheard. */
  level(): void {
    this.#tell();
    this.board.whereabouts.tell_again();
  }

  changed(): void {
    const copy = this.#copy;
    this.status = copy.status;
    this.version = copy.version;
    this.unsent = copy.unsent;
    this.refusal = copy.refusal;
    this.unsent_text = copy.status === 'open' || copy.status === 'opening' ? '' : copy.unsent_text;
    this.#see_carets();
  }

  // ---- what the board tells ---------------------------------------------------------------------------------------------
  here_changed(): void {
    const here = [...this.board.here.values()].filter((h) => h.note === this.note);
    this.#carets.told(here);
    this.#see_carets();
  }

  /** The note's row or my role is another: what was refused for that may pass. */
  row_changed(): void {
    this.#tell();
    if (this.status === 'stuck' && this.board.can_edit && this.row) this.#copy.retry_if('conflict', 'guard', 'not_allowed');
  }

  // ---- inside -----------------------------------------------------------------------------------------------------------
  #hand(tr: Transaction): void {
    if (this.#pane) (this.#pane.dispatch as (tr: Transaction) => void).call(this.#pane, tr);
    else this.#follow([tr]);
  }

  #follow(transactions: readonly Transaction[]): void {
    const last = transactions[transactions.length - 1];
    if (!last) return;
    this.state = last.state;
    for (const tr of transactions) {
      if (tr.effects.some((e) => e.is(too_long))) this.full++;
      if (!tr.docChanged) continue;
      const is_mine = !tr.annotation(from_line);
      if (is_mine) { this.#copy.write(tr.changes); if (!this.is_private) this.board.whereabouts.writes(); }
      for (const heard of this.#watchers) heard({ changes: tr.changes, is_mine });
    }
    if (transactions.some((tr) => tr.docChanged)) this.#see_carets();
  }

  #see_carets(): void {
    const next = this.#carets.seen(this.#copy.unconfirmed);
    if (next.length || this.carets.length) this.carets = next;
  }

  /** A private note is told to nobody, not even where it is. */
  #tell(): void {
    if (!this.row || this.is_private || !this.#copy.has_text) return;
    if (!this.#place) return this.board.whereabouts.note_at({ note: this.note, version: null, anchor: null, head: null });
    const { version, unconfirmed } = this.#copy;
    const [anchor, head] = back_to_confirmed([this.#place.anchor, this.#place.head], unconfirmed);
    this.board.whereabouts.note_at({ note: this.note, version, anchor: anchor!, head: head! });
  }
}
