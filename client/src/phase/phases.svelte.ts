// The phases of one team as they are edited: asked of the server, changed there, asked again.
//
// A team that has changed nothing uses the default list, whose phases have no number. The first change makes them its own;
// should another have been faster, what was meant is found by what it says, or nothing is changed and it is said.
import { t } from '../lib/i18n.svelte';
import { newest } from '../lib/newest';
import type { PhaseOfTeam } from '../lib/protocol.gen';
import { session } from '../lib/session.svelte';
import { Refusal, type Params, type Result } from '../lib/wire';
import { behind, is_same, told_of, type Draft } from './order';

const LANE = 'calendar';
type Own = PhaseOfTeam & { id: number };
type Change = 'phase.adopt' | 'phase.add' | 'phase.edit' | 'phase.move' | 'phase.remove' | 'phase.reset';

export class Phases {
  readonly team: number;
  list = $state.raw<readonly PhaseOfTeam[] | null>(null);
  is_own = $derived(this.list !== null && this.list[0]?.id !== null);
  #told = newest(() => session.ask('phase.list', { team: this.team }), ({ phases }) => { this.list = phases; });

  constructor(team: number) { this.team = team; }

  read(): Promise<void> { return this.#told.read(); }

  async edit(seen: PhaseOfTeam, draft: Draft): Promise<void> {
    const phase = await this.#own(seen);
    await this.#do('phase.edit', { phase: phase.id, seen_at: phase.changed_at, ...told_of(draft) });
  }

  /** Behind another, or first. */
  async add(draft: Draft, after: PhaseOfTeam | null): Promise<void> {
    const other = after && (await this.#own(after));
    await this.#do('phase.add', { ...told_of(draft), ...(other && { after: other.id }) });
  }

  /** One place up or down; false: there is none. */
  async move(seen: PhaseOfTeam, step: -1 | 1): Promise<boolean> {
    const phase = await this.#own(seen);
    const list = this.list ?? [];
    const place = behind(list.length, list.findIndex((p) => p.id === phase.id), step);
    if (place === undefined) return false;
    const after = list[place]?.id;
    await this.#do('phase.move', { phase: phase.id, ...(after ? { after } : {}) });
    return true;
  }

  /** Takes it out; what it gives puts it back, behind whatever was before it and still is. */
  async remove(seen: PhaseOfTeam): Promise<() => Promise<void>> {
    const phase = await this.#own(seen);
    const list = this.list ?? [];
    const before = list.slice(0, list.findIndex((p) => p.id === phase.id)).reverse();
    await this.#do('phase.remove', { phase: phase.id, seen_at: phase.changed_at });
    return async () => {
      const after = before.map((b) => this.list?.find((p) => p.id === b.id)).find((p) => p !== undefined)?.id;
      const { kind, title, prompt, minutes } = phase;
      await this.#do('phase.add', { kind, title, prompt, minutes, ...(after ? { after } : {}) });
    };
  }

  reset(): Promise<unknown> { return this.#do('phase.reset', {}); }

  async #own(seen: PhaseOfTeam): Promise<Own> {
    if (seen.id !== null) return seen as Own;
    this.#told.forget();
    const { phases } = await session.do(LANE, 'phase.adopt', { team: this.team });
    this.list = phases;
    const phase = phases.find((p) => is_same(p, seen));
    if (!phase?.id) throw new Refusal(t('phase.others_were_first'), { reason: 'conflict' });
    return phase as Own;
  }

  async #do<M extends Change>(method: M, params: Omit<Params<M>, 'team'>): Promise<Result<M>> {
    try {
      return await session.do(LANE, method, { team: this.team, ...params } as never);
    } finally { await this.read(); }
  }
}
