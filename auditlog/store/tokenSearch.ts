import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { TokenKind } from '../entry/body/member.js';
import { createMemory } from '../entry/memory.js';
import { bytesOf, packUnder, pseudonymOf, type TokenKey, tokenKey } from '../entry/tokens.js';
import type { LogQuery } from './pool.js';
import { monthOf } from './postings/runs.js';

/** The first and last time of an agency's entries; the agency is empty for entries that name none. */
export interface Period {
  readonly agency: string;
  /** UTC ISO 8601. */
  readonly first: string;
  /** UTC ISO 8601. */
  readonly last: string;
}

/** Selects rows for `toPeriod`; it asks the index once for each agency, `k.agency`. */
export const periodsSql = `with recursive known(agency) as (
        (select min(coalesce(agency, '')) from audit.entry)
        union all
        select (select min(coalesce(e.agency, '')) from audit.entry e where coalesce(e.agency, '') > k.agency)
        from known k where k.agency is not null
      )
      select k.agency, (select min(e.at) from audit.entry e where coalesce(e.agency, '') = k.agency) as first,
        (select max(e.at) from audit.entry e where coalesce(e.agency, '') = k.agency) as last
      from known k where k.agency is not null`;

/** All periods. One statement. */
export async function readPeriods(db: LogQuery): Promise<readonly Period[]> {
  const { rows } = await db.query({ name: 'portcullis_audit_periods', text: periodsSql });
  return rows.map(toPeriod);
}

/** A period from a row of `periodsSql`. */
export function toPeriod({ agency, first, last }: Readonly<Record<string, unknown>>): Period {
  return { agency: String(agency), first: (first as Date).toISOString(), last: (last as Date).toISOString() };
}

/** Token keys by index key, then by month and agency: drawing them is half of a search's cost. */
const tokenKeys = new WeakMap<Uint8Array, (scope: string) => TokenKey>();

function tokenKeysOf(indexKey: Uint8Array): (scope: string) => TokenKey {
  const known = tokenKeys.get(indexKey);
  if (known) return known;
  const made = createMemory((scope) => tokenKey(indexKey, { at: scope.slice(0, 7), agency: scope.slice(8) }), 8192);
  tokenKeys.set(indexKey, made);
  return made;
}

/**
 * The tokens that find entries with these texts: for each kind, one for each index key, agency and month. As `audit.entries_with` takes
 * them: each behind the two bytes of its month.
 */
export async function searchTokens(
  indexKeys: readonly Uint8Array[],
  periods: readonly Period[],
  kinds: readonly TokenKind[],
  texts: readonly string[],
): Promise<Buffer> {
  const scopes = periods.flatMap(({ agency, ...span }) => monthsOf(span).map((month) => `${month} ${agency}`));
  const keys = indexKeys.flatMap((indexKey) => scopes.map(tokenKeysOf(indexKey)));
  const months = indexKeys.flatMap(() => scopes.map(monthOf));
  const wanted: Buffer[] = [];
  for (const text of texts) {
    for (const kind of kinds) {
      if (wanted.length > 0) await yieldToOthers();
      wanted.push(withMonths(months, bytesOf(packUnder(keys, kind, text))));
    }
  }
  return Buffer.concat(wanted);
}

function withMonths(months: readonly number[], tokens: Buffer): Buffer {
  const wanted = Buffer.allocUnsafe(months.length * 18);
  for (const [i, month] of months.entries()) {
    wanted.writeUInt16BE(month, i * 18);
    tokens.copy(wanted, i * 18 + 2, i * 16, i * 16 + 16);
  }
  return wanted;
}

/** The pseudonyms of askers with these names, by which their entries are found. */
export function searchAskers(
  indexKeys: readonly Uint8Array[],
  periods: readonly Period[],
  names: readonly string[],
): readonly string[] {
  const years = periods.flatMap(({ agency, first, last }) =>
    range(Number(first.slice(0, 4)), Number(last.slice(0, 4))).map((year) => ({ agency, at: String(year) })),
  );
  return names.flatMap((name) => indexKeys.flatMap((key) => years.map((scope) => pseudonymOf(key, scope, name))));
}

/** Months from one instant to another, both included, as `2026-11`. */
function monthsOf({ first, last }: { readonly first: string; readonly last: string }): readonly string[] {
  return range(monthOf(first), monthOf(last)).map(
    (month) => `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`,
  );
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
