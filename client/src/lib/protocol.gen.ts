// generated from schema/ by src/tools/gen.c; do not edit

export const sector_words = [
  'primary_care',
  'specialist_care',
  'social_services',
  'third_sector',
  'other',
] as const;
export type Sector = (typeof sector_words)[number];

export const profession_words = [
  'physician',
  'nurse',
  'ward_nurse',
  'public_health_nurse',
  'team_nurse',
  'social_worker',
  'social_counsellor',
  'psychologist',
  'therapist',
  'mental_health_worker',
  'substance_worker',
  'physiotherapist',
  'occupational_therapist',
  'service_coordinator',
  'unit_manager',
  'family_worker',
  'peer_worker',
  'other',
] as const;
export type Profession = (typeof profession_words)[number];

export const role_words = [
  'coordinator',
  'member',
  'consultant',
  'observer',
  'guest',
] as const;
export type Role = (typeof role_words)[number];

export const card_kind_words = [
  'voice',
  'need',
  'want',
  'strength',
  'concern',
  'fact',
  'hypothesis',
  'question',
  'reflection',
  'agreement',
  'learning',
] as const;
export type CardKind = (typeof card_kind_words)[number];

export const standing_words = [
  'open',
  'kept',
  'let_go',
] as const;
export type Standing = (typeof standing_words)[number];

export const note_kind_words = [
  'minutes',
  'background',
  'plan',
  'private',
] as const;
export type NoteKind = (typeof note_kind_words)[number];

export const link_kind_words = [
  'relates',
  'supports',
  'speaks_against',
  'answers',
  'leads_to',
] as const;
export type LinkKind = (typeof link_kind_words)[number];

export const lang_words = [
  'fi',
  'sv',
  'en',
] as const;
export type Lang = (typeof lang_words)[number];

/** Why something was refused: `error.data.reason`. */
export type Reason =
  | 'bad_input'
  | 'not_signed_in'
  | 'not_allowed'
  | 'not_found'
  | 'conflict'
  | 'guard'
  | 'busy'
  | 'too_large'
  | 'too_fast'
  | 'storage_full'
  | 'gone'
  | 'internal';

export interface AccountOf {
  id: number;
  name: string;
  full_name: string;
  language: Lang;
  is_admin: boolean;
  is_demo: boolean;
  added_at: number;
  ended_at: number | null;
}

export interface AccountMatching {
  id: number;
  full_name: string;
  unit_name: string | null;
  sector: Sector | null;
  profession: Profession | null;
}

export interface Board {
  id: number;
  code: string;
  title: string;
  added_at: number;
  archived_at: number | null;
}

export interface BoardMine {
  board: number;
  code: string;
  title: string;
  role: Role;
  seq: number;
  added_at: number;
  changed_at: number;
  archived_at: number | null;
  people: number;
  cards: number;
}

export interface Card {
  id: number;
  kind: CardKind;
  text: string;
  asked_of: string | null;
  standing: Standing;
  rank: string;
  author: number;
  added_at: number;
  changed_at: number;
  removed_at: number | null;
}

export interface CardOff {
  id: number;
  kind: CardKind;
  text: string;
  author: number;
  added_at: number;
  removed_at: number;
}

export interface EventBefore {
  seq: number;
  name: string;
  by: number | null;
  at: number;
  set: unknown;
  was: unknown;
}

export interface Link {
  id: number;
  from_card: number;
  to_card: number;
  kind: LinkKind;
  author: number;
  added_at: number;
  removed_at: number | null;
}

export interface MembershipIn {
  account: number;
  full_name: string;
  profession: Profession;
}

export interface Note {
  id: number;
  kind: NoteKind;
  title: string;
  author: number;
  added_at: number;
  changed_at: number;
  changed_by: number;
  removed_at: number | null;
}

export interface NoteOff {
  id: number;
  kind: NoteKind;
  title: string;
  author: number;
  added_at: number;
  removed_at: number;
}

export interface NoteSteps {
  step: number;
  account: number;
  last: number;
  began_at: number;
  ended_at: number;
  added: number;
  removed: number;
  restores: number | null;
}

export interface Participant {
  id: number;
  full_name: string;
  role: Role;
  unit_name: string | null;
  sector: Sector | null;
  profession: Profession | null;
  joined_at: number;
  left_at: number | null;
}

export interface SessionOf {
  id: number;
  program: string;
  began_at: number;
  seen_at: number;
  ends_at: number;
}

export interface UnitOf {
  id: number;
  name: string;
  sector: Sector;
  members: number;
  ended_at: number | null;
}

/** What a board holds: a snapshot and an event's `set` are noun → id → fields. */
export interface Nouns {
  board: Board;
  card: Card;
  link: Link;
  note: Note;
  participant: Participant;
}

/** What can be asked of the server. Every write has a `key`, which the session puts there. */
export interface Commands {
  /** Make an account. */
  'account.add': {
    params: {
      key?: string;
      name: string;
      full_name: string;
      password?: string | null;
      language?: Lang | null;
      is_admin?: boolean | null;
      unit?: number | null;
      profession?: Profession | null;
      demo?: boolean | null;
    };
    result: {
      account: number;
    };
    runs: 'write';
  };
  /** End an account: sessions, sockets and boards' access with it. */
  'account.end': {
    params: {
      key?: string;
      account: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Colleagues whose name matches, to let them in or give them something. */
  'account.find': {
    params: {
      text: string;
    };
    result: {
      accounts: AccountMatching[];
    };
    runs: 'read';
  };
  /** The accounts of my organisation. */
  'account.list': {
    params: Record<string, never>;
    result: {
      accounts: AccountOf[];
    };
    runs: 'read';
  };
  /** My language. */
  'account.set_language': {
    params: {
      key?: string;
      language: Lang;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Give an account a password; its sessions end. */
  'account.set_password': {
    params: {
      key?: string;
      account: number;
      password: string;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Make a board read-only. */
  'board.archive': {
    params: {
      board: number;
      key?: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** The board as it stood at a number. */
  'board.at': {
    params: {
      board: number;
      seq: number;
    };
    result: {
      board: number;
      seq: number;
      at: number | null;
      snapshot?: unknown;
    };
    runs: 'read';
  };
  /** End this socket's subscription to a board. */
  'board.close': {
    params: {
      board: number;
    };
    result: Record<string, never>;
    runs: 'net';
  };
  /** Open a case board; its maker becomes its coordinator. */
  'board.create': {
    params: {
      key?: string;
      title: string;
    };
    result: {
      board: number;
      seq: number;
      code: string;
    };
    runs: 'write';
  };
  /** Who changed what, the latest first. */
  'board.history': {
    params: {
      board: number;
      before?: number | null;
      limit?: number | null;
    };
    result: {
      events: EventBefore[];
    };
    runs: 'read';
  };
  /** My boards, the latest changed first. */
  'board.list': {
    params: Record<string, never>;
    result: {
      boards: BoardMine[];
    };
    runs: 'read';
  };
  /** Subscribe to a board and get what was missed, or the whole of it. */
  'board.open': {
    params: {
      board: number;
      since?: number | null;
    };
    result: {
      board: number;
      seq: number;
      role: Role;
      snapshot?: unknown;
      events?: unknown;
    };
    runs: 'read';
  };
  /** Change what the team calls the case, having seen the name it had. */
  'board.rename': {
    params: {
      board: number;
      key?: string;
      title: string;
      was: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Make an archived board live again. */
  'board.reopen': {
    params: {
      board: number;
      key?: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Put a statement on the board. */
  'card.add': {
    params: {
      board: number;
      key?: string;
      kind: CardKind;
      text: string;
      asked_of?: string | null;
      after?: number | null;
    };
    result: {
      seq: number;
      card: number;
    };
    runs: 'write';
  };
  /** The removed cards, the latest first. */
  'card.bin': {
    params: {
      board: number;
    };
    result: {
      cards: CardOff[];
    };
    runs: 'read';
  };
  /** Change the words of a card, having seen the words it had. */
  'card.edit': {
    params: {
      board: number;
      key?: string;
      card: number;
      text: string;
      was: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Put a card behind another, or first. */
  'card.move': {
    params: {
      board: number;
      key?: string;
      card: number;
      after?: number | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Take a card off the board; it can be restored. */
  'card.remove': {
    params: {
      board: number;
      key?: string;
      card: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Put a removed card back where it was. */
  'card.restore': {
    params: {
      board: number;
      key?: string;
      card: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Keep a hypothesis, let it go, or take it up again. */
  'card.settle': {
    params: {
      board: number;
      key?: string;
      card: number;
      standing: Standing;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say how one card stands to another. */
  'link.add': {
    params: {
      board: number;
      key?: string;
      from_card: number;
      to_card: number;
      kind: LinkKind;
    };
    result: {
      seq: number;
      link: number;
    };
    runs: 'write';
  };
  /** Take a link away. */
  'link.remove': {
    params: {
      board: number;
      key?: string;
      link: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Make a person a member of a unit, with a profession. */
  'membership.add': {
    params: {
      key?: string;
      unit: number;
      account: number;
      profession: Profession;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** The members of a unit. */
  'membership.list': {
    params: {
      unit: number;
    };
    result: {
      members: MembershipIn[];
    };
    runs: 'read';
  };
  /** End a membership. */
  'membership.remove': {
    params: {
      key?: string;
      unit: number;
      account: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** The text as it stood at a version. */
  'note.at': {
    params: {
      board: number;
      note: number;
      version: number;
    };
    result: {
      version: number;
      text: string;
      at: number | null;
    };
    runs: 'read';
  };
  /** The notes that were removed, the latest first. */
  'note.bin': {
    params: {
      board: number;
    };
    result: {
      notes: NoteOff[];
    };
    runs: 'read';
  };
  /** Who wrote each stretch of the text. */
  'note.blame': {
    params: {
      board: number;
      note: number;
      version?: number | null;
    };
    result: {
      version: number;
      text: string;
      stretches?: unknown;
    };
    runs: 'read';
  };
  /** End this socket's subscription to a note. */
  'note.close': {
    params: {
      board: number;
      note: number;
    };
    result: Record<string, never>;
    runs: 'net';
  };
  /** Begin a live note; a private one is its author's alone. */
  'note.create': {
    params: {
      board: number;
      key?: string;
      title: string;
      kind: NoteKind;
    };
    result: {
      seq: number;
      note: number;
    };
    runs: 'write';
  };
  /** Who wrote when and how much, in steps, the latest first. */
  'note.history': {
    params: {
      board: number;
      note: number;
      before?: number | null;
      limit?: number | null;
    };
    result: {
      steps: NoteSteps[];
    };
    runs: 'read';
  };
  /** My private notes on a board. */
  'note.mine': {
    params: {
      board: number;
    };
    result: {
      notes: Note[];
    };
    runs: 'read';
  };
  /** Subscribe to a note and get what was missed, or the whole text. */
  'note.open': {
    params: {
      board: number;
      note: number;
      since?: number | null;
    };
    result: {
      note: number;
      version: number;
      text?: unknown;
      updates?: unknown;
      more?: unknown;
    };
    runs: 'read';
  };
  /** Write: changes over the text of a version, rebased over what others wrote since. */
  'note.push': {
    params: {
      board: number;
      key?: string;
      note: number;
      version: number;
      client: string;
      updates: { changes: unknown }[];
    };
    result: {
      version: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Take a note off the board; it can be restored. */
  'note.remove': {
    params: {
      board: number;
      key?: string;
      note: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Give a note another title, having seen the one it had. */
  'note.rename': {
    params: {
      board: number;
      key?: string;
      note: number;
      title: string;
      was: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Put a removed note back. */
  'note.restore': {
    params: {
      board: number;
      key?: string;
      note: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Bring the text of an earlier version back, as a new change. */
  'note.revert': {
    params: {
      board: number;
      key?: string;
      note: number;
      version: number;
    };
    result: {
      version: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Let a person in, or change the role of one who is there. */
  'participant.add': {
    params: {
      board: number;
      key?: string;
      account: number;
      role: Role;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Leave a board oneself. */
  'participant.leave': {
    params: {
      board: number;
      key?: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Everyone who is or was on the board, as what they wrote stays. */
  'participant.list': {
    params: {
      board: number;
    };
    result: {
      participants: Participant[];
    };
    runs: 'read';
  };
  /** Let a person out; what they have open ends at once. */
  'participant.remove': {
    params: {
      board: number;
      key?: string;
      account: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Where I am on the board, and whether I write or am away. */
  'presence.set': {
    params: {
      board: number;
      card?: number | null;
      field?: string | null;
      note?: number | null;
      version?: number | null;
      anchor?: number | null;
      head?: number | null;
      writing?: boolean | null;
      away?: boolean | null;
    };
    result: Record<string, never>;
    runs: 'net';
  };
  /** The OpenRPC description of everything that can be asked. */
  'rpc.discover': {
    params: Record<string, never>;
    result: unknown;
    runs: 'net';
  };
  /** End one of my sessions; its sockets close. */
  'session.end': {
    params: {
      key?: string;
      session: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Sign out everywhere, here too. */
  'session.end_all': {
    params: {
      key?: string;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Say what this socket can do; asks for heartbeats. */
  'session.hello': {
    params: {
      beat?: boolean | null;
      language?: Lang | null;
    };
    result: Record<string, never>;
    runs: 'net';
  };
  /** My live sessions. */
  'session.list': {
    params: Record<string, never>;
    result: {
      sessions: SessionOf[];
      this: number;
    };
    runs: 'read';
  };
  /** Who am I, and where do I work. */
  'session.who': {
    params: Record<string, never>;
    result: {
      account?: unknown;
      session?: unknown;
    };
    runs: 'read';
  };
  /** Make a unit. */
  'unit.add': {
    params: {
      key?: string;
      name: string;
      sector: Sector;
    };
    result: {
      unit: number;
    };
    runs: 'write';
  };
  /** Close a unit down; its name stays in history. */
  'unit.end': {
    params: {
      key?: string;
      unit: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** The units of my organisation. */
  'unit.list': {
    params: Record<string, never>;
    result: {
      units: UnitOf[];
    };
    runs: 'read';
  };
  /** Change a unit's name. */
  'unit.rename': {
    params: {
      key?: string;
      unit: number;
      name: string;
    };
    result: Record<string, never>;
    runs: 'write';
  };
}

export type Method = keyof Commands;
export type Params<M extends Method> = Commands[M]['params'];
export type Result<M extends Method> = Commands[M]['result'];

export const command_runs: { readonly [M in Method]: Commands[M]['runs'] } = {
  'account.add': 'write',
  'account.end': 'write',
  'account.find': 'read',
  'account.list': 'read',
  'account.set_language': 'write',
  'account.set_password': 'write',
  'board.archive': 'write',
  'board.at': 'read',
  'board.close': 'net',
  'board.create': 'write',
  'board.history': 'read',
  'board.list': 'read',
  'board.open': 'read',
  'board.rename': 'write',
  'board.reopen': 'write',
  'card.add': 'write',
  'card.bin': 'read',
  'card.edit': 'write',
  'card.move': 'write',
  'card.remove': 'write',
  'card.restore': 'write',
  'card.settle': 'write',
  'link.add': 'write',
  'link.remove': 'write',
  'membership.add': 'write',
  'membership.list': 'read',
  'membership.remove': 'write',
  'note.at': 'read',
  'note.bin': 'read',
  'note.blame': 'read',
  'note.close': 'net',
  'note.create': 'write',
  'note.history': 'read',
  'note.mine': 'read',
  'note.open': 'read',
  'note.push': 'write',
  'note.remove': 'write',
  'note.rename': 'write',
  'note.restore': 'write',
  'note.revert': 'write',
  'participant.add': 'write',
  'participant.leave': 'write',
  'participant.list': 'read',
  'participant.remove': 'write',
  'presence.set': 'net',
  'rpc.discover': 'net',
  'session.end': 'write',
  'session.end_all': 'write',
  'session.hello': 'net',
  'session.list': 'read',
  'session.who': 'read',
  'unit.add': 'write',
  'unit.end': 'write',
  'unit.list': 'read',
  'unit.rename': 'write',
};

/** What can have happened on a board. */
export type EventName =
  | 'board.archived'
  | 'board.created'
  | 'board.renamed'
  | 'board.reopened'
  | 'card.added'
  | 'card.edited'
  | 'card.moved'
  | 'card.removed'
  | 'card.restored'
  | 'card.settled'
  | 'link.added'
  | 'link.removed'
  | 'note.created'
  | 'note.written'
  | 'note.removed'
  | 'note.renamed'
  | 'note.restored'
  | 'note.reverted'
  | 'participant.added'
  | 'participant.left'
  | 'participant.removed';
