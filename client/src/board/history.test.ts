import assert from 'node:assert/strict';
import { test } from 'node:test';
import { t, t_of, words } from '../lib/i18n.svelte';
import type { PastEvent, Rows } from '../lib/wire';
import { lines_of, type Line } from './history';
import { from_snapshot, merge, type Tables } from './merge';

(globalThis as { document?: unknown }).document ??= { documentElement: {} };
await words.use('fi');

const [AINO, EERO, MERVI] = [1, 2, 3];
const name = (account: number | null): string => ({ 1: 'Aino', 2: 'Eero', 3: 'Mervi' })[account ?? 0] ?? '–';
const at = Date.parse('2026-11-10T08:00:00Z');

/** What happened on a board that begins with these rows: each event tells what it sets, and what stood there follows from that. */
class Story {
  events: PastEvent[] = [];
  rows: Tables;
  constructor(begins: Rows = {}) { this.rows = from_snapshot(begins); }

  happens(event: string, by: number | null, set: object, minutes = 0): this {
    const was: Record<string, Record<string, unknown>> = {};
    for (const [noun, rows] of Object.entries(set as Record<string, Record<string, object | null>>))
      was[noun] = Object.fromEntries(Object.entries(rows).map(([id, fields]) => [id, this.was(noun, Number(id), fields)]));
    this.events.unshift({ seq: this.events.length + 1, name: event, by, at: at + minutes * 60_000, set, was } as PastEvent);
    this.rows = merge(this.rows, set as Rows);
    return this;
  }

  private was(noun: string, id: number, fields: object | null): unknown {
    const row = (this.rows as unknown as Record<string, ReadonlyMap<number, Record<string, unknown>>>)[noun]!.get(id);
    return !row ? null : fields ? Object.fromEntries(Object.keys(fields).map((f) => [f, row[f]])) : row;
  }

  get lines(): Line[] { return lines_of(this.events, this.rows, name); }
  get last(): Line { return this.lines[0]!; }
}

const said = ({ e, told }: Line): string => {
  const data = { who: told.who ?? '', state: told.state, unit: told.unit, kind: '', role: '', standing: '' };
  return told.says ? t(told.says, data) : t_of('event', e.name, data);
};
const about = ({ told }: Line): string[] => told.about.map((a) => `${a.label}: ${a.was === null ? '' : `[${a.was}] `}${a.now}`);

const meeting = { id: 50, title: 'Verkostotapaaminen', start: '2026-11-16T08:30', tz: 'Europe/Helsinki', minutes: 60, place: 'Terveysasema', link: null, rrule: null, cancelled_at: null, cancel_note: null, follows: null, revision: 0 };
const series = { ...meeting, id: 51, rrule: 'FREQ=WEEKLY;BYDAY=MO' };
const invitation = { id: 60, meeting: 50, occurs: '', account: EERO, full_name: 'Eero', answer: 'none_yet', answered_at: null, inviter: AINO, removed_at: null };
const occurrence = { id: 70, meeting: 51, occurs: '2026-11-23T08:30', title: 'Verkostotapaaminen', start: '2026-11-23T08:30', minutes: 60, place: 'Terveysasema', link: null, cancelled_at: null, cancel_note: null };
const with_meeting = (): Story => new Story({ meeting: { 50: meeting, 51: series } } as Rows);

test('a meeting that is planned says what, when, where, and who is invited', () => {
  const line = new Story().happens('meeting.created', AINO, { meeting: { 50: meeting }, invitation: { 60: invitation } }).last;
  assert.equal(line.told.now, 'Verkostotapaaminen');
  assert.deepEqual(about(line), ['Aika: ma 16.11. 8.30–9.30', 'Paikka: Terveysasema', 'Kutsutut: Eero']);
});

test('a series says how it repeats', () => {
  assert.match(about(new Story().happens('meeting.created', AINO, { meeting: { 51: series } }).last)[0]!, /^Aika: ma 16\.11\. 8\.30–9\.30, joka viikko/);
});

test('a meeting that is moved says from when to when; its title keeps both wordings', () => {
  const moved = with_meeting().happens('meeting.edited', AINO, { meeting: { 50: { start: '2027-01-12T13:00', place: null, revision: 1 } } }).last;
  assert.equal(said(moved), 'siirsi tapaamisen');
  assert.deepEqual(about(moved), ['Aika: ma 16.11. 8.30–9.30 → 12.1.2027 13.00–14.00', 'Paikka: Terveysasema → –']);
  const renamed = with_meeting().happens('meeting.edited', AINO, { meeting: { 50: { title: 'Verkoston tapaaminen', revision: 1 } } }).last;
  assert.deepEqual([said(renamed), renamed.told.was, renamed.told.now, about(renamed)], ['muutti tapaamista', 'Verkostotapaaminen', 'Verkoston tapaaminen', []]);
});

test('one instance that is moved is told against its series, also when the series has changed since', () => {
  const story = with_meeting().happens('meeting.edited', AINO, { meeting: { 51: { revision: 1 } }, occurrence: { 70: { ...occurrence, start: '2026-11-24T09:00' } } });
  story.happens('meeting.edited', AINO, { meeting: { 51: { title: 'Toinen nimi', place: 'Muualla', revision: 2 } } });
  const line = story.lines[1]!;
  assert.deepEqual([said(line), line.told.was, line.told.now], ['siirsi tapaamisen', null, 'Verkostotapaaminen']);
  assert.deepEqual(about(line), ['Aika: ma 23.11. 8.30–9.30 → ti 24.11. 9.00–10.00']);
});

test('of a series that is cut in two it is the part that follows', () => {
  const set = { meeting: { 51: { rrule: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20261129T215959Z', revision: 1 }, 52: { ...series, id: 52, start: '2026-11-30T10:00', follows: 51 } } };
  assert.deepEqual(about(with_meeting().happens('meeting.edited', AINO, set).last), ['Tämä ja seuraavat: ma 30.11. 8.30–9.30 → 10.00–11.00']);
});

test('a meeting that is cancelled says which one and the note, and one that is held after all which one', () => {
  const story = with_meeting().happens('meeting.cancelled', AINO, { meeting: { 51: { revision: 1 } }, occurrence: { 70: { ...occurrence, cancelled_at: at, cancel_note: 'Sairastapaus' } } });
  assert.deepEqual([story.last.told.now, about(story.last), story.last.told.more], ['Verkostotapaaminen', ['Vain tämä: ma 23.11. 8.30–9.30'], 'Sairastapaus']);
  story.happens('meeting.restored', AINO, { meeting: { 51: { revision: 2 } }, occurrence: { 70: null } });
  assert.deepEqual([said(story.last), about(story.last), story.last.told.more], ['palautti perutun tapaamisen', ['Vain tämä: ma 23.11. 8.30–9.30'], null]);
  const whole = with_meeting().happens('meeting.cancelled', AINO, { meeting: { 50: { cancelled_at: at, cancel_note: 'Siirtyy' } } }).last;
  assert.deepEqual([about(whole), whole.told.more], [['Aika: ma 16.11. 8.30–9.30'], 'Siirtyy']);
});

test('an invitation says whose, to what, and what was answered', () => {
  const story = with_meeting().happens('meeting.invited', AINO, { invitation: { 60: invitation } });
  assert.deepEqual([said(story.last), story.last.told.now], ['kutsui tapaamiseen: Eero', 'Verkostotapaaminen']);
  story.happens('meeting.answered', EERO, { invitation: { 60: { answer: 'maybe' } } });
  assert.equal(said(story.last), 'vastasi kutsuun: ehkä');
  story.happens('meeting.uninvited', AINO, { invitation: { 60: null } });
  assert.deepEqual([said(story.last), story.last.told.now, about(story.last)], ['perui kutsun: Eero', 'Verkostotapaaminen', ['Aika: ma 16.11. 8.30–9.30']]);
  assert.equal(said(story.lines[1]!), 'vastasi kutsuun: ehkä');
});

const promise = { id: 80, kind: 'call', text: 'Miten illat menevät', account: EERO, from_on: '2026-11-19', until_on: '2026-11-21', outcome: null, reason: null, done_at: null, cancelled_at: null };

test('a follow-up says how, what, by when and who answers for it, and how each became another', () => {
  const story = new Story().happens('follow_up.created', AINO, { follow_up: { 80: promise } });
  assert.equal(story.last.told.now, 'Soitto: Miten illat menevät');
  assert.deepEqual(about(story.last), ['Ajankohta: 19.11.–21.11.2026', 'Vastuuhenkilö: Eero']);
  story.happens('follow_up.edited', AINO, { follow_up: { 80: { kind: 'visit', until_on: '2026-11-19', account: MERVI } } });
  assert.deepEqual([story.last.told.was, story.last.told.now], ['Soitto: Miten illat menevät', 'Kotikäynti: Miten illat menevät']);
  assert.deepEqual(about(story.last), ['Ajankohta: 19.11.–21.11.2026 → 19.11.2026', 'Vastuuhenkilö: Eero → Mervi']);
  assert.equal(story.lines[1]!.told.now, 'Soitto: Miten illat menevät');
});

test('a follow-up says what came of it, why it will not be, and what is taken back', () => {
  const story = new Story({ follow_up: { 80: promise } } as unknown as Rows).happens('follow_up.finished', EERO, { follow_up: { 80: { outcome: 'Hyvin menee', done_at: at } } });
  assert.equal(story.last.told.more, 'Hyvin menee');
  story.happens('follow_up.reopened', AINO, { follow_up: { 80: { outcome: null, done_at: null } } });
  assert.equal(about(story.last)[2], 'Tulos: [Hyvin menee] ');
  story.happens('follow_up.cancelled', AINO, { follow_up: { 80: { reason: 'Muutti pois', cancelled_at: at } } });
  assert.equal(story.last.told.more, 'Muutti pois');
});

const sitting = { id: 90, meeting: 50, occurs: null, minutes: 60, facilitator: AINO, presenter: MERVI, client_part: 'heard', phase: 91, speaker: null, began_at: at, ended_at: null, reason: null };
const phases = { 91: { id: 91, sitting: 90, kind: 'arrive', title: 'Alku' }, 92: { id: 92, sitting: 90, kind: 'other', title: 'Kahvi' }, 93: { id: 93, sitting: 90, kind: 'close', title: 'Loppu' } };
const there = (id: number, account: number): object => ({ attendance: { [id]: { id, sitting: 90, account, full_name: name(account), left_at: null } } });
const begun = (): Story => new Story({ meeting: { 50: meeting } } as Rows).happens('sitting.begun', AINO, { sitting: { 90: sitting }, sitting_phase: phases });

test('a sitting says who leads and presents, how the client takes part, who took over, and why it goes on', () => {
  const story = begun();
  assert.equal(story.last.told.now, 'Verkostotapaaminen');
  assert.deepEqual(about(story.last), ['Vetäjä: Aino', 'Esittäjä: Mervi', 'Asiakas: kuultu etukäteen']);
  story.happens('sitting.led', EERO, { sitting: { 90: { facilitator: EERO } } });
  assert.deepEqual(about(story.last), ['Vetäjä: Aino → Eero']);
  story.happens('sitting.client_set', EERO, { sitting: { 90: { client_part: 'present' } } });
  assert.equal(said(story.last), 'merkitsi, miten asiakas on mukana: on paikalla');
  story.happens('sitting.presenter_set', EERO, { sitting: { 90: { presenter: AINO } } });
  assert.equal(said(story.last), 'merkitsi esittäjän: Aino');
  story.happens('sitting.ended', EERO, { sitting: { 90: { ended_at: at } } }).happens('sitting.reopened', EERO, { sitting: { 90: { ended_at: null, reason: 'Jäi kesken' } } });
  assert.deepEqual([story.last.told.now, story.last.told.more], ['Verkostotapaaminen', 'Jäi kesken']);
});

test('those who come one after the other are one line, each named once; one alone is its own', () => {
  const story = begun().happens('sitting.joined', EERO, there(100, EERO), 1);
  assert.deepEqual([said(story.last), story.last.told.is_of_all], ['tuli tapaamiseen', false]);
  story.happens('sitting.joined', MERVI, there(101, MERVI), 2).happens('sitting.joined', EERO, there(102, EERO), 3);
  assert.deepEqual([story.lines.length, said(story.last), story.last.told.is_of_all], [2, 'Tapaamiseen tuli: Eero ja Mervi', true]);
  assert.deepEqual([story.last.e.seq, story.last.e.at - story.last.since], [4, 2 * 60_000]);
  story.happens('sitting.left', EERO, { attendance: { 102: { left_at: at } } }, 9);
  assert.deepEqual([story.lines.length, said(story.last)], [3, 'poistui tapaamisesta']);
});

test('phases that one goes through are a path, and turns are those who had them', () => {
  const story = begun().happens('sitting.went', AINO, { sitting: { 90: { phase: 92 } } }).happens('sitting.went', AINO, { sitting: { 90: { phase: 91 } } }).happens('sitting.went', AINO, { sitting: { 90: { phase: 93 } } });
  assert.equal(said(story.last), 'vaihtoi vaihetta: Alku → Kahvi → Alku → Loppu');
  story.happens('hand.raised', EERO, { hand: { 110: { id: 110, sitting: 90, account: EERO } } }).happens('hand.raised', MERVI, { hand: { 111: { id: 111, sitting: 90, account: MERVI } } });
  assert.equal(said(story.last), 'Puheenvuoroa pyysi: Eero ja Mervi');
  story.happens('sitting.turn_given', AINO, { sitting: { 90: { speaker: EERO } }, hand: { 110: null } });
  assert.equal(said(story.last), 'antoi puheenvuoron: Eero');
  story.happens('sitting.turn_given', EERO, { sitting: { 90: { speaker: null } } });
  assert.equal(said(story.last), 'päätti puheenvuoronsa');
  story.happens('hand.lowered', AINO, { hand: { 111: null } });
  assert.equal(said(story.last), 'poisti puheenvuorojonosta: Mervi');
});

test('runs end with the day, and where another goes through the phases', () => {
  const go = (by: number, phase: number, minutes: number) => ['sitting.went', by, { sitting: { 90: { phase } } }, minutes] as const;
  assert.equal(begun().happens(...go(AINO, 92, 1)).happens(...go(EERO, 93, 2)).lines.length, 3);
  assert.equal(begun().happens(...go(AINO, 92, 1)).happens(...go(AINO, 93, 24 * 60)).lines.length, 3);
});

test('who is let out because the team begins its next case has left: the meeting here was not begun', () => {
  const story = begun().happens('sitting.joined', EERO, there(100, EERO)).happens('sitting.begun', AINO, { sitting: { 90: { empty_at: at } }, attendance: { 100: { left_at: at } } });
  assert.deepEqual([said(story.last), story.last.told.is_of_all], ['Tapaamisesta poistui: Eero', true]);
});

test('minutes say which, also to those who confirm them, and why they were taken up again', () => {
  const story = begun().happens('minutes.made', AINO, { minutes: { 120: { id: 120, sitting: 90, note: 121, status: 'draft' } }, note: { 121: { id: 121, kind: 'minutes', title: 'Muistio 16.11.2026' } } });
  story.happens('minutes.confirmed', EERO, { confirmation: { 122: { id: 122, minutes: 120, account: EERO, full_name: 'Eero' } } });
  assert.equal(story.last.told.now, 'Muistio 16.11.2026');
  story.happens('minutes.reopened', AINO, { minutes: { 120: { status: 'draft', reason: 'Lääke puuttui' } } });
  assert.deepEqual([story.last.told.now, story.last.told.more], ['Muistio 16.11.2026', 'Lääke puuttui']);
});

test('a line tells what stood then, not what it became since', () => {
  const story = new Story().happens('card.added', AINO, { card: { 5: { id: 5, kind: 'need', text: 'Apua aamuihin' } } }).happens('card.settled', EERO, { card: { 5: { standing: 'agreed' } } });
  story.happens('card.edited', AINO, { card: { 5: { text: 'Apua iltoihin' } } });
  assert.deepEqual(story.lines.map((l) => [l.told.was, l.told.now]), [['Apua aamuihin', 'Apua iltoihin'], [null, 'Apua aamuihin'], [null, 'Apua aamuihin']]);
});

test('the day by which a task is due is written as everywhere', () => {
  const story = new Story({ task: { 7: { id: 7, title: 'Soita', due_on: null } } } as unknown as Rows).happens('task.rescheduled', AINO, { task: { 7: { due_on: '2026-12-02' } } });
  assert.equal(story.last.told.more, '2.12.2026');
});
