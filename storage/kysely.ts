import { createRequire } from 'node:module';
import type * as Library from 'kysely';

/*
 * The one place that loads Kysely. Why CommonJS: it comes in 263 files, and as ES modules they take 40 ms more of processor
 * time, at each start and in each command that reads a database.
 */
const library = createRequire(import.meta.url)('kysely') as typeof Library;

/** What builds statements, and what compiles them for PostgreSQL without a connection. */
export const { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } = library;

export type { CompiledQuery, RawBuilder } from 'kysely';
