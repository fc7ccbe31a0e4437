// What waits of mine in a meeting looks like: my hand, the turn, the client's part. A phase is gone to when the server says so,
// since everybody goes there.
import type { Layer } from '../board/sheet';

export const sitting_layer: Layer = {
  does: {
    'hand.raise': (sheet, p, op) => {
      const is_up = [...sheet.see('hand').values()].some((h) => h.sitting === p.sitting && h.account === sheet.me && h.lowered_at === null);
      if (!is_up) sheet.put('hand', { id: -op.made_at, sitting: p.sitting, account: sheet.me, raised_at: op.made_at, lowered_at: null });
    },
    'hand.lower': (sheet, p, op) => {
      const whose = p.account ?? sheet.me;
      for (const h of [...sheet.see('hand').values()]) if (h.sitting === p.sitting && h.account === whose && h.lowered_at === null) sheet.change('hand', h.id, { lowered_at: op.made_at });
    },
    'sitting.give_turn': (sheet, p, op) => sheet.change('sitting', p.sitting, { speaker: p.account ?? null, speaker_at: p.account ? op.made_at : null }),
    'sitting.set_client': (sheet, p) => sheet.change('sitting', p.sitting, { client_part: p.client_part }),
    'sitting.set_presenter': (sheet, p) => sheet.change('sitting', p.sitting, { presenter: p.presenter ?? null }),
  },
};
