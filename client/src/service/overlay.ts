// What a waiting change to services, and to what must come before what, looks like before the server has answered.
import { block_again, blockers, end_of, is_open_end, parse_end } from '../board/ends';
import type { Layer, Sheet } from '../board/sheet';
import type { Service } from '../lib/protocol.gen';
import { directory } from '../participant/directory';

export const service_layer: Layer = {
  makes: {
    'service.create': {
      row: (p, id, op, sheet) => ({
        id, ...described(p), status: p.status, fit: null, fit_reason: null, weight: null, weight_reason: null, decided_by: null, decided_at: null,
        blocked_by: [], author: sheet.me, added_at: op.made_at, edited_at: op.made_at, removed_at: null,
      }),
      is_like: (p, row) => row.name === p.name && row.sector === p.sector && row.purpose === (p.purpose ?? null),
    },
    'dependency.add': {
      row: (p, id, op, sheet) => ({ id, before: p.before, after: p.after, author: sheet.me, added_at: op.made_at, removed_at: null }),
      is_like: (p, row) => row.before === p.before && row.after === p.after,
      then: (p, _id, sheet) => { if (is_open_end(sheet.tables(), p.before)) wait(sheet, p.after, (ends) => [...ends.filter((e) => e !== p.before), p.before]); },
    },
  },
  does: {
    // edited_at stays: it is what the next edit has to have seen, and the server's own
    'service.edit': (sheet, p) => sheet.change('service', p.service, described(p, sheet.see('service').get(p.service))),
    'service.set_status': (sheet, p) => { sheet.change('service', p.service, { status: p.status }); block_again(sheet, end_of('service', p.service)); },
    'service.judge': (sheet, p) => sheet.change('service', p.service, { fit: p.fit ?? null, fit_reason: p.reason ?? null }),
    'service.decide': (sheet, p, op) => sheet.change('service', p.service, { weight: p.weight ?? null, weight_reason: p.reason ?? null, decided_by: p.weight ? sheet.me : null, decided_at: p.weight ? op.made_at : null }),
    'service.count': (sheet, p) => {
      const old = [...sheet.see('episode').values()].find((e) => e.service === p.service && e.year === p.year);
      // no other row has a broken number: it stands for nothing but itself
      sheet.put('episode', { id: old?.id ?? -(p.service + p.year / 10_000), service: p.service, year: p.year, count: p.count });
    },
    'service.remove': (sheet, p) => { sheet.remove('service', p.service); block_again(sheet, end_of('service', p.service)); },
    'dependency.remove': (sheet, p) => {
      for (const d of [...sheet.see('dependency').values()]) if (d.before === p.before && d.after === p.after) sheet.remove('dependency', d.id);
      wait(sheet, p.after, (ends) => ends.filter((e) => e !== p.before));
    },
  },
  words: { 'service.create': ['name', 'provider', 'purpose', 'contact'], 'service.edit': ['name', 'provider', 'purpose', 'contact'], 'service.judge': ['reason'], 'service.decide': ['reason'] },
};

type Told = Partial<Pick<Service, 'kind' | 'unit' | 'provider' | 'purpose' | 'contact' | 'from_on' | 'until_on'>> & Pick<Service, 'name' | 'sector'>;
type Described = Required<Told> & Pick<Service, 'unit_name'>;

function described(p: Told, old?: Service): Described {
  const unit = p.unit ?? null;
  return {
    name: p.name, sector: p.sector, kind: p.kind ?? null, unit, unit_name: unit === null ? null : (directory.unit(unit)?.name ?? (old?.unit === unit ? old.unit_name : null)),
    provider: p.provider ?? null, purpose: p.purpose ?? null, contact: p.contact ?? null, from_on: p.from_on ?? null, until_on: p.until_on ?? null,
  };
}

function wait(sheet: Sheet, end: string, put: (ends: string[]) => string[]): void {
  const at = parse_end(end);
  const row = at && sheet.see(at.noun).get(at.id);
  if (at && row) sheet.change(at.noun, at.id, { blocked_by: put(blockers(row)) });
}
