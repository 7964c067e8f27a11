import { createHash } from 'node:crypto';
import type pg from 'pg';
import { recordSourceNames } from '../../schema/sources.js';
import { newId } from '../../storage/keys/ref.js';
import { readRows } from './rows.js';

/**
 * Gives every stored row the id that its source and key stand for, or its place below its parent. Ids are random, and lists
 * and ties are in their order: so the same data are answered in the same order in every run.
 */
export async function settleIds(client: pg.ClientBase): Promise<void> {
  const settled: { old: string; id: string }[] = [];
  await readRows(client, ({ table, id, parent, ordinal, columns }) => {
    const own = typeof columns.source_ref === 'string' ? [columns.source, columns.source_ref] : [parent, ordinal];
    const digest = createHash('sha256')
      .update(JSON.stringify([table, ...own]))
      .digest();
    const name = newId(id.split('_', 1)[0] ?? '', (bytes) => digest.subarray(0, bytes));
    settled.push({ old: id, id: name });
    return name;
  });
  await client.query('create temporary table settled (old text primary key, id text not null)');
  await client.query('insert into settled select * from unnest($1::text[], $2::text[])', [
    settled.map(({ old }) => old),
    settled.map(({ id }) => id),
  ]);
  await client.query('analyze settled');
  // Why: rows refer to each other by these very ids, and each column is settled by itself.
  await client.query("set session_replication_role = 'replica'");
  for (const { table, column } of await columnsWithIds(client)) {
    await client.query(`update ${table} t set ${column} = s.id from settled s where t.${column} = s.old`);
  }
  await client.query("set session_replication_role = 'origin'");
  await client.query('drop table settled');
}

/** Text columns of the data that hold at least one of the ids. */
async function columnsWithIds(client: pg.ClientBase): Promise<{ table: string; column: string }[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select table_schema || '.' || table_name as table, quote_ident(column_name) as column
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = any($1) and data_type = 'text' and table_type = 'BASE TABLE' order by 1, 2`,
    [[...recordSourceNames, 'ingest']],
  );
  const found: { table: string; column: string }[] = [];
  for (const { table, column } of rows) {
    const has = await client.query(`select from ${table} t join settled s on t.${column} = s.old limit 1`);
    if (has.rowCount) found.push({ table, column });
  }
  return found;
}
