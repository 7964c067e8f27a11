import type { Policy } from '../../policy/policy.js';
import type { Act } from '../../storage/acts/act.js';
import { envelopeKeyOf, insertEnvelopes, keyedColumns } from '../../storage/envelopeKey.js';
import { sql } from '../../storage/kysely.js';
import { quote, quoteTable } from '../../storage/pool/quote.js';
import { termsText } from '../../storage/sql.js';
import type { Transaction } from '../../storage/types.js';
import { changeNumbers, readNumbers } from '../cube/numbers.js';
import { lockCubes } from '../cube/state.js';
import type { IngestDatabases } from '../databases.js';
import { type KeptRow, keptTermsOf, restrictingColumns } from '../publishing/keptTerms.js';
import { strictestTerms } from './strictestTerms.js';

/**
 * Shows records to nobody whom the envelope keeps from them that they got after the backup. What the restored envelope keeps from
 * somebody it keeps on. One transaction; may be repeated.
 *
 * @returns how many records were shown to more than they may be
 */
export async function tightenAgain(
  databases: IngestDatabases,
  policy: Policy,
  { keptIn, table, at, ids: named, secret }: Extract<Act, { kind: 'TIGHTEN' }>,
): Promise<number> {
  return await databases[keptIn].transaction(async (transaction) => {
    const rows = await transaction.exec<KeptRow & { originator: string }>(
      `select r.id, r.originator, to_jsonb(r) as terms, r.expires_at from ${quoteTable(table)} r
       left join ${keptIn}.provenance p on p.record_table = $1 and p.record_id = r.id
       where r.id = any($2) and coalesce(p.recorded_at < $3::timestamptz, true)`,
      [table, named, at],
    );
    const groups = new Map<string, string[]>();
    for (const row of rows) {
      const present = keptTermsOf(row);
      const next = JSON.stringify(strictestTerms(policy, present, secret, row.originator));
      if (next !== JSON.stringify(present)) groups.set(next, [...(groups.get(next) ?? []), row.id]);
    }
    const ids = [...groups.values()].flat();
    if (ids.length === 0) return 0;
    const [kept] = await lockCubes(transaction, keptIn, [table]);
    const less = kept ? await readNumbers(transaction, kept, sql`r.id = any(${ids})`) : [];
    for (const [text, own] of groups) await store(transaction, keptIn, table, JSON.parse(text), own);
    // An earlier version is shown by the stricter of its own terms and these; this one by its own copy of them.
    await transaction.exec(
      `update ${keptIn}.provenance p set terms = ${termsText('t')}, expires_at = t.expires_at from ${quoteTable(table)} t
       where p.record_table = $1 and p.record_id = t.id and t.id = any($2)`,
      [table, ids],
    );
    if (kept)
      await changeNumbers(transaction, kept, less, {
        from: sql`${sql.table(table)} r`,
        where: sql`r.id = any(${ids})`,
      });
    return ids.length;
  });
}

async function store(
  transaction: Transaction,
  schema: string,
  table: string,
  terms: Extract<Act, { kind: 'TIGHTEN' }>['secret'],
  ids: readonly string[],
): Promise<void> {
  const { expiresAt, ...restricting } = terms;
  const casts = ['int', 'boolean', 'text', 'text', 'text[]', 'text[]', 'text[]', 'text[]', 'text[]'];
  const values = restrictingColumns.map(([member]) => restricting[member]);
  const places = new Map<string, string>(
    restrictingColumns.map(([, column], i) => [column, `cast($${i + 2} as ${casts[i]})`]),
  );
  const sqlOf = (column: string): string => places.get(column) ?? `t.${quote(column)}`;
  const key = envelopeKeyOf(schema, sqlOf);
  await transaction.exec(
    `${insertEnvelopes(schema)} select distinct ${[key, ...keyedColumns.map(sqlOf)].join(', ')}
     from ${quoteTable(table)} t where t.id = any($1) and t.envelope_key is not null on conflict do nothing`,
    [ids, ...values],
  );
  await transaction.exec(
    `update ${quoteTable(table)} t set ${[...places].map(([column, place]) => `${quote(column)} = ${place}`).join(', ')},
       envelope_key = case when t.envelope_key is not null then ${key} end, expires_at = cast($${values.length + 2} as timestamptz)
     where t.id = any($1)`,
    [ids, ...values, expiresAt],
  );
}
