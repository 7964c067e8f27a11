import {
  type Field,
  type Fields,
  isComputed,
  type ScalarField,
  type ScalarKind,
} from '../../../schema/records/description/fields.js';
import * as f from '../../../schema/records/description/make.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import { envelopeFields } from '../../records/envelope.js';

/** Fields of every kind of record. */
const common = {
  kind: f.text(),
  sourceRef: f.text({ required: true }),
  envelope: f.json(envelopeFields),
  qualityFlags: f.list(f.text()),
};

const fieldsOf = new Map<unknown, Fields>(
  Object.entries<RecordDescription>(records).map(([kind, { fields }]) => [kind, { ...common, ...fields }]),
);

/** The first field of a stated record that does not fit its kind; `kind` where the kind is unknown. */
export function findWrongField(record: Readonly<Record<string, unknown>>): string | null {
  const fields = fieldsOf.get(record.kind);
  return fields === undefined ? 'kind' : findMisshapen(record, fields);
}

/** Most characters of an unknown field's name that are reported. */
const longestName = 60;

/** Fields that may be stated, and the names of the required ones. */
interface Statable {
  readonly fields: ReadonlyMap<string, Field>;
  readonly required: readonly string[];
}

const statable = new Map<Fields, Statable>();

/** Why cached: every record and every entry of its lists is checked against them. */
function toStatable(all: Fields): Statable {
  const known = statable.get(all);
  if (known) return known;
  const fields = Object.entries(all).filter(([, field]) => !isComputed(field));
  const required = fields.flatMap(([name, field]) => (field.required ? [name] : []));
  const made = { fields: new Map(fields), required };
  statable.set(all, made);
  return made;
}

/**
 * Path of the first part of an object that does not fit its fields or is unknown to them, e.g. `goodsItems[3].hs6`; empty
 * for the object itself, null where all fits. Null counts as absent; computed fields may not be stated.
 */
export function findMisshapen(value: unknown, fields: Fields): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const stated = value as Readonly<Record<string, unknown>>;
  const { fields: known, required } = toStatable(fields);
  for (const name of required) if (stated[name] == null) return name;
  for (const name of Object.keys(stated)) {
    const part = stated[name];
    const field = known.get(name);
    // Why cut: an unknown name may be anything.
    if (field === undefined) return name.slice(0, longestName);
    const within = part == null ? null : findInField(part, field);
    if (within !== null) return within === '' || within.startsWith('[') ? `${name}${within}` : `${name}.${within}`;
  }
  return null;
}

/** Path of the first wrong part of a field's value; empty for the value itself, null where all fits. */
function findInField(value: unknown, field: Field): string | null {
  switch (field.kind) {
    case 'group':
    case 'json':
      return findMisshapen(value, field.fields);
    case 'entries':
    case 'child': {
      const { fields, main, plain } = field;
      const only = plain ? fields[main] : undefined;
      return findInList(value, (entry) => (only ? findInField(entry, only) : findMisshapen(entry, fields)));
    }
    case 'list':
      return findInList(value, (item) => findInField(item, field.of));
    default:
      return findInScalar(value, field);
  }
}

function findInList(value: unknown, find: (item: unknown) => string | null): string | null {
  if (!Array.isArray(value)) return '';
  for (let index = 0; index < value.length; index += 1) {
    const item: unknown = value[index];
    // Why: stores rely on the elements of lists.
    const within = item === null ? '' : find(item);
    if (within !== null) return `[${index + 1}]${within === '' || within.startsWith('[') ? '' : '.'}${within}`;
  }
  return null;
}

/** Scalars that are stated as objects. */
const parts: Readonly<Partial<Record<ScalarKind, Fields>>> = {
  money: { minorUnits: f.integer({ required: true }), currency: f.text({ required: true }) },
  pointer: { source: f.text({ required: true }), sourceRef: f.text({ required: true }) },
};

const numbers: ReadonlySet<ScalarKind> = new Set([
  ...(['integer', 'number', 'kg', 'quantity', 'percentage', 'latitude', 'longitude'] as const),
]);

function findInScalar(value: unknown, { kind, codes, open }: ScalarField): string | null {
  const inner = parts[kind];
  if (inner) return findMisshapen(value, inner);
  return isOfKind(value, kind, codes, open === true) ? null : '';
}

function isOfKind(value: unknown, kind: ScalarKind, codes: ScalarField['codes'], open: boolean): boolean {
  if (codes && !open) return codes.stored.includes(value as string | number);
  if (codes) return typeof value === typeof codes.stored[0];
  if (kind === 'properties') return isProperties(value);
  return typeof value === (kind === 'boolean' ? 'boolean' : numbers.has(kind) ? 'number' : 'string');
}

/** Whether a value maps names to texts, numbers, booleans and lists of texts. */
function isProperties(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((property) =>
    Array.isArray(property)
      ? property.every((word) => typeof word === 'string')
      : ['string', 'number', 'boolean'].includes(typeof property),
  );
}
