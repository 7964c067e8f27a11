import type { RecordDescription } from '../description/record.js';
import { records } from '../index.js';

const onceTables: ReadonlySet<string> = new Set(
  Object.values<RecordDescription>(records).flatMap(({ source, table, standsOnce }) =>
    standsOnce ? [`${source}.${table}`] : [],
  ),
);

/** Whether records of a table, schema-qualified, exist once for each key, so that another agency's copy is refused. */
export function standsOnce(table: string): boolean {
  return onceTables.has(table);
}

/** The columns that identify a record besides its id: with the agency, unless it exists once. */
export function keyColumns(once: boolean): readonly string[] {
  return once ? ['source', 'source_ref'] : ['source', 'originator', 'source_ref'];
}
