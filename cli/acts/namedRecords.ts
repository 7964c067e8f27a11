import type { DisclosedGroup } from '../../auditlog/types.js';
import { recordTables } from '../../ingest/items.js';

/**
 * Records of one kind that an act shows or gives away whole, as the log names them.
 *
 * @param kindOrTable kind of the records, e.g. `vesselRecord`, or their table, e.g. `persons.vessel_record`
 */
export function namedRecords(kindOrTable: string, originator: string, ids: readonly string[]): DisclosedGroup {
  const ofTable = Object.entries(recordTables).find(([, table]) => table === kindOrTable)?.[0];
  const kind = ofTable ?? kindOrTable;
  const type = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return { type, originator, categories: ['provenance.raw'], ids: [...new Set(ids)] };
}
