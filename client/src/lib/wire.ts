// The frames of docs/wire.md as the client knows them, and the refusal that a call may end with.
import type { Card, CardKind, Commands, EventName, Lang, Method, Nouns, Profession, Reason, Sector, TaskStatus } from './protocol.gen';

export type { Method };
export type Params<M extends Method> = Omit<Commands[M]['params'], 'key'>;
export type Result<M extends Method> = Commands[M]['result'];
export type WriteMethod = { [M in Method]: Commands[M]['runs'] extends 'write' ? M : never }[Method];
export type ReadMethod = { [M in Method]: Commands[M]['runs'] extends 'read' ? M : never }[Method];

/** noun → id → fields; null is a removed row. */
export type Rows = { [N in keyof Nouns]?: Record<string, Partial<Nouns[N]> | null> };
export interface BoardEvent { seq: number; name: EventName; by: number | null; at: number; set: Rows }
export interface PastEvent extends BoardEvent { was: Rows }

/** anchor and head are a caret in the note's text of that version. */
export interface Here {
  account: number; sockets: number; card: number | null; field: string | null;
  note: number | null; version: number | null; anchor: number | null; head: number | null;
  writing: boolean; away: boolean;
}
export interface NoteUpdate { client: string; by: number | null; changes: unknown }

export interface OwnUnit { id: number; name: string; sector: Sector; profession: Profession }
export interface Account { id: number; name: string; full_name: string; language: Lang; is_admin: boolean; is_demo: boolean; units: OwnUnit[]; seal: string }
export interface Who { account: Account; session: { id: number; ends_at: number } }

/** What is told of oneself in a word: ask again. */
export type Word = 'inbox.changed' | 'calendar.changed' | 'team.changed';

export type Push =
  | { method: 'board.events'; params: { board: number; events: BoardEvent[] } }
  | { method: 'board.ended'; params: { board: number; reason: Reason } }
  | { method: 'board.resync'; params: { board: number; since: number } }
  | { method: 'board.mine'; params: { board: number } }
  | { method: 'note.updates'; params: { board: number; note: number; version: number; updates: NoteUpdate[] } }
  | { method: 'note.resync'; params: { board: number; note: number; since: number } }
  | { method: 'presence'; params: { board: number; whole: boolean; here: Here[]; left: number[] } }
  | { method: Word; params: Record<string, never> }
  | { method: 'beat'; params: { at: number } };

export interface RefusalData { reason: Reason; field?: string | null; detail?: string | null; retry_ms?: number; now?: Card & { kind: CardKind }; yours?: unknown; status?: TaskStatus; path?: string[] }

/** What the server said no to. 'offline' is ours: the question never got an answer. */
export class Refusal extends Error {
  readonly reason: Reason | 'offline';
  readonly data: Partial<RefusalData>;
  constructor(message: string, data: Omit<Partial<RefusalData>, 'reason'> & { reason: Reason | 'offline' }) {
    super(message);
    this.reason = data.reason;
    this.data = data as Partial<RefusalData>;
  }
}

/** Refusals that say nothing about the command itself: the same command may be sent again later. */
export function passes(reason: Reason | 'offline'): boolean {
  return reason === 'busy' || reason === 'too_fast' || reason === 'storage_full' || reason === 'offline' || reason === 'internal' || reason === 'not_signed_in';
}
