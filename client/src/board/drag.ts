// Dragging a card by its handle: pointer events, so that a pen or a finger on the handle does it too. The "Siirrä…" menu and
// Alt with the arrows do the same without dragging.

export function drag(e: PointerEvent, item: HTMLElement, drop: (gap: number) => void): void {
  const list = item.parentElement;
  if (!list || e.button !== 0) return;
  e.preventDefault();
  const handle = e.currentTarget as HTMLElement;
  handle.setPointerCapture(e.pointerId);
  const items = [...list.children] as HTMLElement[];
  let gap = -1;

  const mark = (next: number): void => {
    if (next === gap) return;
    for (const i of items) i.removeAttribute('data-drop');
    gap = next;
    if (gap < items.length) items[gap]?.setAttribute('data-drop', 'before');
    else items[items.length - 1]?.setAttribute('data-drop', 'after');
  };
  const move = (m: PointerEvent): void => {
    const rects = items.map((i) => i.getBoundingClientRect());
    const far = rects.map((r) => Math.hypot(Math.max(r.left - m.clientX, 0, m.clientX - r.right), Math.max(r.top - m.clientY, 0, m.clientY - r.bottom)));
    const near = far.indexOf(Math.min(...far));
    const r = rects[near]!;
    mark(m.clientY > r.top + r.height / 2 ? near + 1 : near);
    if (m.clientY < 90) scrollBy(0, -12);
    else if (m.clientY > innerHeight - 60) scrollBy(0, 12);
  };
  const end = (done: boolean): void => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', up);
    handle.removeEventListener('pointercancel', cancel);
    removeEventListener('keydown', key, true);
    item.removeAttribute('data-dragged');
    for (const i of items) i.removeAttribute('data-drop');
    if (done && gap >= 0) drop(gap);
  };
  const up = (): void => end(true);
  const cancel = (): void => end(false);
  const key = (k: KeyboardEvent): void => { if (k.key === 'Escape') { k.stopPropagation(); end(false); } };

  item.setAttribute('data-dragged', '');
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', up);
  handle.addEventListener('pointercancel', cancel);
  addEventListener('keydown', key, true);
}
