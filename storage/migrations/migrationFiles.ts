import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../schema/files.js';
import type { MigratedSchema } from '../types.js';

/** One migration as it lies in the package. */
export interface MigrationFile {
  readonly source: MigratedSchema;
  /** File name without `.sql`, as `node-pg-migrate` keeps it. */
  readonly name: string;
  /** SHA-256 of its text, hex; line ends as LF, so that a checkout on another system is the same file. */
  readonly hash: string;
}

/** Folder of the package's migrations: in it one folder for each schema. */
export const migrationsFolder: string = packageFile('storage', 'migrations');

/** Migrations of a schema in their order. */
export function readMigrationFiles(source: MigratedSchema, folder = join(migrationsFolder, source)): MigrationFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^\d+_.*\.sql$/.test(name));
  return names.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return { source, name: file.slice(0, -'.sql'.length), hash: createHash('sha256').update(text).digest('hex') };
  });
}
