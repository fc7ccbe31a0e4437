// What my waiting answer to a meeting of a board looks like: the only thing about meetings that shows before the server has
// answered. What is planned is planned when its people have been told of it.
import type { Layer } from '../board/sheet';

export const meeting_layer: Layer = {
  does: {
    'meeting.answer': (sheet, p, op) => {
      const occurs = p.occurs ?? '';
      const mine = [...sheet.see('invitation').values()].filter((i) => i.meeting === p.meeting && i.account === sheet.me);
      const own = mine.find((i) => i.occurs === occurs);
      if (own) sheet.change('invitation', own.id, { answer: p.answer, answered_at: op.made_at });
      else sheet.put('invitation', {
        id: -op.made_at, meeting: p.meeting, occurs, account: sheet.me, full_name: sheet.see('participant').get(sheet.me)?.full_name ?? '', answer: p.answer,
        answered_at: op.made_at, inviter: mine[0]?.inviter ?? sheet.me, removed_at: null,
      });
      // of the whole series: said anew for every instance
      if (occurs === '') for (const i of mine) if (i.occurs !== '') sheet.change('invitation', i.id, { answer: p.answer, answered_at: op.made_at });
    },
  },
};
