import { insertRows as insert, type Row } from '../insertRows.js';

export type { Row };

/** Record tables, and the categories that a row of each holds unless it says otherwise. */
const records: Readonly<Record<string, readonly string[]>> = {
  incident: [
    'incidents.summary',
    'incidents.narrative',
    'incidents.location',
    'incidents.assessment',
    'operations.core',
  ],
  joint_operation: ['operations.core', 'operations.participants'],
};

/** Writes fictitious rows as ingest would. */
export function insertRows(adminUrl: string, table: string, rows: readonly Row[]): Promise<void> {
  return insert(adminUrl, `incidents.${table}`, rows, records[table]);
}
