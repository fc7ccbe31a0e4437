// What is pasted or dropped comes in as plain text; the few signs that Word and browsers put in the place of marks become marks.
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export function cleaned(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029|\v|\f/g, '\n')
    // what no keyboard writes and no page shows
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufeff\u00ad]/g, '')
    .replace(/^([ \t]*)[•·▪◦‣●○][ \t\u00a0]+/gm, '$1- ')
    .replace(/^([ \t]*)[☐][ \t\u00a0]+/gm, '$1- [ ] ')
    .replace(/^([ \t]*)[☑☒][ \t\u00a0]+/gm, '$1- [x] ')
    .replace(/^([ \t]*\d{1,3}[.)])\t/gm, '$1 ');
}

export const pasted: Extension = EditorView.clipboardInputFilter.of(cleaned);
