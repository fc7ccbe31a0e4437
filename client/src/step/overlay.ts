// What a waiting change to steps looks like before the server has answered: small steps towards a goal, parts of a task.
import type { Layer } from '../board/sheet';

export const step_layer: Layer = {
  makes: {
    'step.add': {
      row: (p, id, op, sheet) => ({
        id, goal: p.goal ?? null, task: p.task ?? null, text: p.text, owner: p.owner ?? null, due_on: p.due_on ?? null,
        done_at: null, done_by: null, author: sheet.me, added_at: op.made_at, removed_at: null,
      }),
      is_like: (p, row) => row.text === p.text && row.goal === (p.goal ?? null) && row.task === (p.task ?? null),
    },
  },
  does: {
    'step.edit': (sheet, p) => sheet.change('step', p.step, { text: p.text }),
    'step.assign': (sheet, p) => sheet.change('step', p.step, { owner: p.owner ?? null, due_on: p.due_on ?? null }),
    'step.tick': (sheet, p, op) => sheet.change('step', p.step, p.is_done ? { done_at: op.made_at, done_by: sheet.me } : { done_at: null, done_by: null }),
    'step.remove': (sheet, p) => sheet.remove('step', p.step),
  },
  words: { 'step.add': ['text'], 'step.edit': ['text'] },
};
