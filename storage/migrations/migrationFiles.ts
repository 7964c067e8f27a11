import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFile } from '../../schema/files.js';
import type { MigratedSchema } from '../types.js';

/** A migration of the package, with its includes written out. */
export interface MigrationFile {
  readonly source: MigratedSchema;
  /** File name without `.sql`, as `node-pg-migrate` stores it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** SHA-256 of its text with LF line ends, hex: the same on every system. */
  readonly hash: string;
}

/** The package's migrations, a folder for each schema. */
export const migrationsFolder: string = packageFile('storage', 'migrations');

/** The migrations of a schema, in order. */
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
 * The text of a migration in which each line `\ir <file> <name>=<value>...` is replaced by that file, and each `{name}` in it by the
 * value, or nothing. Unlike psql's, such a line may be within a statement: what tables share are columns.
 */
export function withIncluded(text: string, folder: string): string {
  return text.replaceAll(/^\\ir (\S+)(.*)$/gm, (_line, file: string, stated: string) => {
    const values = new Map([...stated.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
    const included = readText(join(folder, file)).replace(/\n$/, '');
    return included.replaceAll(/\{(schema|table|end|stated|ref)\}/g, (_place, name: string) => values.get(name) ?? '');
  });
}
