import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import type { RecordSourceName } from '../../../schema/sources.js';
import type { SubgraphModule } from '../module.js';
import { statedLinks } from './protectedRecords.js';

/** Record types of a source, their tables, and the links to persons that they state. */
export function ownRecords(source: RecordSourceName): Required<Pick<SubgraphModule, 'records' | 'tables' | 'links'>> {
  const own = Object.values<RecordDescription>(records).filter((each) => each.source === source);
  return {
    records: own.map(({ type }) => type),
    tables: Object.fromEntries(own.map(({ type, table }) => [type, `${source}.${table}`])),
    links: Object.fromEntries(own.map((each) => [`${source}.${each.table}`, statedLinks(each)])),
  };
}
