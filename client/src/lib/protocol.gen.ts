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
  'phase',
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

export const goal_status_words = [
  'open',
  'reached',
  'let_go',
] as const;
export type GoalStatus = (typeof goal_status_words)[number];

export const task_status_words = [
  'requested',
  'accepted',
  'in_progress',
  'done',
  'declined',
  'forwarded',
  'cancelled',
] as const;
export type TaskStatus = (typeof task_status_words)[number];

export const task_act_kind_words = [
  'requested',
  'assigned',
  'accepted',
  'declined',
  'forwarded',
  'started',
  'done',
  'cancelled',
  'reopened',
  'returned',
] as const;
export type TaskActKind = (typeof task_act_kind_words)[number];

export const client_view_words = [
  'not_asked',
  'agrees',
  'disagrees',
] as const;
export type ClientView = (typeof client_view_words)[number];

export const service_status_words = [
  'in_use',
  'planned',
  'proposed',
  'to_end',
  'ended',
] as const;
export type ServiceStatus = (typeof service_status_words)[number];

export const service_fit_words = [
  'right',
  'too_heavy',
  'missing',
  'overlapping',
  'not_helping',
] as const;
export type ServiceFit = (typeof service_fit_words)[number];

export const service_weight_words = [
  'lightest',
  'lighter_would_do',
] as const;
export type ServiceWeight = (typeof service_weight_words)[number];

export const service_kind_words = [
  'medical_care',
  'ward_care',
  'emergency_care',
  'mental_health',
  'substance_care',
  'therapy',
  'rehabilitation',
  'home_care',
  'housing',
  'income_support',
  'social_work',
  'family_work',
  'coordination',
  'day_activity',
  'peer_support',
  'work_and_study',
  'transport',
  'other',
] as const;
export type ServiceKind = (typeof service_kind_words)[number];

export const team_role_words = [
  'lead',
  'member',
] as const;
export type TeamRole = (typeof team_role_words)[number];

export const which_words = [
  'this',
  'following',
  'all',
] as const;
export type Which = (typeof which_words)[number];

export const answer_words = [
  'none_yet',
  'yes',
  'no',
  'maybe',
] as const;
export type Answer = (typeof answer_words)[number];

export const follow_up_kind_words = [
  'call',
  'visit',
  'reception',
  'control',
] as const;
export type FollowUpKind = (typeof follow_up_kind_words)[number];

export const feed_scope_words = [
  'mine',
  'team',
  'unit',
  'board',
] as const;
export type FeedScope = (typeof feed_scope_words)[number];

export const feed_detail_words = [
  'plain',
  'code',
] as const;
export type FeedDetail = (typeof feed_detail_words)[number];

export const feed_tasks_words = [
  'none_shown',
  'all_day',
  'todo',
  'both',
] as const;
export type FeedTasks = (typeof feed_tasks_words)[number];

export const phase_kind_words = [
  'arrive',
  'last_steps',
  'question',
  'facts',
  'voice',
  'hypotheses',
  'questions',
  'reflecting',
  'concern_and_strengths',
  'next_steps',
  'close',
  'other',
] as const;
export type PhaseKind = (typeof phase_kind_words)[number];

export const client_part_words = [
  'present',
  'heard',
  'not_heard',
] as const;
export type ClientPart = (typeof client_part_words)[number];

export const minutes_status_words = [
  'draft',
  'confirmed',
  'closed',
] as const;
export type MinutesStatus = (typeof minutes_status_words)[number];

export const minutes_format_words = [
  'markdown',
  'plain',
  'html',
] as const;
export type MinutesFormat = (typeof minutes_format_words)[number];

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

export interface AgendaOf {
  id: number;
  is_mine: boolean;
  board: number | null;
  code: string | null;
  title: string | null;
  question: string | null;
  is_consent_checked: boolean;
  is_map_checked: boolean;
  minutes: number;
  position: number;
  author: number | null;
  added_at: number;
  changed_at: number;
  sitting: number | null;
  ended_at: number | null;
}

export interface AgendaCarried {
  item: number;
  board: number;
  task: number | null;
  step: number | null;
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
  seen: number;
  fresh: number;
  fresh_of: unknown;
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

export interface Dependency {
  id: number;
  before: string;
  after: string;
  author: number;
  added_at: number;
  removed_at: number | null;
}

export interface Episode {
  id: number;
  service: number;
  year: number;
  count: number;
}

export interface EventBefore {
  seq: number;
  name: string;
  by: number | null;
  at: number;
  set: unknown;
  was: unknown;
}

export interface FeedOf {
  id: number;
  scope: FeedScope;
  target: number | null;
  target_name: string | null;
  detail: FeedDetail;
  tasks: FeedTasks;
  language: Lang;
  added_at: number;
  fetched_at: number | null;
  fetched_by: string | null;
  fetch_count: number;
}

export interface FollowUp {
  id: number;
  kind: FollowUpKind;
  text: string;
  account: number;
  from_on: string;
  until_on: string;
  outcome: string | null;
  reason: string | null;
  author: number;
  added_at: number;
  changed_at: number;
  done_at: number | null;
  done_by: number | null;
  cancelled_at: number | null;
}

export interface FollowUpOf {
  follow_up: number;
  board: number;
  code: string;
  board_title: string;
  kind: FollowUpKind;
  text: string;
  from_on: string;
  until_on: string;
  changed_at: number;
}

export interface Goal {
  id: number;
  text: string;
  sign: string;
  status: GoalStatus;
  card: number | null;
  author: number;
  added_at: number;
  changed_at: number;
  removed_at: number | null;
}

export interface GoalOff {
  id: number;
  text: string;
  author: number;
  added_at: number;
  removed_at: number;
}

export interface Invitation {
  id: number;
  meeting: number;
  occurs: string;
  account: number;
  full_name: string;
  answer: Answer;
  answered_at: number | null;
  inviter: number;
  removed_at: number | null;
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

export interface Meeting {
  id: number;
  title: string;
  start: string;
  tz: string;
  minutes: number;
  place: string | null;
  link: string | null;
  rrule: string | null;
  cancelled_at: number | null;
  cancel_note: string | null;
  follows: number | null;
  revision: number;
  author: number;
  added_at: number;
  changed_at: number;
}

export interface MembershipIn {
  account: number;
  full_name: string;
  profession: Profession;
  is_keeper: boolean;
}

export interface Minutes {
  id: number;
  sitting: number;
  note: number;
  language: Lang;
  status: MinutesStatus;
  version: number | null;
  reason: string | null;
  author: number;
  added_at: number;
  closed_at: number | null;
  closed_by: number | null;
}

export interface Confirmation {
  id: number;
  minutes: number;
  account: number;
  full_name: string;
  version: number;
  at: number;
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

export interface Occurrence {
  id: number;
  meeting: number;
  occurs: string;
  title: string;
  start: string;
  minutes: number;
  place: string | null;
  link: string | null;
  cancelled_at: number | null;
  cancel_note: string | null;
  changed_at: number;
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

export interface PhaseOfTeam {
  id: number | null;
  kind: PhaseKind;
  title: string | null;
  prompt: string | null;
  minutes: number;
  position: number;
  changed_at: number;
}

export interface Service {
  id: number;
  name: string;
  sector: Sector;
  kind: ServiceKind | null;
  unit: number | null;
  unit_name: string | null;
  provider: string | null;
  purpose: string | null;
  contact: string | null;
  from_on: string | null;
  until_on: string | null;
  status: ServiceStatus;
  fit: ServiceFit | null;
  fit_reason: string | null;
  weight: ServiceWeight | null;
  weight_reason: string | null;
  decided_by: number | null;
  decided_at: number | null;
  blocked_by: unknown;
  author: number;
  added_at: number;
  edited_at: number;
  removed_at: number | null;
}

export interface ServiceOff {
  id: number;
  name: string;
  author: number;
  added_at: number;
  removed_at: number;
}

export interface SessionOf {
  id: number;
  program: string;
  began_at: number;
  seen_at: number;
  ends_at: number;
}

export interface Sitting {
  id: number;
  meeting: number | null;
  occurs: string | null;
  minutes: number | null;
  facilitator: number;
  presenter: number | null;
  client_part: ClientPart;
  phase: number;
  phase_at: number;
  speaker: number | null;
  speaker_at: number | null;
  began_at: number;
  ended_at: number | null;
  empty_at: number | null;
  reason: string | null;
}

export interface SittingPhase {
  id: number;
  sitting: number;
  kind: PhaseKind;
  title: string | null;
  prompt: string | null;
  minutes: number;
  position: number;
  spent_ms: number;
  note: number | null;
}

export interface Attendance {
  id: number;
  sitting: number;
  account: number;
  full_name: string;
  role: Role;
  unit_name: string | null;
  sector: Sector | null;
  profession: Profession | null;
  came_at: number;
  left_at: number | null;
}

export interface Hand {
  id: number;
  sitting: number;
  account: number;
  raised_at: number;
  lowered_at: number | null;
}

export interface Step {
  id: number;
  goal: number | null;
  task: number | null;
  text: string;
  owner: number | null;
  due_on: string | null;
  done_at: number | null;
  done_by: number | null;
  author: number;
  added_at: number;
  removed_at: number | null;
}

export interface StepOff {
  id: number;
  goal: number | null;
  task: number | null;
  text: string;
  author: number;
  added_at: number;
  removed_at: number;
}

export interface Task {
  id: number;
  title: string;
  text: string;
  status: TaskStatus;
  unit: number | null;
  unit_name: string | null;
  sector: Sector | null;
  assignee: number | null;
  assignee_name: string | null;
  is_client: boolean;
  client_view: ClientView;
  due_on: string | null;
  goal: number | null;
  card: number | null;
  author: number;
  reason: string | null;
  outcome: string | null;
  blocked_by: unknown;
  added_at: number;
  changed_at: number;
  ended_at: number | null;
}

export interface TaskReceived {
  task: number;
  board: number;
  code: string;
  board_title: string | null;
  title: string;
  text: string;
  status: TaskStatus;
  unit: number | null;
  unit_name: string | null;
  sector: Sector | null;
  assignee: number | null;
  assignee_name: string | null;
  due_on: string | null;
  sender: number;
  sender_name: string;
  sender_unit: string | null;
  reason: string | null;
  blocked_by: unknown;
  is_on_board: boolean;
  added_at: number;
  changed_at: number;
}

export interface TaskActs {
  id: number;
  kind: TaskActKind;
  account: number | null;
  full_name: string | null;
  unit: number | null;
  unit_name: string | null;
  assignee: number | null;
  assignee_name: string | null;
  text: string | null;
  despite: string | null;
  at: number;
}

export interface TaskHeld {
  code: string;
  unit: number;
  unit_name: string;
  status: TaskStatus;
  due_on: string | null;
}

export interface TeamOfAccount {
  id: number;
  name: string;
  role: TeamRole;
  people: number;
}

export interface TeamMemberOf {
  id: number;
  full_name: string;
  role: TeamRole;
  unit_name: string | null;
  sector: Sector | null;
  profession: Profession | null;
}

export interface UnitOf {
  id: number;
  name: string;
  sector: Sector;
  members: number;
  ended_at: number | null;
}

export interface UnitKept {
  id: number;
  name: string;
  sector: Sector;
  open: number;
  asked: number;
}

/** What a board holds: a snapshot and an event's `set` are noun → id → fields. */
export interface Nouns {
  board: Board;
  card: Card;
  dependency: Dependency;
  episode: Episode;
  follow_up: FollowUp;
  goal: Goal;
  invitation: Invitation;
  link: Link;
  meeting: Meeting;
  minutes: Minutes;
  confirmation: Confirmation;
  note: Note;
  occurrence: Occurrence;
  participant: Participant;
  service: Service;
  sitting: Sitting;
  sitting_phase: SittingPhase;
  attendance: Attendance;
  hand: Hand;
  step: Step;
  task: Task;
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
  /** End an account: sessions, sockets and boards' access with it. Its open tasks go to a colleague of their unit, or back to the unit. */
  'account.end': {
    params: {
      key?: string;
      account: number;
      hand_to?: number | null;
    };
    result: {
      handed: number;
      returned: number;
    };
    runs: 'write';
  };
  /** Colleagues whose name matches, in one unit if it is named, to let them in or give them something. */
  'account.find': {
    params: {
      text: string;
      unit?: number | null;
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
  /** The open tasks of an account, by the codes of their boards, before it is ended. */
  'account.tasks': {
    params: {
      account: number;
    };
    result: {
      tasks: TaskHeld[];
    };
    runs: 'read';
  };
  /** Put a case on the agenda of a team's meeting, or, without one, on its parking list. */
  'agenda.add': {
    params: {
      team: number;
      key?: string;
      board: number;
      meeting?: number | null;
      occurs?: string | null;
      minutes: number;
      question?: string | null;
      is_consent_checked?: boolean | null;
      is_map_checked?: boolean | null;
    };
    result: {
      item: number;
    };
    runs: 'write';
  };
  /** Say how long a case takes, what the presenter wants from the team, and what is prepared, having seen the item as it changed last. */
  'agenda.edit': {
    params: {
      team: number;
      key?: string;
      item: number;
      seen_at: number;
      minutes: number;
      question?: string | null;
      is_consent_checked: boolean;
      is_map_checked: boolean;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** The agenda of a team's meeting, with what is still open of each case's last one; without a meeting, the parking list. */
  'agenda.list': {
    params: {
      team: number;
      meeting?: number | null;
      occurs?: string | null;
    };
    result: {
      items: AgendaOf[];
      carried: AgendaCarried[];
    };
    runs: 'read';
  };
  /** Put an item behind another of its agenda, or first. */
  'agenda.move': {
    params: {
      team: number;
      key?: string;
      item: number;
      after?: number | null;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Leave a case for another time. */
  'agenda.park': {
    params: {
      team: number;
      key?: string;
      item: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Take a case off the agenda or off the parking list. */
  'agenda.remove': {
    params: {
      team: number;
      key?: string;
      item: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Put a case onto the agenda of a meeting: from the parking list, or from another meeting. */
  'agenda.take': {
    params: {
      team: number;
      key?: string;
      item: number;
      meeting: number;
      occurs?: string | null;
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
  /** Say up to which event I have seen a board. */
  'board.seen': {
    params: {
      board: number;
      seq: number;
    };
    result: Record<string, never>;
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
  /** Say that one task or service must come before another; never a cycle. */
  'dependency.add': {
    params: {
      board: number;
      key?: string;
      before: string;
      after: string;
    };
    result: {
      dependency: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Say that one task or service need not come before another. */
  'dependency.remove': {
    params: {
      board: number;
      key?: string;
      before: string;
      after: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Make a calendar of mine, of a team, a unit or a board under a secret address, which is told this once: null where this is asked again. */
  'feed.create': {
    params: {
      key?: string;
      scope: string;
      detail: FeedDetail;
      tasks?: FeedTasks | null;
      language?: Lang | null;
    };
    result: {
      feed: number;
      url: string | null;
    };
    runs: 'write';
  };
  /** My calendar feeds: what they show, when they were last fetched and by what. */
  'feed.list': {
    params: Record<string, never>;
    result: {
      feeds: FeedOf[];
    };
    runs: 'read';
  };
  /** End a calendar feed: its address is unknown from the next fetch on. */
  'feed.revoke': {
    params: {
      key?: string;
      feed: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Say that a follow-up will not be, and why. */
  'follow_up.cancel': {
    params: {
      board: number;
      key?: string;
      follow_up: number;
      reason: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Promise the client a later contact, on a day or within a window. */
  'follow_up.create': {
    params: {
      board: number;
      key?: string;
      kind: FollowUpKind;
      text?: string | null;
      account: number;
      from_on: string;
      until_on?: string | null;
    };
    result: {
      follow_up: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Change what was promised, having seen it as it changed last. */
  'follow_up.edit': {
    params: {
      board: number;
      key?: string;
      follow_up: number;
      seen_at: number;
      kind: FollowUpKind;
      text?: string | null;
      account: number;
      from_on: string;
      until_on?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say what came of a follow-up. */
  'follow_up.finish': {
    params: {
      board: number;
      key?: string;
      follow_up: number;
      outcome: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** The open follow-ups that I answer for, over all boards. */
  'follow_up.mine': {
    params: Record<string, never>;
    result: {
      follow_ups: FollowUpOf[];
    };
    runs: 'read';
  };
  /** Take back that a follow-up was done or cancelled. */
  'follow_up.reopen': {
    params: {
      board: number;
      key?: string;
      follow_up: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** The removed goals, to bring them back. */
  'goal.bin': {
    params: {
      board: number;
    };
    result: {
      goals: GoalOff[];
    };
    runs: 'read';
  };
  /** Say what is wanted, in the client's words; of a card, if it was on the board already. */
  'goal.create': {
    params: {
      board: number;
      key?: string;
      text: string;
      sign?: string | null;
      card?: number | null;
    };
    result: {
      goal: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Change the words of a goal, having seen the words it had. */
  'goal.edit': {
    params: {
      board: number;
      key?: string;
      goal: number;
      text: string;
      was: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Take a goal off the board; it can be restored. */
  'goal.remove': {
    params: {
      board: number;
      key?: string;
      goal: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Bring a removed goal back. */
  'goal.restore': {
    params: {
      board: number;
      key?: string;
      goal: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say how we will see that a goal is reached, having seen what was said. */
  'goal.set_sign': {
    params: {
      board: number;
      key?: string;
      goal: number;
      sign: string;
      was: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say that a goal is reached, let go of, or open again. */
  'goal.settle': {
    params: {
      board: number;
      key?: string;
      goal: number;
      status: GoalStatus;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Take one's hand down; the facilitator can take down anybody's. */
  'hand.lower': {
    params: {
      board: number;
      key?: string;
      sitting: number;
      account?: number | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Ask for a turn. */
  'hand.raise': {
    params: {
      board: number;
      key?: string;
      sitting: number;
    };
    result: {
      hand: number;
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
  /** Say whether I can come to a meeting, or to one of its instances. */
  'meeting.answer': {
    params: {
      key?: string;
      meeting: number;
      occurs?: string | null;
      answer: Answer;
    };
    result: {
      seq: number | null;
    };
    runs: 'write';
  };
  /** Cancel a meeting with a note: this instance of a series, this and the following ones, or all. */
  'meeting.cancel': {
    params: {
      board?: number | null;
      team?: number | null;
      key?: string;
      meeting: number;
      which: Which;
      occurs?: string | null;
      note?: string | null;
    };
    result: {
      seq: number | null;
    };
    runs: 'write';
  };
  /** Which other meetings of mine, and of those who would be invited, are at the same time. */
  'meeting.conflicts': {
    params: {
      board?: number | null;
      team?: number | null;
      meeting?: number | null;
      start: string;
      tz: string;
      minutes: number;
      rrule?: string | null;
      invite?: number[] | null;
    };
    result: {
      conflicts?: unknown;
    };
    runs: 'read';
  };
  /** Plan a meeting of a board or of a team, once or as a series; its people are invited. */
  'meeting.create': {
    params: {
      board?: number | null;
      team?: number | null;
      key?: string;
      title: string;
      start: string;
      tz: string;
      minutes: number;
      place?: string | null;
      link?: string | null;
      rrule?: string | null;
      invite?: number[] | null;
    };
    result: {
      meeting: number;
      seq: number | null;
    };
    runs: 'write';
  };
  /** Change a meeting, having seen its revision: this instance of a series, this and the following ones, or all. */
  'meeting.edit': {
    params: {
      board?: number | null;
      team?: number | null;
      key?: string;
      meeting: number;
      which: Which;
      occurs?: string | null;
      seen: number;
      title: string;
      start: string;
      tz: string;
      minutes: number;
      place?: string | null;
      link?: string | null;
      rrule?: string | null;
    };
    result: {
      meeting: number;
      dropped: number;
      seq: number | null;
    };
    runs: 'write';
  };
  /** Invite somebody of the board or the organisation to a meeting, or to one of its instances. */
  'meeting.invite': {
    params: {
      board?: number | null;
      team?: number | null;
      key?: string;
      meeting: number;
      occurs?: string | null;
      account: number;
    };
    result: {
      seq: number | null;
    };
    runs: 'write';
  };
  /** The meetings of a board or of a team, with those instances that differ and who is invited. */
  'meeting.list': {
    params: {
      board?: number | null;
      team?: number | null;
    };
    result: {
      meetings: Meeting[];
      occurrences: Occurrence[];
      invitations: Invitation[];
    };
    runs: 'read';
  };
  /** What my calendar holds between two local days: instances of meetings that I may come to. */
  'meeting.mine': {
    params: {
      from_on: string;
      until_on: string;
    };
    result: {
      instances?: unknown;
    };
    runs: 'read';
  };
  /** Hold a meeting that was cancelled, or one of its instances, after all. */
  'meeting.restore': {
    params: {
      board?: number | null;
      team?: number | null;
      key?: string;
      meeting: number;
      occurs?: string | null;
    };
    result: {
      seq: number | null;
    };
    runs: 'write';
  };
  /** Take an invitation back. */
  'meeting.uninvite': {
    params: {
      board?: number | null;
      team?: number | null;
      key?: string;
      meeting: number;
      occurs?: string | null;
      account: number;
    };
    result: {
      seq: number | null;
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
    result: {
      returned: number;
    };
    runs: 'write';
  };
  /** Name a member to keep the unit's inbox, or no longer. Where nobody is named, every member keeps it. */
  'membership.set_keeper': {
    params: {
      key?: string;
      unit: number;
      account: number;
      is_keeper: boolean;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Close the minutes, having seen a version of their text: for reading from then on. */
  'minutes.close': {
    params: {
      board: number;
      key?: string;
      minutes: number;
      version: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say that the minutes are right, having seen a version of their text: whoever was there. */
  'minutes.confirm': {
    params: {
      board: number;
      key?: string;
      minutes: number;
      version: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Put the minutes of a meeting together as a live note; hypotheses and learning only if chosen. */
  'minutes.make': {
    params: {
      board: number;
      key?: string;
      sitting: number;
      with_hypotheses?: boolean | null;
      with_learning?: boolean | null;
    };
    result: {
      minutes: number;
      note: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Take closed minutes up again. */
  'minutes.reopen': {
    params: {
      board: number;
      key?: string;
      minutes: number;
      reason: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** The text of minutes as it stands, or as it was: Markdown, under plain headings for pasting into a record, or HTML. */
  'minutes.text': {
    params: {
      board: number;
      minutes: number;
      format: MinutesFormat;
      version?: number | null;
    };
    result: {
      title: string;
      language: Lang;
      version: number;
      text: string;
    };
    runs: 'read';
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
  /** Begin a live note; a private one is its author's alone. That of a phase is sitting.note's. */
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
  /** Put a phase into a team's meetings: behind another, or first. The default ones become its own. */
  'phase.add': {
    params: {
      team: number;
      key?: string;
      kind: PhaseKind;
      title?: string | null;
      prompt?: string | null;
      minutes: number;
      after?: number | null;
    };
    result: {
      phase: number;
    };
    runs: 'write';
  };
  /** Make the default phases the team's own, so that they can be changed; does nothing where it has its own. */
  'phase.adopt': {
    params: {
      team: number;
      key?: string;
    };
    result: {
      phases: PhaseOfTeam[];
    };
    runs: 'write';
  };
  /** Change a phase of a team's meetings: kind, name, prompt and length, having seen it as it changed last. */
  'phase.edit': {
    params: {
      team: number;
      key?: string;
      phase: number;
      seen_at: number;
      kind: PhaseKind;
      title?: string | null;
      prompt?: string | null;
      minutes: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** The phases of a team's meetings, in order: its own, or the default ones, which have no id. */
  'phase.list': {
    params: {
      team: number;
    };
    result: {
      phases: PhaseOfTeam[];
    };
    runs: 'read';
  };
  /** Put a phase behind another, or first. */
  'phase.move': {
    params: {
      team: number;
      key?: string;
      phase: number;
      after?: number | null;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Take a phase out of a team's meetings, having seen it as it changed last; one stays. */
  'phase.remove': {
    params: {
      team: number;
      key?: string;
      phase: number;
      seen_at: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Go back to the default phases. */
  'phase.reset': {
    params: {
      team: number;
      key?: string;
    };
    result: Record<string, never>;
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
  /** The removed services, to bring them back. */
  'service.bin': {
    params: {
      board: number;
    };
    result: {
      services: ServiceOff[];
    };
    runs: 'read';
  };
  /** Say how many episodes of a service a year had. */
  'service.count': {
    params: {
      board: number;
      key?: string;
      service: number;
      year: number;
      count: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Put a service of the client's life on the board. */
  'service.create': {
    params: {
      board: number;
      key?: string;
      name: string;
      sector: Sector;
      kind?: ServiceKind | null;
      unit?: number | null;
      provider?: string | null;
      purpose?: string | null;
      contact?: string | null;
      from_on?: string | null;
      until_on?: string | null;
      status: ServiceStatus;
    };
    result: {
      service: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Decide whether a service is the lightest that suffices, and why; or take the decision back. */
  'service.decide': {
    params: {
      board: number;
      key?: string;
      service: number;
      weight?: ServiceWeight | null;
      reason?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Change what is known of a service, having seen it as it was edited last. */
  'service.edit': {
    params: {
      board: number;
      key?: string;
      service: number;
      seen_at: number;
      name: string;
      sector: Sector;
      kind?: ServiceKind | null;
      unit?: number | null;
      provider?: string | null;
      purpose?: string | null;
      contact?: string | null;
      from_on?: string | null;
      until_on?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say how a service fits, and why; or that it isn't judged. */
  'service.judge': {
    params: {
      board: number;
      key?: string;
      service: number;
      fit?: ServiceFit | null;
      reason?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Take a service off the board; it can be restored. */
  'service.remove': {
    params: {
      board: number;
      key?: string;
      service: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Bring a removed service back. */
  'service.restore': {
    params: {
      board: number;
      key?: string;
      service: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say how a service stands: in use, planned, proposed, to end or ended. */
  'service.set_status': {
    params: {
      board: number;
      key?: string;
      service: number;
      status: ServiceStatus;
    };
    result: {
      seq: number;
    };
    runs: 'write';
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
  /** Begin the meeting on a board, and lead it. Of a team's meeting it lets those out who are on another case of it. */
  'sitting.begin': {
    params: {
      board: number;
      key?: string;
      meeting?: number | null;
      occurs?: string | null;
      minutes?: number | null;
      presenter?: number | null;
      client_part?: ClientPart | null;
    };
    result: {
      sitting: number;
      seq: number;
    };
    runs: 'write';
  };
  /** End the meeting. */
  'sitting.end': {
    params: {
      board: number;
      key?: string;
      sitting: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say whose turn it is to speak, or nobody's: the facilitator; whoever has the turn can give it back. */
  'sitting.give_turn': {
    params: {
      board: number;
      key?: string;
      sitting: number;
      account?: number | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Go to a phase, forward or back: the facilitator. */
  'sitting.go': {
    params: {
      board: number;
      key?: string;
      sitting: number;
      phase: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Come to the meeting. */
  'sitting.join': {
    params: {
      board: number;
      key?: string;
      sitting: number;
    };
    result: {
      attendance: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Take over as facilitator. */
  'sitting.lead': {
    params: {
      board: number;
      key?: string;
      sitting: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Leave the meeting. */
  'sitting.leave': {
    params: {
      board: number;
      key?: string;
      sitting: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** The live note of a phase, begun if there is none. */
  'sitting.note': {
    params: {
      board: number;
      key?: string;
      sitting: number;
      phase: number;
    };
    result: {
      note: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Go on with a meeting that has ended. */
  'sitting.reopen': {
    params: {
      board: number;
      key?: string;
      sitting: number;
      reason: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say whether the client is there, was heard beforehand, or was not heard. */
  'sitting.set_client': {
    params: {
      board: number;
      key?: string;
      sitting: number;
      client_part: ClientPart;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say who presents the case and listens while the others reflect. */
  'sitting.set_presenter': {
    params: {
      board: number;
      key?: string;
      sitting: number;
      presenter?: number | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** A small step towards a goal, or a part of a task, with its own owner and date. */
  'step.add': {
    params: {
      board: number;
      key?: string;
      goal?: number | null;
      task?: number | null;
      text: string;
      owner?: number | null;
      due_on?: string | null;
    };
    result: {
      step: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Say who takes care of a step, and by when. */
  'step.assign': {
    params: {
      board: number;
      key?: string;
      step: number;
      owner?: number | null;
      due_on?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** The removed steps, to bring them back. */
  'step.bin': {
    params: {
      board: number;
    };
    result: {
      steps: StepOff[];
    };
    runs: 'read';
  };
  /** Change the words of a step, having seen the words it had. */
  'step.edit': {
    params: {
      board: number;
      key?: string;
      step: number;
      text: string;
      was: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Take a step away; it can be restored. */
  'step.remove': {
    params: {
      board: number;
      key?: string;
      step: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Bring a removed step back. */
  'step.restore': {
    params: {
      board: number;
      key?: string;
      step: number;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say that a step is done, or that it isn't. */
  'step.tick': {
    params: {
      board: number;
      key?: string;
      step: number;
      is_done: boolean;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Take a task; for a person of the unit, if one is named. */
  'task.accept': {
    params: {
      board: number;
      task: number;
      key?: string;
      assignee?: number | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say which goal a task serves, or none. */
  'task.aim': {
    params: {
      board: number;
      key?: string;
      task: number;
      goal?: number | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Make one person or unit answerable for a task; whoever receives tasks of a unit, within it. */
  'task.assign': {
    params: {
      board: number;
      task: number;
      key?: string;
      unit: number;
      assignee?: number | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say that a task is not needed any more, and why. */
  'task.cancel': {
    params: {
      board: number;
      key?: string;
      task: number;
      reason: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Note what the client thinks of a task. */
  'task.consult': {
    params: {
      board: number;
      key?: string;
      task: number;
      client_view: ClientView;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Ask a unit, or a person in it, for something; or note what the client will do. Of a card, if it was on the board already. */
  'task.create': {
    params: {
      board: number;
      key?: string;
      title: string;
      text?: string | null;
      unit?: number | null;
      assignee?: number | null;
      is_client?: boolean | null;
      client_view?: ClientView | null;
      due_on?: string | null;
      goal?: number | null;
      card?: number | null;
    };
    result: {
      task: number;
      seq: number;
    };
    runs: 'write';
  };
  /** Give a task back to who asked for it, with the reason. */
  'task.decline': {
    params: {
      board: number;
      task: number;
      key?: string;
      reason: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Change what a task says beyond its title, having seen what it said. */
  'task.describe': {
    params: {
      board: number;
      key?: string;
      task: number;
      text: string;
      was: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say that a task is done and what came of it; with the reason, where something that must come before it is open. */
  'task.done': {
    params: {
      board: number;
      task: number;
      key?: string;
      outcome: string;
      despite?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** The tasks of a board as CSV (RFC 4180), with no cell that a spreadsheet would take for a formula. */
  'task.export': {
    params: {
      board: number;
    };
    result: {
      csv: string;
    };
    runs: 'read';
  };
  /** Pass a task on to another unit. */
  'task.forward': {
    params: {
      board: number;
      task: number;
      key?: string;
      unit: number;
      reason?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** My open tasks over all boards, and those of mine that came back declined. */
  'task.mine': {
    params: Record<string, never>;
    result: {
      tasks: TaskReceived[];
    };
    runs: 'read';
  };
  /** Change the title of a task, having seen the title it had. */
  'task.rename': {
    params: {
      board: number;
      key?: string;
      task: number;
      title: string;
      was: string;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Open a task again that was done or cancelled. */
  'task.reopen': {
    params: {
      board: number;
      task: number;
      key?: string;
      reason?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Say by when a task should be done, or that it has no date. */
  'task.reschedule': {
    params: {
      board: number;
      key?: string;
      task: number;
      due_on?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** Begin with a task that was accepted; with the reason, where something that must come before it is open. */
  'task.start': {
    params: {
      board: number;
      task: number;
      key?: string;
      despite?: string | null;
    };
    result: {
      seq: number;
    };
    runs: 'write';
  };
  /** What was done with a task, by whom and when. */
  'task.trail': {
    params: {
      board: number;
      task: number;
    };
    result: {
      acts: TaskActs[];
    };
    runs: 'read';
  };
  /** Let a colleague into a team, or change their part in it. */
  'team.add': {
    params: {
      team: number;
      key?: string;
      account: number;
      role: TeamRole;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Begin a team of people who meet; whoever begins it leads it. */
  'team.create': {
    params: {
      key?: string;
      name: string;
    };
    result: {
      team: number;
    };
    runs: 'write';
  };
  /** Say that a team does not meet any more; its coming meetings are cancelled. */
  'team.end': {
    params: {
      team: number;
      key?: string;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Leave a team. */
  'team.leave': {
    params: {
      team: number;
      key?: string;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** The teams that I am in. */
  'team.mine': {
    params: Record<string, never>;
    result: {
      teams: TeamOfAccount[];
    };
    runs: 'read';
  };
  /** Who is in a team. */
  'team.people': {
    params: {
      team: number;
    };
    result: {
      people: TeamMemberOf[];
    };
    runs: 'read';
  };
  /** Let somebody out of a team; one is never without a lead. */
  'team.remove': {
    params: {
      team: number;
      key?: string;
      account: number;
    };
    result: Record<string, never>;
    runs: 'write';
  };
  /** Change the name of a team. */
  'team.rename': {
    params: {
      team: number;
      key?: string;
      name: string;
    };
    result: Record<string, never>;
    runs: 'write';
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
  /** The open tasks of a unit whose inbox I keep. */
  'unit.inbox': {
    params: {
      unit: number;
    };
    result: {
      tasks: TaskReceived[];
    };
    runs: 'read';
  };
  /** The units of my organisation. */
  'unit.list': {
    params: Record<string, never>;
    result: {
      units: UnitOf[];
    };
    runs: 'read';
  };
  /** The units whose inbox I keep, with how much is in it. */
  'unit.mine': {
    params: Record<string, never>;
    result: {
      units: UnitKept[];
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
  'account.tasks': 'read',
  'agenda.add': 'write',
  'agenda.edit': 'write',
  'agenda.list': 'read',
  'agenda.move': 'write',
  'agenda.park': 'write',
  'agenda.remove': 'write',
  'agenda.take': 'write',
  'board.archive': 'write',
  'board.at': 'read',
  'board.close': 'net',
  'board.create': 'write',
  'board.history': 'read',
  'board.list': 'read',
  'board.open': 'read',
  'board.rename': 'write',
  'board.reopen': 'write',
  'board.seen': 'write',
  'card.add': 'write',
  'card.bin': 'read',
  'card.edit': 'write',
  'card.move': 'write',
  'card.remove': 'write',
  'card.restore': 'write',
  'card.settle': 'write',
  'dependency.add': 'write',
  'dependency.remove': 'write',
  'feed.create': 'write',
  'feed.list': 'read',
  'feed.revoke': 'write',
  'follow_up.cancel': 'write',
  'follow_up.create': 'write',
  'follow_up.edit': 'write',
  'follow_up.finish': 'write',
  'follow_up.mine': 'read',
  'follow_up.reopen': 'write',
  'goal.bin': 'read',
  'goal.create': 'write',
  'goal.edit': 'write',
  'goal.remove': 'write',
  'goal.restore': 'write',
  'goal.set_sign': 'write',
  'goal.settle': 'write',
  'hand.lower': 'write',
  'hand.raise': 'write',
  'link.add': 'write',
  'link.remove': 'write',
  'meeting.answer': 'write',
  'meeting.cancel': 'write',
  'meeting.conflicts': 'read',
  'meeting.create': 'write',
  'meeting.edit': 'write',
  'meeting.invite': 'write',
  'meeting.list': 'read',
  'meeting.mine': 'read',
  'meeting.restore': 'write',
  'meeting.uninvite': 'write',
  'membership.add': 'write',
  'membership.list': 'read',
  'membership.remove': 'write',
  'membership.set_keeper': 'write',
  'minutes.close': 'write',
  'minutes.confirm': 'write',
  'minutes.make': 'write',
  'minutes.reopen': 'write',
  'minutes.text': 'read',
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
  'phase.add': 'write',
  'phase.adopt': 'write',
  'phase.edit': 'write',
  'phase.list': 'read',
  'phase.move': 'write',
  'phase.remove': 'write',
  'phase.reset': 'write',
  'presence.set': 'net',
  'rpc.discover': 'net',
  'service.bin': 'read',
  'service.count': 'write',
  'service.create': 'write',
  'service.decide': 'write',
  'service.edit': 'write',
  'service.judge': 'write',
  'service.remove': 'write',
  'service.restore': 'write',
  'service.set_status': 'write',
  'session.end': 'write',
  'session.end_all': 'write',
  'session.hello': 'net',
  'session.list': 'read',
  'session.who': 'read',
  'sitting.begin': 'write',
  'sitting.end': 'write',
  'sitting.give_turn': 'write',
  'sitting.go': 'write',
  'sitting.join': 'write',
  'sitting.lead': 'write',
  'sitting.leave': 'write',
  'sitting.note': 'write',
  'sitting.reopen': 'write',
  'sitting.set_client': 'write',
  'sitting.set_presenter': 'write',
  'step.add': 'write',
  'step.assign': 'write',
  'step.bin': 'read',
  'step.edit': 'write',
  'step.remove': 'write',
  'step.restore': 'write',
  'step.tick': 'write',
  'task.accept': 'write',
  'task.aim': 'write',
  'task.assign': 'write',
  'task.cancel': 'write',
  'task.consult': 'write',
  'task.create': 'write',
  'task.decline': 'write',
  'task.describe': 'write',
  'task.done': 'write',
  'task.export': 'read',
  'task.forward': 'write',
  'task.mine': 'read',
  'task.rename': 'write',
  'task.reopen': 'write',
  'task.reschedule': 'write',
  'task.start': 'write',
  'task.trail': 'read',
  'team.add': 'write',
  'team.create': 'write',
  'team.end': 'write',
  'team.leave': 'write',
  'team.mine': 'read',
  'team.people': 'read',
  'team.remove': 'write',
  'team.rename': 'write',
  'unit.add': 'write',
  'unit.end': 'write',
  'unit.inbox': 'read',
  'unit.list': 'read',
  'unit.mine': 'read',
  'unit.rename': 'write',
};

/** What can have happened on a board. */
export type EventName =
  | 'board.handed_over'
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
  | 'dependency.added'
  | 'dependency.removed'
  | 'follow_up.cancelled'
  | 'follow_up.created'
  | 'follow_up.edited'
  | 'follow_up.finished'
  | 'follow_up.reopened'
  | 'goal.created'
  | 'goal.edited'
  | 'goal.removed'
  | 'goal.restored'
  | 'goal.sign_set'
  | 'goal.settled'
  | 'hand.lowered'
  | 'hand.raised'
  | 'link.added'
  | 'link.removed'
  | 'meeting.answered'
  | 'meeting.cancelled'
  | 'meeting.created'
  | 'meeting.edited'
  | 'meeting.invited'
  | 'meeting.restored'
  | 'meeting.uninvited'
  | 'task.returned'
  | 'minutes.closed'
  | 'minutes.confirmed'
  | 'minutes.made'
  | 'minutes.reopened'
  | 'note.created'
  | 'note.written'
  | 'note.removed'
  | 'note.renamed'
  | 'note.restored'
  | 'note.reverted'
  | 'participant.added'
  | 'participant.left'
  | 'participant.removed'
  | 'service.counted'
  | 'service.created'
  | 'service.decided'
  | 'service.edited'
  | 'service.judged'
  | 'service.removed'
  | 'service.restored'
  | 'service.status_set'
  | 'sitting.begun'
  | 'sitting.ended'
  | 'sitting.turn_given'
  | 'sitting.went'
  | 'sitting.joined'
  | 'sitting.lapsed'
  | 'sitting.led'
  | 'sitting.left'
  | 'sitting.noted'
  | 'sitting.reopened'
  | 'sitting.client_set'
  | 'sitting.presenter_set'
  | 'step.added'
  | 'step.assigned'
  | 'step.edited'
  | 'step.removed'
  | 'step.restored'
  | 'step.ticked'
  | 'task.accepted'
  | 'task.aimed'
  | 'task.assigned'
  | 'task.cancelled'
  | 'task.consulted'
  | 'task.created'
  | 'task.declined'
  | 'task.described'
  | 'task.finished'
  | 'task.forwarded'
  | 'task.renamed'
  | 'task.reopened'
  | 'task.rescheduled'
  | 'task.started'
  | 'board.relabelled';
