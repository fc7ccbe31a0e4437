import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day_by_key, day_in_month, plus_months, week_number, weeks_of } from './month';
import { instant_of, local_of } from './zone';

test('a month is whole weeks from Monday', () => {
  const november = weeks_of('2026-11');
  assert.equal(november[0]!.days[0], '2026-10-26');
  assert.equal(november.at(-1)!.days[6], '2026-12-06');
  assert.equal(november.length, 6);
  assert.equal(weeks_of('2027-02').length, 4, 'a February that begins on a Monday has four weeks');
  for (let m = '2026-01'; m < '2031-01'; m = plus_months(m, 1))
    for (const w of weeks_of(m)) assert.equal(w.days.length, 7);
});

test('weeks are numbered as in ISO 8601', () => {
  assert.deepEqual(['2026-01-01', '2026-12-31', '2027-01-01', '2027-01-04', '2028-12-31', '2024-12-30'].map(week_number), [1, 53, 53, 1, 52, 1]);
});

test('a month back or on keeps the day, or takes the last', () => {
  assert.equal(day_in_month('2027-03-31', -1), '2027-02-28');
  assert.equal(day_in_month('2028-03-31', -1), '2028-02-29');
  assert.equal(day_in_month('2026-12-15', 1), '2027-01-15');
  assert.equal(plus_months('2026-01', -1), '2025-12');
});

test('keys go from day to day over months', () => {
  const go = (key: string, day: string, shift = false): string | null => day_by_key(key, day, shift);
  assert.equal(go('ArrowLeft', '2026-11-01'), '2026-10-31');
  assert.equal(go('ArrowDown', '2026-11-28'), '2026-12-05');
  assert.equal(go('Home', '2026-11-27'), '2026-11-23');
  assert.equal(go('End', '2026-11-27'), '2026-11-29');
  assert.equal(go('PageDown', '2026-01-31'), '2026-02-28');
  assert.equal(go('PageUp', '2026-11-27', true), '2025-11-27');
  assert.equal(go('a', '2026-11-27'), null);
});

test('local time keeps its hour over both changes of the clock, every year', () => {
  for (let year = 2026; year <= 2030; year++)
    for (const month of ['03', '10'])
      for (let day = 20; day <= 31; day++) {
        const local = `${year}-${month}-${day}T09:00`;
        assert.equal(local_of(instant_of(local)), local);
      }
  assert.equal(instant_of('2027-03-27T09:00'), Date.parse('2027-03-27T07:00:00Z'));
  assert.equal(instant_of('2027-03-29T09:00'), Date.parse('2027-03-29T06:00:00Z'));
  assert.equal(instant_of('2026-10-24T09:00'), Date.parse('2026-10-24T06:00:00Z'));
  assert.equal(instant_of('2026-10-26T09:00'), Date.parse('2026-10-26T07:00:00Z'));
});

test('an hour that is not there has gone on, and of one that comes twice it is the first', () => {
  assert.equal(local_of(instant_of('2027-03-28T03:30')), '2027-03-28T04:30');
  assert.equal(instant_of('2026-10-25T03:30'), Date.parse('2026-10-25T00:30:00Z'));
  assert.equal(instant_of('2026-10-25T04:30'), Date.parse('2026-10-25T02:30:00Z'));
});
