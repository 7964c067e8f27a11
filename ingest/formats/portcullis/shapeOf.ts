import {
  type Field,
  type Fields,
  isComputed,
  type ScalarField,
  type ScalarKind,
} from '../../../schema/records/description/fields.js';
import type { ObjectShape, Shape } from './shape.js';

/** Kinds that are stated by something else than a text. */
const plain: Readonly<Partial<Record<ScalarKind, Shape>>> = {
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  kg: 'number',
  quantity: 'number',
  percentage: 'number',
  latitude: 'number',
  longitude: 'number',
  properties: 'properties',
  money: { fields: { minorUnits: 'number', currency: 'text' }, required: ['minorUnits', 'currency'] },
  pointer: { fields: { source: 'text', sourceRef: 'text' }, required: ['source', 'sourceRef'] },
};

/** What a delivery may state of described fields: all but those that are computed. */
export function shapeOf(fields: Fields): ObjectShape {
  const stated = Object.entries(fields).filter(([, field]) => !isComputed(field));
  return {
    fields: Object.fromEntries(stated.map(([name, field]) => [name, ofField(field)])),
    required: stated.filter(([, field]) => field.required).map(([name]) => name),
  };
}

function ofField(field: Field): Shape {
  switch (field.kind) {
    case 'group':
    case 'json':
      return shapeOf(field.fields);
    case 'entries':
    case 'child':
      return { list: field.plain ? ofField(field.fields[field.main] as Field) : shapeOf(field.fields) };
    case 'list':
      return { list: ofField(field.of) };
    default:
      return ofScalar(field);
  }
}

function ofScalar({ kind, codes, open }: ScalarField): Shape {
  if (!codes) return plain[kind] ?? 'text';
  if (!open) return { codes: codes.stored };
  return typeof codes.stored[0] === 'number' ? 'number' : 'text';
}
