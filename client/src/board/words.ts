// What changed between two texts, word by word: the longest common run of words stays, the rest is gone or come.
export interface Piece { text: string; how: 'same' | 'gone' | 'come' }

const MOST = 400;

export function difference(was: string, now: string): Piece[] {
  const a = was.match(/\s*\S+|\s+$/g) ?? [];
  const b = now.match(/\s*\S+|\s+$/g) ?? [];
  const whole: Piece[] = [{ text: was, how: 'gone' as const }, { text: now, how: 'come' as const }].filter((piece) => piece.text);
  if (a.length > MOST || b.length > MOST) return whole;
  const long = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) long[i]![j] = a[i] === b[j] ? long[i + 1]![j + 1]! + 1 : Math.max(long[i + 1]![j]!, long[i]![j + 1]!);

  // another text altogether reads better as one gone and one come than as crumbs of both
  if (long[0]![0]! * 3 < Math.max(a.length, b.length)) return whole;

  const pieces: Piece[] = [];
  const put = (text: string, how: Piece['how']): void => {
    const last = pieces[pieces.length - 1];
    if (last?.how === how) last.text += text;
    else pieces.push({ text, how });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { put(a[i++]!, 'same'); j++; }
    else if (j >= b.length || (i < a.length && long[i + 1]![j]! >= long[i]![j + 1]!)) put(a[i++]!, 'gone');
    else put(b[j++]!, 'come');
  }
  return pieces;
}
