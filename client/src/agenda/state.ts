// How an agenda stands: what each case still lacks, whether it is held, whether all fits, and where a case goes. Pure.
import type { AgendaCarried, AgendaOf } from '../lib/protocol.gen';

export const preparation_words = ['question', 'consent', 'map'] as const;
export type Preparation = (typeof preparation_words)[number];
export type Held = 'to_come' | 'going' | 'held';

/** What is prepared of a case and what is not yet, in the order in which it is said. */
export function prepared(item: AgendaOf): Record<Preparation, boolean> {
  return { question: !!item.question?.trim(), consent: item.is_consent_checked, map: item.is_map_checked };
}

/** What one may change of a case on the agenda. */
export interface Words { minutes: number; question: string; is_consent_checked: boolean; is_map_checked: boolean }
export const word_names = ['minutes', 'question', 'is_consent_checked', 'is_map_checked'] as const;

export function words_of(item: Pick<AgendaOf, 'minutes' | 'question' | 'is_consent_checked' | 'is_map_checked'>): Words {
  return { minutes: item.minutes, question: item.question ?? '', is_consent_checked: item.is_consent_checked, is_map_checked: item.is_map_checked };
}

/** In what two versions differ. */
export function apart(one: Words, other: Words): (typeof word_names)[number][] {
  return word_names.filter((w) => (w === 'question' ? one.question.trim() !== other.question.trim() : one[w] !== other[w]));
}

export function is_ready(item: AgendaOf): boolean {
  return Object.values(prepared(item)).every(Boolean);
}

export function held(item: AgendaOf): Held {
  if (item.sitting === null) return 'to_come';
  return item.ended_at === null ? 'going' : 'held';
}

/** Minutes of all cases, those that I don't see among them, against those of the meeting. */
export function fits(items: readonly AgendaOf[], of: number): { minutes: number; of: number; is_over: boolean } {
  const minutes = items.reduce((sum, i) => sum + i.minutes, 0);
  return { minutes, of, is_over: minutes > of };
}

/** When each case should begin, in minutes from the beginning of the meeting. */
export function begins(items: readonly AgendaOf[]): Map<number, number> {
  let at = 0;
  return new Map(items.map((i) => { const begin = at; at += i.minutes; return [i.id, begin]; }));
}

/** The item behind which one goes for a step up or down; null is the first place, undefined no step at all. */
export function after_step(items: readonly AgendaOf[], id: number, step: -1 | 1): number | null | undefined {
  const at = items.findIndex((i) => i.id === id);
  if (at < 0 || at + step < 0 || at + step >= items.length) return undefined;
  return step === 1 ? items[at + 1]!.id : (items[at - 2]?.id ?? null);
}

/** How much of a case's last meeting is still open. */
export function carried_of(carried: readonly AgendaCarried[], item: number): number {
  return carried.filter((c) => c.item === item).length;
}
