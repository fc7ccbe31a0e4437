// Words in the lines of a box of SVG: broken between words, long words by the rule of Finnish syllables, cut with an ellipsis.
export type Measure = (text: string) => number;

export function wrap(text: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  let rest = text.trim().split(/\s+/).filter(Boolean);
  while (rest.length) {
    const word = rest[0]!;
    const tried = line ? `${line} ${word}` : word;
    if (measure(tried) <= width) { line = tried; rest = rest.slice(1); continue; }
    const [head, tail] = cut(word, line ? `${line} ` : '', width, measure);
    if (lines.length + 1 === most) return [...lines, ellipsis([line, ...rest].filter(Boolean).join(' '), width, measure)];
    if (head && (!line || measure(word) > width)) { lines.push(`${line ? `${line} ` : ''}${head}`); rest = [tail, ...rest.slice(1)]; }
    else lines.push(line);
    line = '';
  }
  return line ? [...lines, line] : lines;
}

export function ellipsis(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let [fits, not] = [0, text.length];
  while (not - fits > 1) {
    const middle = (fits + not) >> 1;
    if (measure(`${text.slice(0, middle).trimEnd()}…`) <= width) fits = middle; else not = middle;
  }
  return `${text.slice(0, fits).trimEnd()}…`;
}

/** The most of a word that fits after what stands on the line, with a hyphen; where no syllable does, the most letters. */
function cut(word: string, before: string, width: number, measure: Measure): [head: string, tail: string] {
  let best = 0;
  let letters = 0;
  for (let i = 2; i <= word.length - 2; i++) {
    const own = has_hyphen(word, i);
    if (measure(`${before}${word.slice(0, i)}${own ? '' : '-'}`) > width) { if (own) break; continue; }
    letters = i;
    if (own || (i <= word.length - 3 && is_joint(word, i) && !has_hyphen(word, best))) best = i;
  }
  const at = best || (before ? 0 : Math.max(letters, 1));
  if (!at || at >= word.length) return ['', word];
  return [`${word.slice(0, at)}${has_hyphen(word, at) ? '' : '-'}`, word.slice(at)];
}

function has_hyphen(word: string, at: number): boolean {
  return at > 0 && /[-–/]/.test(word[at - 1]!);
}

/** Before a consonant that a vowel follows. */
function is_joint(word: string, at: number): boolean {
  return /[bcdfghjklmnpqrstvwxz]/i.test(word[at]!) && /[aeiouyäöå]/i.test(word[at + 1] ?? '') && /\p{L}\p{L}$/u.test(word.slice(0, at));
}
