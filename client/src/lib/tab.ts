// Which tab kept what: a lock per tab, held while it lives, so that another takes up what it left behind and nothing else.
export const tab = globalThis.crypto?.randomUUID?.().slice(0, 8) ?? String(Math.random()).slice(2, 10);

const name = (id: string): string => `rinnalla-tab-${id}`;

export function hold(): void {
  void globalThis.navigator?.locks?.request(name(tab), () => new Promise(() => undefined)).catch(() => undefined);
}

/** Does the work once the tab of that name is gone: at once, where it is gone already. A reload is such a going, too. */
export function when_gone(id: string, work: () => Promise<void>): void {
  const locks = globalThis.navigator?.locks;
  if (locks) void locks.request(name(id), work).catch(() => undefined);
  else void work();
}
