// A card's words as a task: they are the title where they fit in one line, else the title is their beginning and the text the whole.
const LONG = 200;

export function words_of_card(text: string): { title: string; text: string } {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line.length <= LONG) return { title: line, text: '' };
  const cut = line.slice(0, LONG - 1);
  const at = cut.lastIndexOf(' ');
  return { title: `${cut.slice(0, at > LONG / 2 ? at : cut.length)}…`, text: text.trim() };
}
