import { type ColumnType, childrenOf, columnsOf, type FieldColumn } from './columns.js';
import type { Field, Fields } from './fields.js';
import type { RecordDescription } from './record.js';

/**
 * Where the rows of a table say who the person is that they name, and what that person is to the case: the one place from
 * which tables, what is told of persons, both walls and the rights in raw records know of a link to a person.
 */
export interface PersonLink {
  /** Type of the SDL that a row is described as, e.g. `SeizurePerson`; the record's where the record itself is the link. */
  readonly type: string;
  /** Table without the schema. */
  readonly table: string;
  /** Column of the person's reference. */
  readonly person: string;
  /** Columns of what the delivery states: see `subject` of `parts/shared.ts`. */
  readonly category: string;
  readonly minor: string;
  /** Column of a code `role`, and of a date called as a date of birth, where they stand beside the person. */
  readonly role: string | null;
  readonly birthDate: string | null;
  readonly noPerson: readonly NoPerson[];
}

/** A column that tells, where no person is pointed at, that none stands at the end. */
export interface NoPerson {
  readonly column: string;
  readonly type: ColumnType;
  /** Values that tell so; null: any. */
  readonly values: readonly (string | number)[] | null;
}

/** Links to persons in the tables of a record, each table once: the record's own first. */
export function personLinksOf({ type, table, fields }: RecordDescription): readonly PersonLink[] {
  const links = new Map<string, PersonLink>();
  for (const each of rowsOf(type, table, fields)) {
    const link = linkOf(each);
    if (link && !links.has(link.table)) links.set(link.table, link);
  }
  return [...links.values()];
}

/** The fields of the rows of one table. */
export interface Rows {
  readonly type: string;
  readonly table: string;
  readonly fields: Fields;
}

/** Fields by table: the record's, and those of its lists and of their lists. */
export function rowsOf(type: string, table: string, fields: Fields): readonly Rows[] {
  const below = childrenOf(fields).flatMap(({ name, field }) =>
    rowsOf(field.type ?? name, field.table ?? name, field.fields),
  );
  return [{ type, table, fields }, ...below];
}

/** Whether a field points at a person who is to be protected. */
export function isPersonPointer(field: Field): boolean {
  return field.kind === 'pointer' && 'to' in field && field.to === 'Person' && field.unprotected === undefined;
}

/** Columns of a table that point at persons who are to be protected. */
export function personColumns(fields: Fields): readonly FieldColumn[] {
  return columnsOf(fields).filter(({ field }) => isPersonPointer(field));
}

/** What the delivery states beside a column: the category and the minority of the person, where it states both. */
export function subjectBeside(fields: Fields, person: FieldColumn): Pick<PersonLink, 'category' | 'minor'> | null {
  const beside = holderOf(person);
  const of = (name: string): string | undefined =>
    columnsOf(fields).find((column) => column.name.endsWith(name) && holderOf(column) === beside)?.name;
  const [category, minor] = [of('subject_category'), of('subject_minor')];
  return category === undefined || minor === undefined ? null : { category, minor };
}

/** Path of the object that states a column; of the members of `subject`, of the object that has it. */
function holderOf({ path }: FieldColumn): string {
  const holder = path.slice(0, -1);
  return (holder.at(-1) === 'subject' ? holder.slice(0, -1) : holder).join('.');
}

function linkOf({ type, table, fields }: Rows): PersonLink | null {
  const [person] = personColumns(fields);
  const subject = person && subjectBeside(fields, person);
  if (!subject) return null;
  const beside = columnsOf(fields).filter((column) => holderOf(column) === holderOf(person));
  const named = (is: (name: string, field: FieldColumn['field']) => boolean): string | null =>
    beside.find(({ path, field }) => is(path.at(-1) ?? '', field))?.name ?? null;
  return {
    ...{ type, table, person: person.name, ...subject },
    role: named((name, { kind }) => isRole(name, kind)),
    birthDate: named((name, { kind }) => isBirthDate(name, kind)),
    noPerson: beside.flatMap(({ name, type: of, field: { noPerson } }) =>
      noPerson === undefined ? [] : [{ column: name, type: of, values: noPerson === 'stated' ? null : noPerson }],
    ),
  };
}

/** Whether a field beside a person says what part that person has. */
export function isRole(name: string, kind: Field['kind']): boolean {
  return name === 'role' && kind === 'code';
}

/** Whether a field beside a person says when that person was born. */
export function isBirthDate(name: string, kind: Field['kind']): boolean {
  return /birthDate$/i.test(name) && kind === 'date';
}
