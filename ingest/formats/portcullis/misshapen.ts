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

/** What every kind of record may state. */
const common = {
  kind: f.text(),
  sourceRef: f.text({ required: true }),
  envelope: f.json(envelopeFields),
  qualityFlags: f.list(f.text()),
};

const fieldsOf = new Map<unknown, Fields>(
  Object.entries<RecordDescription>(records).map(([kind, { fields }]) => [kind, { ...common, ...fields }]),
);

/** The first field of a record of whatever making that is not as its kind has it; `kind` for none that is known. */
export function findWrongField(record: Readonly<Record<string, unknown>>): string | null {
  const fields = fieldsOf.get(record.kind);
  return fields === undefined ? 'kind' : findMisshapen(record, fields);
}

/** Characters of a field's name that are told of. */
const longestName = 60;

/** Fields that may be stated, and the names of those that must be. */
interface Statable {
  readonly fields: ReadonlyMap<string, Field>;
  readonly required: readonly string[];
}

const statable = new Map<Fields, Statable>();

/** Why remembered: every record and every entry of its lists is held against them. */
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
 * Path of the first part of an object that is not as its fields have it, or that is none of them, e.g. `goodsItems[3].hs6`;
 * empty for the object itself, null where there is none. Null and absent are the same; what is computed is not stated.
 */
export function findMisshapen(value: unknown, fields: Fields): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const stated = value as Readonly<Record<string, unknown>>;
  const { fields: known, required } = toStatable(fields);
  for (const name of required) if (stated[name] == null) return name;
  for (const name of Object.keys(stated)) {
    const one = stated[name];
    const field = known.get(name);
    // Why cut: a name that is none of ours may be anything.
    if (field === undefined) return name.slice(0, longestName);
    const within = one == null ? null : findInField(one, field);
    if (within !== null) return within === '' || within.startsWith('[') ? `${name}${within}` : `${name}.${within}`;
  }
  return null;
}

/** Empty for the value itself. */
function findInField(value: unknown, field: Field): string | null {
  switch (field.kind) {
    case 'group':
    case 'json':
      return findMisshapen(value, field.fields);
    case 'entries':
    case 'child': {
      const { fields, main, plain } = field;
      const only = plain ? fields[main] : undefined;
      return findInList(value, (one) => (only ? findInField(one, only) : findMisshapen(one, fields)));
    }
    case 'list':
      return findInList(value, (one) => findInField(one, field.of));
    default:
      return findInScalar(value, field);
  }
}

function findInList(value: unknown, find: (one: unknown) => string | null): string | null {
  if (!Array.isArray(value)) return '';
  for (let index = 0; index < value.length; index += 1) {
    const one: unknown = value[index];
    // Why: a list of nothings is no list, and stores rely on its elements.
    const within = one === null ? '' : find(one);
    if (within !== null) return `[${index + 1}]${within === '' || within.startsWith('[') ? '' : '.'}${within}`;
  }
  return null;
}

/** Kinds that are stated by an object. */
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

/** Names to texts, numbers, truth values and lists of texts. */
function isProperties(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) =>
    Array.isArray(one)
      ? one.every((word) => typeof word === 'string')
      : ['string', 'number', 'boolean'].includes(typeof one),
  );
}
