import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../lib/i18n.svelte';
import { near_day_words } from './when';

test('a day says its year where it is far away, as each language writes dates', () => {
  const said: string[] = [];
  for (const lang of ['fi', 'sv', 'en'] as const) {
    words.lang = lang;
    said.push(near_day_words('2027-01-05', '2026-11-27'), near_day_words('2027-11-16', '2026-11-27'));
  }
  // the comma behind a weekday comes and goes with the version of ICU
  assert.deepEqual(said.map((day) => day.replace(',', '')), ['ti 5.1.', 'ti 16.11.2027', 'tis 5.1', 'tis 16.11.2027', 'Tue 5 Jan', 'Tue 16 Nov 2027']);
});
