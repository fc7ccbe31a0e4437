// What the events of meetings, follow-ups, sittings and minutes say in words.
//
// A meeting's event changes the meeting as a whole, one instance of it, or cuts its series in two: then it is of the part that
// follows. Of what goes on in a sitting there is much: those of one sort that follow each other are told together.
import { t, t_of, words, type Key } from '../lib/i18n.svelte';
import type { Attendance, FollowUp, Hand, Invitation, Meeting, Minutes, Nouns, Occurrence, Sitting } from '../lib/protocol.gen';
import { capital, hours_words, length_words, short_day_words, window_words } from '../calendar/when';
import { day_of, local_of } from '../calendar/zone';
import { rule_words } from '../meeting/rule_words';
import { phase_title } from '../sitting/words';
import type { Noun, Tables } from './merge';
import { changed, type About, type Past, type Teller, type Told } from './told';

export const meetings: Record<'meeting' | 'follow_up' | 'sitting' | 'hand' | 'minutes', Teller> = { meeting, follow_up, sitting, hand, minutes };

const turned = (was: string, now: string): string => `${was} → ${now}`;
const listed = (names: string[]): string => new Intl.ListFormat(words.locale).format(names);

/** The rows of a noun that an event touches, as they are after it; those that it takes away as they were. */
function touched<N extends Noun>({ e, before, rows }: Past, noun: N): Nouns[N][] {
  const ids = Object.keys(e.set[noun] ?? {}).map(Number);
  return ids.flatMap((id) => (rows[noun].get(id) ?? before[noun].get(id) ?? []) as Nouns[N] | []);
}

// ---- meetings ---------------------------------------------------------------------------------------------------------
type Plan = Pick<Meeting, 'title' | 'start' | 'minutes' | 'place' | 'link' | 'rrule' | 'cancel_note'>;
interface Change { was: Plan | null; is: Plan; part: 'this' | 'following' | null }

/** "ma 16.11. 8.30–9.45": the year too, where it is another than that in which it was said. */
function when_words({ start, minutes }: Plan, said_at: number): string {
  const day = day_of(start);
  return `${day.slice(0, 4) === local_of(said_at).slice(0, 4) ? short_day_words(day) : window_words(day, day)} ${hours_words(start, minutes)}`;
}

function instance(meeting: Meeting, occurs: string, row: Occurrence | undefined): Plan {
  return { ...meeting, start: occurs, ...row, rrule: null };
}

function change_of(past: Past): Change | null {
  const { before, rows } = past;
  const changes = touched(past, 'meeting');
  const made = changes.find((m) => !before.meeting.has(m.id));
  if (made) return { was: before.meeting.get(made.follows ?? 0) ?? null, is: made, part: made.follows ? 'following' : null };
  const row = touched(past, 'occurrence')[0];
  const whole = changes.find((m) => !row || ['start', 'rrule', 'title', 'minutes', 'cancelled_at'].some((f) => f in (past.e.set.meeting?.[m.id] ?? {})));
  const was = whole && before.meeting.get(whole.id);
  if (whole && was) return { was, is: whole, part: null };
  const of = rows.meeting.get(row?.meeting ?? 0);
  return row && of ? { was: instance(of, row.occurs, before.occurrence.get(row.id)), is: instance(of, row.occurs, rows.occurrence.get(row.id)), part: 'this' } : null;
}

/** An invitation is to a meeting, or to one instance of it; an answer to the whole may carry instances with it. */
function invited(past: Past, told: Told): Change | null {
  const { before, rows } = past;
  const invitation: Invitation | undefined = touched(past, 'invitation').sort((a, b) => a.occurs.localeCompare(b.occurs))[0];
  const meeting = rows.meeting.get(invitation?.meeting ?? 0) ?? before.meeting.get(invitation?.meeting ?? 0);
  told.who = invitation?.full_name ?? null;
  told.state = invitation ? t_of('answer', invitation.answer) : '';
  if (!invitation || !meeting) return null;
  const row = [...rows.occurrence.values()].find((o) => o.meeting === meeting.id && o.occurs === invitation.occurs);
  return invitation.occurs ? { was: null, is: instance(meeting, invitation.occurs, row), part: 'this' } : { was: null, is: meeting, part: null };
}

function meeting(told: Told, past: Past): void {
  const { e } = past;
  const is_invitation = e.name === 'meeting.invited' || e.name === 'meeting.uninvited' || e.name === 'meeting.answered';
  const change = is_invitation ? invited(past, told) : change_of(past);
  if (!change) return;
  const { was, is, part } = change;
  told.now = is.title;
  if (e.name === 'meeting.edited' && was) {
    if (was.title !== is.title) told.was = was.title;
    if (part !== 'following' && was.start !== is.start) told.says = 'history.moved';
    told.about = differences(was, is, part, e.at);
    return;
  }
  if (e.name === 'meeting.cancelled') told.more = is.cancel_note;
  told.about.push(time_of(is, part, when_words(is, e.at)));
  if (e.name === 'meeting.created') told.about.push(...made_with(is, touched(past, 'invitation')));
}

function time_of(is: Plan, part: Change['part'], now: string): About {
  if (part) return { label: t_of('which', part), was: null, now };
  return { label: t('meeting.when'), was: null, now: is.rrule ? `${now}, ${rule_words(is.rrule, is.start)}` : now };
}

function made_with(is: Plan, invitations: Invitation[]): About[] {
  const list = [{ label: t('meeting.place'), was: null, now: is.place ?? '' }, { label: t('meeting.link'), was: null, now: is.link ?? '' }];
  list.push({ label: t('history.invited'), was: null, now: listed(invitations.map((i) => i.full_name)) });
  return list.filter((one) => one.now);
}

function differences(was: Plan, is: Plan, part: Change['part'], at: number): About[] {
  const [then, now] = [when_words(was, at), when_words(is, at)];
  const list: About[] = [];
  // the part that follows begins where it is cut off, not where its series did: of its time the hours can differ
  if (part === 'following') {
    const hours = [hours_words(was.start, was.minutes), hours_words(is.start, is.minutes)] as const;
    list.push(time_of(is, part, hours[0] === hours[1] ? now : `${now.slice(0, -hours[1].length)}${turned(...hours)}`));
  } else if (then !== now) list.push({ label: t('meeting.when'), was: null, now: turned(then, now) });
  else if (part) list.push(time_of(is, part, now));
  const put = (label: Key, a: string | null, b: string | null): void => { if (a !== b) list.push({ label: t(label), was: null, now: turned(a ?? '–', b ?? '–') }); };
  if (then === now) put('meeting.length', length_words(was.minutes), length_words(is.minutes));
  put('meeting.place', was.place, is.place);
  put('meeting.link', was.link, is.link);
  if (part === null && was.rrule !== is.rrule) put('meeting.repeats', rule_words(was.rrule, was.start), rule_words(is.rrule, is.start));
  return list;
}

// ---- follow-ups -------------------------------------------------------------------------------------------------------
const promise_words = (one: FollowUp): string => [t_of('follow_up_kind', one.kind), one.text].filter(Boolean).join(': ');
const span_words = (one: FollowUp): string => window_words(one.from_on, one.until_on);

function follow_up(told: Told, past: Past): void {
  const { e, before, name } = past;
  const is = touched(past, 'follow_up')[0];
  if (!is) return;
  const was = before.follow_up.get(is.id) ?? is;
  const by = t('history.by_when');
  const who = t('history.answers_for');
  told.now = promise_words(is);
  if (e.name === 'follow_up.edited') {
    if (promise_words(was) !== told.now) told.was = promise_words(was);
    if (span_words(was) !== span_words(is)) told.about.push({ label: by, was: null, now: turned(span_words(was), span_words(is)) });
    if (was.account !== is.account) told.about.push({ label: who, was: null, now: turned(name(was.account), name(is.account)) });
    return;
  }
  told.about.push({ label: by, was: null, now: span_words(is) }, { label: who, was: null, now: was.account === is.account ? name(is.account) : turned(name(was.account), name(is.account)) });
  // what came of it is taken back with the word that it was done
  if (e.name === 'follow_up.reopened' && was.outcome) told.about.push({ label: t('follow_up.outcome'), was: was.outcome, now: is.outcome ?? '' });
  else told.more = e.name === 'follow_up.finished' ? is.outcome : e.name === 'follow_up.cancelled' ? is.reason : null;
}

// ---- sittings ---------------------------------------------------------------------------------------------------------
function sitting(told: Told, past: Past): void {
  const { e, before, rows, name } = past;
  const { id, before: was, row } = changed<'sitting'>(e, 'sitting', rows);
  const is: Partial<Sitting> = row;
  const people: Attendance[] = touched(past, 'attendance');
  const says: Record<string, (() => void) | undefined> = {
    begun() { if (before.sitting.has(id)) let_out(told, people); else { told.now = title_of(is, rows); told.about = begun_with(is, name); } },
    ended() { told.now = title_of(is, rows); },
    reopened() { told.now = title_of(is, rows); told.more = is.reason ?? null; },
    led() { if (was.facilitator) told.about.push({ label: capital(t('sitting.facilitates')), was: null, now: turned(name(was.facilitator), name(is.facilitator ?? null)) }); },
    went() { told.run = { key: `went ${id} ${e.by}`, items: [phase_of(before, was.phase), phase_of(rows, is.phase)] }; },
    turn_given() { turn_given(told, past, was, is); },
    joined() { told.run = { key: `joined ${people[0]?.sitting}`, items: people.map((p) => p.full_name) }; },
    left() { told.run = { key: `left ${people[0]?.sitting}`, items: people.map((p) => p.full_name) }; },
    lapsed() { told.who = listed(people.map((p) => p.full_name)); },
    noted() { told.state = touched(past, 'sitting_phase').map(phase_title).join(', '); },
    client_set() { told.state = is.client_part ? t_of('client_part', is.client_part) : ''; },
    presenter_set() { told.who = is.presenter ? name(is.presenter) : t('sitting.no_presenter'); },
  };
  says[e.name.slice('sitting.'.length)]?.();
  say_run(told);
}

/** Another case of the team's meeting was begun: whoever was in this one is out of it. */
function let_out(told: Told, people: Attendance[]): void {
  told.says = 'history.went';
  told.is_of_all = true;
  told.who = listed(people.map((p) => p.full_name));
}

function title_of(sitting: Partial<Sitting>, rows: Tables): string | null {
  const meeting = rows.meeting.get(sitting.meeting ?? 0);
  return [...rows.occurrence.values()].find((o) => o.meeting === meeting?.id && o.occurs === sitting.occurs)?.title ?? meeting?.title ?? null;
}

function begun_with(is: Partial<Sitting>, name: Past['name']): About[] {
  const list = [{ label: capital(t('sitting.facilitates')), was: null, now: name(is.facilitator ?? null) }];
  if (is.presenter) list.push({ label: capital(t('sitting.presents')), was: null, now: name(is.presenter) });
  if (is.client_part) list.push({ label: t('sitting.client'), was: null, now: t_of('client_part', is.client_part) });
  return list;
}

function phase_of(rows: Tables, id: number | undefined): string {
  const phase = rows.sitting_phase.get(id ?? 0);
  return phase ? phase_title(phase) : '';
}

function turn_given(told: Told, { e, name }: Past, was: Partial<Sitting>, is: Partial<Sitting>): void {
  if (is.speaker) told.run = { key: `turn ${is.id} ${e.by}`, items: [name(is.speaker)] };
  else if (was.speaker === e.by) told.says = 'history.own_turn_ended';
  else { told.says = 'history.turn_ended'; told.who = name(was.speaker ?? null); }
}

function hand(told: Told, past: Past): void {
  const { e, name } = past;
  const row: Hand | undefined = touched(past, 'hand')[0];
  if (!row) return;
  if (e.name === 'hand.raised') told.run = { key: `raised ${row.sitting}`, items: [name(row.account)] };
  else if (row.account !== e.by) { told.says = 'history.hand_lowered'; told.who = name(row.account); }
  say_run(told);
}

const runs: Partial<Record<string, Key>> = { joined: 'history.came', left: 'history.went', raised: 'history.asked_for_turn' };

function say_run(told: Told): void {
  if (!told.run) return;
  const { key, items } = told.run;
  const says = runs[key.split(' ')[0]!];
  told.is_of_all = !!says && items.length > 1;
  if (told.is_of_all) told.says = says!;
  told.who = listed(items);
  told.state = items.join(' → ');
}

/** Both as one, where the earlier is of the same run: who came and came again is named once. */
export function folded(later: Told, earlier: Told): Told | null {
  if (!later.run || later.run.key !== earlier.run?.key) return null;
  const items = [...earlier.run.items, ...later.run.items];
  const is_path = later.run.key.startsWith('went ');
  const told = { ...later, run: { key: later.run.key, items: items.filter((one, i) => (is_path ? one !== items[i - 1] : items.indexOf(one) === i)) } };
  say_run(told);
  return told;
}

// ---- minutes ----------------------------------------------------------------------------------------------------------
function minutes(told: Told, past: Past): void {
  const { e, rows } = past;
  const of = rows.minutes.get(touched(past, 'confirmation')[0]?.minutes ?? 0);
  const is: Minutes | undefined = touched(past, 'minutes')[0] ?? of;
  told.now = rows.note.get(is?.note ?? 0)?.title ?? null;
  if (e.name === 'minutes.reopened') told.more = is?.reason ?? null;
}
