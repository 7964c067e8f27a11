import { envelopeTable } from '../../storage/envelopeKey.js';
import { sqlState } from '../../storage/pool/databaseErrors.js';
import type { Transaction } from '../../storage/types.js';
import { forgetNumbers } from '../cube/numbers.js';
import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import { purgedTables } from './due.js';
import { deleteEnvelopes } from './statements.js';

/** Deletes the envelopes that no record names any more, in every source that is not just being written to. */
export async function forgetEnvelopes(databases: Pick<IngestDatabases, RecordSource>): Promise<void> {
  for (const keptIn of new Set(purgedTables.map(({ keptIn }) => keptIn))) {
    const tables = purgedTables.filter((each) => each.keptIn === keptIn).map(({ table }) => table);
    await databases[keptIn].transaction(async (transaction) => {
      if (!(await isQuiet(transaction, keptIn))) return;
      await transaction.exec(deleteEnvelopes(keptIn, tables));
      await forgetNumbers(transaction, keptIn);
    });
  }
}

/**
 * Whether no run is about to name a known envelope: one that notes envelopes now waits for this transaction to end, and one
 * that has noted them is still staged.
 */
async function isQuiet(transaction: Transaction, keptIn: RecordSource): Promise<boolean> {
  await transaction.exec('savepoint locking');
  try {
    await transaction.exec(`lock table ${envelopeTable(keptIn)} in share row exclusive mode nowait`);
  } catch (error) {
    if (sqlState(error) !== '55P03') throw error;
    await transaction.exec('rollback to savepoint locking');
    return false;
  }
  const [staged] = await transaction.exec<{ any: boolean }>(
    `select exists (select from ${keptIn}.staged_position) as any`,
  );
  return staged?.any === false;
}
