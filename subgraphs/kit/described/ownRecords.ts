import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import type { RecordSourceName } from '../../../schema/sources.js';
import type { SubgraphModule } from '../types.js';

/** Record types of a source, and their tables. */
export function ownRecords(source: RecordSourceName): Required<Pick<SubgraphModule, 'records' | 'tables'>> {
  const own = Object.values<RecordDescription>(records).filter((each) => each.source === source);
  return {
    records: own.map(({ type }) => type),
    tables: Object.fromEntries(own.map(({ type, table }) => [type, `${source}.${table}`])),
  };
}
