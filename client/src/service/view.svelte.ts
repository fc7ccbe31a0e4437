// Picture or list: what the person chose last, as long as the page lives; a narrow screen begins with the list.
export const view = $state<{ kind: 'picture' | 'list' }>({ kind: (globalThis.innerWidth ?? 1_000) < 700 ? 'list' : 'picture' });
