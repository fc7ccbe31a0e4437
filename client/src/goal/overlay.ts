// What a waiting change to goals and their steps looks like before the server has answered.
import type { Layer } from '../board/sheet';

export const goal_layer: Layer = {
  makes: {
    'goal.create': {
      row: (p, id, op, sheet) => ({ id, text: p.text, sign: p.sign ?? '', status: 'open', card: p.card ?? null, author: sheet.me, added_at: op.made_at, changed_at: op.made_at, removed_at: null }),
      is_like: (p, row) => row.text === p.text && row.card === (p.card ?? null),
    },
    'step.add': {
      row: (p, id, op, sheet) => ({ id, goal: p.goal ?? null, task: p.task ?? null, text: p.text, owner: p.owner ?? null, due_on: p.due_on ?? null, done_at: null, done_by: null, author: sheet.me, added_at: op.made_at, removed_at: null }),
      is_like: (p, row) => row.text === p.text && row.goal === (p.goal ?? null) && row.task === (p.task ?? null),
    },
  },
  does: {
    'goal.edit': (sheet, p) => sheet.change('goal', p.goal, { text: p.text }),
    'goal.set_sign': (sheet, p) => sheet.change('goal', p.goal, { sign: p.sign }),
    'goal.settle': (sheet, p) => sheet.change('goal', p.goal, { status: p.status }),
    'goal.remove': (sheet, p) => sheet.remove('goal', p.goal),
    'step.edit': (sheet, p) => sheet.change('step', p.step, { text: p.text }),
    'step.assign': (sheet, p) => sheet.change('step', p.step, { owner: p.owner ?? null, due_on: p.due_on ?? null }),
    'step.tick': (sheet, p, op) => sheet.change('step', p.step, p.is_done ? { done_at: op.made_at, done_by: sheet.me } : { done_at: null, done_by: null }),
    'step.remove': (sheet, p) => sheet.remove('step', p.step),
  },
  words: { 'goal.create': ['text', 'sign'], 'goal.edit': ['text'], 'goal.set_sign': ['sign'], 'step.add': ['text'], 'step.edit': ['text'] },
};
