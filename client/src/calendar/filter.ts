// What of the calendar is in sight: kinds of things, and whose they are. Kept as long as the page, so that nobody finds an
// empty calendar in the morning and believes it. Pure.
import type { Entry } from './entries';

export const entry_kinds = ['meeting', 'follow_up', 'task'] as const;
export interface Filter {
  kinds: readonly Entry['kind'][];
  /** 'team:3' or 'board:7'; empty: everybody's */
  host: string;
}
export const everything: Filter = { kinds: entry_kinds, host: '' };

export function is_everything(f: Filter): boolean {
  return f.host === '' && entry_kinds.every((k) => f.kinds.includes(k));
}

export function toggled(f: Filter, kind: Entry['kind']): Filter {
  return { ...f, kinds: entry_kinds.filter((k) => (k === kind) !== f.kinds.includes(k)) };
}

export function host_key({ board, team }: { board: number | null; team?: number | null }): string {
  return team != null ? `team:${team}` : `board:${board}`;
}

export function passes(entry: Entry, f: Filter): boolean {
  const of = entry.kind === 'meeting' ? entry.instance : entry.kind === 'task' ? entry.task : entry.follow_up;
  return f.kinds.includes(entry.kind) && (f.host === '' || f.host === host_key(of));
}

/** Days that hold nothing any more are left out. */
export function filtered(days: ReadonlyMap<string, Entry[]>, f: Filter): ReadonlyMap<string, Entry[]> {
  if (is_everything(f)) return days;
  return new Map([...days].map(([day, list]): [string, Entry[]] => [day, list.filter((e) => passes(e, f))]).filter(([, list]) => list.length));
}
