// What one reads stays where it is in the window while others write above it. CodeMirror and the browsers do this in some cases
// of a page that scrolls as a whole, and differently; here it is done by looking: where a place of the text stood before a
// change, there it stands after it.
import type { ChangeDesc } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** windows scroll by whole pixels: what was left over, or many lines above would add up to a step */
let rest = 0;

/** The caret where it is in sight, else the uppermost line in sight; null where the text begins in sight. */
function held(view: EditorView, covered: number): number | null {
  const caret = view.state.selection.main.head;
  const at = view.hasFocus ? view.coordsAtPos(caret) : null;
  if (at && at.top >= covered && at.bottom <= innerHeight) return caret;
  const box = view.contentDOM.getBoundingClientRect();
  if (box.top >= covered || box.bottom <= covered) return null;
  return view.posAtCoords({ x: box.left + 2, y: covered + 12 }, false);
}

export function steadily(view: EditorView, changes: ChangeDesc, covered: number, work: () => void): void {
  const place = held(view, covered);
  const before = place === null ? null : view.coordsAtPos(place);
  work();
  if (place === null || !before) return;
  const after = view.coordsAtPos(changes.mapPos(place, 1));
  const moved = (after ? after.top - before.top : 0) + rest;
  if (Math.abs(moved) < 1) return;
  const from = scrollY;
  scrollBy({ top: moved, behavior: 'instant' });
  rest = Math.max(-1, Math.min(1, moved - (scrollY - from)));
}
