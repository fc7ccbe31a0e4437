// A field that is open for editing where its words stand: it gets the focus, Enter or leaving saves, Esc gives up.
import type { Attachment } from 'svelte/attachments';

/** What belongs to the field stands with it in one [data-editor]: who goes there has not left. */
export function in_place(end: (save: boolean) => void): Attachment<HTMLTextAreaElement> {
  return (field) => {
    const key = (e: KeyboardEvent) => {
      if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); end(true); }
      else if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); end(false); }
    };
    // losing the window is not leaving the field
    const left = (e: FocusEvent) => { if (document.hasFocus() && !field.closest('[data-editor]')?.contains(e.relatedTarget as Node | null)) end(true); };
    field.addEventListener('keydown', key);
    field.addEventListener('blur', left);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };
}
