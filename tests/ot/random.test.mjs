// random.test.mjs - src/ot against @codemirror/state and @codemirror/collab, by chance
//
// OT_SEED=123 repeats a run, OT_TIMES=10 makes it ten times as long. A failure names the seed that repeats it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Lines } from './lines.mjs';
import { applied, chainOf, changeOf, Dice, halves } from './random.mjs';
import { meet, textOf, Writer } from './session.mjs';

const seed = Number(process.env.OT_SEED ?? Math.floor(Math.random() * 1e9));
const times = Number(process.env.OT_TIMES ?? 1);
const AT_ONCE = 200;
const lines = new Lines();
after(async () => assert.equal(await lines.end(), 0));

// `one` gives what src/ot says and what CodeMirror says, and what they were asked.
async function compare(count, salt, one) {
    const dice = new Dice(seed * 16 + salt);
    let checked = 0;
    while (checked < count) {
        const cases = await Promise.all(Array.from({ length: AT_ONCE }, () => one(dice)));
        for (const { is, should, of } of cases) {
            assert.deepEqual(is, should, `OT_SEED=${seed} repeats this, case ${checked} of it: ${JSON.stringify(of)}`);
            checked++;
        }
    }
    assert.ok(checked >= count);
}

const asked = async (of, should, using = lines) => ({ is: await using.ask(of), should, of });

test('a change that CodeMirror writes is read, and written the same', () =>
    compare(4000 * times, 1, (dice) => {
        const a = changeOf(dice, dice.text(8)).toJSON();
        return asked({ do: 'read', a }, a);
    }));

test('a change is mapped over another as ChangeSet.map does it, whichever is first', () =>
    compare(12000 * times, 2, (dice) => {
        const text = dice.text(8), a = changeOf(dice, text), b = changeOf(dice, text), first = dice.chance(50);
        return asked({ do: 'map', a: a.toJSON(), b: b.toJSON(), first }, a.map(b, first).toJSON());
    }));

test('two changes become one as ChangeSet.compose does it', () =>
    compare(6000 * times, 3, (dice) => {
        const text = dice.text(8), a = changeOf(dice, text), b = changeOf(dice, applied(a, text));
        return asked({ do: 'compose', a: a.toJSON(), b: b.toJSON() }, a.compose(b).toJSON());
    }));

test('a change is taken back as ChangeSet.invert does it', () =>
    compare(3000 * times, 4, (dice) => {
        const text = dice.text(8), a = changeOf(dice, text);
        return asked({ do: 'invert', a: a.toJSON(), text }, a.invert(textOf(text)).toJSON());
    }));

test('a change is applied as ChangeSet.apply does it', () =>
    compare(4000 * times, 5, (dice) => {
        const text = dice.text(8), a = changeOf(dice, text);
        return asked({ do: 'apply', a: a.toJSON(), text }, applied(a, text));
    }));

test('a change that would halve a pair, or is made for another text, is refused and changes nothing', () =>
    compare(4000 * times, 6, (dice) => {
        const text = '😀' + dice.text(8), isOther = dice.chance(20);
        const a = changeOf(dice, isOther ? dice.text(8) : text, true), json = a.toJSON();
        return asked({ do: 'apply', a: json, text }, a.length !== text.length || halves(json, text) ? null : applied(a, text));
    }));

test('lengths, and what is put in and taken out, are counted as CodeMirror counts them', () =>
    compare(1000 * times, 7, (dice) => {
        const a = changeOf(dice, dice.text(8));
        let added = 0, removed = 0;
        a.iterChanges((fromA, toA, fromB, toB) => ((added += toB - fromB), (removed += toA - fromA)));
        return asked({ do: 'count', a: a.toJSON() }, [a.length, a.newLength, added, removed]);
    }));

// What a browser makes of its own unconfirmed changes when it is told of others' one by one.
function rebased(dice, using) {
    const text = dice.text(6), mine = chainOf(dice, text, 4), theirs = chainOf(dice, text, 4);
    const writer = mine.reduce((all, change) => all.write(change), new Writer('mine', text));
    const sent = writer.unsent;
    for (const change of theirs) writer.receive({ client: 'theirs', changes: change.toJSON() });
    return asked({ do: 'rebase', mine: sent, theirs: theirs.map((change) => change.toJSON()) }, writer.unsent, using);
}

test("a stale push is rebased as the writer's own browser does it", () => compare(5000 * times, 8, (dice) => rebased(dice, lines)));

test('writers who know nothing of each other end with one text', () =>
    compare(1000 * times, 9, async (dice) => {
        const text = dice.text(6), chains = Array.from({ length: 2 + dice.below(2) }, () => chainOf(dice, text, 3));
        const [should, ...others] = await meet(lines, text, chains);
        return { is: others, should: others.map(() => should), of: { text, chains } };
    }));

test('a server that makes others\' changes into one before it rebases is found out', async () => {
    const composing = new Lines('composing');
    await assert.rejects(() => compare(3000, 8, (dice) => rebased(dice, composing)), /OT_SEED/);
    assert.equal(await composing.end(), 0);
});
