// A phase of a team in words: its name and prompt are said as in the meeting itself, and what comes with its kind.
import { t, t_of } from '../lib/i18n.svelte';
import type { PhaseKind } from '../lib/protocol.gen';
import { cards_of, has_tasks } from '../sitting/shown';
import type { Draft, Field } from './order';

/** What a kind brings to the screen besides its note: cards, open tasks, the services; who listens. Empty: nothing. */
export function brings(kind: PhaseKind): string {
  const parts = [...(has_tasks.includes(kind) ? [t('task.open')] : []), ...cards_of[kind].map((c) => t_of('kinds', c)), ...(kind === 'facts' ? [t_of('view', 'services')] : [])];
  return [parts.length ? t('phase.brings', { what: parts.join(', ') }) : '', kind === 'reflecting' ? t('phase.brings_listening') : ''].filter(Boolean).join(' · ');
}

export function said(field: Field, of: Draft): string {
  if (field === 'kind') return t_of('phase_kind', of.kind);
  if (field === 'minutes') return minutes_words(of.minutes);
  return of[field] || (field === 'title' ? t_of('phase_kind', of.kind) : t_of('phase_prompt', of.kind));
}

export function minutes_words(minutes: number): string {
  return minutes ? t('meeting.minutes', { n: minutes }) : t('phase.no_minutes');
}
