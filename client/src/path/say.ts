// A thing of the path in words: the lines in its box, and the one sentence for who doesn't see it.
import type { Tables } from '../board/merge';
import { name_of_end } from '../board/ends';
import { t, t_of } from '../lib/i18n.svelte';
import { day_words } from '../task/due';
import type { Thing } from './things';

export interface Line { text: string; kind: 'giver' | 'plain' | 'ended' | 'overdue' | 'blocked' | 'overlap' }

export function status_words(thing: Thing): string {
  return t_of(thing.noun === 'service' ? 'service_status' : 'task_status', thing.status);
}

export function giver_words(thing: Thing): string | null {
  return thing.is_client ? t('path.client_own') : thing.giver;
}

export function names(tables: Tables, ends: readonly string[]): string {
  return ends.map((end) => name_of_end(tables, end) ?? t('path.unknown')).join(', ');
}

export function overlap_names(tables: Tables, thing: Thing): string {
  return names(tables, thing.overlaps.map((id) => `service:${id}`));
}

export function lines_of(tables: Tables, thing: Thing): Line[] {
  const giver = giver_words(thing);
  const status = thing.due_on && !thing.is_ended && !thing.is_overdue ? `${status_words(thing)} · ${t('path.due', { day: day_words(thing.due_on) })}` : status_words(thing);
  return [
    ...(giver ? [{ text: giver, kind: 'giver' } as const] : []),
    thing.is_overdue ? { text: `${t('path.overdue_short', { day: day_words(thing.due_on!) })} · ${status}`, kind: 'overdue' } : { text: status, kind: thing.is_ended ? 'ended' : 'plain' },
    ...(thing.waits_for.length ? [{ text: t('path.waits_for', { names: names(tables, thing.waits_for) }), kind: 'blocked' } as const] : []),
    ...(thing.overlaps.length ? [{ text: t('path.overlaps', { names: overlap_names(tables, thing) }), kind: 'overlap' } as const] : []),
  ];
}

/** Everything that the box, its outline and its lines say. */
export function sentence(tables: Tables, thing: Thing, after: readonly string[]): string {
  return [
    thing.name, t(`path.${thing.noun}`), thing.sector ? t_of('sector', thing.sector) : null, giver_words(thing), status_words(thing),
    thing.due_on && !thing.is_ended ? t(thing.is_overdue ? 'path.overdue' : 'path.due', { day: day_words(thing.due_on) }) : null,
    thing.waits_for.length ? t('path.waits_for', { names: names(tables, thing.waits_for) }) : null,
    thing.overlaps.length ? t('path.overlaps', { names: overlap_names(tables, thing) }) : null,
    after.length ? t('path.comes_before', { names: names(tables, after) }) : null,
  ].filter(Boolean).join('. ');
}
