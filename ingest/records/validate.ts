import type { Field, Fields, ScalarField } from '../../schema/records/description/fields.js';
import * as f from '../../schema/records/description/make.js';
import { records } from '../../schema/records/index.js';
import { isPlaceholderDate } from '../codes/calendar.js';
import type { EnvelopeStatement } from './base.js';
import { envelopeFields } from './envelope.js';
import { findFaultOfNumber, findFaultOfText } from './forms.js';
import type { SourceRecord } from './record.js';

/** What is wrong with a record: the field, and a reason. Never the value. */
export interface Defect {
  readonly field: string;
  readonly reason: string;
}

/** Finds the first defect of a field's value. */
type Check = (value: unknown, name: string) => Defect | null;

const checkOfEnvelope = checkOfObject(checksOf(envelopeFields));

const ofEveryRecord: readonly (readonly [string, Check])[] = [
  ['sourceRef', checkOf(f.text({ indexed: true }))],
  ['envelope', checkOfEnvelope],
];

const checks = new Map<string, Check>(
  Object.values(records).map(({ kind, fields }) => [
    kind,
    checkOfObject(new Map([...checksOf(fields), ...ofEveryRecord])),
  ]),
);

/**
 * Finds the first defect that keeps a record from being stored, whatever its format: a value that lacks the form of its kind
 * (dates, instants, countries, positions), or text that PostgreSQL cannot hold, in described fields or beside them. Wrong
 * check digits are quality flags.
 */
export function findDefect(record: SourceRecord): Defect | null {
  if (record.sourceRef === '') return { field: 'sourceRef', reason: 'key.missing' };
  if ('names' in record && (record.names[0]?.name ?? '') === '') return { field: 'names', reason: 'name.missing' };
  return (checks.get(record.kind) ?? checkOfUnknown)(record, '');
}

/** Finds the first defect for which no record could be stored under the envelope. */
export function findDefectOfEnvelope(envelope: EnvelopeStatement): Defect | null {
  return checkOfEnvelope(envelope, '');
}

function checksOf(fields: Fields): Map<string, Check> {
  return new Map(Object.entries(fields).map(([name, field]) => [name, checkOf(field)]));
}

function checkOf(field: Field): Check {
  if (field.kind === 'date' && field.required) return checkOfRequiredDate;
  if (field.kind === 'list') return checkOf(field.of);
  if (!('fields' in field)) return checkOfScalar(field);
  const parts = checksOf(field.fields);
  return checkOfObject(parts, 'plain' in field && field.plain ? parts.get(field.main) : undefined);
}

function checkOfScalar(described?: ScalarField): Check {
  const check: Check = (value, field) => {
    if (typeof value === 'string') return toDefect(field, findFaultOfText(value, described));
    if (typeof value === 'number') return toDefect(field, findFaultOfNumber(value, described?.kind));
    if (Array.isArray(value)) return first(value, (item) => check(item, field));
    return typeof value === 'object' && value !== null ? checkOfUnknown(value, field) : null;
  };
  return check;
}

/** @param main its main field, where that alone may be stated in place of the object */
function checkOfObject(parts: ReadonlyMap<string, Check>, main?: Check): Check {
  const check: Check = (value, field) => {
    if (Array.isArray(value)) return first(value, (item) => check(item, field));
    if (typeof value !== 'object' || value === null) return (main ?? checkOfText)(value, field);
    for (const name in value) {
      const defect = (parts.get(name) ?? checkOfUnknown)((value as Readonly<Record<string, unknown>>)[name], name);
      if (defect !== null) return defect;
    }
    return null;
  };
  return check;
}

const checkOfDate = checkOfScalar(f.date());

/** A required date cannot be left out as others are: see `normaliseRecord`. */
function checkOfRequiredDate(value: unknown, field: string): Defect | null {
  const isPlaceholder = typeof value === 'string' && isPlaceholderDate(value);
  return isPlaceholder ? { field, reason: 'date.placeholder' } : checkOfDate(value, field);
}

const checkOfText = checkOfScalar();
const checkOfUnknown = checkOfObject(new Map());

function toDefect(field: string, reason: string | null): Defect | null {
  return reason === null ? null : { field, reason };
}

function first<T>(items: readonly T[], find: (item: T) => Defect | null): Defect | null {
  for (const item of items) {
    const defect = find(item);
    if (defect !== null) return defect;
  }
  return null;
}
