// The services and tasks of a board as things of the service path: what each is called, who gives it, how it stands, what it
// waits for. Pure, so that the picture, the list and the printed sheet say the same.
import { blockers, end_of } from '../board/ends';
import type { Tables } from '../board/merge';
import type { Sector, ServiceStatus, TaskStatus } from '../lib/protocol.gen';
import { is_open, is_overdue } from '../task/life';
import { others, overlaps } from './overlaps';
import type { Arc, Lane, Placed } from './places';

export interface Thing extends Placed {
  noun: 'service' | 'task';
  name: string;
  /** the unit or another giver; null for the client's own tasks and where nobody is known */
  giver: string | null;
  is_client: boolean;
  sector: Sector | null;
  status: ServiceStatus | TaskStatus;
  due_on: string | null;
  is_ended: boolean;
  is_overdue: boolean;
  /** ends that must come first and are open */
  waits_for: string[];
  overlaps: number[];
}

export function things_of(tables: Tables, today: string): Thing[] {
  const over = others(overlaps(tables.service.values()));
  const services = [...tables.service.values()].filter((s) => !s.removed_at).map((s): Thing => ({
    end: end_of('service', s.id), id: s.id, noun: 'service', name: s.name, giver: s.unit_name ?? s.provider, is_client: false,
    sector: s.sector, lane: lane_of(s.sector), status: s.status, due_on: null,
    is_running: s.status === 'in_use' || s.status === 'to_end' || s.status === 'ended',
    is_ended: s.status === 'ended', is_overdue: false,
    waits_for: s.status === 'planned' || s.status === 'proposed' ? blockers(s) : [],
    overlaps: (over.get(s.id) ?? []).map((o) => o.other),
  }));
  const tasks = [...tables.task.values()].filter((task) => task.status !== 'cancelled').map((task): Thing => ({
    end: end_of('task', task.id), id: task.id, noun: 'task', name: task.title, giver: task.unit_name, is_client: task.is_client,
    sector: task.sector, lane: lane_of(task.sector), status: task.status, due_on: task.due_on,
    is_running: false, is_ended: !is_open(task), is_overdue: is_overdue(task, today),
    waits_for: is_open(task) ? blockers(task) : [], overlaps: [],
  }));
  return [...services, ...tasks];
}

export function arcs_of(tables: Tables): Arc[] {
  return [...tables.dependency.values()].filter((d) => !d.removed_at);
}

/** The third sector, the client's own and the rest share a lane. */
export function lane_of(sector: Sector | null): Lane {
  return sector === null || sector === 'third_sector' ? 'other' : sector;
}

/** What comes directly before and directly after each end. */
export function neighbours(arcs: readonly Arc[]): { before: Map<string, string[]>; after: Map<string, string[]> } {
  const [before, after] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const a of arcs) {
    before.set(a.after, [...(before.get(a.after) ?? []), a.before]);
    after.set(a.before, [...(after.get(a.before) ?? []), a.after]);
  }
  return { before, after };
}
