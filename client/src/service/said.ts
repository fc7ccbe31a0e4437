// A service in words: since when, who gives it, what it overlaps with.
import { t } from '../lib/i18n.svelte';
import type { Service } from '../lib/protocol.gen';
import { long_day_words } from '../task/due';

export function time_words(s: Pick<Service, 'from_on' | 'until_on'>): string | null {
  const [from, until] = [s.from_on && long_day_words(s.from_on), s.until_on && long_day_words(s.until_on)];
  if (from && until) return t('service.time_both', { from, until });
  return from ? t('service.time_since', { from }) : until ? t('service.time_until', { until }) : null;
}

export function giver_of(s: Pick<Service, 'unit_name' | 'provider'>): string | null {
  return s.unit_name ?? s.provider;
}
