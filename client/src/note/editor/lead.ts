// What is drawn in the place of the mark at the beginning of a line.
import { EditorView, WidgetType } from '@codemirror/view';
import { t } from '../../lib/i18n.svelte';
import { anatomy } from './anatomy';
import { set_check } from './commands';

export type Sign = 'bullet' | 'number' | 'check' | 'hash' | 'quote' | 'decision' | 'indent';

export class Lead extends WidgetType {
  constructor(readonly sign: Sign, readonly text: string, readonly is_done = false) { super(); }

  override eq(other: Lead): boolean { return other.sign === this.sign && other.text === this.text && other.is_done === this.is_done; }

  toDOM(view: EditorView): HTMLElement {
    const span = document.createElement('span');
    span.className = `cm-lead cm-${this.sign}`;
    if (this.sign === 'check') span.append(box(view, span, this.is_done));
    else span.textContent = this.text;
    if (this.sign === 'hash' || this.sign === 'quote') span.setAttribute('aria-hidden', 'true');
    return span;
  }

  /** A box that is ticked stays the same node: it may have the focus. */
  override updateDOM(span: HTMLElement): boolean {
    const input = span.querySelector('input');
    if (this.sign !== 'check' || !input) return false;
    input.checked = this.is_done;
    return true;
  }

  override ignoreEvent(e: Event): boolean { return this.sign === 'check' && (e.target as Element).tagName === 'INPUT'; }
}

function box(view: EditorView, span: HTMLElement, is_done: boolean): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'checkbox';
  input.checked = is_done;
  input.tabIndex = -1;
  input.disabled = view.state.readOnly;
  input.setAttribute('aria-label', t('editor.check_box'));
  input.addEventListener('mousedown', (e) => e.preventDefault());
  input.addEventListener('change', () => {
    const line = view.state.doc.lineAt(view.posAtDOM(span));
    if (anatomy(line.text).kind === 'check') view.dispatch({ changes: set_check(line, input.checked), userEvent: 'input' });
  });
  return input;
}

/** A person in the text. */
export class Person extends WidgetType {
  constructor(readonly name: string) { super(); }

  override eq(other: Person): boolean { return other.name === this.name; }

  toDOM(): HTMLElement {
    const span = document.createElement('span');
    span.className = 'cm-person';
    span.textContent = this.name;
    return span;
  }

  override ignoreEvent(): boolean { return false; }
}
