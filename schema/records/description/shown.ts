import type { CodeList } from './codeList.js';
import type { Field, Fields, ScalarField, ScalarKind } from './fields.js';

/** What a description says that a field of the SDL is. */
export type Shown =
  /** Type as the SDL writes it without `!` at its end, e.g. `[String!]`. */
  | { readonly written: string; readonly codes?: CodeList | undefined; readonly isNumber?: boolean }
  /** An object, or a list of objects; `type` where the description names it. */
  | { readonly inner: ShownFields; readonly isList: boolean; readonly type?: string | undefined };

/** Fields of an object of the SDL, by their names there. */
export type ShownFields = ReadonlyMap<string, Shown>;

type Growing = Map<string, Shown>;

/** What the SDL must show of these fields: groups that exist in the SDL alone are made, what is not shown is left out. */
export function shownFields(fields: Fields): ShownFields {
  const shown: Growing = new Map();
  for (const [name, field] of Object.entries(fields)) {
    if (field.node !== null && field.column !== null) put(shown, (field.node ?? name).split('.'), shownAs(field));
    const { leadsTo } = field;
    if (leadsTo?.node) put(shown, leadsTo.node.split('.'), { written: leadsTo.type });
  }
  return shown;
}

/** Names of all fields of the SDL's filter, or of all values of its sort enum, that the fields say; of some fields alone where `of` says which. */
export function shownKeys(
  fields: Fields,
  use: 'filter' | 'sort',
  of: (field: Field) => boolean = () => true,
): string[] {
  const keys = Object.entries(fields).flatMap(([name, field]) => [
    ...(of(field) ? keyOf(name, field, use) : []),
    ...('fields' in field ? shownKeys(field.fields, use, of) : []),
  ]);
  return [...new Set(keys)];
}

function keyOf(name: string, field: Field, use: 'filter' | 'sort'): string[] {
  const said = field[use];
  if (said === undefined) return [];
  if (said !== true) return [said];
  return [use === 'filter' ? name : name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()];
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
  // Why nothing within what is asserted: it is a record of its own, with a description of its own.
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

/** Whether the value is a number by which something is known, which the log must name. */
export function isNumber(field: Field): boolean {
  return numbers.includes((field.kind === 'list' ? field.of : field).kind as ScalarKind);
}

function typeOf(field: ScalarField): string {
  if (field.leadsTo && !field.leadsTo.node) return field.leadsTo.type;
  return field.to ?? field.codes?.type ?? scalars[field.kind] ?? 'String';
}
