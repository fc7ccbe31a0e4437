// Others in one's organisation whose name could be taken for a person's: a task or a case given to the wrong one is the
// classic leak.
import type { AccountMatching } from '../lib/protocol.gen';
import { session } from '../lib/session.svelte';
import { alike } from './person';

export async function namesakes_of(person: { id: number; full_name: string }): Promise<AccountMatching[]> {
  const last = person.full_name.split(/\s+/).at(-1) ?? person.full_name;
  const { accounts } = await session.ask('account.find', { text: last });
  return among(accounts, person);
}

export function among(accounts: readonly AccountMatching[], person: { id: number; full_name: string }): AccountMatching[] {
  return accounts.filter((a) => a.id !== person.id && alike(a.full_name, person.full_name));
}
