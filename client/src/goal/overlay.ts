// What a waiting change to goals looks like before the server has answered.
import type { Layer } from '../board/sheet';

export const goal_layer: Layer = {
  makes: {
    'goal.create': {
      row: (p, id, op, sheet) => ({ id, text: p.text, sign: p.sign ?? '', status: 'open', card: p.card ?? null, author: sheet.me, added_at: op.made_at, changed_at: op.made_at, removed_at: null }),
      is_like: (p, row) => row.text === p.text && row.card === (p.card ?? null),
    },
  },
  does: {
    'goal.edit': (sheet, p) => sheet.change('goal', p.goal, { text: p.text }),
    'goal.set_sign': (sheet, p) => sheet.change('goal', p.goal, { sign: p.sign }),
    'goal.settle': (sheet, p) => sheet.change('goal', p.goal, { status: p.status }),
    'goal.remove': (sheet, p) => sheet.remove('goal', p.goal),
  },
  words: { 'goal.create': ['text', 'sign'], 'goal.edit': ['text'], 'goal.set_sign': ['sign'] },
};
