// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { transportModes } from '../../../schema/records/shared.js';
import type { FieldEntry, FieldType } from '../catalogue/types.js';
import type { MappingInput, Spec } from '../mapping.js';
import {
  booleanConverter,
  codeConverter,
  containerConverter,
  countryConverter,
  eoriConverter,
  flagConverter,
  hsConverter,
  icaoAddressConverter,
  imoConverter,
  mrnConverter,
  packageConverter,
  registrationMarkConverter,
  transportModeConverter,
  unitConverter,
  unlocodeConverter,
} from '../transforms/codes.js';
import type { Converter } from '../transforms/converter.js';
import { dateConverter, instantConverter } from '../transforms/dates.js';
import {
  degreesConverter,
  integerConverter,
  massConverter,
  moneyConverter,
  type NumberForm,
  numberConverter,
  percentageConverter,
  quantityConverter,
} from '../transforms/numbers.js';

type Transform = 'date' | 'dateTime' | 'number' | 'integer' | 'money' | 'unit' | 'boolean' | 'hash' | 'as';

const numbers: readonly FieldType[] = [
  'number',
  'integer',
  'kg',
  'quantity',
  'money',
  'percentage',
  'latitude',
  'longitude',
];

/** The types of field that each transform makes a value for. */
export const transformTypes: Readonly<Record<Transform, readonly FieldType[]>> = {
  date: ['date', 'instant', 'text'],
  dateTime: ['instant'],
  number: [...numbers, 'text'],
  integer: ['integer', 'number', 'text'],
  money: ['money'],
  unit: ['kg', 'quantity'],
  boolean: ['boolean'],
  hash: ['text'],
  as: ['text'],
};

/** Fields of a record that take the precision of an instant beside it. */
const precisionFields: Readonly<Record<string, string>> = { occurredAt: 'occurredAtPrecision' };

/** Instants of a consignment beside which their text is kept. */
const statedFields: Readonly<Record<string, string>> = {
  declaredAt: 'declaredAtStated',
  departure: 'departureStated',
  estimatedArrival: 'estimatedArrivalStated',
  actualArrival: 'actualArrivalStated',
};

/** How the texts of one field become its values: by the mapping's transform, else by the field's type. */
export function toConverter(
  spec: Spec,
  entry: FieldEntry,
  path: string,
  input: Pick<MappingInput, 'decimal'>,
): Converter {
  const form: NumberForm = {
    decimal: spec.number?.decimal ?? input.decimal,
    ...(spec.number?.thousands === undefined ? {} : { thousands: spec.number.thousands }),
  };
  if (spec.hash) return (text) => hash('sha256', text, 'base64url').slice(0, 24);
  if (entry.type === 'text') return toTextConverter(spec, form);
  return ofBoundedLength(byType(entry, spec, path, form));
}

/** Characters of the longest value that is no text: none of a date, number, code or country has so many. */
const longestValue = 1000;

/** Why: a field may have a quarter of a million characters, and what reads numbers and names tries many of its parts. */
function ofBoundedLength(converter: Converter): Converter {
  return (text, fail, other) => {
    if (text.length <= longestValue) return converter(text, fail, other);
    fail('value.tooLong');
    return null;
  };
}

function toTextConverter(spec: Spec, form: NumberForm): Converter {
  if (spec.date) return ofBoundedLength(dateConverter(spec.date));
  if (spec.integer) return ofBoundedLength(asText(integerConverter(form)));
  if (spec.number) return ofBoundedLength(asText(numberConverter(form)));
  return spec.as && spec.as !== 'text' ? ofBoundedLength(byReading[spec.as]) : (text) => text;
}

const byReading: Readonly<Record<Exclude<NonNullable<Spec['as']>, 'text'>, Converter>> = {
  country: countryConverter,
  imo: imoConverter,
  mrn: mrnConverter,
  container: containerConverter,
  eori: eoriConverter,
  locode: unlocodeConverter,
  hs: hsConverter('hs6'),
  unit: unitConverter,
  package: packageConverter,
  transportMode: asText(transportModeConverter),
};

function asText(converter: Converter): Converter {
  return (text, fail, other) => {
    const value = converter(text, fail, other);
    return value === null ? null : String(value);
  };
}

function byType(entry: FieldEntry, spec: Spec, path: string, form: NumberForm): Converter {
  switch (entry.type) {
    case 'date':
      return dateConverter(spec.date);
    case 'instant':
      return instantConverter(spec.dateTime?.format ?? spec.date, {
        zone: spec.dateTime?.zone,
        precisionField: precisionFields[path] ?? null,
        statedField: statedFields[path] ?? null,
      });
    case 'code':
      return codeConverter(entry.codes ?? [], false);
    case 'numberCode':
      return entry.list === transportModes ? transportModeConverter : codeConverter(entry.codes ?? [], true);
    case 'integer':
      return integerConverter(form);
    case 'number':
      // Why not below zero: heights, tonnages, scores and precisions are all there is of them.
      return numberConverter(form, [0, Number.POSITIVE_INFINITY]);
    case 'boolean':
      return booleanConverter(spec.boolean);
    case 'kg':
      return massConverter(form, spec.unit);
    case 'quantity':
      return quantityConverter(form, spec.unit);
    case 'money':
      return moneyConverter(form, spec.money ?? { currency: '' });
    case 'percentage':
      return percentageConverter(form);
    case 'latitude':
      return degreesConverter(form, 90);
    case 'longitude':
      return degreesConverter(form, 180);
    case 'hs6':
    case 'cn8':
      return hsConverter(entry.type);
    default:
      return byCode[entry.type] ?? ((text) => text);
  }
}

const byCode: Readonly<Partial<Record<FieldType, Converter>>> = {
  country: countryConverter,
  imo: imoConverter,
  registrationMark: registrationMarkConverter,
  icaoAddress: icaoAddressConverter,
  mrn: mrnConverter,
  container: containerConverter,
  eori: eoriConverter,
  unlocode: unlocodeConverter,
  unit: unitConverter,
  package: packageConverter,
  flag: flagConverter,
};
