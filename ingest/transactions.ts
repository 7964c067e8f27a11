import type { Transaction } from '../storage/types.js';
import type { IngestDatabases } from './databases.js';
import type { RecordSource } from './records/record.js';

/** Transactions of several sources that are open at once. */
export type Transactions = ReadonlyMap<RecordSource, Transaction>;

/** Runs within one transaction of each source at once; where it throws, all are taken back. */
export async function inTransactions<T>(
  databases: IngestDatabases,
  sources: readonly RecordSource[],
  work: (transactions: Transactions) => Promise<T>,
): Promise<T> {
  const transactions = new Map<RecordSource, Transaction>();
  const open = async ([source, ...others]: readonly RecordSource[]): Promise<T> => {
    if (source === undefined) return await work(transactions);
    return await databases[source].transaction(async (transaction) => {
      transactions.set(source, transaction);
      return await open(others);
    });
  };
  return await open(sources);
}
