// A phase in words: as its team calls it, else as its kind is called.
import { t, t_of } from '../lib/i18n.svelte';
import type { SittingPhase } from '../lib/protocol.gen';
import type { Spent } from './spent';

type Named = Pick<SittingPhase, 'kind' | 'title' | 'prompt'>;
export function phase_title(phase: Named): string {
  return phase.title ?? t_of('phase_kind', phase.kind);
}

export function phase_prompt(phase: Named): string {
  return phase.prompt ?? t_of('phase_prompt', phase.kind);
}

/** "4 / 10 min": spent of planned; without a plan only what is spent. */
export function spent_words(spent: Spent): string {
  return spent.of > 0 ? t('sitting.spent_of', { n: spent.minutes, of: spent.of }) : t('sitting.spent', { n: spent.minutes });
}
