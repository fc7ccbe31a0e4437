// The lanes of the path as they look and are called.
import { t, t_of } from '../lib/i18n.svelte';
import { marks } from '../participant/person';
import type { Lane } from './places';

export const tone = (lane: Lane): string => marks[lane].tone;
export const shape = (lane: Lane): string => marks[lane].shape;
export const lane_code = (lane: Lane): string => (lane === 'other' ? t('path.lane_other') : t_of('sector_code', lane));
export const lane_name = (lane: Lane): string => (lane === 'other' ? t('path.lane_other_long') : t_of('sector', lane));
