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

/**
 * Path of the first part of an object that is not as its fields have it, or that is none of them, e.g. `goodsItems[3].hs6`;
 * null where there is none. Null and absent are the same; what is computed is not stated.
 */
export function findMisshapen(value: unknown, fields: Fields, path = ''): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return path;
  const stated = value as Readonly<Record<string, unknown>>;
  // Why cut: a name that is none of ours may be anything.
  const at = (name: string): string => `${path === '' ? '' : `${path}.`}${name.slice(0, longestName)}`;
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && !isComputed(field) && stated[name] == null) return at(name);
  }
  for (const [name, one] of Object.entries(stated)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined || isComputed(field)) return at(name);
    const wrong = one == null ? null : findInField(one, field, at(name));
    if (wrong !== null) return wrong;
  }
  return null;
}

function findInField(value: unknown, field: Field, path: string): string | null {
  switch (field.kind) {
    case 'group':
    case 'json':
      return findMisshapen(value, field.fields, path);
    case 'entries':
    case 'child': {
      const { fields, main, plain } = field;
      return findInList(value, path, (one, at) =>
        plain ? findInField(one, fields[main] as Field, at) : findMisshapen(one, fields, at),
      );
    }
    case 'list':
      return findInList(value, path, (one, at) => findInField(one, field.of, at));
    default:
      return findInScalar(value, field, path);
  }
}

function findInList(value: unknown, path: string, find: (one: unknown, at: string) => string | null): string | null {
  if (!Array.isArray(value)) return path;
  for (const [index, one] of value.entries()) {
    const at = `${path}[${index + 1}]`;
    // Why: a list of nothings is no list, and stores rely on its elements.
    const wrong = one === null ? at : find(one, at);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Kinds that are stated by an object. */
const parts: Readonly<Partial<Record<ScalarKind, Fields>>> = {
  money: { minorUnits: f.integer({ required: true }), currency: f.text({ required: true }) },
  pointer: { source: f.text({ required: true }), sourceRef: f.text({ required: true }) },
};

const numbers: readonly ScalarKind[] = ['integer', 'number', 'kg', 'quantity', 'percentage', 'latitude', 'longitude'];

function findInScalar(value: unknown, { kind, codes, open }: ScalarField, path: string): string | null {
  const inner = parts[kind];
  if (inner) return findMisshapen(value, inner, path);
  return isOfKind(value, kind, codes, open === true) ? null : path;
}

function isOfKind(value: unknown, kind: ScalarKind, codes: ScalarField['codes'], open: boolean): boolean {
  if (codes && !open) return codes.stored.includes(value as string | number);
  if (codes) return typeof value === typeof codes.stored[0];
  if (kind === 'properties') return isProperties(value);
  return typeof value === (kind === 'boolean' ? 'boolean' : numbers.includes(kind) ? 'number' : 'string');
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
