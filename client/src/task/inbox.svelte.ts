// What others wait for from me: my tasks over all boards and the inboxes I keep, asked anew whenever the server says so.
//
// The rows are the server's; a change of mine goes out through the outbox and shows when the list has been asked again.
import { today } from '../lib/day';
import type { TaskReceived, UnitKept } from '../lib/protocol.gen';
import { session } from '../lib/session.svelte';
import type { Params, Refusal, Result, WriteMethod } from '../lib/wire';
import { urgency } from './life';

const PAUSE = 150;
/** Words of a refused answer to a task, until the person has copied or dropped them. */
export interface Unsaid { method: WriteMethod; words: string; why: string; title: string }

class Inbox {
  mine = $state.raw<TaskReceived[] | null>(null);
  units = $state.raw<UnitKept[]>([]);
  /** unit → its open tasks */
  asked = $state.raw<ReadonlyMap<number, TaskReceived[]>>(new Map());
  unsaid = $state.raw<Unsaid[]>([]);
  /** the local date, so that what was due tomorrow is due today without a reload */
  day = $state(today());

  urgent = $derived((this.mine ?? []).filter((t) => ['returned', 'overdue', 'today'].includes(urgency(t, this.day))).length);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** Something has changed: asked once for what comes close together. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.read(), PAUSE);
  }

  async read(): Promise<void> {
    if (session.account?.is_admin) return; // administrators see no client data
    const asked = ++this.#asked;
    this.day = today();
    try {
      const [{ tasks }, { units }] = await Promise.all([session.ask('task.mine', {}), session.ask('unit.mine', {})]);
      const lists = await Promise.all(units.map((u) => session.ask('unit.inbox', { unit: u.id })));
      if (asked !== this.#asked) return;
      this.mine = tasks;
      this.units = units;
      this.asked = new Map(units.map((u, i) => [u.id, lists[i]!.tasks]));
    } catch { /* the line tells, and asks again when it is back */ }
  }

  /** An answer to a task, from one who may not be on its board. Its words come back if it is refused. */
  async act<M extends WriteMethod>(method: M, params: Params<M>, task: TaskReceived, words = ''): Promise<Result<M> | null> {
    try {
      const answer = await session.do('inbox', method, params);
      this.changed();
      return answer;
    } catch (e) {
      const { message, reason } = e as Refusal;
      if (words && reason !== 'guard') this.unsaid = [...this.unsaid, { method, words, why: message, title: task.title }];
      this.changed();
      throw e;
    }
  }

  /** What stands at an end, where it is among the tasks that are mine to see. */
  name_of(board: number, end: string): string | undefined {
    const all = [...(this.mine ?? []), ...[...this.asked.values()].flat()];
    return all.find((t) => t.board === board && `task:${t.task}` === end)?.title;
  }

  drop(one: Unsaid): void { this.unsaid = this.unsaid.filter((u) => u !== one); }

  clear(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.mine = null;
    this.units = [];
    this.asked = new Map();
    this.unsaid = [];
  }
}

export const inbox = new Inbox();
session.heed(inbox);
