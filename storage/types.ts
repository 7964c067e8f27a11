import type { RawBuilder } from 'kysely';

/** Names of the six sources; also the names of their PostgreSQL schemas. */
export const sourceNames = ['cargo', 'persons', 'seizures', 'incidents', 'audit', 'directory'] as const;
export type SourceName = (typeof sourceNames)[number];

/** One source's own connection pool. Statements are compiled by Kysely's `sql` tag and run as named prepared statements. */
export interface SourceDatabase {
  /** Rows of one statement. Counts as one in `statements`. Aborts with the signal where one is given. */
  rows<Row>(statement: RawBuilder<Row>): Promise<Row[]>;
  /** Statements sent so far, for the N+1 assertions. */
  readonly statements: number;
  close(): Promise<void>;
}
