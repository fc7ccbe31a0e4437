import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alike, initials } from './person';

test('initials are of the first and the last name', () => {
  assert.equal(initials('Aino Maria Saarnivirta'), 'AS');
  assert.equal(initials('Örjan'), 'Ö');
  assert.equal(initials('  '), '?');
});

test('names that could be taken for one another are told', () => {
  assert.ok(alike('Leena Haapasuonio', 'Liisa Haapasuonio'));
  assert.ok(alike('Leena Haapasuo', 'Leena Haapasalo'));
  assert.ok(!alike('Leena Haapasuonio', 'Eero Koskenniitty'));
});
