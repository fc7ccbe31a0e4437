// What a person begins a note as. The notes of a meeting's phases are begun in the meeting itself.
import { note_kind_words } from '../lib/protocol.gen';

export const begun_kinds = note_kind_words.filter((kind) => kind !== 'phase');
