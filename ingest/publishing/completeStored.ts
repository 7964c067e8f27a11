import type { Policy } from '../../policy/policy.js';
import { quote, quoteTable } from '../../storage/pool/quote.js';
import type { RecordSource } from '../records/record.js';
import { namedTables } from '../rows/matched.js';
import { withSourceLock } from '../run/sourceLock.js';
import { personLinks } from '../subjects/personLinks.js';
import { propagateSubjects } from '../subjects/propagateSubjects.js';
import { isOfOtherMatcher, type ReindexOptions, reindexNames } from './reindexNames.js';

/** What is completed, by which policy. */
export interface CompleteOptions extends ReindexOptions {
  readonly policy: Policy;
  /** Called once where another process does it, before waiting for that. */
  readonly onWait?: () => void;
}

/** What was completed. */
export interface Completed {
  /** Records that are now found by their names. */
  readonly named: number;
  /** Persons whose links now know what they are to a case. */
  readonly told: number;
}

/** Tables that may have rows to complete, and the condition of such a row. */
const waiting: readonly { readonly table: string; readonly holds: string }[] = [
  ...[...namedTables.keys()].map((table) => ({ table, holds: isOfOtherMatcher })),
  ...personLinks.map(({ table, column }) => ({
    table,
    holds: `${quote(column)} is not null and not subject_known`,
  })),
];

/**
 * Whether stored records of these sources are to be completed. One statement a table, which waits for no lock.
 *
 * @returns `NOT_PERMITTED` where these logins may not write what is due
 */
export async function findDue(
  databases: Partial<CompleteOptions['databases']>,
): Promise<'NOTHING' | 'DUE' | 'NOT_PERMITTED'> {
  let found: 'NOTHING' | 'DUE' = 'NOTHING';
  for (const { table, holds } of waiting) {
    const rows = await databases[table.split('.')[0] as RecordSource]?.exec<{ due: boolean; permitted: boolean }>(
      `select exists (select from ${quoteTable(table)} where ${holds}) as due,
         has_table_privilege($1, 'update') as permitted`,
      [quoteTable(table)],
    );
    if (!rows?.[0]?.due) continue;
    if (!rows[0].permitted) return 'NOT_PERMITTED';
    found = 'DUE';
  }
  return found;
}

/**
 * Completes records that another version of the matcher stored, and links that do not know yet what their persons are to a
 * case. Until then answers say PARTIAL, and these links are protected.
 *
 * @remarks Runs beside reads and ingest; one process at a time, in small transactions: stopped at any moment, it goes on where
 *   it was.
 */
export async function completeStored(options: CompleteOptions): Promise<Completed> {
  const { databases, policy, onWait } = options;
  const lock = { database: databases.persons, source: 'stored records', wait: true, ...(onWait && { onWait }) };
  return await withSourceLock(lock, async () => ({
    told: await propagateSubjects({ databases, policy, personsChanged: false }),
    named: await reindexNames(options),
  }));
}
