// Where the caret has come to rest: there the hidden marks show themselves. It follows typing at once and other moves after a
// moment, so that nothing flickers while one walks through the text.
import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

const REST = 300;

export interface Place { from: number; to: number }

const settle = StateEffect.define<Place | null>();

export const settled = StateField.define<Place | null>({
  create: () => null,
  update(place, tr) {
    for (const e of tr.effects) if (e.is(settle)) return e.value;
    if (!tr.docChanged) return place;
    if (tr.isUserEvent('input') || tr.isUserEvent('delete')) { const { from, to } = tr.state.selection.main; return { from, to }; }
    return place && { from: tr.changes.mapPos(place.from, 1), to: tr.changes.mapPos(place.to, 1) };
  },
});

class Rest {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly view: EditorView) { this.#wait(); }

  update(u: ViewUpdate): void { if (u.selectionSet || u.focusChanged) this.#wait(); }

  destroy(): void { clearTimeout(this.#timer); }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), REST);
  }

  #settle(): void {
    if (this.view.compositionStarted) { this.#wait(); return; }
    const { from, to } = this.view.state.selection.main;
    const place = this.view.hasFocus ? { from, to } : null;
    const was = this.view.state.field(settled);
    if (was?.from !== place?.from || was?.to !== place?.to) this.view.dispatch({ effects: settle.of(place) });
  }
}

export const rest: Extension = [settled, ViewPlugin.fromClass(Rest)];
