// Strong and leaning words in what has changed, without their marks. Only where both marks came, went or stayed with all that
// is between them: a mark that is itself the change is there to be seen.
import type { Piece } from './lines';

interface Found { at: number; length: number; words: string; as: 'strong' | 'em' }

export function emphasized(pieces: Piece[]): Piece[] {
  const was = found_in(pieces.filter((p) => p.how !== 'come'));
  const now = found_in(pieces.filter((p) => p.how !== 'gone'));
  return pieces.flatMap((p) => {
    const [found, other] = [was.get(p) ?? now.get(p) ?? [], now.get(p) ?? was.get(p) ?? []];
    return cut(p, found.filter((f) => other.some((o) => o.at === f.at && o.length === f.length)));
  });
}

/** What of a line, as it was or is, lies within one of its pieces. */
function found_in(pieces: Piece[]): Map<Piece, Found[]> {
  const all = [...pieces.map((p) => p.text).join('').matchAll(/(?<!\\)(\*\*|\*|\b_)(?=\S)([^*_\n]+?)(?<=\S)\1/g)];
  let from = 0;
  return new Map(pieces.map((p) => {
    const begins = from;
    from += p.text.length;
    const found = all.map((m): Found => ({ at: m.index - begins, length: m[0].length, words: m[2]!, as: m[1] === '**' ? 'strong' : 'em' }));
    return [p, found.filter((f) => f.at >= 0 && f.at + f.length <= p.text.length)];
  }));
}

function cut(piece: Piece, found: Found[]): Piece[] {
  const cuts: Piece[] = [];
  let from = 0;
  for (const f of found) {
    cuts.push({ ...piece, text: piece.text.slice(from, f.at) }, { ...piece, text: f.words, as: f.as });
    from = f.at + f.length;
  }
  return [...cuts, { ...piece, text: piece.text.slice(from) }].filter((p) => p.text);
}
