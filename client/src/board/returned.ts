// Words of a refused command that have come back to who typed them, and the same command sent again.
import type { Op } from '../lib/outbox';
import type { WriteMethod } from '../lib/wire';
import type { Noun, Tables } from './merge';

export interface Returned {
  method: WriteMethod;
  params: Record<string, unknown>;
  /** what was typed */
  mine: string;
  /** what stands there now, where the words were to take its place */
  now: string | null;
  /** the server's words for why not */
  why: string;
}

type Fields = Record<string, unknown>;

export function give_back(op: Pick<Op, 'method' | 'params'>, words: { field: string; text: string }[], tables: Tables, why: string): Returned {
  const params = op.params as Fields;
  const row = 'was' in params || 'seen_at' in params ? row_of(op.method, params, tables) : undefined;
  const there = row && words[0] ? row[words[0].field] : undefined;
  return { method: op.method, params, mine: words.map((w) => w.text).join('\n'), now: typeof there === 'string' ? there : null, why };
}

/** The command over what stands there now: having seen it, the person's words take its place. */
export function again(r: Returned, tables: Tables): { method: WriteMethod; params: Fields } {
  const row = row_of(r.method, r.params, tables);
  const params = { ...r.params };
  const field = Object.keys(params).find((k) => row && k !== 'was' && typeof row[k] === 'string' && typeof params[k] === 'string');
  if ('was' in params && row && field) params.was = row[field];
  if ('seen_at' in params && row) params.seen_at = row.edited_at ?? row.changed_at;
  return { method: r.method, params };
}

function row_of(method: WriteMethod, params: Fields, tables: Tables): Fields | undefined {
  const noun = method.split('.')[0]! as Noun;
  return tables[noun]?.get(params[noun] as number) as Fields | undefined;
}
