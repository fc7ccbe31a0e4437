// The copies of this page, on the session's line and in its vault.
import { session } from '../lib/session.svelte';
import { tab } from '../lib/tab';
import { Copies } from './copies';
import type { Opened } from './copy';

export const copies = new Copies({
  open: async (board, note, since) => (await session.ask('note.open', { board, note, ...(since === null ? {} : { since }) })) as Opened,
  push: (board, note, { key, ...push }) => session.push_note({ board, note, ...push }, key),
  close: (board, note) => session.close_note(board, note),
  keep: (name, kept) => session.keep_note(name, { ...kept, tab }),
  forget: (name) => session.forget_note(name),
  saved: () => session.note_saved(),
  changed: () => session.notes_changed(copies.unsent),
  random: () => crypto.randomUUID(),
  later: (ms, work) => { const timer = setTimeout(work, ms); return () => clearTimeout(timer); },
}, tab);

session.carry(copies);
