// What others wait for from me: my tasks over all boards and the inboxes I keep, asked anew whenever the server says so.
//
// The rows are the server's; a change of mine goes out through the outbox and shows when the list has been asked again.
import { today } from '../lib/day';
import type { TaskReceived, UnitKept } from '../lib/protocol.gen';
import { session } from '../lib/session.svelte';
import type { Op } from '../lib/outbox';
import type { Params, Refusal, Result, WriteMethod } from '../lib/wire';
import { typed_words } from '../board/overlay';
import { urgency } from './life';

const PAUSE = 150;
/** Words of a refused answer to a task or of a follow-up's outcome, until the person has copied or dropped them; the title of a task. */
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
    if (!this.unsaid.length) this.unsaid = session.drafts.get<Unsaid[]>('inbox:unsaid') ?? [];
    try {
      const [{ tasks }, { units }] = await Promise.all([session.ask('task.mine', {}), session.ask('unit.mine', {})]);
      const lists = await Promise.all(units.map((u) => session.ask('unit.inbox', { unit: u.id })));
      if (asked !== this.#asked) return;
      this.mine = tasks;
      this.units = units;
      this.asked = new Map(units.map((u, i) => [u.id, lists[i]!.tasks]));
    } catch { /* the line tells, and asks again when it is back */ }
  }

  /** An answer to a task, from one who may not be on its board, or what came of a follow-up: it waits in the outbox until the server has it. */
  async act<M extends WriteMethod>(method: M, params: Params<M>): Promise<Result<M>> {
    try { return await session.do('inbox', method, params); } finally { this.changed(); }
  }

  /** Whether an answer of mine to a task, or what came of a follow-up, is not saved yet. */
  is_waiting(noun: 'task' | 'follow_up', id: number): boolean {
    return session.ops.some((op) => op.lane === 'inbox' && (op.params as Record<string, unknown>)[noun] === id);
  }

  /** Its words come back, also when the page has been reloaded meanwhile. */
  refused(op: Op, refusal: Refusal): void {
    const words = typed_words(op);
    if (!words) return;
    const title = this.#all().find((t) => t.task === (op.params as { task?: number }).task)?.title ?? '';
    this.#keep([...this.unsaid, { method: op.method, words: words.map((w) => w.text).join('\n'), why: refusal.message, title }]);
  }

  /** What stands at an end, where it is among the tasks that are mine to see. */
  name_of(board: number, end: string): string | undefined {
    return this.#all().find((t) => t.board === board && `task:${t.task}` === end)?.title;
  }

  drop(one: Unsaid): void { this.#keep(this.unsaid.filter((u) => u !== one)); }

  clear(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.mine = null;
    this.units = [];
    this.asked = new Map();
    this.unsaid = [];
  }

  #all(): TaskReceived[] { return [...(this.mine ?? []), ...[...this.asked.values()].flat()]; }

  #keep(list: Unsaid[]): void {
    this.unsaid = list;
    session.drafts.set('inbox:unsaid', list.length ? list : undefined);
  }
}

export const inbox = new Inbox();
session.heed(inbox);
