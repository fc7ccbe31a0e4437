// One open board: the only owner of its state. Events change it; components ask it and show.
//
// rows (what the server said) + my waiting ops = view. Everything a person does goes out as a command and comes back as an
// event; overlay.ts shows it meanwhile. What a noun can do stands in its own folder (task/acts.ts …) and goes through act().
// What can fail: a refused text is kept in `stranded` with both versions, or in `returned`, never lost.
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Op } from '../lib/outbox';
import { t, words } from '../lib/i18n.svelte';
import type { Card, CardKind, LinkKind, Note, NoteKind, Participant, Role, Standing } from '../lib/protocol.gen';
import { made_by } from '../lib/outbox';
import { session, type Listener } from '../lib/session.svelte';
import { Refusal, type BoardEvent, type Here, type Params, type Result, type Rows, type WriteMethod } from '../lib/wire';
import { find_former, unknown_authors } from './former';
import { follow, from_snapshot, no_tables, type Noun, type Tables } from './merge';
import { after_for, behind, of_kind, type Step } from './order';
import { arrived, is_making, noun_of, overlay, typed_words, type View } from './overlay';
import { again, give_back, type Returned } from './returned';
import { Steps, type Undo } from './undo';
import { Whereabouts } from './whereabouts.svelte';

export type Status = 'opening' | 'open' | 'missing' | 'ended';
/** Words that the server would not take: for a conflict `now` is what stands there. */
export interface Stranded { card: number | null; kind: CardKind; mine: string; now: string | null; reason: string; asked_of?: string | null }
export interface Notice { id: number; text: string; can_undo: boolean }
/** What comes with an act: how to take it back, what is said of it, and the id that stands for what it makes. */
export interface About { undo?: Undo; say?: string; stands_for?: number }
/** An open note's page, as the board knows it. */
export interface NoteEar { readonly note: number; here_changed(): void; row_changed(): void }

/** nouns whose changes by others are marked until they are looked at; notes have their own marks */
const FRESH = ['card', 'goal', 'task', 'service', 'meeting', 'follow_up'] as const satisfies readonly Noun[];

export class BoardState implements Listener {
  readonly board: number = 0;
  readonly whereabouts: Whereabouts;
  status = $state<Status>('opening');
  role = $state<Role | null>(null);
  seq = $state(0);
  rows = $state.raw<Tables>(no_tables);
  here = new SvelteMap<number, Here>();
  /** what of FRESH others have changed since this person looked */
  fresh = new SvelteSet<number>();
  /** and notes likewise, but for those that are open before them */
  fresh_notes = new SvelteSet<number>();
  /** how many things of each noun they are */
  fresh_of = $derived(Object.fromEntries(FRESH.map((noun) => [noun, [...this.fresh].filter((id) => this.rows[noun].has(id)).length] as const).filter(([, n]) => n)));
  /** my private notes: they are in no snapshot and no event */
  mine = $state.raw<ReadonlyMap<number, Note>>(new Map());
  /** whether that list has come */
  knows_notes = $state(false);
  stranded = $state.raw<Stranded[]>([]);
  /** words of other nouns likewise */
  returned = $state.raw<Returned[]>([]);
  notice = $state.raw<Notice | null>(null);
  /** remote events, for the quiet live region */
  heard = $state.raw<BoardEvent[]>([]);

  /** the board as it stood at a number, while the person looks at it */
  then = $state.raw<{ seq: number; at: number; view: View } | null>(null);

  ops = $derived(session.ops.filter((o) => o.lane === this.lane));
  view = $derived(overlay(this.#rows_and_mine(), this.ops, session.account?.id ?? 0));
  tables = $derived(this.view.tables);
  itself = $derived(this.tables.board.get(this.board) ?? null);
  is_archived = $derived(!!this.itself?.archived_at);
  /** what is on the screen: the present, or a moment of the past */
  shown = $derived(this.then?.view ?? this.view);
  can_edit = $derived(!this.then && !this.is_archived && (this.role === 'coordinator' || this.role === 'member' || this.role === 'consultant'));
  /** the notes that may be read here, mine among them; one with a negative id is not made yet */
  notes = $derived([...this.tables.note.values()].sort((a, b) => a.added_at - b.added_at || a.id - b.id));
  /** those with words of mine that the server does not have */
  unsent_notes = $derived(new Set(session.unsent_notes.filter((n) => n.board === this.board).map((n) => n.note)));
  can_manage = $derived(!this.then && this.role === 'coordinator');

  #known = new SvelteMap<number, Participant>();
  #steps = new Steps();
  #born = new Map<number, number>();
  #stop: () => void;
  #notices = 0;
  #ears = new Set<NoteEar>();
  #asked_mine = 0;

  constructor(board: number) {
    this.board = board;
    this.whereabouts = new Whereabouts(board);
    this.stranded = session.drafts.get<Stranded[]>(`${board}:stranded`) ?? [];
    this.returned = session.drafts.get<Returned[]>(`${board}:returned`) ?? [];
    this.#stop = session.listen(this);
  }

  get lane(): string { return `board:${this.board}`; }

  leave(): void { this.#stop(); }

  column(kind: CardKind): Card[] { return of_kind(this.shown.cards, kind); }

  // ---- who ------------------------------------------------------------------------------------------------------------
  /** Everybody ever seen on this board: who has left is still the author of what they wrote. */
  person(account: number | null): Participant | undefined {
    return account === null ? undefined : (this.rows.participant.get(account) ?? this.#known.get(account));
  }

  name_of(account: number | null): string {
    return account === null ? t('people.system') : (this.person(account)?.full_name ?? t('people.former'));
  }

  know(people: Iterable<Participant>): void { for (const p of people) if (p.full_name) this.#known.set(p.id, p); }

  /** Who is here, the active ones first. */
  present(): { here: Here; person: Participant }[] {
    const found = [...this.here.values()].flatMap((here) => { const person = this.rows.participant.get(here.account); return person ? [{ here, person }] : []; });
    return found.sort((a, b) => Number(a.here.away) - Number(b.here.away) || words.collator.compare(a.person.full_name, b.person.full_name));
  }

  /** Others at a card or a field. */
  writers(card: number | null, field: string | null): { here: Here; person: Participant }[] {
    const me = session.account?.id;
    return this.present().filter(({ here }) => here.account !== me && (card === null ? here.card === null && here.field === field : here.card === card));
  }

  // ---- the past -------------------------------------------------------------------------------------------------------
  async look_at(seq: number): Promise<void> {
    const answer = await session.ask('board.at', { board: this.board, seq });
    const tables = from_snapshot(answer.snapshot as Rows);
    this.know(tables.participant.values());
    this.then = { seq, at: answer.at ?? tables.board.get(this.board)?.added_at ?? 0, view: overlay(tables, [], 0) };
  }

  back_to_present(): void { this.then = null; }

  /** What a list is keyed by: a row keeps its place in the page when its temporary id gives way to the real one. */
  key_of(row: { id: number }): number { return this.#born.get(row.id) ?? row.id; }

  // ---- what a person does ---------------------------------------------------------------------------------------------
  /** A change to the board. Its refusal is told by the board itself; who needs the answer may wait for it. */
  act<M extends WriteMethod>(method: M, params: Omit<Params<M>, 'board'>, about: About = {}): Promise<Result<M>> {
    const answer = session.do(this.lane, method, { board: this.board, ...params } as never as Params<M>, { stands_for: about.stands_for });
    if (about.undo) this.#steps.did(about.undo);
    if (about.say) this.#say(about.say, !!about.undo);
    return answer;
  }

  /** The id that will stand for what is about to be made. */
  next_id(): number { return session.next_temporary(); }

  add(kind: CardKind, text: string, asked_of?: string): number {
    const id = session.next_temporary();
    const params: Params<'card.add'> = { board: this.board, kind, text, ...(asked_of ? { asked_of } : {}) };
    void session.do(this.lane, 'card.add', params, { stands_for: id });
    this.#steps.did({ method: 'card.remove', params: { board: this.board, card: id } });
    return id;
  }

  edit(card: number, text: string, was: string): void {
    if (text === was) return;
    void session.do(this.lane, 'card.edit', { board: this.board, card, text, was }, { kind: this.tables.card.get(card)?.kind });
    this.#steps.did({ method: 'card.edit', params: { board: this.board, card, text: was, was: text } });
  }

  move(card: number, after: number | null): void {
    const kind = this.tables.card.get(card)?.kind;
    if (!kind) return;
    const from = behind(this.column(kind), card);
    this.act('card.move', { card, after }, { undo: { method: 'card.move', params: { board: this.board, card, after: from } } });
  }

  step(card: number, step: Step): boolean {
    const kind = this.tables.card.get(card)?.kind;
    const after = kind && after_for(this.column(kind), card, step);
    if (after === undefined) return false;
    this.move(card, after as number | null);
    return true;
  }

  remove(card: number): void {
    this.act('card.remove', { card }, { undo: { method: 'card.restore', params: { board: this.board, card } }, say: t('notice.remove') });
  }

  restore(card: number): void {
    this.act('card.restore', { card });
  }

  settle(card: number, standing: Standing): void {
    const was = this.tables.card.get(card)?.standing ?? 'open';
    this.act('card.settle', { card, standing }, { undo: { method: 'card.settle', params: { board: this.board, card, standing: was } } });
  }

  link(from_card: number, to_card: number, kind: LinkKind): void {
    this.act('link.add', { from_card, to_card, kind }, { stands_for: this.next_id() });
  }

  unlink(link: number): void {
    const old = this.tables.link.get(link);
    if (!old || link < 0) return;
    const undo: Undo = { method: 'link.add', params: { board: this.board, from_card: old.from_card, to_card: old.to_card, kind: old.kind }, stands_for: this.next_id() };
    this.act('link.remove', { link }, { undo, say: t('notice.unlink') });
  }

  // ---- notes ----------------------------------------------------------------------------------------------------------
  note(id: number): Note | undefined { return this.tables.note.get(id); }

  /** The note's number, once the server has made it: only then can it be opened. */
  async create_note(title: string, kind: NoteKind): Promise<number> {
    return (await this.act('note.create', { title, kind }, { stands_for: this.next_id() })).note;
  }

  rename_note(note: number, title: string): void {
    const was = this.note(note)?.title;
    if (was === undefined || note < 0 || title === was) return;
    this.act('note.rename', { note, title, was }, { undo: { method: 'note.rename', params: { board: this.board, note, title: was, was: title } } });
  }

  remove_note(note: number): void {
    const title = this.note(note)?.title;
    if (title === undefined || note < 0) return;
    this.act('note.remove', { note }, { undo: { method: 'note.restore', params: { board: this.board, note } }, say: t('note.removed', { title }) });
  }

  restore_note(note: number): void {
    this.act('note.restore', { note });
  }

  seen_note(note: number): void { this.fresh_notes.delete(note); }

  /** An open note hears of its row, of my role and of who is in it; returns what ends that. */
  join(ear: NoteEar): () => void {
    this.#ears.add(ear);
    this.seen_note(ear.note);
    return () => { this.#ears.delete(ear); this.seen_note(ear.note); };
  }

  rename(title: string): void {
    if (this.itself && title !== this.itself.title) this.act('board.rename', { title, was: this.itself.title });
  }

  undo(): void {
    const undo = this.#steps.take();
    if (!undo) return;
    void session.do(this.lane, undo.method, undo.params as never, { stands_for: undo.stands_for });
    this.#say(t('notice.undone'), false);
  }

  dismiss(): void { this.notice = null; }

  seen(id: number): void { this.fresh.delete(id); }

  /** Everything so far: the marks here go, and my day counts from here. */
  seen_all(): void {
    this.fresh.clear();
    this.fresh_notes.clear();
    void session.do('self', 'board.seen', { board: this.board, seq: this.seq }, { is_kept: false }).catch(() => undefined);
  }

  // ---- what was refused ------------------------------------------------------------------------------------------------
  settle_conflict(s: Stranded, text: string | null): void {
    this.#strand(this.stranded.filter((x) => x !== s));
    if (text === null) return;
    const there = s.card !== null ? this.tables.card.get(s.card) : undefined;
    if (there) this.edit(there.id, text, there.text);
    else this.add(s.kind, text, s.asked_of ?? undefined);
  }

  /** Words that came back: sent again over what stands there now, or let go of. */
  settle_returned(r: Returned, is_again: boolean): void {
    this.#give_back(this.returned.filter((x) => x !== r));
    if (!is_again) return;
    const { method, params } = again(r, this.tables);
    void session.do(this.lane, method, params as never, is_making(method) ? { stands_for: this.next_id() } : {});
  }

  // ---- Listener: what the session tells --------------------------------------------------------------------------------
  reopen = async (): Promise<void> => {
    try {
      const since = this.status === 'open' ? this.seq : undefined;
      const answer = await session.ask('board.open', { board: this.board, ...(since === undefined ? {} : { since }) });
      this.role = answer.role ?? this.role;
      if (answer.events) this.events(answer.events as BoardEvent[]);
      else {
        const snapshot = answer.snapshot as Rows;
        this.#match(snapshot);
        this.rows = from_snapshot(snapshot);
        this.seq = answer.seq;
      }
      this.know(this.rows.participant.values());
      this.status = 'open';
      const unknown = unknown_authors(this.rows, (a) => !!this.person(a));
      if (unknown.size) void find_former(this.board).then((people) => this.know(people), () => undefined);
      this.#my_role();
      this.mine_changed();
      for (const ear of this.#ears) ear.row_changed();
      session.reached(this.board, this.seq);
    } catch (e) {
      if (e instanceof Refusal && e.reason !== 'offline' && e.reason !== 'busy') this.status = this.status === 'open' ? 'ended' : 'missing';
    }
  };

  events(events: BoardEvent[]): void {
    const next = follow(this.rows, this.seq, events);
    if (!next) { this.status = 'opening'; void this.reopen(); return; }
    const me = session.account?.id;
    for (const e of next.fresh) {
      if (e.by === me) this.#match(e.set);
      else this.#freshen(e);
    }
    this.rows = next.tables;
    this.seq = next.seq;
    this.know(this.rows.participant.values());
    this.#my_role();
    if (next.fresh.some((e) => e.set.note || e.set.board || e.set.participant)) for (const ear of this.#ears) ear.row_changed();
    session.reached(this.board, this.seq);
    const theirs = next.fresh.filter((e) => e.by !== me && e.name !== 'note.written'); // who writes is seen by their caret
    if (theirs.length) this.heard = theirs;
  }

  presence(p: { whole: boolean; here: Here[]; left: number[] }): void {
    if (p.whole) this.here.clear();
    for (const h of p.here) this.here.set(h.account, h);
    for (const account of p.left) this.here.delete(account);
    for (const ear of this.#ears) ear.here_changed();
  }

  /** The latest that is asked counts. */
  mine_changed(): void {
    const asked = ++this.#asked_mine;
    void session.ask('note.mine', { board: this.board }).then((answer) => {
      if (asked !== this.#asked_mine) return;
      this.mine = new Map(answer.notes.map((n) => [n.id, n]));
      this.knows_notes = true;
      for (const ear of this.#ears) ear.row_changed();
    }, () => undefined);
  }

  ended(): void {
    this.status = 'ended';
    this.rows = no_tables;
    this.mine = new Map();
    this.here.clear();
    for (const op of session.abandon(this.board)) this.#keep_words(op, 'not_found', null);
  }

  refused(op: Op, refusal: Refusal): void {
    if (!this.#keep_words(op, refusal.reason, refusal.data.now?.text ?? null, refusal.message)) this.#say(refusal.message || t('notice.refused'), false);
  }

  landed(op: Op, result: unknown): void {
    const made = is_making(op.method) ? made_by(op.method, result) : undefined;
    if (op.stands_for !== undefined && made !== undefined) this.#become(op.stands_for, made);
    if (op.method === 'note.create' && made !== undefined) session.seen(op.key, made); // it may be opened before its event has come
    if (op.method.startsWith('note.')) this.#mine_landed(op, op.method === 'note.create' ? made : undefined);
    session.reached(this.board, this.seq); // its event may have come first
  }

  // ---- inside ---------------------------------------------------------------------------------------------------------
  #say(text: string, can_undo: boolean): void { this.notice = { id: ++this.#notices, text, can_undo }; }

  #rows_and_mine(): Tables {
    return this.mine.size ? { ...this.rows, note: new Map([...this.rows.note, ...this.mine]) } : this.rows;
  }

  /** No event tells of a private note: what was done to it stands from the answer on, and the list is asked for. */
  #mine_landed(op: Op, made: number | undefined): void {
    const is_private = made === undefined ? this.mine.has((op.params as { note: number }).note) || op.method === 'note.restore' : (op.params as Params<'note.create'>).kind === 'private';
    if (!is_private) return;
    const { note } = overlay(this.#rows_and_mine(), [{ ...op, stands_for: made }], session.account?.id ?? 0).tables;
    this.mine = new Map([...note].filter(([, n]) => n.kind === 'private'));
    this.mine_changed();
  }

  #freshen(e: BoardEvent): void {
    for (const noun of FRESH)
      for (const [id, row] of Object.entries(e.set[noun] ?? {})) if (row) this.fresh.add(Number(id)); else this.fresh.delete(Number(id));
    // what differs in one instance, and who comes, is of its meeting
    for (const noun of ['occurrence', 'invitation'] as const)
      for (const [id, row] of Object.entries(e.set[noun] ?? {})) { const of = row?.meeting ?? this.rows[noun].get(Number(id))?.meeting; if (of) this.fresh.add(of); }
    const open = new Set([...this.#ears].map((ear) => ear.note));
    for (const [id, row] of Object.entries(e.set.note ?? {})) if (row && !open.has(Number(id))) this.fresh_notes.add(Number(id)); else this.fresh_notes.delete(Number(id));
  }

  /** My role may have been changed by another. */
  #my_role(): void {
    const me = session.account && this.rows.participant.get(session.account.id);
    if (me) this.role = me.role;
  }

  #become(temporary: number, real: number): void {
    for (const [other, t] of this.#born) if (t === temporary && other !== real) this.#born.delete(other); // a likeness that was none
    this.#born.set(real, temporary);
    this.#steps.rename(temporary, real);
  }

  #match(set: Rows): void {
    const me = session.account?.id;
    for (const op of this.ops) {
      if (op.seen_as !== undefined || !is_making(op.method)) continue;
      const noun = noun_of(op.method);
      const rows = Object.entries(set[noun] ?? {}).filter(([id, row]) => (row as { author?: number } | null)?.author === me && !this.#born.has(Number(id)) && !this.rows[noun].has(Number(id)));
      const id = arrived(op, { [noun]: Object.fromEntries(rows) });
      if (id === null) continue;
      this.#become(op.stands_for!, id);
      session.seen(op.key, id);
    }
  }

  /** Whether the op had words of the person in it. */
  #keep_words(op: Op, reason: string, now: string | null, message = ''): boolean {
    if (op.method !== 'card.add' && op.method !== 'card.edit') {
      const words = typed_words(op);
      if (words) this.#give_back([...this.returned, give_back(op, words, this.tables, message)]);
      return !!words;
    }
    const p = op.params as Partial<Params<'card.add'>> & { card?: number; text: string };
    const kind = p.kind ?? op.kind ?? this.rows.card.get(p.card ?? 0)?.kind ?? 'fact';
    this.#strand([...this.stranded, { card: p.card ?? null, kind, mine: p.text, now: now ?? this.rows.card.get(p.card ?? 0)?.text ?? null, reason, asked_of: p.asked_of ?? null }]);
    return true;
  }

  #strand(list: Stranded[]): void {
    this.stranded = list;
    session.drafts.set(`${this.board}:stranded`, list.length ? list : undefined);
  }

  #give_back(list: Returned[]): void {
    this.returned = list;
    session.drafts.set(`${this.board}:returned`, list.length ? list : undefined);
  }
}
