// What a waiting change to the list of notes looks like before the server has answered. Their text has its own way: copy.ts.
import type { Layer } from '../board/sheet';

export const note_layer: Layer = {
  makes: {
    'note.create': {
      row: (p, id, op, sheet) => ({ id, kind: p.kind, title: p.title, author: sheet.me, added_at: op.made_at, changed_at: op.made_at, changed_by: sheet.me, removed_at: null }),
      is_like: (p, row) => row.kind === p.kind && row.title === p.title,
    },
  },
  does: {
    'note.rename': (sheet, p) => sheet.change('note', p.note, { title: p.title }),
    'note.remove': (sheet, p) => sheet.remove('note', p.note),
  },
};
