// What a waiting change to cards and links looks like before the server has answered.
import { put_behind } from '../board/order';
import type { Layer } from '../board/sheet';

export const card_layer: Layer = {
  makes: {
    'card.add': {
      row: (p, id, op, sheet) => ({ id, kind: p.kind, text: p.text, asked_of: p.asked_of ?? null, standing: 'open', rank: '', author: sheet.me, added_at: op.made_at, changed_at: op.made_at, removed_at: null }),
      is_like: (p, row) => row.kind === p.kind && row.text === p.text,
      then: (p, id, sheet) => { sheet.order = p.after === undefined ? [...sheet.order, { id }] : put_behind([...sheet.order, { id }], id, p.after); },
    },
    'link.add': {
      row: (p, id, op, sheet) => ({ id, from_card: p.from_card, to_card: p.to_card, kind: p.kind, author: sheet.me, added_at: op.made_at, removed_at: null }),
      is_like: (p, row) => row.from_card === p.from_card && row.to_card === p.to_card && row.kind === p.kind,
    },
  },
  does: {
    'card.edit': (sheet, p) => sheet.change('card', p.card, { text: p.text }),
    'card.settle': (sheet, p) => sheet.change('card', p.card, { standing: p.standing }),
    'card.move': (sheet, p) => { sheet.order = put_behind(sheet.order, p.card, p.after ?? null); },
    'card.remove': (sheet, p) => { sheet.remove('card', p.card); sheet.order = sheet.order.filter((c) => c.id !== p.card); },
    'link.remove': (sheet, p) => sheet.remove('link', p.link),
  },
};
