// Where the person is, as paths without anything personal in them.
export type BoardView = 'document' | 'goals' | 'tasks' | 'services' | 'meeting' | 'minutes';
export type Place =
  | { name: 'day' }
  | { name: 'boards' }
  | { name: 'board'; board: number; view: BoardView; item: number | null; note: number | null }
  | { name: 'calendar' }
  | { name: 'feeds' }
  | { name: 'teams'; team: number | null }
  | { name: 'phases'; team: number }
  | { name: 'settings' }
  | { name: 'admin' }
  | { name: 'nowhere' };

export function place_of(path: string): Place {
  if (path === '/') return { name: 'day' };
  if (/^\/boards\/?$/.test(path)) return { name: 'boards' };
  const [, board, part, item] = /^\/boards\/([1-9]\d{0,15})(?:\/(notes|follow-ups|goals|tasks|services|meeting|minutes)(?:\/([1-9]\d{0,15}))?)?\/?$/.exec(path) ?? [];
  const is_one = part === 'notes' || part === 'minutes' || part === 'follow-ups'; // these have no page of all of them
  if (board && (!is_one || item)) {
    const view = part === undefined || part === 'notes' || part === 'follow-ups' ? 'document' : (part as BoardView);
    return { name: 'board', board: Number(board), view, item: item && part !== 'notes' ? Number(item) : null, note: part === 'notes' ? Number(item) : null };
  }
  if (/^\/calendar\/?$/.test(path)) return { name: 'calendar' };
  if (/^\/calendar\/feeds\/?$/.test(path)) return { name: 'feeds' };
  const phases = /^\/teams\/([1-9]\d{0,15})\/phases\/?$/.exec(path);
  if (phases) return { name: 'phases', team: Number(phases[1]) };
  const teams = /^\/teams(?:\/([1-9]\d{0,15}))?\/?$/.exec(path);
  if (teams) return { name: 'teams', team: teams[1] ? Number(teams[1]) : null };
  if (path === '/settings') return { name: 'settings' };
  if (path === '/admin') return { name: 'admin' };
  return { name: 'nowhere' };
}

/** Where a follow-up stands on its board. */
export function follow_up_path(board: number, follow_up: number): string {
  return `/boards/${board}/follow-ups/${follow_up}`;
}

/** The address of a view of a board, or of one thing in it. */
export function view_path(board: number, view: BoardView, item?: number): string {
  return `/boards/${board}${view === 'document' ? '' : `/${view}`}${item !== undefined && item > 0 ? `/${item}` : ''}`;
}

class Route {
  place = $state.raw<Place>(place_of(globalThis.location?.pathname ?? '/'));
  /** counts visits, so that focus can go to the heading of each screen */
  visits = $state(0);

  constructor() {
    globalThis.addEventListener?.('popstate', () => this.#arrive());
    globalThis.document?.addEventListener('click', (e) => this.#click(e));
  }

  go(path: string): void {
    if (path !== location.pathname) history.pushState(null, '', path);
    this.#arrive();
    scrollTo(0, 0);
  }

  #arrive(): void {
    this.place = place_of(location.pathname);
    this.visits++;
  }

  #click(e: MouseEvent): void {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const a = (e.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!a || a.target || a.origin !== location.origin || a.hash || a.hasAttribute('download')) return;
    e.preventDefault();
    this.go(a.pathname);
  }
}

export const route = new Route();
