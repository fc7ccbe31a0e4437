// A text field as tall as its words, in browsers without field-sizing too.
const has_it = globalThis.CSS?.supports?.('field-sizing', 'content') ?? false;

export function grow(field: HTMLTextAreaElement): (() => void) | void {
  if (has_it) return;
  const fit = (): void => { field.style.height = 'auto'; field.style.height = `${field.scrollHeight}px`; };
  field.addEventListener('input', fit);
  fit();
  return () => field.removeEventListener('input', fit);
}
