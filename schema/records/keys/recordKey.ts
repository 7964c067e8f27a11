import type { RecordDescription } from '../description/record.js';
import { records } from '../index.js';

const onceTables: ReadonlySet<string> = new Set(
  Object.values<RecordDescription>(records).flatMap(({ source, table, standsOnce }) =>
    standsOnce ? [`${source}.${table}`] : [],
  ),
);

/** Whether another agency's record under a key of this table, schema-qualified, is refused. */
export function standsOnce(table: string): boolean {
  return onceTables.has(table);
}

/** Columns that name a record beside its id: those of an agency's copy, or of what stands once. */
export function keyColumns(once: boolean): readonly string[] {
  return once ? ['source', 'source_ref'] : ['source', 'originator', 'source_ref'];
}
