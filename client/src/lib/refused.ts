// What a person reads where something was refused.
import { t } from './i18n.svelte';
import { Refusal } from './wire';

/** The server's own words, which name what is wrong. What is no refusal is a fault of the page: its words are for whoever mends it. */
export function refused_words(e: unknown): string {
  if (!(e instanceof Refusal)) { console.error(e); return t('notice.refused'); }
  return e.message || t(e.reason === 'offline' ? 'state.offline' : 'notice.refused');
}
