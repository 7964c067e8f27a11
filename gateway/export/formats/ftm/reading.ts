import { type ExportedObject, type FieldShape, keyOf, type ObjectShape } from '../../rows/shape.js';
import { divide, type Link } from '../things/flattened.js';
import { isValue } from '../things/holdsThings.js';
import { addFact, addValues, type Draft } from './draft.js';
import { propertyOf } from './mappings.js';
import { eoriOf, itemsOf, parts } from './parts.js';
import { isLink } from './tying.js';

/** Something at a place below an entity: `persons`, `place.location`. */
export interface Led extends Pick<Link, 'shape' | 'object' | 'marks' | 'position'> {
  readonly place: string;
}

type Write = (draft: Draft) => void;

/**
 * Reads the values of an entity; returns what it leads to.
 *
 * @param write takes the entities of its parts: documents, addresses, listings
 */
export function readValues(
  draft: Draft,
  { fields }: ObjectShape,
  object: ExportedObject,
  above: readonly string[],
  write: Write,
): Led[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = object[name];
    if (value === null || value === undefined || name === 'id' || name === '__typename') return [];
    return readField(draft, field, value, [...above, name], write);
  });
}

function readField(draft: Draft, field: FieldShape, value: unknown, path: readonly string[], write: Write): Led[] {
  const place = path.join('.');
  if (field.kind === 'value') {
    const number = draft.type === 'EconomicOperator' && place === 'eori' ? eoriOf(draft, value) : null;
    if (number) write(number);
    else addValues(draft, propertyOf(draft, place), value, place);
    return [];
  }
  if (field.kind === 'object') {
    const object = value as ExportedObject;
    const isGroup = isValue(field) || !(keyOf(field.of, object) !== null || isLink(draft, field.of, place));
    return isGroup ? readValues(draft, field.of, object, path, write) : [ledAt(draft, field.of, object, path)];
  }
  const part = parts[place];
  if (part || isValue(field)) {
    for (const [index, item] of part ? itemsOf(value).entries() : []) {
      const beside = part?.(draft, item, `${draft.id}.${place}.${index + 1}`);
      if (beside) write(beside);
    }
    if (!part) readItems(draft, field.of, value, place);
    return [];
  }
  return (value as (ExportedObject | null)[]).flatMap((item, index) =>
    item === null ? [] : ledAt(draft, field.of, item, path, index),
  );
}

/** What an entity leads to at a place, with the marks below it, which the entity loses. */
function ledAt(draft: Draft, shape: ObjectShape, object: ExportedObject, path: readonly string[], index?: number): Led {
  const [marks, beside] = divide(draft.marks, index === undefined ? path : [...path, index]);
  draft.marks = beside;
  return { shape, object, marks, position: index ?? null, place: path.join('.') };
}

/** Values of the items of a list that have properties; the list as it is where some have none. */
function readItems(draft: Draft, shape: ObjectShape, value: unknown, place: string): void {
  const mapped = Object.keys(shape.fields).filter((name) => propertyOf(draft, `${place}.${name}`) !== undefined);
  for (const item of itemsOf(value))
    for (const name of mapped) addValues(draft, propertyOf(draft, `${place}.${name}`), item[name], `${place}.${name}`);
  if (mapped.length < Object.keys(shape.fields).length) addFact(draft, place, value);
}
