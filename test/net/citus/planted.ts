import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { quote } from '../../../storage/pool/quote.js';
import { withAdmin } from '../../../storage/roles.js';
import type { CitusNode } from './nodes.js';

/** Files of a node that have a text, as it is written there; its write-ahead log apart. */
export function filesWith(node: CitusNode, text: string): readonly string[] {
  const names = readdirSync(node.data, { recursive: true, encoding: 'utf8' });
  const wanted = names.filter((name) => !name.startsWith('pg_wal') && statSync(join(node.data, name)).isFile());
  return wanted.filter((name) => readFileSync(join(node.data, name)).includes(text));
}

/** Tables of a node's database, shards too, where a row has a text. */
export async function tablesWith(node: CitusNode, database: string, text: string): Promise<readonly string[]> {
  return await withAdmin(node.url(database), async (admin) => {
    // Why: otherwise Citus hides the shards.
    await admin.query('set citus.override_table_visibility to off');
    const { rows } = await admin.query<{ schema: string; name: string }>(
      `select relnamespace::regnamespace::text as schema, relname as name from pg_class c
       where relkind = 'r' and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
         and not exists (select from pg_dist_partition where logicalrelid = c.oid) order by 1, 2`,
    );
    const found: string[] = [];
    for (const { schema, name } of rows) {
      const { rowCount } = await admin.query(
        `select from ${quote(schema)}.${quote(name)} t where t::text like ${pg.escapeLiteral(`%${text}%`)} limit 1`,
      );
      if (rowCount) found.push(`${schema}.${name}`);
    }
    return found;
  });
}
