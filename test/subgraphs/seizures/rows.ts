import { insertRows as insert, type Row } from '../insertRows.js';

/** Record tables, and the categories that a row of each holds unless it says otherwise. */
const records: Readonly<Record<string, readonly string[]>> = {
  seizure: ['seizures.core', 'seizures.method', 'seizures.persons'],
  seizure_statistic: ['seizures.statistics'],
};

/** Writes fictitious rows as ingest would. */
export function insertRows(adminUrl: string, table: string, rows: readonly Row[]): Promise<void> {
  return insert(adminUrl, `seizures.${table}`, rows, records[table]);
}
