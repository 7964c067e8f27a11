import { type ColumnType, childrenOf, columnsOf, type FieldColumn } from './columns.js';
import type { Field, Fields } from './fields.js';
import type { RecordDescription } from './record.js';

/**
 * Where the rows of a table say which person they name, and what that person is to the case. Tables, the propagation of subjects,
 * both walls and the rights in raw records all learn of links to persons from here.
 */
export interface PersonLink {
  /** The SDL type of a row, e.g. `SeizurePerson`; the record's where the record itself is the link. */
  readonly type: string;
  /** Table without the schema. */
  readonly table: string;
  /** The column of the person's reference. */
  readonly person: string;
  /** Columns of what the delivery states: see `subject` of `parts/shared.ts`. */
  readonly category: string;
  readonly minor: string;
  /** Columns of a code `role`, a date of birth, a name and an EORI beside the person: what is stated of the person. */
  readonly role: string | null;
  readonly birthDate: string | null;
  readonly name: string | null;
  readonly eori: string | null;
  readonly noPerson: readonly NoPerson[];
}

/** A column that says that the end of a link without a person reference is not a person. */
export interface NoPerson {
  readonly column: string;
  readonly type: ColumnType;
  /** The values that say so; null: any. */
  readonly values: readonly (string | number)[] | null;
}

/** The links to persons in the tables of a record, one for each table, the record's own first. */
export function personLinksOf({ type, table, fields }: RecordDescription): readonly PersonLink[] {
  const links = new Map<string, PersonLink>();
  for (const each of rowsOf(type, table, fields)) {
    const link = linkOf(each, each.table === table);
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

/** The fields by table: the record's, then those of its lists and of their lists. */
export function rowsOf(type: string, table: string, fields: Fields): readonly Rows[] {
  const below = childrenOf(fields).flatMap(({ name, field }) =>
    rowsOf(field.type ?? name, field.table ?? name, field.fields),
  );
  return [{ type, table, fields }, ...below];
}

/** Whether a field points at a person who may be protected. */
export function isPersonPointer(field: Field): boolean {
  return field.kind === 'pointer' && 'to' in field && field.to === 'Person' && field.unprotected === undefined;
}

/** The columns of a table that point at persons who may be protected. */
export function personColumns(fields: Fields): readonly FieldColumn[] {
  return columnsOf(fields).filter(({ field }) => isPersonPointer(field));
}

/** The columns beside a person's that state the category and whether the person is a minor; null without both. */
export function subjectBeside(fields: Fields, person: FieldColumn): Pick<PersonLink, 'category' | 'minor'> | null {
  const beside = holderOf(person);
  const of = (name: string): string | undefined =>
    columnsOf(fields).find((column) => column.name.endsWith(name) && holderOf(column) === beside)?.name;
  const [category, minor] = [of('subject_category'), of('subject_minor')];
  return category === undefined || minor === undefined ? null : { category, minor };
}

/** The path of the object that states a column; for members of `subject`, of the object that has it. */
function holderOf({ path }: FieldColumn): string {
  const holder = path.slice(0, -1);
  return (holder.at(-1) === 'subject' ? holder.slice(0, -1) : holder).join('.');
}

function linkOf({ type, table, fields }: Rows, isRecord: boolean): PersonLink | null {
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
    name: named((name, { kind }) => isStatedName(name, kind, isRecord)),
    eori: named((_, { kind }) => kind === 'eori'),
    noPerson: beside.flatMap(({ name, type: of, field: { noPerson } }) =>
      noPerson === undefined ? [] : [{ column: name, type: of, values: noPerson === 'stated' ? null : noPerson }],
    ),
  };
}

/** Whether a field beside a person is the person's role. */
export function isRole(name: string, kind: Field['kind']): boolean {
  return name === 'role' && kind === 'code';
}

/** Whether a field beside a person is the person's name: `statedName`; in a list of persons `name` too, which of a record is its own. */
export function isStatedName(name: string, kind: Field['kind'], isRecord: boolean): boolean {
  return kind === 'text' && (name === 'statedName' || (name === 'name' && !isRecord));
}

/** Whether a field beside a person is the person's date of birth. */
export function isBirthDate(name: string, kind: Field['kind']): boolean {
  return /birthDate$/i.test(name) && kind === 'date';
}
