import type { DisclosedGroup } from '../../auditlog/types.js';
import { recordTables } from '../../ingest/records/record.js';

/**
 * Records of one kind that an act discloses, as the log names them.
 *
 * @param kindOrTable kind of the records, e.g. `vesselRecord`, or their table, e.g. `persons.vessel_record`
 * @param category of what is shown; by default the record as its source stated it
 */
export function namedRecords(
  kindOrTable: string,
  originator: string,
  ids: readonly string[],
  category = 'provenance.raw',
): DisclosedGroup {
  const ofTable = Object.entries(recordTables).find(([, table]) => table === kindOrTable)?.[0];
  const kind = ofTable ?? kindOrTable;
  const type = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return { type, originator, categories: [category], ids: [...new Set(ids)] };
}
