// calendar.test.mjs - what src/cal writes, to the byte and as ical.js and python3-icalendar read it
//
// calendars.c writes each calendar with a list of what must be found in it. When what is written changes on purpose:
// build/calendars DIRECTORY, look at the difference, and copy what is in golden/ over.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { icaljs } from './icaljs.mjs';

const program = process.env.CALENDARS ?? 'build/calendars';
const python = process.env.PYTHON ?? '/usr/bin/python3'; // the one that Debian's packages are for
const here = new URL('.', import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), 'calendars-'));
after(() => rmSync(directory, { recursive: true }));
execFileSync(program, [directory]);

const names = ['meeting', 'empty', 'feed', 'clocks', 'dice'];
const path = (name) => join(directory, `${name}.ics`);
const should = Object.fromEntries(names.map((name) => [name, JSON.parse(readFileSync(join(directory, `${name}.json`)))]));

const order = (a, b) => (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : a.start < b.start ? -1 : a.start > b.start ? 1 : 0);

function agree(is, should) {
    const [left, right] = [is, should].map((list) => [...list].sort(order));
    for (let i = 0; i < Math.max(left.length, right.length); i++) assert.deepEqual(left[i], right[i], `number ${i} of ${right.length}`);
}

const tasks = ['NEEDS-ACTION', 'IN-PROCESS', 'COMPLETED', 'CANCELLED'];

const readers = {
    'ical.js': (name) => icaljs(readFileSync(path(name), 'utf8'), should[name].until),
    'python3-icalendar': (name) =>
        JSON.parse(execFileSync(python, [join(here, 'read.py'), path(name), should[name].until], { maxBuffer: 1 << 26 })),
};

for (const [reader, read] of Object.entries(readers))
    for (const name of names)
        test(`${reader} finds in ${name} every instant and every word that was meant`, () => {
            const is = read(name);
            agree(is.found, should[name].found);
            assert.deepEqual(is.errors, []);
            assert.equal(is.zones, 1);
            assert.equal(is.name, should[name].name ?? null);
            const due = (status) => (status === 'IN-PROCESS' ? null : '2026-03-29');
            assert.deepEqual(is.todos.map(({ status, due }) => [status, due]), name === 'feed' ? tasks.map((status) => [status, due(status)]) : []);
        });

test('there is something to find', () => {
    assert.equal(should.empty.found.length, 0);
    assert.equal(should.meeting.found.length, 1);
    assert.ok(should.feed.found.length > 50);
    assert.ok(should.clocks.found.length > 5000);
    assert.ok(should.dice.found.length > 3000);
});

for (const file of readdirSync(join(here, 'golden')))
    test(`${file} is written to the byte as it always was`, () => {
        assert.equal(readFileSync(join(directory, file), 'utf8'), readFileSync(join(here, 'golden', file), 'utf8'));
    });

test('no line is longer than 75 octets, and each ends in CR LF', () => {
    for (const name of names) {
        const bytes = readFileSync(path(name)), lines = bytes.toString('latin1').split('\r\n');
        assert.equal(lines.pop(), '');
        for (const line of lines) {
            assert.ok(line.length > 0 && line.length <= 75, line);
            assert.doesNotMatch(line, /[\x00-\x1f\x7f]/);
            const utf8 = Buffer.from(line, 'latin1');
            assert.ok(Buffer.from(utf8.toString()).equals(utf8), `a character cut in two: ${line}`);
        }
    }
});

test('nobody is named as organizer or attendee, and nothing is asked of the reader', () => {
    for (const name of names) {
        const text = readFileSync(path(name), 'utf8').replaceAll('\r\n ', '');
        assert.doesNotMatch(text, /^(ATTENDEE|ORGANIZER|ATTACH|BEGIN:VALARM|IMAGE|CONFERENCE)/m);
    }
});
