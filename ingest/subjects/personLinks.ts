import { childrenOf, columnsOf } from '../../schema/records/description/columns.js';
import type { Fields } from '../../schema/records/description/fields.js';
import { records } from '../../schema/records/index.js';
import type { RecordSource } from '../records/record.js';

/** A table of links to persons, and its column of their refs. */
export interface PersonLinks {
  readonly source: RecordSource;
  readonly table: string;
  readonly column: string;
}

/** Every table that holds refs of persons with who they are to a case. */
export const personLinks: readonly PersonLinks[] = Object.values(records).flatMap(({ source, table, fields }) =>
  [...tablesOf(table, fields)].flatMap(([name, own]) => {
    const column = refOfPerson(own);
    return column === undefined ? [] : [{ source, table: `${source}.${name}`, column }];
  }),
);

/** Fields by table: the record's, and those of its lists and of their lists. */
function tablesOf(table: string, fields: Fields): Map<string, Fields> {
  const below = childrenOf(fields).flatMap(({ name, field }) => [...tablesOf(field.table ?? name, field.fields)]);
  return new Map([[table, fields], ...below]);
}

/** Column of the person that is shown, where it is said who that is to the case. */
function refOfPerson(fields: Fields): string | undefined {
  const columns = columnsOf(fields);
  if (!columns.some(({ name }) => name === 'subject_category')) return undefined;
  return columns.find(({ field, node }) => field.kind === 'pointer' && field.to === 'Person' && node !== null)?.name;
}
