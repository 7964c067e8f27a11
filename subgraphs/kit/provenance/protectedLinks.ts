import type DataLoader from 'dataloader';
import type { Policy } from '../../../policy/policy.js';
import { isUnprotected } from '../../../policy/rows/linkPredicate.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { keysSlot, type Prepared } from '../../../storage/slot.js';
import { raw } from '../../../storage/sql.js';
import type { SourceDatabase } from '../../../storage/types.js';
import type { LinksOfTable } from '../module.js';
import { createLoader } from '../page/loader.js';
import { keyText, readKey } from './provenanceRepository.js';

/** Statements that find the records of a table with a link to a protected person: one for each table of links. */
export type ProtectedLinkStatements = ReadonlyMap<string, readonly Prepared<{ readonly id: string }>[]>;

/** Compiled at start, by the records' table. */
export function compileProtectedLinks(
  links: Readonly<Record<string, readonly LinksOfTable[]>>,
  policy: Policy,
): ProtectedLinkStatements {
  const compile = ({ from, record, link }: LinksOfTable) =>
    compileStatement(sql<{ readonly id: string }>`
      select distinct ${record} as id from ${from}
      where ${record} = any(cast(${keysSlot} as text[])) and not ${raw(isUnprotected(policy, link, 'r', null))}`);
  return new Map(Object.entries(links).map(([table, of]) => [table, of.map(compile)]));
}

/** By `keyText`: true for a record with a link to a protected person. One statement for each table of links. */
export function createProtectedLinkLoader(
  db: SourceDatabase,
  statements: ProtectedLinkStatements,
): DataLoader<string, true | null> {
  return createLoader(async (keys) => {
    const found = new Map<string, true>();
    const asked = keys.map(readKey);
    for (const table of new Set(asked.map((key) => key.table))) {
      const ids = asked.filter((key) => key.table === table).map(({ id }) => id);
      for (const statement of statements.get(table) ?? [])
        for (const { id } of await db.rows(statement, { values: { keys: ids } }))
          found.set(keyText({ table, id }), true);
    }
    return found;
  });
}
