import { createRequire } from 'node:module';
import type * as Library from 'kysely';

/*
 * The one place that loads Kysely, as CommonJS: its 263 files take 40 ms more of processor time as ES modules, in each command that
 * reads a database.
 */
const library = createRequire(import.meta.url)('kysely') as typeof Library;

/** Builds statements, and compiles them for PostgreSQL without a connection. */
export const { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } = library;

export type { CompiledQuery, RawBuilder } from 'kysely';
