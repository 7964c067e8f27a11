import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFile } from '../../schema/files.js';
import type { MigratedSchema } from '../types.js';

/** One migration as it lies in the package, what it includes written out. */
export interface MigrationFile {
  readonly source: MigratedSchema;
  /** File name without `.sql`, as `node-pg-migrate` keeps it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
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
    const path = join(folder, file);
    const text = readText(path);
    return {
      source,
      name: file.slice(0, -'.sql'.length),
      path,
      text,
      hash: createHash('sha256').update(text).digest('hex'),
    };
  });
}

function readText(path: string): string {
  return withIncluded(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'), dirname(path));
}

/**
 * Text of a migration in a folder, in which each line `\ir <file> <name>=<value>...` has become that file, with its `{name}`
 * as given there, or empty. Why also within a statement, as psql does not: what tables share are columns.
 */
export function withIncluded(text: string, folder: string): string {
  return text.replaceAll(/^\\ir (\S+)(.*)$/gm, (_line, file: string, stated: string) => {
    const values = new Map([...stated.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
    const included = readText(join(folder, file)).replace(/\n$/, '');
    return included.replaceAll(/\{(schema|table|end|stated|ref)\}/g, (_place, name: string) => values.get(name) ?? '');
  });
}
