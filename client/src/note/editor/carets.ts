// The carets of the others: a thin bar with the person's name beside it while it moves and for two seconds after, then only
// the initials; what they have selected is tinted. Drawn in layers over and under the text, so that the text itself, its
// wrapping and what is being composed in it stay untouched.
//
// The flag lies between two lines and is as high as the space there: it covers no words. A pointer near a bar brings the name back.
import { EditorSelection, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, layer, RectangleMarker, ViewPlugin, type LayerMarker, type ViewUpdate } from '@codemirror/view';
import { colour, initials } from '../../participant/person';
import { anatomy } from './anatomy';

export interface Other { account: number; name: string; anchor: number; head: number }
/** `turn` grows when the person has moved, not when others have moved the text under them. */
interface Placed extends Other { turn: number }

export const others_moved = StateEffect.define<readonly Other[]>();

const others = StateField.define<readonly Placed[]>({
  create: () => [],
  update(was, tr) {
    let placed = tr.docChanged ? was.map((o) => ({ ...o, anchor: tr.changes.mapPos(o.anchor), head: tr.changes.mapPos(o.head) })) : was;
    for (const e of tr.effects) if (e.is(others_moved)) placed = e.value.map((o) => follow(o, placed, tr.state.doc.length));
    return placed;
  },
});

function follow(o: Other, was: readonly Placed[], length: number): Placed {
  const before = was.find((p) => p.account === o.account);
  const [anchor, head] = [Math.min(o.anchor, length), Math.min(o.head, length)];
  const has_moved = before?.anchor !== anchor || before.head !== head;
  return { ...o, anchor, head, turn: (before?.turn ?? 0) + (has_moved ? 1 : 0) };
}

class Bar implements LayerMarker {
  constructor(readonly who: Placed, readonly left: number, readonly top: number, readonly height: number, readonly is_far: boolean) {}

  eq(o: Bar): boolean {
    return o.who.account === this.who.account && o.who.name === this.who.name && o.who.turn === this.who.turn && o.left === this.left && o.top === this.top && o.height === this.height && o.is_far === this.is_far;
  }

  draw(): HTMLElement {
    const bar = document.createElement('div');
    const name = document.createElement('span');
    const short = document.createElement('span');
    name.className = 'name';
    name.textContent = this.who.name;
    short.className = 'short';
    short.textContent = initials(this.who.name);
    bar.append(name, short);
    this.#adjust(bar);
    return bar;
  }

  update(bar: HTMLElement, was: Bar): boolean {
    if (was.who.account !== this.who.account || was.who.name !== this.who.name) return false;
    this.#adjust(bar);
    return true;
  }

  #adjust(bar: HTMLElement): void {
    // two names for one animation: a caret that moves again begins its two seconds again
    bar.className = `cm-other c${colour(this.who.account)} ${this.who.turn % 2 ? 'odd' : 'even'}${this.is_far ? ' far' : ''}`;
    bar.style.left = `${this.left}px`;
    bar.style.top = `${this.top}px`;
    bar.style.height = `${this.height}px`;
  }
}

/** Where a line's words begin: a caret before its mark is shown at them. */
function on_words(state: EditorState, at: number): number {
  const line = state.doc.lineAt(at);
  return Math.max(at, line.from + anatomy(line.text).words);
}

function bars(view: EditorView): Bar[] {
  const width = view.contentDOM.clientWidth;
  return view.state.field(others).flatMap((who) => {
    const [at] = RectangleMarker.forRange(view, '', EditorSelection.cursor(on_words(view.state, who.head)));
    return at ? [new Bar(who, at.left, at.top, at.height, at.left > width * 0.6)] : [];
  });
}

function tints(view: EditorView): readonly RectangleMarker[] {
  return view.state.field(others).flatMap((who) =>
    who.anchor === who.head ? [] : RectangleMarker.forRange(view, `cm-other-text c${colour(who.account)}`, EditorSelection.range(who.anchor, who.head)));
}

const is_due = (u: ViewUpdate): boolean => u.docChanged || u.viewportChanged || u.startState.field(others) !== u.state.field(others);

/** The layer takes no pointer, or it would stand between a person and the text. */
const near = ViewPlugin.define(() => ({}), {
  eventHandlers: {
    mousemove(e, view) {
      for (const bar of view.dom.querySelectorAll<HTMLElement>('.cm-other')) {
        const at = bar.getBoundingClientRect();
        bar.classList.toggle('near', Math.abs(e.clientX - at.left) < 9 && e.clientY > at.top - 12 && e.clientY < at.bottom + 2);
      }
    },
  },
});

export const carets: Extension = [
  others, near,
  layer({ above: true, class: 'cm-others', markers: bars, update: is_due }),
  layer({ above: false, class: 'cm-others-text', markers: tints, update: is_due }),
];
