// ot.test.mjs - src/ot against @codemirror/state and @codemirror/collab: the cases that such a thing gets wrong, by name
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ChangeSet, EditorState } from '@codemirror/state';
import { Lines } from './lines.mjs';
import { Authority, meet, permutations, textOf, Writer } from './session.mjs';

const lines = new Lines();
after(async () => assert.equal(await lines.end(), 0));

async function maps_alike(a, b) {
    for (const first of [false, true])
        for (const [x, y] of [[a, b], [b, a]]) {
            const should = ChangeSet.fromJSON(x).map(ChangeSet.fromJSON(y), first).toJSON();
            assert.deepEqual(await lines.ask({ do: 'map', a: x, b: y, first }), should, JSON.stringify([x, y, first]));
        }
}

// Several changes of one writer, one after the other.
const chain = (...changes) => ({ changes });

// Writers who know nothing of each other: each pair is mapped as CodeMirror does it, and in whatever order they are taken,
// all end with one text. Gives that of the first order.
async function all_meet(text, ...written) {
    const lists = written.map((one) => one.changes ?? [one]);
    for (const a of lists) for (const b of lists) if (a !== b) await maps_alike(a[0], b[0]);
    let first;
    for (const order of permutations(lists.map((_, i) => i))) {
        const [should, ...others] = await meet(lines, text, lists, order);
        assert.deepEqual(others, others.map(() => should), `in the order ${order}`);
        first ??= should;
    }
    return first;
}

async function does_alike(text, json) {
    const change = ChangeSet.fromJSON(json), document = textOf(text);
    assert.deepEqual(await lines.ask({ do: 'read', a: json }), json);
    assert.equal(await lines.ask({ do: 'apply', a: json, text }), change.apply(document).toString());
    assert.deepEqual(await lines.ask({ do: 'invert', a: json, text }), change.invert(document).toJSON());
    const back = change.invert(document);
    assert.deepEqual(await lines.ask({ do: 'compose', a: json, b: back.toJSON() }), change.compose(back).toJSON());
}

// ---- nothing at all ----

test('nothing in an empty text is an empty list', async () => {
    await does_alike('', []);
    await does_alike('', [[0, 'Hei']]);
    assert.equal(await all_meet('', [], [[0, 'Hei']]), 'Hei');
});

test('a change that changes nothing goes by, and leaves others as they are', async () => {
    await does_alike('abc', [3]);
    assert.equal(await all_meet('abc', [3], [1, [0, 'x'], 2], [3]), 'axbc');
});

test('a text that is emptied by two is empty, and filled again by a third is theirs', async () => {
    assert.equal(await all_meet('abc', [[3]], [[3]]), '');
    assert.equal(await all_meet('abc', [[3]], [[3]], [[3, 'uusi']]), 'uusi');
});

// ---- at one place ----

test('two who type at one place stand one behind the other, the first taken first', async () => {
    for (const at of [0, 1, 2]) {
        const put = (word) => [at, [0, word], 2 - at].filter((part) => part !== 0);
        const made = await all_meet('ab', put('X'), put('Y'));
        assert.equal(made, 'ab'.slice(0, at) + 'XY' + 'ab'.slice(at));
    }
});

test('three who type at one place stand in the order in which they were taken', async () => {
    assert.equal(await all_meet('ab', [1, [0, 'X'], 1], [1, [0, 'Y'], 1], [1, [0, 'Z'], 1]), 'aXYZb');
    assert.equal(await all_meet('', [[0, 'X']], [[0, 'Y']], [[0, 'Z']]), 'XYZ');
});

test('one who types letter by letter is not torn apart by another at the same place', async () => {
    const hei = chain([1, [0, 'H'], 1], [2, [0, 'e'], 1], [3, [0, 'i'], 1]);
    const moi = chain([1, [0, 'M'], 1], [2, [0, 'o'], 1], [3, [0, 'i'], 1]);
    assert.equal(await all_meet('ab', hei, moi), 'aHeiMoib');
});

// ---- deletions ----

test('what is typed at the start, in the middle or at the end of what another deletes stays', async () => {
    for (const at of [1, 2, 3, 4, 5]) assert.equal(await all_meet('abcdef', [1, [4], 1], [at, [0, 'X'], 6 - at]), 'aXf');
});

test('what two delete is deleted once, be it the same, a part of it or half of it', async () => {
    assert.equal(await all_meet('abcdef', [1, [3], 2], [1, [3], 2]), 'aef');
    assert.equal(await all_meet('abcdef', [1, [4], 1], [2, [1], 3]), 'af');
    assert.equal(await all_meet('abcdef', [[3], 3], [2, [3], 1]), 'f');
    assert.equal(await all_meet('abcdef', [[3], 3], [3, [3]]), '');
});

test('what two type around what both deleted stays in place', async () => {
    await all_meet('abcdef', [1, [3, 'X'], 2], [1, [3, 'Y'], 2]);
    await all_meet('abcdef', [1, [4, 'X'], 1], [2, [1, 'Y'], 3], [1, [2, 'Z'], 3]);
    await all_meet('abcdef', [[3, 'X'], 3], [2, [3, 'Y'], 1]);
});

test('text beside text, with the deletion of another between, is one piece afterwards', async () => {
    assert.deepEqual(await lines.ask({ do: 'map', a: [1, [0, 'X'], 2, [0, 'Y'], 1], b: [1, [2], 1], first: false }), [1, [0, 'XY'], 1]);
    assert.equal(await all_meet('abcd', [1, [0, 'X'], 2, [0, 'Y'], 1], [1, [2], 1]), 'aXYd');
    assert.equal(await all_meet('abcdef', [[0, 'X'], 2, [0, 'Y'], 2, [0, 'Z'], 2], [[6]]), 'XYZ');
});

test('replacing beside replacing leaves both', async () => {
    assert.equal(await all_meet('abcd', [[2, 'XX'], 2], [2, [2, 'YY']]), 'XXYY');
    await all_meet('abcdef', [1, [2, 'X'], 3], [3, [2, 'Y'], 1]);
    await all_meet('abcdef', [1, [2, 'X'], [2, 'Y'], 1], [2, [2, 'Z'], 2]);
});

test('a change in many places meets another one in many places', async () => {
    await all_meet('abcdefghij', [[0, '1'], 2, [2], 1, [1, '22'], 3, [1, '3']], [1, [3, 'x'], 2, [0, 'y'], 2, [2], [0, 'z']]);
    await all_meet('abcdefghij', [[1], [0, 'q'], [1, 'r'], 8], [[2, 's'], [0, 't'], 7, [1]], [[10, 'all']]);
    await does_alike('abcdef', [[1], [0, 'a'], [1, 'b'], [1, 'c'], [0, 'd'], [1], 2, [0, 'e']]);
});

// ---- lines ----

test('new lines alone, at the end, and many of them', async () => {
    await does_alike('', [[0, '', '']]);
    await does_alike('a', [1, [0, '', '']]);
    await does_alike('a\n\n', [[0, '', '', '', ''], 3, [0, '', '']]);
    await does_alike('a\nb\nc', [1, [1], 1, [1, ' '], 1]);
    assert.equal(await all_meet('ab', [1, [0, '', ''], 1], [1, [0, '', '', ''], 1]), 'a\n\n\nb');
    assert.equal(await all_meet('a\nb', [1, [1], 1], [1, [1, 'x', 'y'], 1]), 'ax\nyb');
    const many = Array.from({ length: 2001 }, () => '');
    await does_alike('ab', [1, [0, ...many], 1]);
});

test('a paste with other line ends comes as lines', async () => {
    const writer = new Writer('a', 'ab').write({ from: 1, insert: 'yksi\r\nkaksi\rkolme\n' });
    assert.deepEqual(writer.unsent, [[1, [0, 'yksi', 'kaksi', 'kolme', ''], 1]]);
    await does_alike('ab', writer.unsent[0]);
});

// ---- characters of more than one unit ----

test('pairs are counted as two units and cut nowhere but around them', async () => {
    const text = '😀a😀😀b𝄞';
    for (let from = 0; from <= text.length; from++)
        for (let to = from; to <= text.length; to++)
            for (const put of [[], ['x'], ['😀']]) {
                if (from === to && !put.length) continue;
                const json = [from, [to - from, ...put], text.length - to].filter((part) => part !== 0);
                const isHalving = [from, to].some((at) => /[\ud800-\udbff]$/.test(text.slice(0, at)));
                if (isHalving) assert.equal(await lines.ask({ do: 'apply', a: json, text }), null, JSON.stringify(json));
                else await does_alike(text, json);
            }
});

test('two who write beside one picture leave it whole', async () => {
    assert.equal(await all_meet('😀', [[0, 'a'], 2], [2, [0, 'b']], [[2, '😎']]), 'a😎b');
    assert.equal(await all_meet('😀😀', [2, [0, '𝄞'], 2], [[4]], [2, [2]]), '𝄞');
});

test('joined pictures and accents are letters like others', async () => {
    await does_alike('👩‍⚕️e\u0301', [5, [0, '👨‍👩‍👧'], 2]);
    await all_meet('👩‍⚕️e\u0301', [2, [1], 4], [[2], 5], [6, [1, 'x']]);
    assert.equal(await all_meet('e\u0301', [1, [0, 'x'], 1], [1, [1]]), 'ex');
});

test('quotes, backslashes, tabs and line separators are written as a browser writes them', async () => {
    const a = [[0, '"\\/\t\u2028\u2029\u00a0\ufffd\uffff', 'ä']], line = JSON.stringify({ do: 'read', a });
    assert.deepEqual((await lines.askRaw(line)).is, a);
    await does_alike('', a);
});

// ---- much ----

test('a hundred thousand letters at once', async () => {
    const much = ['x'.repeat(50000), '😀'.repeat(24999), 'y'];
    await does_alike('ab', [1, [0, ...much], 1]);
    await all_meet('abcd', [1, [2, ...much], 1], [2, [0, ...much], 2]);
});

test('a change in ten thousand places', async () => {
    const text = 'abcd'.repeat(10000);
    const comb = (from, len, insert) => {
        const specs = Array.from({ length: 5000 }, (_, i) => ({ from: 8 * i + from, to: 8 * i + from + len, insert }));
        return ChangeSet.of(specs, text.length).toJSON();
    };
    const a = comb(1, 2, 'xyz'), b = comb(2, 3, ''), c = comb(3, 0, 'q\n');
    assert.ok(a.length >= 10000 && b.length >= 10000 && c.length >= 10000);
    for (const change of [a, b, c]) await does_alike(text, change);
    await maps_alike(a, b);
    await maps_alike(b, c);
    await maps_alike(a, c);
});

// ---- over time ----

test('deleting a letter and typing in its stead, where another types beside it, is one text for all', async () => {
    assert.equal(await all_meet('a', [1, [0, 'Z']], chain([[1]], [[0, 'Y']])), 'ZY');
    assert.equal(await all_meet('a', chain([[1]], [[0, 'Y']]), [1, [0, 'Z']]), 'YZ');
    assert.equal(await all_meet('a', chain([[1]], [[0, 'X']]), [[0, 'Z'], 1]), 'XZ'); // ZX, were the first two made into one
});

test('pushes that grow staler and staler all find their place', async () => {
    const authority = new Authority(lines, 'Tavoite: '), busy = new Writer('busy', 'Tavoite: '), late = [];
    for (let i = 0; i < 12; i++) {
        late.push(new Writer(`late${i}`, authority.text, authority.updates.length));
        late[i].write({ from: late[i].text.length, insert: `(${i})` }).write({ from: 0, to: 1, insert: `${i}` });
        busy.write({ from: busy.text.length, insert: `b${i} ` }).write({ from: 2, to: 4 }).write({ from: 2, insert: '😀😀' });
        assert.ok(await authority.take(busy));
        authority.pull(busy);
    }
    for (const writer of late.reverse()) assert.ok(await authority.take(writer));
    for (const writer of [busy, ...late]) {
        authority.pull(writer);
        assert.equal(writer.text, authority.text);
        assert.deepEqual(writer.unsent, []);
    }
});

for (const isTaken of [true, false])
    test(`a line that breaks while a push is under way doubles nothing and loses nothing, whether it was ${isTaken ? '' : 'not '}taken`, async () => {
        const authority = new Authority(lines, 'ab'), other = new Writer('other', 'ab').write([1, [0, 'O'], 1]);
        const writer = new Writer('writer', 'ab').write([1, [0, '1'], 1]).write([2, [0, '2'], 1]);
        const sent = writer.unsent, version = writer.version;
        await authority.take(other);
        if (isTaken) assert.ok(await authority.push(writer.id, version, sent));
        writer.write([3, [0, '3'], 1]); // while it can't know
        await authority.push('third', authority.updates.length, [[authority.text.length, [0, '!']]]);

        // again with what it had, then as it must: first pull, then push
        if (isTaken) assert.equal(await authority.push(writer.id, version, sent), false);
        authority.pull(writer);
        assert.equal(writer.unsent.length, isTaken ? 1 : 3);
        assert.ok(await authority.take(writer));
        for (const one of [writer, other]) {
            authority.pull(one);
            assert.equal(one.text, authority.text);
        }
        assert.equal([...authority.text].sort().join(''), '!123Oab');
    });

test('it makes no difference in which portions updates are pushed or received', async () => {
    const texts = [];
    for (const [portion, behind] of [[1, 1], [2, 3], [4, 2], [5, 5]]) {
        const authority = new Authority(lines, 'abc'), first = new Writer('a', 'abc'), second = new Writer('b', 'abc');
        const reader = new Writer('c', 'abc').write([2, [0, 'R'], 1]);
        for (let i = 0; i < 5; i++) first.write([i + 1, [0, `${i}`], 2]);
        second.write([[2], 1]).write([[0, 'q'], 1]);
        assert.ok(await authority.take(second));
        while (first.unsent.length) {
            authority.pull(first);
            assert.ok(await authority.take(first, portion));
            authority.pull(first);
        }
        for (let until = 0; until < authority.updates.length; until += behind)
            authority.pull(reader, Math.min(until + behind, authority.updates.length));
        assert.ok(await authority.take(reader));
        for (const writer of [first, second, reader]) {
            authority.pull(writer);
            assert.equal(writer.text, authority.text);
        }
        texts.push(authority.text);
    }
    assert.equal(new Set(texts).size, 1, texts.join(' '));
});

test('undoing over the changes of others is written so that it is read', async () => {
    let state = EditorState.create({ doc: 'abc\ndef' });
    const tr = state.update({ changes: [{ from: 1, to: 5, insert: 'X\nY' }, { from: 6, insert: 'Z' }] });
    const back = tr.changes.invert(state.doc), other = ChangeSet.of({ from: 2, to: 4, insert: '' }, tr.newDoc.length);
    const json = back.map(other).toJSON();
    assert.deepEqual(await lines.ask({ do: 'map', a: back.toJSON(), b: other.toJSON(), first: false }), json);
    assert.deepEqual(await lines.ask({ do: 'read', a: json }), json);
});

// ---- what CodeMirror can't have written ----

const refused = {
    not_a_list: [null, true, false, 0, 3, 'x', {}, { 0: 1 }, [null], [true], ['x'], [{}], [[]], [[null]], [['x']], [[[]]], [[1, null]], [[1, 2]], [[1, []]],
        [[1, true]], [[1, 'a', 2]], [[0, 'a', {}]], [1, [[0, 'a']]], [['0', 'a']], [[true, 'a']]],
    bad_length: [[0], [-1], [1.5], [1e300], [3, 0], [[0]], [[-1]], [[-1, 'a']], [[1.5, 'a']], [[0, '']], [[3, '']], [2, [0], 1], [2, -1], [1, 1], [[1], [1]],
        [[0, 'a'], [0, 'b']], [3, [2], [1]]],
    too_long: [[16777217], [16777216, 1], [[16777217]], [[16777217, 'a']], [9007199254740991], [16777216, [1]], [16777216, [0, 'a']], [[16777216], 1],
        [10000000, [0, 'a'], 10000000]],
    line_break: [[[0, '\n']], [[0, 'a\nb']], [[0, '\r']], [[0, 'a\r\nb']], [[0, 'a', 'b\r']], [1, [2, '', '\n'], 4]],
    control_character: [[[0, '\u0001']], [[0, '\u0008']], [[0, 'a\u000b']], [[0, '\f']], [[0, 'a', '\u001b[31m']], [[0, '\u001f']], [[0, '\u007f']]],
};
for (const [fault, forms] of Object.entries(refused))
    test(`a form that CodeMirror can't have written is refused: ${fault}`, async () => {
        for (const form of forms) assert.equal(await lines.fault(form), fault, JSON.stringify(form));
    });

test('half a pair, a NUL and a number beyond all bounds do not get past the reader of JSON', async () => {
    for (const form of ['[[0,"\\ud83d"]]', '[[0,"\\ude00"]]', '[[0,"\\ude00\\ud83d"]]', '[[0,"a\\u0000b"]]', '[99999999999999999999]', '[1e999]', '[NaN]'])
        assert.equal((await lines.askRaw(`{"do":"read","a":${form}}`)).fault, 'not_json', form);
});

test('a change for another text is refused, and nothing of it is done', async () => {
    for (const json of [[], [2], [4], [[2]], [3, [1]], [1, [0, 'x'], 1], [[4, 'x']], [3, [0, 'x'], 1]])
        assert.equal(await lines.ask({ do: 'apply', a: json, text: 'abc' }), null, JSON.stringify(json));
});
