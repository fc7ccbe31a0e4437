// Everything the note's editor view adds to the state of the note: look, keys, people, carets.
import { standardKeymap } from '@codemirror/commands';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder, type KeyBinding } from '@codemirror/view';
import { t } from '../../lib/i18n.svelte';
import { anatomy } from './anatomy';
import { carets } from './carets';
import { backspace, enter, enter_within, indent, outdent, toggle_check, toggle_emphasis, toggle_kind } from './commands';
import { marks } from './marks';
import { mentions, type Choosable } from './people';
import { pasted } from './paste';

export interface Setup {
  /** ids and words for those who hear the page */
  label: string;
  hint: string;
  lang: string;
  empty: string;
  can_write: boolean;
  people: () => readonly Choosable[];
  undo: () => boolean;
  redo: () => boolean;
  /** the height of what is stuck to the upper edge of the window, in px */
  covered: () => number;
}

/** The beginning of a line is where its words begin. */
function home(view: EditorView): boolean {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  const words = line.from + anatomy(line.text).words;
  if (words === line.from || view.moveToLineBoundary(main, false).head > words) return false;
  view.dispatch({ selection: { anchor: words }, scrollIntoView: true, userEvent: 'select' });
  return true;
}

// Ctrl+Alt with a digit is AltGr, which writes @ and £ on Nordic keyboards, so headings have no keys beside "# "
const keys = (undo: () => boolean, redo: () => boolean): KeyBinding[] => [
  { key: 'Enter', run: enter, shift: enter_within },
  { key: 'Backspace', run: backspace },
  { key: 'Mod-Enter', run: toggle_check },
  { key: 'Mod-b', run: toggle_emphasis('StrongEmphasis'), preventDefault: true },
  { key: 'Mod-i', run: toggle_emphasis('Emphasis'), preventDefault: true },
  { key: 'Mod-Shift-7', run: toggle_kind('numbers'), preventDefault: true },
  { key: 'Mod-Shift-8', run: toggle_kind('list'), preventDefault: true },
  { key: 'Mod-Shift-9', run: toggle_kind('check'), preventDefault: true },
  { key: 'Mod-]', run: indent }, { key: 'Alt-Shift-ArrowRight', run: indent },
  { key: 'Mod-[', run: outdent }, { key: 'Alt-Shift-ArrowLeft', run: outdent },
  { key: 'Home', mac: 'Cmd-ArrowLeft', run: home },
  { key: 'Mod-z', run: undo, preventDefault: true },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
  { linux: 'Ctrl-Shift-z', run: redo, preventDefault: true },
];

/** "[] " at the beginning of a line is a check box too. */
const short_check = EditorView.inputHandler.of((view, from, to, text) => {
  if (text !== ' ' || from !== to || view.compositionStarted) return false;
  const line = view.state.doc.lineAt(from);
  const before = /^([ \t]*)\[ ?\]$/.exec(line.text.slice(0, from - line.from));
  if (!before) return false;
  const lead = `${before[1]}- [ ] `;
  view.dispatch({ changes: { from: line.from, to, insert: lead }, selection: { anchor: line.from + lead.length }, userEvent: 'input.type' });
  return true;
});

/** The browser's own undo knows nothing of what others wrote: menus and gestures are given ours. */
const own_undo = (undo: () => boolean, redo: () => boolean): Extension => EditorView.domEventHandlers({
  beforeinput(e) {
    if (e.inputType !== 'historyUndo' && e.inputType !== 'historyRedo') return false;
    e.preventDefault();
    return e.inputType === 'historyUndo' ? undo() : redo();
  },
});

export function extensions(s: Setup): Extension {
  return [
    EditorView.lineWrapping,
    EditorView.cspNonce.of(document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? ''),
    EditorView.contentAttributes.of({
      'aria-label': s.label, 'aria-describedby': s.hint, lang: s.lang,
      spellcheck: 'true', autocorrect: 'on', autocapitalize: 'sentences', writingsuggestions: 'true', translate: 'no',
    }),
    EditorView.scrollMargins.of(() => ({ top: s.covered() + 8, bottom: 24 })),
    EditorState.readOnly.of(!s.can_write),
    EditorView.editable.of(s.can_write),
    EditorState.phrases.of({ Completions: t('editor.people'), 'Selection deleted': t('editor.deleted') }),
    placeholder(s.empty),
    mentions(s.people),
    marks, carets, pasted, short_check, own_undo(s.undo, s.redo),
    keymap.of([...keys(s.undo, s.redo), ...standardKeymap]),
  ];
}
