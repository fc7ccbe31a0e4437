// How the kinds of cards stand on the document, under the client's own words.
import type { CardKind } from '../lib/protocol.gen';

export interface Band { id: string; shape: 'one' | 'two'; kinds: CardKind[] }

export const whole: Band[] = [
  { id: 'direction', shape: 'two', kinds: ['need', 'want'] },
  { id: 'situation', shape: 'two', kinds: ['strength', 'concern'] },
  { id: 'known', shape: 'one', kinds: ['fact'] },
  { id: 'thinking', shape: 'one', kinds: ['hypothesis'] },
  { id: 'asking', shape: 'two', kinds: ['question', 'reflection'] },
  { id: 'agreed', shape: 'two', kinds: ['agreement', 'learning'] },
];

export const all_kinds: CardKind[] = ['voice', ...whole.flatMap((b) => b.kinds)];
