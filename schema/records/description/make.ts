import type { CodeList } from './codeList.js';
import type {
  EntriesField,
  FieldOptions,
  Fields,
  GroupField,
  KindValues,
  ListField,
  RecordPointer,
  ScalarField,
  ScalarKind,
} from './fields.js';

/** Carries `required` into the field's type. */
export type Needed<Options> = Options extends { readonly required: true } ? { readonly required: true } : unknown;

/** Carries `plain` into the list's type. */
export type Plain<Options> = Options extends { readonly plain: true } ? { readonly plain: true } : unknown;

function scalar<Kind extends ScalarKind>(kind: Kind) {
  return <const Options extends FieldOptions>(options?: Options) =>
    ({ kind, ...options }) as ScalarField<KindValues[Kind]> & Needed<Options>;
}

/** One function for each kind of scalar field. */
export const text = scalar('text');
export const date = scalar('date');
export const instant = scalar('instant');
export const country = scalar('country');
export const integer = scalar('integer');
export const number = scalar('number');
export const boolean = scalar('boolean');
export const kg = scalar('kg');
export const quantity = scalar('quantity');
export const unit = scalar('unit');
export const money = scalar('money');
export const percentage = scalar('percentage');
export const latitude = scalar('latitude');
export const longitude = scalar('longitude');
export const imo = scalar('imo');
export const registrationMark = scalar('registrationMark');
export const icaoAddress = scalar('icaoAddress');
export const mrn = scalar('mrn');
export const container = scalar('container');
export const eori = scalar('eori');
export const unlocode = scalar('unlocode');
export const hs6 = scalar('hs6');
export const cn8 = scalar('cn8');
export const packageType = scalar('package');
export const flag = scalar('flag');
export const properties = scalar('properties');

/** A code of a closed list. */
export function code<Stored extends string | number, const Options extends FieldOptions>(
  codes: CodeList<Stored>,
  options?: Options,
) {
  return { kind: 'code', codes, ...options } as ScalarField<Stored> & Needed<Options>;
}

/** A code of a list to which a source may add others: they are stored, but not shown. */
export function openCode<Stored extends string | number, const Options extends FieldOptions>(
  codes: CodeList<Stored>,
  options?: Options,
) {
  return { kind: 'code', codes, open: true, ...options } as ScalarField<Stored extends number ? number : string> &
    Needed<Options>;
}

/** A record, by the source that keeps it and its key there; stored as a reference. */
export function pointer<const Options extends FieldOptions>(to: string, options?: Options) {
  return { kind: 'pointer', to, ...options } as ScalarField<RecordPointer> & Needed<Options>;
}

/** A reference computed from the entry, e.g. from the MRN of a consignment; null where that does not have the form. */
export function reference<Holder, const Options extends FieldOptions>(
  to: string,
  from: (holder: Holder) => readonly string[] | null,
  options?: Options,
) {
  return { kind: 'pointer', to, from, ...options } as ScalarField & { readonly from: typeof from };
}

/** A field that is computed when its record is stored, and never stated. */
export function computed<Holder, Whole, const Options extends FieldOptions>(
  kind: ScalarKind,
  from: (holder: Holder, record: Whole, position: number) => unknown,
  options?: Options,
) {
  return { kind, from, ...options } as ScalarField & { readonly from: typeof from };
}

/** A list that is computed in the same way. */
export function computedList<Holder, Whole, const Options extends FieldOptions>(
  of: ScalarField,
  from: (holder: Holder, record: Whole, position: number) => readonly string[],
  options?: Options,
) {
  return { kind: 'list', of, from, ...options } as ListField & { readonly from: typeof from };
}

/** Several values of one kind. */
export function list<Value, const Options extends FieldOptions>(of: ScalarField<Value>, options?: Options) {
  return { kind: 'list', of, ...options } as ListField<readonly Value[]> & Needed<Options>;
}

/** Fields in columns with a common prefix: `column`, by default the name; none where it is empty. */
export function group<const Inner extends Fields, const Options extends FieldOptions>(
  fields: Inner,
  options?: Options,
) {
  return { kind: 'group', fields, ...options } as GroupField<Inner> & Needed<Options>;
}

/** Fields in one jsonb column. */
export function json<const Inner extends Fields, const Options extends FieldOptions>(fields: Inner, options?: Options) {
  return { kind: 'json', fields, ...options } as GroupField<Inner> & Needed<Options>;
}

type EntriesOptions = FieldOptions & Pick<EntriesField, 'main' | 'filled' | 'sparse' | 'gather'>;

/** A list of objects in one jsonb column. */
export function entries<const Inner extends Fields, const Options extends EntriesOptions>(
  fields: Inner,
  options: Options,
) {
  return { kind: 'entries', fields, ...options } as unknown as EntriesField<Inner> & Needed<Options>;
}

type ChildOptions = FieldOptions &
  Pick<EntriesField, 'main' | 'table' | 'idPrefix' | 'type' | 'plain' | 'gather' | 'asserts'>;

/** A list of objects in a table of their own, under the record's envelope. */
export function child<const Inner extends Fields, const Options extends ChildOptions>(fields: Inner, options: Options) {
  return { kind: 'child', fields, ...options } as unknown as EntriesField<Inner> & Needed<Options> & Plain<Options>;
}
