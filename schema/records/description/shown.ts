import type { CodeList } from './codeList.js';
import { snakeCase } from './columns.js';
import type { Field, Fields, ScalarField, ScalarKind } from './fields.js';

/** A field of the SDL according to the description. */
export type Shown =
  /** The type as the SDL writes it without a final `!`, e.g. `[String!]`. */
  | { readonly written: string; readonly codes?: CodeList | undefined; readonly isNumber?: boolean }
  /** An object, or a list of objects; `type` where the description names it. */
  | { readonly inner: ShownFields; readonly isList: boolean; readonly type?: string | undefined };

/** The fields of an SDL object, by their names there. */
export type ShownFields = ReadonlyMap<string, Shown>;

type Growing = Map<string, Shown>;

/** What the SDL must show of these fields: with the groups that only the SDL has, and without what is not shown. */
export function shownFields(fields: Fields): ShownFields {
  const shown: Growing = new Map();
  for (const [name, field] of Object.entries(fields)) {
    if (field.node !== null && field.column !== null) put(shown, (field.node ?? name).split('.'), shownAs(field));
    const { leadsTo } = field;
    if (leadsTo?.node) put(shown, leadsTo.node.split('.'), { written: leadsTo.type });
  }
  return shown;
}

/** What a list is asked by. */
type KeyUse = 'filter' | 'sort' | 'facet' | 'histogram' | 'sum';

/** The names of the filter leaves, or of the values of an enum, that the fields state; `of` may select fields. */
export function shownKeys(fields: Fields, use: KeyUse, of: (field: Field) => boolean = () => true): string[] {
  const keys = Object.entries(fields).flatMap(([name, field]) => [
    ...(of(field) ? keyOf(name, field, use) : []),
    ...('fields' in field ? shownKeys(field.fields, use, of) : []),
  ]);
  return [...new Set(keys)];
}

function keyOf(name: string, field: Field, use: KeyUse): string[] {
  const key = field[use];
  if (key === undefined) return [];
  if (key !== true) return [key];
  return [use === 'filter' ? name : snakeCase(name).toUpperCase()];
}

function put(into: Growing, [name = '', ...rest]: readonly string[], shown: Shown): void {
  const known = into.get(name);
  const inner: Growing = known && 'inner' in known ? (known.inner as Growing) : new Map();
  if (rest.length > 0) {
    put(inner, rest, shown);
    into.set(name, known ?? { inner, isList: false });
  } else if ('inner' in shown) into.set(name, { ...shown, inner: new Map([...inner, ...shown.inner]) });
  else into.set(name, shown);
}

const amount: ShownFields = new Map([
  ['minorUnits', { written: 'Float' }],
  ['currency', { written: 'String' }],
]);

function shownAs(field: Field): Shown {
  // An asserted entry is a record with a description of its own, so its fields are not compared here.
  if ('main' in field) {
    const inner = field.asserts === undefined ? shownFields(field.fields) : new Map<string, Shown>();
    return { inner, isList: true, type: field.type };
  }
  if ('fields' in field) return { inner: shownFields(field.fields), isList: false };
  if (field.kind === 'money') return { inner: amount, isList: false };
  if (field.kind === 'properties') return { inner: new Map(), isList: true };
  if (!('of' in field))
    return { written: typeOf(field), codes: field.codes, isNumber: isNumber(field) && typeOf(field) === 'String' };
  return { written: `[${typeOf(field.of)}!]`, codes: field.of.codes };
}

const floats: readonly ScalarKind[] = ['number', 'kg', 'quantity', 'percentage', 'latitude', 'longitude'];

const scalars: Readonly<Partial<Record<ScalarKind, string>>> = {
  date: 'PartialDate',
  instant: 'DateTime',
  integer: 'Int',
  boolean: 'Boolean',
  unlocode: 'Location',
  ...Object.fromEntries(floats.map((kind) => [kind, 'Float'])),
};

const numbers: readonly ScalarKind[] = ['imo', 'registrationMark', 'icaoAddress', 'mrn', 'container', 'eori'];

/** Whether the value is an identifying number, which the log must name. */
export function isNumber(field: Field): boolean {
  return numbers.includes((field.kind === 'list' ? field.of : field).kind as ScalarKind);
}

function typeOf(field: ScalarField): string {
  if (field.leadsTo && !field.leadsTo.node) return field.leadsTo.type;
  return field.to ?? field.codes?.type ?? scalars[field.kind] ?? 'String';
}
