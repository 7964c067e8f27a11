import { hash } from 'node:crypto';
import { transportModes } from '../../../schema/records/parts/shared.js';
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

/** How texts become values of a field: by the mapping's transform, else by the field's type. */
export function toConverter(spec: Spec, entry: FieldEntry, input: Pick<MappingInput, 'decimal'>): Converter {
  const form: NumberForm = {
    decimal: spec.number?.decimal ?? input.decimal,
    ...(spec.number?.thousands === undefined ? {} : { thousands: spec.number.thousands }),
  };
  if (spec.hash) return (text) => hash('sha256', text, 'base64url').slice(0, 24);
  if (entry.type === 'text') return toTextConverter(spec, form);
  return ofBoundedLength(byType[entry.type]?.(spec, form, entry) ?? ((text) => text));
}

/** Most characters of a value other than text: no date, number, code or country has so many. */
const longestValue = 1000;

/** Why: a field may have a quarter of a million characters, and readers of numbers and names try many parts of it. */
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

/** How a value of each type is read; values of other types are kept as they are. */
const byType: Readonly<Partial<Record<FieldType, (spec: Spec, form: NumberForm, entry: FieldEntry) => Converter>>> = {
  date: ({ date }) => dateConverter(date),
  instant: ({ date, dateTime }, _form, { precisionField = null, statedField = null }) =>
    instantConverter(dateTime?.format ?? date, { zone: dateTime?.zone, precisionField, statedField }),
  code: (_spec, _form, { codes = [] }) => codeConverter(codes, false),
  numberCode: (_spec, _form, { codes = [], list }) =>
    list === transportModes ? transportModeConverter : codeConverter(codes, true),
  integer: (_spec, form) => integerConverter(form),
  // Why not below zero: such fields are heights, tonnages, scores and precisions.
  number: (_spec, form) => numberConverter(form, [0, Number.POSITIVE_INFINITY]),
  boolean: ({ boolean }) => booleanConverter(boolean),
  kg: ({ unit }, form) => massConverter(form, unit),
  quantity: ({ unit }, form) => quantityConverter(form, unit),
  money: ({ money }, form) => moneyConverter(form, money ?? { currency: '' }),
  percentage: (_spec, form) => percentageConverter(form),
  latitude: (_spec, form) => degreesConverter(form, 90),
  longitude: (_spec, form) => degreesConverter(form, 180),
  hs6: () => hsConverter('hs6'),
  cn8: () => hsConverter('cn8'),
  country: () => countryConverter,
  imo: () => imoConverter,
  registrationMark: () => registrationMarkConverter,
  icaoAddress: () => icaoAddressConverter,
  mrn: () => mrnConverter,
  container: () => containerConverter,
  eori: () => eoriConverter,
  unlocode: () => unlocodeConverter,
  unit: () => unitConverter,
  package: () => packageConverter,
  flag: () => flagConverter,
};
