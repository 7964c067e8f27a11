import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { packageFile } from '../../../schema/files.js';
import { migrate } from '../../../storage/migrations/migrate.js';
import { migrationsFolder } from '../../../storage/migrations/migrationFiles.js';
import { withAdmin } from '../../../storage/roles.js';
import { migratedSchemas } from '../../../storage/types.js';

/** A database as a release left it: the files that made its tables, and its rows. */
export interface StoredDatabase {
  /** Hash by `<schema>/<name>` of each migration that was applied. */
  readonly applied: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, readonly object[]>>;
}

const folderOfStored = packageFile('test', 'storage', 'stored');
const pathOf = (release: string): string => join(folderOfStored, `${release}.json`);

/** Each released version of which a database is kept, the first one first. */
export const releases: readonly string[] = readdirSync(folderOfStored)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** What the migration itself fills, and what says what was migrated. */
const passedOver = ["'directory.location'", "'storage.migration_hash'"].join(', ');

/** What `write.ts` stored. */
export function readStored(release: string): StoredDatabase {
  return JSON.parse(readFileSync(pathOf(release), 'utf8')) as StoredDatabase;
}

/** Stores a database of a release, a row a line. */
export function writeStored(release: string, { applied, rows }: StoredDatabase): void {
  const tables = Object.entries(rows).map(
    ([table, each]) => `${JSON.stringify(table)}: [\n${each.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
  );
  writeFileSync(
    pathOf(release),
    `{"applied": ${JSON.stringify(applied, null, 1)},\n"rows": {\n${tables.join(',\n')}\n}}\n`,
  );
}

/** Every row of a migrated database, by table. */
export async function readDatabase(admin: pg.Client): Promise<StoredDatabase> {
  const hashes = await admin.query<{ name: string; hash: string }>(
    `select source || '/' || name as name, hash from storage.migration_hash order by 1`,
  );
  const tables = await admin.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1) and n.nspname || '.' || c.relname not in (${passedOver}) order by 1`,
    [[...migratedSchemas, 'storage']],
  );
  const rows: Record<string, readonly object[]> = {};
  for (const { name } of tables.rows.filter((table) => !table.name.startsWith('storage.migration_'))) {
    const read = await admin.query<{ row: object }>(
      `select to_jsonb(t) as row from ${name} t order by to_jsonb(t)::text`,
    );
    if (read.rows.length > 0) rows[name] = read.rows.map(({ row }) => row);
  }
  return { applied: Object.fromEntries(hashes.rows.map(({ name, hash }) => [name, hash])), rows };
}

/** Makes an empty database what the stored one was: by the migrations of then, with the hashes of then. */
export async function restoreStored(adminUrl: string, { applied, rows }: StoredDatabase): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-stored-'));
  try {
    cpSync(migrationsFolder, folder, { recursive: true });
    for (const schema of migratedSchemas)
      for (const file of readdirSync(join(folder, schema)))
        if (!(`${schema}/${file.replace('.sql', '')}` in applied)) rmSync(join(folder, schema, file));
    await migrate(adminUrl, migratedSchemas, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await withAdmin(adminUrl, async (admin) => {
    for (const [file, hash] of Object.entries(applied))
      await admin.query(`update storage.migration_hash set hash = $2 where source || '/' || name = $1`, [file, hash]);
    // Why: rows come in any order, and were held to each other when they were stored.
    await admin.query('set session_replication_role = replica');
    for (const [table, each] of Object.entries(rows))
      await admin.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(each),
      ]);
  });
}
