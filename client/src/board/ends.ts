// The two ends of a dependency, written 'task:41' or 'service:7', and what a row is blocked by.
import type { Task, Service } from '../lib/protocol.gen';
import type { Tables } from './merge';
import type { Sheet } from './sheet';

export type EndNoun = 'task' | 'service';
export interface End { noun: EndNoun; id: number }

export function end_of(noun: EndNoun, id: number): string {
  return `${noun}:${id}`;
}

export function parse_end(end: string): End | null {
  const [, noun, id] = /^(task|service):(-?\d+)$/.exec(end) ?? [];
  return noun && id ? { noun: noun as EndNoun, id: Number(id) } : null;
}

/** The ends that a row waits for, as the protocol gives them. */
export function blockers(row: { blocked_by: unknown }): string[] {
  return Array.isArray(row.blocked_by) ? row.blocked_by.filter((e): e is string => typeof e === 'string') : [];
}

/** What is at an end, as people call it; null where it is not on the board. */
export function name_of_end(tables: Tables, end: string): string | null {
  const found = parse_end(end);
  if (!found) return null;
  return found.noun === 'task' ? (tables.task.get(found.id)?.title ?? null) : (tables.service.get(found.id)?.name ?? null);
}

/** Whether what stands at an end still has to happen. */
export function is_open_end(tables: Tables, end: string): boolean {
  const found = parse_end(end);
  if (!found) return false;
  if (found.noun === 'task') { const status = tables.task.get(found.id)?.status; return !!status && status !== 'done' && status !== 'cancelled'; }
  const service = tables.service.get(found.id);
  return !!service && !service.removed_at && (service.status === 'proposed' || service.status === 'planned');
}

/** After a change to what stands at an end, what waits for it is blocked or free anew. */
export function block_again(sheet: Sheet, end: string): void {
  const tables = sheet.tables();
  const is_open = is_open_end(tables, end);
  for (const d of tables.dependency.values()) {
    const after = d.before === end && !d.removed_at ? parse_end(d.after) : null;
    const row: Task | Service | undefined = after ? tables[after.noun].get(after.id) : undefined;
    if (!after || !row) continue;
    const rest = blockers(row).filter((e) => e !== end);
    sheet.change(after.noun, after.id, { blocked_by: is_open ? [...rest, end] : rest });
  }
}
