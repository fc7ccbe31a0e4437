// My calendar: what the server says that I may come to, and my follow-ups; asked anew whenever it says that they changed.
//
// Two spans are kept: the weeks ahead, for my day and for what waits for my answer, and what the calendar's screen shows.
import { plus_days, today } from '../lib/day';
import type { Answer, BoardMine, FollowUpOf, TeamOfAccount } from '../lib/protocol.gen';
import { refused_words } from '../lib/refused';
import { session } from '../lib/session.svelte';
import { can_edit_tasks } from '../task/rights';
import { answered, awaiting, is_same, read_instances, with_answers, type Instance } from './instance';

const PAUSE = 150;
const AHEAD = 42;
export type CalendarView = 'month' | 'list';

class Calendar {
  /** the calendar's choice of picture or list, kept on this machine; a narrow screen begins with the list */
  view = $state<CalendarView>(kept_view());
  /** the day that one looks at */
  day = $state(today());
  follow_ups = $state.raw<FollowUpOf[] | null>(null);
  teams = $state.raw<TeamOfAccount[] | null>(null);
  boards = $state.raw<BoardMine[]>([]);
  /** grows with each reading, for what is asked beside it */
  reading = $state(0);
  said_no = $state<string | null>(null);

  #ahead = $state.raw<Instance[] | null>(null);
  #shown = $state.raw<Instance[] | null>(null);
  #span = $state.raw<{ from: string; until: string } | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #asked_span = 0;

  #answers = $derived(session.ops.filter((o) => o.method === 'meeting.answer'));
  ahead = $derived(this.#ahead && with_answers(this.#ahead, this.#answers));
  shown = $derived(this.#shown && with_answers(this.#shown, this.#answers));
  waits = $derived(awaiting(this.ahead ?? [], Date.now()));

  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.read(), PAUSE);
  }

  async read(): Promise<void> {
    if (!session.account || session.account.is_admin) return;
    const asked = ++this.#asked;
    const from = today();
    try {
      const [ahead, { follow_ups }, { teams }, { boards }] = await Promise.all([
        session.ask('meeting.mine', { from_on: from, until_on: plus_days(from, AHEAD) }), session.ask('follow_up.mine', {}),
        session.ask('team.mine', {}), session.ask('board.list', {}), this.#read_span(),
      ]);
      if (asked !== this.#asked) return;
      this.#ahead = read_instances(ahead.instances);
      this.follow_ups = follow_ups;
      this.teams = teams;
      this.boards = boards;
      this.reading++;
    } catch { /* the line tells, and asks again when it is back */ }
  }

  /** The screen's span; what is known of it stays in sight while it is asked for. */
  show(from: string, until: string): void {
    if (this.#span?.from === from && this.#span.until === until) return;
    this.#span = { from, until };
    void this.#read_span().catch(() => undefined);
  }

  /** One as it is now; where somebody has moved it out of sight, as it was: what a person is at stays before them. */
  now(one: Instance): Instance {
    return this.shown?.find((i) => is_same(i, one)) ?? this.ahead?.find((i) => is_same(i, one)) ?? one;
  }

  /** Of this one, or of the whole series. */
  async answer(i: Instance, answer: Answer, is_all = false): Promise<void> {
    const params = { meeting: i.meeting, ...(i.is_series && !is_all ? { occurs: i.occurs } : {}), answer };
    try {
      await session.do('calendar', 'meeting.answer', params);
      this.#ahead = this.#ahead && answered(this.#ahead, params);
      this.#shown = this.#shown && answered(this.#shown, params);
    } catch (e) { this.said_no = refused_words(e); }
    this.changed();
  }

  /** Whoever may edit what is planned there: the team's members, and those of the board who may write on it. */
  may_plan(i: Pick<Instance, 'board' | 'team'>): boolean {
    if (i.team !== null) return !!this.teams?.some((one) => one.id === i.team);
    return can_edit_tasks(this.boards.find((b) => b.board === i.board && !b.archived_at)?.role ?? null);
  }

  /** Whoever belongs to the host sees who is invited; a guest sees the meeting. */
  is_of(i: Pick<Instance, 'board' | 'team'>): boolean {
    return i.team !== null ? !!this.teams?.some((one) => one.id === i.team) : this.boards.some((b) => b.board === i.board);
  }

  choose(view: CalendarView): void {
    this.view = view;
    try { localStorage.setItem('calendar', view); } catch { /* a choice that lasts as long as the page */ }
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#asked_span++;
    this.#ahead = this.#shown = this.#span = this.follow_ups = this.teams = null;
    this.boards = [];
    this.day = today();
  }

  async #read_span(): Promise<void> {
    const span = this.#span;
    if (!span || session.line_state !== 'open') return;
    const asked = ++this.#asked_span;
    const answer = await session.ask('meeting.mine', { from_on: span.from, until_on: span.until });
    if (asked === this.#asked_span) this.#shown = read_instances(answer.instances);
  }
}

function kept_view(): CalendarView {
  let kept: string | null = null;
  try { kept = localStorage.getItem('calendar'); } catch { /* not kept */ }
  if (kept === 'month' || kept === 'list') return kept;
  return globalThis.matchMedia?.('(width < 48rem)').matches ? 'list' : 'month';
}

export const calendar = new Calendar();
session.heed(calendar, 'calendar.changed');
// of a team that one has open: what is beside the calendar is asked for anew, the calendar is as it was
session.heed({ changed: () => { calendar.reading++; }, clear: () => undefined }, 'team.changed');
