// Which tab kept what: a lock per tab tells whether its owner lives, so that a tab takes up only what was left behind.
export const tab = globalThis.crypto?.randomUUID?.().slice(0, 8) ?? String(Math.random()).slice(2, 10);

const name = (id: string): string => `rinnalla-tab-${id}`;

export function hold(): void {
  void globalThis.navigator?.locks?.request(name(tab), () => new Promise(() => undefined)).catch(() => undefined);
}

export async function living(): Promise<Set<string>> {
  const held = (await globalThis.navigator?.locks?.query())?.held ?? [];
  return new Set(held.map((l) => l.name ?? ''));
}

export function is_left_behind(id: string, alive: Set<string>): boolean {
  return id !== tab && !alive.has(name(id));
}
