// letters.mjs - letters of which each is written once: so a text itself tells what was lost and what came twice
//
// Every piece that anybody writes holds letters that nobody else writes in this note: one unit wide, or pictures and signs of two.
// Between them stand common ones: ä and ö, line breaks, joined pictures.
const RANGES = [[0x4e00, 0x9fff], [0xac00, 0xd7a3], [0x1f300, 0x1f5ff], [0x1f600, 0x1f64f], [0x20000, 0x2a6df]];
const COMMON = ['ä', 'ö', 'Ä', 'å', ' ', '\n', '\n', '\n\n', '\t', '👩‍⚕️', 'e\u0301', '"', '\\', '\u2028', 'palaveri', ' '];

const isUnique = (point) => RANGES.some(([first, last]) => point >= first && point <= last) && point !== 0x1f469;

/** The letters of a text that only one writer can have written. */
export function lettersOf(text) {
  const found = [];
  for (const letter of text) if (isUnique(letter.codePointAt(0))) found.push(letter);
  return found;
}

/** Who wrote which letter and who took it away, each as he saw it himself. */
export class Letters {
  constructor(dice) {
    this.dice = dice;
    this.next = RANGES.map(([first]) => first);
    this.written = new Map(); // letter → account
    this.taken = new Map(); // letter → account
  }

  #letter(account) {
    let range = this.dice.one([0, 0, 1, 2, 2, 3, 4]);
    if (this.next[range] > RANGES[range][1]) range = 4;
    let point = this.next[range]++;
    if (point === 0x1f469) point = this.next[range]++; // part of a joined one
    const letter = String.fromCodePoint(point);
    this.written.set(letter, account);
    return letter;
  }

  /** Something to write: so many letters, with common ones between them. */
  write(account, count) {
    let text = '';
    for (let n = 0; n < count; n++) text += (this.dice.chance(0.25) ? this.dice.one(COMMON) : '') + this.#letter(account);
    return this.dice.chance(0.2) ? text + this.dice.one(COMMON) : text;
  }

  /** A page of text, pasted at once. */
  page(account, lines) {
    return Array.from({ length: lines }, () => this.#letter(account) + ' Kotona pärjäämisen tuki; yöllä öitä. '.repeat(this.dice.between(1, 3)) + this.#letter(account)).join('\n');
  }

  take(account, text) {
    for (const letter of lettersOf(text)) this.taken.set(letter, account);
  }
}
