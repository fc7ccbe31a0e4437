// Where an arrow key leads in the picture: left and right along dependencies, else to the nearest of the neighbouring
// column; up and down in the column, over the lanes.
import type { Layout, Node } from './layout';

export function walk(l: Layout, from: string, key: string): string | null {
  const here = l.nodes.find((n) => n.end === from);
  if (!here) return l.nodes[0]?.end ?? null;
  switch (key) {
    case 'ArrowRight': return along(l, here, l.connectors.filter((c) => c.before === from).map((c) => c.after), 1);
    case 'ArrowLeft': return along(l, here, l.connectors.filter((c) => c.after === from).map((c) => c.before), -1);
    case 'ArrowDown': case 'ArrowUp': {
      const column = l.nodes.filter((n) => n.column === here.column).sort((a, b) => a.y - b.y);
      return column[column.indexOf(here) + (key === 'ArrowDown' ? 1 : -1)]?.end ?? null;
    }
    case 'Home': return in_reading_order(l)[0]!.end;
    case 'End': return in_reading_order(l)[l.nodes.length - 1]!.end;
    default: return null;
  }
}

/** By columns, as the order is told: what comes first is read first. */
export function in_reading_order(l: Layout): Node[] {
  return [...l.nodes].sort((a, b) => a.column - b.column || a.y - b.y);
}

function along(l: Layout, here: Node, tied: string[], step: 1 | -1): string | null {
  const near = (a: Node, b: Node): number => Math.abs(a.column - here.column) - Math.abs(b.column - here.column) || Math.abs(a.y - here.y) - Math.abs(b.y - here.y) || a.y - b.y;
  const found = l.nodes.filter((n) => tied.includes(n.end));
  const column = found.length ? found : l.nodes.filter((n) => (n.column - here.column) * step > 0);
  return column.sort(near)[0]?.end ?? null;
}
