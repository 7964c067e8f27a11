import { type Shapes, shapeOfType, type TypeShape } from '../shape.js';

/** One value of a record or a link, and all that guards it. */
export interface FlatValue {
  /** Where it is, e.g. `names[0].name`. */
  readonly path: string;
  /** The field of the record that has it, e.g. `Person.names`. */
  readonly coordinate: string;
  /** The category of the value's own field. */
  readonly category: string;
  /** Categories of every field on the way to it. */
  readonly guards: readonly string[];
  readonly value: string;
  /** For a number that identifies somebody or something: the type under which the log names it. */
  readonly identifies: string | null;
}

/** A place within a record. */
export interface Place {
  readonly path: string;
  /** The record's field that has it; null of the record itself. */
  readonly coordinate: string | null;
  readonly guards: readonly string[];
}

const whole: Place = { path: '', coordinate: null, guards: [] };

/**
 * The classified values of an unprojected object, each by itself. Keys of other records are none; a number that leads to an
 * identifier is. Members that its type does not have are left out.
 *
 * @param at where it is within its record; by default it is the record
 */
export function flatten(shapes: Shapes, type: string, object: object, at: Place = whole): readonly FlatValue[] {
  return valuesOf(shapes, shapeOfType(shapes, type), object, at);
}

function valuesOf(shapes: Shapes, shape: TypeShape, object: object, at: Place): readonly FlatValue[] {
  const values = [];
  for (const [name, field] of shape.fields) {
    const stated = (object as Readonly<Record<string, unknown>>)[name];
    if (stated === null || stated === undefined || !Object.hasOwn(object, name)) continue;
    const isList = Array.isArray(stated);
    for (const [place, value] of (isList ? stated : [stated]).entries()) {
      const step = isList ? `${name}[${place}]` : name;
      const here = {
        path: at.path === '' ? step : `${at.path}.${step}`,
        coordinate: at.coordinate ?? `${shape.name}.${name}`,
        guards: [...new Set([...at.guards, ...field.guards])],
      };
      if (field.kind === 'object') {
        const below = shapes.get(field.named);
        if (below && typeof value === 'object' && value !== null) values.push(...valuesOf(shapes, below, value, here));
        continue;
      }
      const { category } = field;
      if (category === 'public') continue;
      const known =
        field.kind === 'leaf' ? { value, identifies: field.identifies } : numberOf(shapes.get(field.named), value);
      if (known) values.push({ ...here, category, value: textOf(known.value), identifies: known.identifies });
    }
  }
  return values;
}

/** The number of a pure identifier; null for a record, which is another one. */
function numberOf(shape: TypeShape | undefined, value: unknown) {
  const { __typename: _type, ref, ...keys } = value as Readonly<Record<string, unknown>>;
  const [number, ...others] = Object.values(keys);
  if (!shape || ref !== undefined || typeof number !== 'string' || others.length > 0) return null;
  return { value: number, identifies: shape.number === null ? null : shape.name };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
