import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import { withSourceLock } from '../run/sourceLock.js';
import { personLinks } from './personLinks.js';
import { forget, heldOf, nextWithoutRecord } from './statements.js';

/** Refs a transaction. */
const batch = 1000;

/**
 * Lets the persons source forget which refs it told of, where it has no such record and no source holds the ref any more:
 * what has expired leaves nothing behind.
 *
 * @remarks Under the lock of telling: a link that is told meanwhile would be noted as told, and its note forgotten.
 *   May be repeated, and stopped at any moment.
 */
export async function forgetSubjects(databases: Pick<IngestDatabases, RecordSource>): Promise<void> {
  const { persons } = databases;
  await withSourceLock({ database: persons, source: 'persons/subjects', wait: true }, async () => {
    for (let last = ''; ; ) {
      const rows = await persons.exec<{ ref: string }>(nextWithoutRecord, [last, batch]);
      if (rows.length === 0) return;
      last = rows.at(-1)?.ref ?? last;
      const refs = new Set(rows.map(({ ref }) => ref));
      for (const { source, table, column } of personLinks) {
        const held = await databases[source].exec<{ ref: string }>(heldOf(table, column), [[...refs]]);
        for (const { ref } of held) refs.delete(ref);
      }
      if (refs.size > 0) await persons.exec(forget, [[...refs]]);
    }
  });
}
