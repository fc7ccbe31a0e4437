// Where the part that had the focus goes away with what was done to it - a row that is over, the dialog that asked about it -
// the focus goes to the heading over it, so that keys go on from there and not from the top of the page.
export function hold_focus(place: HTMLElement): () => void {
  let last: Element | null = null;
  let over: HTMLElement[] = [];
  const remember = (e: FocusEvent): void => {
    last = e.target as Element;
    over = [last.closest('section')?.querySelector<HTMLElement>('[tabindex="-1"]:is(h2, h3)'), place.querySelector<HTMLElement>('[tabindex="-1"]:is(h1, h2, h3)')].filter((one) => !!one);
  };
  const watch = new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    last = null;
    over.find((one) => one.isConnected)?.focus({ preventScroll: true });
  });
  place.addEventListener('focusin', remember);
  watch.observe(place, { childList: true, subtree: true });
  return () => { place.removeEventListener('focusin', remember); watch.disconnect(); };
}
