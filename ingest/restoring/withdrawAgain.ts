import type { Act } from '../../storage/acts/act.js';
import { sql } from '../../storage/kysely.js';
import { quoteTable } from '../../storage/pool/quote.js';
import { changeNumbers, readNumbers } from '../cube/numbers.js';
import { lockCubes } from '../cube/state.js';
import type { IngestDatabases } from '../databases.js';
import { versionColumns } from '../publishing/statements.js';

/**
 * Takes records back that their source took back after the backup: history has them, as before. A record that was recorded later
 * stays. One transaction; may be repeated.
 *
 * @returns how many records went
 */
export async function withdrawAgain(
  databases: IngestDatabases,
  { keptIn, table, run, at, ids: named }: Extract<Act, { kind: 'WITHDRAW' }>,
): Promise<number> {
  return await databases[keptIn].transaction(async (transaction) => {
    const rows = await transaction.exec<{ id: string }>(
      `select r.id from ${quoteTable(table)} r left join ${keptIn}.provenance p on p.record_table = $1 and p.record_id = r.id
       where r.id = any($2) and coalesce(p.recorded_at < $3::timestamptz, true)`,
      [table, named, at],
    );
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    const [kept] = await lockCubes(transaction, keptIn, [table]);
    const less = kept ? await readNumbers(transaction, kept, sql`r.id = any(${ids})`) : [];
    await transaction.exec(
      `insert into ${keptIn}.history (${versionColumns.join(', ')}, ended_at, ended_by_run, ending)
       select ${versionColumns.map((name) => `p.${name}`).join(', ')}, $3::timestamptz, $4, 'WITHDRAWN'
       from ${keptIn}.provenance p where p.record_table = $1 and p.record_id = any($2) on conflict do nothing`,
      [table, ids, at, run],
    );
    await transaction.exec(`delete from ${keptIn}.provenance where record_table = $1 and record_id = any($2)`, [
      table,
      ids,
    ]);
    await transaction.exec(`delete from ${quoteTable(table)} where id = any($1)`, [ids]);
    if (kept) await changeNumbers(transaction, kept, less, null);
    return ids.length;
  });
}
