import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../lib/i18n.svelte';
import { instant_of } from '../calendar/zone';
import { end_of_day, is_coming, last_day, parse_rule, repeat_of, rule_for, starts_of, write_rule, type End, type Repeat } from './rule';
import { rule_words } from './rule_words';

const end = (until: string | null = null, count: number | null = null): End => ({ until: until && end_of_day(until), count });
const rrule = (repeat: Repeat, day: string, e = end()): string => write_rule(rule_for(repeat, day, e)!);

test('a choice becomes a rule of RFC 5545', () => {
  assert.equal(rrule('week', '2026-12-01'), 'FREQ=WEEKLY;BYDAY=TU');
  assert.equal(rrule('two_weeks', '2026-12-01', end(null, 6)), 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6');
  assert.equal(rrule('month_nth', '2026-12-08'), 'FREQ=MONTHLY;BYDAY=2TU');
  assert.equal(rrule('month_last', '2026-12-29'), 'FREQ=MONTHLY;BYDAY=-1TU');
  assert.equal(rule_for('never', '2026-12-01', end()), null);
});

test('until is the end of the local day, in UTC, winter and summer', () => {
  assert.equal(rrule('week', '2026-12-01', end('2026-12-31')), 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T215959Z');
  assert.equal(rrule('week', '2027-05-04', end('2027-06-30')), 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T205959Z');
  assert.equal(parse_rule('FREQ=WEEKLY;UNTIL=20261231T215959Z')!.until, '2026-12-31T23:59');
  assert.equal(parse_rule('FREQ=WEEKLY;UNTIL=20261231')!.until, '2026-12-31T23:59');
  assert.equal(parse_rule('FREQ=WEEKLY;UNTIL=20261231T090000')!.until, '2026-12-31T09:00');
});

test('a rule is known again as the choice it was made by', () => {
  for (const repeat of ['week', 'two_weeks', 'month_nth', 'month_last'] as const) assert.equal(repeat_of(rrule(repeat, '2026-12-29', end('2027-12-31')), '2026-12-29'), repeat);
  assert.equal(repeat_of(null, '2026-12-01'), 'never');
  assert.equal(repeat_of('FREQ=WEEKLY', '2026-12-01'), 'week');
  assert.equal(repeat_of('FREQ=WEEKLY;BYDAY=MO,TU', '2026-12-01'), 'other');
  assert.equal(repeat_of('FREQ=YEARLY', '2026-12-01'), 'other');
  assert.equal(repeat_of('FREQ=MONTHLY;BYDAY=1TU', '2026-12-08'), 'other');
});

test('a weekly series keeps its local hour over both changes of the clock', () => {
  const autumn = starts_of('2026-10-20T09:00', 'FREQ=WEEKLY;BYDAY=TU', '2026-11-03');
  assert.deepEqual(autumn, ['2026-10-20T09:00', '2026-10-27T09:00', '2026-11-03T09:00']);
  assert.deepEqual(autumn.map((s) => new Date(instant_of(s)).toISOString().slice(11, 16)), ['06:00', '07:00', '07:00']);
  const spring = starts_of('2027-03-23T09:00', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2027-04-10');
  assert.deepEqual(spring.map((s) => new Date(instant_of(s)).toISOString()), ['2027-03-23T07:00:00.000Z', '2027-04-06T06:00:00.000Z']);
});

test('a monthly series takes the n-th of its weekdays, and leaves out months that have none', () => {
  assert.deepEqual(starts_of('2026-12-08T14:30', 'FREQ=MONTHLY;BYDAY=2TU;COUNT=3', '2027-12-31'), ['2026-12-08T14:30', '2027-01-12T14:30', '2027-02-09T14:30']);
  assert.deepEqual(starts_of('2026-12-29T08:00', 'FREQ=MONTHLY;BYDAY=5TU', '2027-06-30'), ['2026-12-29T08:00', '2027-03-30T08:00', '2027-06-29T08:00']);
  assert.deepEqual(starts_of('2026-12-29T08:00', 'FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20270131T215959Z', '2027-06-30'), ['2026-12-29T08:00', '2027-01-26T08:00']);
});

test('rules of other programs: every day, or a day of the month by its number', () => {
  assert.deepEqual(starts_of('2026-12-30T09:00', 'FREQ=DAILY;INTERVAL=2;COUNT=3', '2027-12-31'), ['2026-12-30T09:00', '2027-01-01T09:00', '2027-01-03T09:00']);
  assert.deepEqual(starts_of('2026-12-31T09:00', 'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', '2027-12-31'), ['2026-12-31T09:00', '2027-01-31T09:00', '2027-03-31T09:00']);
  assert.deepEqual(starts_of('2026-12-02T09:00', 'FREQ=DAILY;BYDAY=WE,FR;COUNT=3', '2027-12-31'), ['2026-12-02T09:00', '2026-12-04T09:00', '2026-12-09T09:00']);
  assert.equal(parse_rule('FREQ=MONTHLY;BYDAY=1MO,WE'), null, 'all of its days have a number, or none');
  assert.equal(parse_rule('FREQ=YEARLY;BYDAY=MO'), null);
  assert.equal(repeat_of('FREQ=DAILY', '2026-12-30'), 'other');
});

test('several days of a month, by weekday or by number, from its end too', () => {
  const days = (start: string, rule: string): string[] => starts_of(`${start}T09:00`, rule, '2027-12-31').map((s) => s.slice(0, 10));
  assert.deepEqual(days('2026-12-01', 'FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=4'), ['2026-12-01', '2026-12-15', '2027-01-05', '2027-01-19']);
  assert.deepEqual(days('2026-12-24', 'FREQ=MONTHLY;BYDAY=-2TH,1FR;COUNT=3'), ['2026-12-24', '2027-01-01', '2027-01-21']);
  assert.deepEqual(days('2026-11-15', 'FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=5'), ['2026-11-15', '2026-11-30', '2026-12-15', '2026-12-31', '2027-01-15']);
  assert.deepEqual(days('2026-11-13', 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2'), ['2026-11-13', '2027-08-13'], 'both must hold');
  assert.deepEqual(days('2026-12-07', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=MO;COUNT=5'), ['2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28', '2027-02-01']);
});

test('every year, in years that have the day', () => {
  assert.deepEqual(starts_of('2024-02-29T09:00', 'FREQ=YEARLY', '2033-01-01'), ['2024-02-29T09:00', '2028-02-29T09:00', '2032-02-29T09:00']);
  assert.deepEqual(starts_of('2025-12-03T12:00', 'FREQ=YEARLY;INTERVAL=2;COUNT=2', '2033-01-01'), ['2025-12-03T12:00', '2027-12-03T12:00']);
});

test('a series that was cut off before an hour has none on that day', () => {
  const cut = 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T065959Z';
  assert.deepEqual(starts_of('2026-12-01T09:00', cut, '2030-01-01'), ['2026-12-01T09:00', '2026-12-08T09:00']);
  assert.deepEqual(starts_of('2026-12-01T08:00', cut, '2030-01-01').at(-1), '2026-12-15T08:00');
  assert.equal(last_day(parse_rule(cut)!.until!, '2026-12-01T09:00'), '2026-12-14');
  assert.ok(!is_coming('2026-12-01T09:00', cut, '2026-12-15'));
});

test('what is over is not to come', () => {
  assert.ok(is_coming('2020-01-07T09:00', 'FREQ=WEEKLY', '2026-12-01'));
  assert.ok(is_coming('2026-12-01T09:00', null, '2026-12-01'));
  assert.ok(!is_coming('2026-12-01T09:00', null, '2026-12-02'));
  assert.ok(!is_coming('2026-11-03T09:00', 'FREQ=WEEKLY;COUNT=4', '2026-11-25'));
  assert.ok(!is_coming('2026-11-03T09:00', 'FREQ=WEEKLY;UNTIL=20261124T215959Z', '2026-11-25'));
});

test('a count counts from the first, a day of the end is still in it', () => {
  assert.equal(starts_of('2026-12-01T09:00', 'FREQ=WEEKLY;BYDAY=TU;COUNT=4', '2030-01-01').length, 4);
  assert.deepEqual(starts_of('2026-12-01T09:00', 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T215959Z', '2030-01-01').at(-1), '2026-12-15T09:00');
  assert.deepEqual(starts_of('2026-12-01T09:00', null, '2026-11-30'), []);
  assert.deepEqual(starts_of('2026-12-02T09:00', 'FREQ=WEEKLY;BYDAY=MO,WE', '2026-12-09'), ['2026-12-02T09:00', '2026-12-07T09:00', '2026-12-09T09:00']);
});

test('a rule is said in three languages', async () => {
  (globalThis as { document?: unknown }).document ??= { documentElement: {} };
  const said: Record<string, string[]> = {};
  for (const lang of ['fi', 'sv', 'en'] as const) {
    await words.use(lang);
    said[lang] = [
      'FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6', 'FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261231T215959Z', 'FREQ=MONTHLY;BYDAY=-1WE', 'FREQ=YEARLY', 'FREQ=YEARLY;INTERVAL=2',
      'FREQ=MONTHLY;BYDAY=1TU,3TU', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-2TH', 'FREQ=MONTHLY;BYMONTHDAY=1,15,-1', 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'FREQ=MONTHLY;BYDAY=MO', 'FREQ=DAILY;BYDAY=MO,TU',
      'FREQ=HOURLY', 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T065959Z',
    ].map((r) => rule_words(r, '2026-12-01T09:00'));
  }
  assert.deepEqual(said, {
    fi: [
      'joka viikko tiistaisin', 'joka toinen viikko tiistaisin, 6 kertaa', 'joka kuukauden toinen tiistai, 31.12.2026 asti', 'joka kuukauden viimeinen keskiviikko', 'joka vuosi 1. joulukuuta', 'joka toinen vuosi 1. joulukuuta',
      'joka kuukauden ensimmäinen ja kolmas tiistai', 'joka toisen kuukauden ensimmäinen maanantai ja toiseksi viimeinen torstai', 'joka kuukauden 1. päivä, 15. päivä ja viimeinen päivä', 'joka kuukauden 13. päivä, vain perjantaisin', 'joka kuukausi maanantaisin', 'joka päivä, vain maanantaisin ja tiistaisin',
      'toistuu omalla säännöllään', 'joka viikko tiistaisin, 14.12.2026 asti',
    ],
    sv: [
      'varje vecka på tisdagar', 'varannan vecka på tisdagar, 6 gånger', 'andra tisdagen i varje månad, till och med 31.12.2026', 'sista onsdagen i varje månad', 'varje år den 1 december', 'vartannat år den 1 december',
      'första och tredje tisdagen i varje månad', 'första måndagen och näst sista torsdagen varannan månad', 'den 1:a, den 15:e och sista dagen varje månad', 'den 13:e varje månad, bara på fredagar', 'varje månad på måndagar', 'varje dag, bara på måndagar och på tisdagar',
      'upprepas enligt en egen regel', 'varje vecka på tisdagar, till och med 14.12.2026',
    ],
    en: [
      'every week on Tuesdays', 'every other week on Tuesdays, 6 times', 'the second Tuesday of every month, until 31 Dec 2026', 'the last Wednesday of every month', 'every year on 1 December', 'every other year on 1 December',
      'the first and third Tuesday of every month', 'the first Monday and second to last Thursday of every other month', 'on day 1, day 15 and the last day of every month', 'on day 13 of every month, only on Fridays', 'every month on Mondays', 'every day, only on Mondays and on Tuesdays',
      'repeats by a rule of its own', 'every week on Tuesdays, until 14 Dec 2026',
    ],
  });
});
