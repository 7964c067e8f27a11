import { records } from '../../../schema/records/index.js';
import type { RecordDescription } from '../../../schema/records/record.js';
import type { RecordSourceName } from '../../../schema/sources.js';
import type { SubgraphModule } from '../types.js';

/** Record types of a source, and the tables of those that have `provenance` and `versions`: links have none. */
export function ownRecords(source: RecordSourceName): Required<Pick<SubgraphModule, 'records' | 'tables'>> {
  const own = Object.values<RecordDescription>(records).filter((each) => each.source === source);
  const kept = own.filter(({ links }) => links === undefined);
  return {
    records: own.map(({ type }) => type),
    tables: Object.fromEntries(kept.map(({ type, table }) => [type, `${source}.${table}`])),
  };
}
