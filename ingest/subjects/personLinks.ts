import { personLinksOf } from '../../schema/records/description/personLink.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { records } from '../../schema/records/index.js';
import type { RecordSource } from '../records/record.js';

/** A table of links to persons, and its column of their refs. */
export interface PersonLinks {
  readonly source: RecordSource;
  readonly table: string;
  readonly column: string;
}

/** Every table that holds refs of persons with what they are to a case. */
export const personLinks: readonly PersonLinks[] = Object.values<RecordDescription>(records).flatMap((description) => {
  const source = description.source as RecordSource;
  return personLinksOf(description).map(({ table, person }) => ({
    source,
    table: `${source}.${table}`,
    column: person,
  }));
});
