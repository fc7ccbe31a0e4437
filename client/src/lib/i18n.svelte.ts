// The words and dates of the interface in the person's language. Times are always Helsinki's.
import type fi from '../../messages/fi.json';
import type { Lang } from './protocol.gen';

export type Key = keyof typeof fi;
type Catalogue = Record<string, (data?: Record<string, unknown>) => string>;

const catalogues: Record<Lang, () => Promise<{ default: Catalogue }>> = {
  fi: () => import('messages:fi'),
  sv: () => import('messages:sv'),
  en: () => import('messages:en'),
};
const locales: Record<Lang, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };
const zone = 'Europe/Helsinki';

class Words {
  lang = $state<Lang>('fi');
  #catalogue = $state.raw<Catalogue>({});
  locale = $derived(locales[this.lang]);
  /** in English a number could be the day's as well */
  #month = $derived<'numeric' | 'short'>(this.lang === 'en' ? 'short' : 'numeric');
  time_format = $derived(new Intl.DateTimeFormat(this.locale, { hour: 'numeric', minute: '2-digit', timeZone: zone }));
  day_format = $derived(new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: this.#month, year: 'numeric', timeZone: zone }));
  short_format = $derived(new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: this.#month, timeZone: zone }));
  weekday_format = $derived(new Intl.DateTimeFormat(this.locale, { weekday: 'short', day: 'numeric', month: this.#month, timeZone: zone }));
  weekday_year_format = $derived(new Intl.DateTimeFormat(this.locale, { weekday: 'short', day: 'numeric', month: this.#month, year: 'numeric', timeZone: zone }));
  collator = $derived(new Intl.Collator(this.locale, { sensitivity: 'base', numeric: true }));

  async use(lang: Lang): Promise<void> {
    const { default: catalogue } = await catalogues[lang]();
    this.#catalogue = catalogue;
    this.lang = lang;
    document.documentElement.lang = lang;
    try { localStorage.setItem('lang', lang); } catch { /* a choice that lasts as long as the page */ }
  }

  say(key: Key, data?: Record<string, unknown>): string {
    return this.#catalogue[key]?.(data) ?? key;
  }
}

export const words = new Words();

/** A text of the catalogue; `t.kind`-like lookups use t_of for composed keys. */
export function t(key: Key, data?: Record<string, unknown>): string {
  return words.say(key, data);
}

/** A text whose key ends in a word of the protocol: t_of('sector', 'primary_care'). */
export function t_of(group: string, word: string, data?: Record<string, unknown>): string {
  return words.say(`${group}.${word}` as Key, data);
}

export function time_of(at: number): string {
  return words.time_format.format(at);
}

/** "tänään 10.11", "eilen 9.02", "ma 3.11. klo 9.02", "3.11.2025": as near as a person would say it. */
export function when(at: number, now = Date.now()): string {
  const days = day_number(now) - day_number(at);
  const time = time_of(at);
  if (days === 0) return t('when.today', { time });
  if (days === 1) return t('when.yesterday', { time });
  if (days > 1 && days < 7) return t('when.weekday', { day: words.weekday_format.format(at), time });
  return (same_year(at, now) ? words.short_format : words.day_format).format(at);
}

export function when_exactly(at: number): string {
  return t('when.exactly', { day: words.day_format.format(at), time: time_of(at) });
}

export function day_heading(at: number, now = Date.now()): string {
  const days = day_number(now) - day_number(at);
  if (days === 0) return t('when.only_today');
  if (days === 1) return t('when.only_yesterday');
  return (days > 300 ? words.weekday_year_format : words.weekday_format).format(at);
}

function same_year(a: number, b: number): boolean {
  return parts.format(a).slice(0, 4) === parts.format(b).slice(0, 4);
}

const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone });
function day_number(at: number): number {
  return Math.round(Date.parse(`${parts.format(at)}T00:00:00Z`) / 86_400_000);
}

export function first_language(): Lang {
  let chosen: string | null = null;
  try { chosen = localStorage.getItem('lang'); } catch { /* not kept */ }
  for (const l of [chosen, ...navigator.languages]) {
    const short = l?.slice(0, 2);
    if (short === 'fi' || short === 'sv' || short === 'en') return short;
  }
  return 'fi';
}
