// random.mjs - texts and changes by chance, the same for the same seed
import { ChangeSet } from '@codemirror/state';
import { textOf } from './session.mjs';

const WORDS = ['a', 'b', 'ö', '\t', '"', '\\', 'palaveri', '\n', '\n\n', '😀', '👩‍⚕️', 'e\u0301', '\u2028', '\uffff', '𝄞𝄞', 'שלום', 'x'.repeat(40)];

export class Dice {
    constructor(seed) { this.state = seed >>> 0; }

    // 0 … below - 1: a count in large steps, its bits mixed
    below(below) {
        this.state = (this.state + 0x9e3779b9) >>> 0;
        let x = this.state;
        x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
        x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
        return ((x ^ (x >>> 16)) >>> 0) % below;
    }

    chance(percent) { return this.below(100) < percent; }
    pick(list) { return list[this.below(list.length)]; }
    text(most) { return Array.from({ length: this.below(most + 1) }, () => this.pick(WORDS)).join(''); }
}

// Where a text may be cut without halving a pair.
function cuts(text) {
    const places = [0];
    for (const point of text) places.push(places.at(-1) + point.length);
    return places;
}

// As a person makes them: up to four places, from the start to the end.
function typed(dice, text) {
    const places = cuts(text), specs = [];
    for (let at = 0, n = 1 + dice.below(4); n && at < places.length; n--) {
        const from = at + dice.below(Math.min(places.length - at, 8));
        const to = dice.chance(50) ? from : Math.min(places.length - 1, from + dice.below(5));
        specs.push({ from: places[from], to: places[to], insert: dice.chance(35) ? '' : dice.text(3) });
        at = to;
    }
    return ChangeSet.of(specs, text.length);
}

// Any shape that the JSON may have: what is kept, deleted, put in and replaced, side by side in any order.
function anyShape(dice, text, isHalving) {
    const places = isHalving ? Array.from({ length: text.length + 1 }, (_, i) => i) : cuts(text), parts = [];
    for (let at = 0, last = ''; at < places.length - 1 || (last === '' && dice.chance(50)); ) {
        const left = places.length - 1 - at, kind = dice.pick(['keep', 'delete', 'insert', 'replace']);
        if (kind === last && kind !== 'replace') continue;
        if (!left && kind !== 'insert') continue;
        const to = kind === 'insert' ? at : at + 1 + dice.below(Math.min(left, 6));
        const len = places[to] - places[at], lines = (dice.text(2) || '.').split('\n');
        parts.push(kind === 'keep' ? len : kind === 'delete' ? [len] : [len, ...lines]);
        last = kind;
        at = to;
    }
    return ChangeSet.fromJSON(parts);
}

export function changeOf(dice, text, isHalving = false) {
    if (isHalving || dice.chance(40)) return anyShape(dice, text, isHalving);
    const change = typed(dice, text);
    if (dice.chance(60)) return change;
    if (dice.chance(50)) return change.compose(typed(dice, applied(change, text)));
    const other = typed(dice, text); // what is left of a change that met another, as one over this text
    return other.compose(change.map(other, dice.chance(50)));
}

export function chainOf(dice, text, most) {
    const chain = [];
    for (let n = 1 + dice.below(most); n; n--) {
        const change = changeOf(dice, text);
        chain.push(change);
        text = applied(change, text);
    }
    return chain;
}

export const applied = (change, text) => change.apply(textOf(text)).toString();

// A change whose base is this text, but which ends a section within a pair of it.
export function halves(json, text) {
    let at = 0;
    return json.some((part) => {
        at += Array.isArray(part) ? part[0] : part;
        return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1)) && at > 0;
    });
}
