// Names of units and colleagues that lists of the organisation have shown here, for what waits to be answered: the server's
// rows carry their own.
import type { Sector } from '../lib/protocol.gen';

const units = new Map<number, { name: string; sector: Sector }>();
const people = new Map<number, string>();

export const directory = {
  know_units(list: readonly { id: number; name: string; sector: Sector }[]): void { for (const u of list) units.set(u.id, { name: u.name, sector: u.sector }); },
  know_person(id: number, full_name: string): void { people.set(id, full_name); },
  unit(id: number | null | undefined): { name: string; sector: Sector } | undefined { return id == null ? undefined : units.get(id); },
  person(id: number | null | undefined): string | undefined { return id == null ? undefined : people.get(id); },
};
