// A card is brought into sight and marked for a moment; from another view of the board once the document is there.
export function show_card(id: number, tries = 20): void {
  const item = document.querySelector<HTMLElement>(`[data-card="${id}"]`);
  if (!item) {
    if (tries) setTimeout(() => show_card(id, tries - 1), 50);
    return;
  }
  item.scrollIntoView({ block: 'center', behavior: 'smooth' });
  item.setAttribute('data-shown', '');
  setTimeout(() => item.removeAttribute('data-shown'), 1_600);
  item.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
}
