// What has changed since a person said that they had seen it, by what it is about: "2 in meetings, 1 in follow-ups".
import { t_of } from '../lib/i18n.svelte';

/** In the order in which they are said. */
export const news_words = ['card', 'goal', 'task', 'service', 'note', 'meeting', 'follow_up', 'people'] as const;
export type News = (typeof news_words)[number];

const about: Record<string, News> = {
  card: 'card', link: 'card', goal: 'goal', step: 'goal', task: 'task', dependency: 'task', service: 'service', note: 'note',
  meeting: 'meeting', sitting: 'meeting', hand: 'meeting', minutes: 'meeting', follow_up: 'follow_up', participant: 'people',
};

/** Counts by noun as the server gives them, put together as people think of them; what has no name of its own is in the sum alone. */
export function news_of(counts: Readonly<Record<string, number>>): [News, number][] {
  const sums = new Map<News, number>();
  for (const [noun, n] of Object.entries(counts)) {
    const what = about[noun];
    if (what) sums.set(what, (sums.get(what) ?? 0) + n);
  }
  return news_words.flatMap((what): [News, number][] => (sums.has(what) ? [[what, sums.get(what)!]] : []));
}

export function news_said(counts: Readonly<Record<string, number>>): string {
  return news_of(counts).map(([what, n]) => t_of('news', what, { n })).join(', ');
}
