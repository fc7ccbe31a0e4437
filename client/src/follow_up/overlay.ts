// What a waiting change to follow-ups looks like before the server has answered.
import type { Layer } from '../board/sheet';

export const follow_up_layer: Layer = {
  makes: {
    'follow_up.create': {
      row: (p, id, op, sheet) => ({
        id, kind: p.kind, text: p.text ?? '', account: p.account, from_on: p.from_on, until_on: p.until_on ?? p.from_on, outcome: null, reason: null, author: sheet.me,
        added_at: op.made_at, changed_at: op.made_at, done_at: null, done_by: null, cancelled_at: null,
      }),
      is_like: (p, row) => row.kind === p.kind && row.text === (p.text ?? '') && row.from_on === p.from_on && row.account === p.account,
    },
  },
  does: {
    'follow_up.edit': (sheet, p) => sheet.change('follow_up', p.follow_up, { kind: p.kind, text: p.text ?? '', account: p.account, from_on: p.from_on, until_on: p.until_on ?? p.from_on }),
    'follow_up.finish': (sheet, p, op) => sheet.change('follow_up', p.follow_up, { outcome: p.outcome, done_at: op.made_at, done_by: sheet.me }),
    'follow_up.cancel': (sheet, p, op) => sheet.change('follow_up', p.follow_up, { reason: p.reason, cancelled_at: op.made_at }),
    'follow_up.reopen': (sheet, p) => sheet.change('follow_up', p.follow_up, { done_at: null, done_by: null, cancelled_at: null }),
  },
  words: { 'follow_up.create': ['text'], 'follow_up.edit': ['text'], 'follow_up.finish': ['outcome'], 'follow_up.cancel': ['reason'] },
};
