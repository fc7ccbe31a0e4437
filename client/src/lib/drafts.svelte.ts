// Words typed but not yet sent, by the name of the field: they live through reloads, time-outs and lost focus.
import { SvelteMap } from 'svelte/reactivity';
import type { Vault } from './vault';

export class Drafts {
  #values = new SvelteMap<string, unknown>();
  #vault: Vault | null = null;
  #timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** What is typed already wins over what was kept: it is younger. */
  async use(vault: Vault | null): Promise<void> {
    this.#vault = vault;
    for (const [id, value] of (await vault?.all<unknown>('draft:')) ?? []) {
      const name = id.slice('draft:'.length);
      if (!this.#values.has(name)) this.#values.set(name, value);
    }
    for (const name of this.#values.keys()) this.#write(name);
  }

  get<T = string>(name: string): T | undefined {
    return this.#values.get(name) as T | undefined;
  }

  names(start: string): string[] {
    return [...this.#values.keys()].filter((n) => n.startsWith(start));
  }

  set(name: string, value: unknown): void {
    if (value === undefined || value === '' || value === null) this.#values.delete(name);
    else this.#values.set(name, value);
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(() => this.#write(name), 120));
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#values.clear();
    this.#vault = null;
  }

  #write(name: string): void {
    const value = this.#values.get(name);
    void (value === undefined ? this.#vault?.remove(`draft:${name}`) : this.#vault?.put(`draft:${name}`, value));
  }
}
