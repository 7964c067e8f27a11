import { type FtmSchema, lineage, propertiesOf } from '../../../../schema/formats/ftm/model.js';
import type { Marks } from '../things/flattened.js';
import { toPropertyValue, valueProperty } from './propertyValue.js';

/** An entity that is being put together. */
export interface Draft {
  readonly id: string;
  readonly schema: FtmSchema;
  /** Its type in our schema. */
  readonly type: string;
  /** Number of the row that it is, of the export; null where it is none. */
  readonly row: number | null;
  readonly properties: Map<string, string[]>;
  /** What FollowTheMoney has no property for, by place. */
  readonly facts: Map<string, unknown>;
  /** What was kept back of it, and of which of its lists there was more. */
  marks: Marks;
}

/** An entity without properties. */
export function draftOf(named: Pick<Draft, 'id' | 'schema' | 'type'>, rest: Partial<Draft> = {}): Draft {
  const marks: Marks = { cells: [], more: [] };
  return { row: null, properties: new Map(), facts: new Map(), marks, ...named, ...rest };
}

/**
 * Adds values to a property. What the property cannot hold, or a schema has no property for, is told as a fact under
 * `place`, so that nothing stands in a property that does not mean it.
 */
export function addValues(draft: Draft, property: string | undefined, value: unknown, place: string): void {
  const known = property === undefined ? undefined : valueProperty(draft.schema, property);
  const unfit = [value].flat().filter((item) => {
    if (item === null || item === undefined) return false;
    const text = known ? toPropertyValue(known, item) : null;
    if (known && text !== null) addTo(draft, known.name, text);
    return text === null;
  });
  if (unfit.length > 0) addFact(draft, place, Array.isArray(value) ? unfit : unfit[0]);
}

/** Adds the id of another entity to a property, where the property may hold one of its schema. */
export function addEntity(draft: Draft, property: string, id: string, schema: FtmSchema): boolean {
  const known = propertiesOf(draft.schema).get(property);
  if (known?.type !== 'entity' || !lineage(schema).includes(known.range as FtmSchema)) return false;
  addTo(draft, known.name, id);
  return true;
}

/** Tells a fact; a second one of the same place stands beside the first. */
export function addFact(draft: Draft, place: string, fact: unknown): void {
  const known = draft.facts.get(place);
  draft.facts.set(place, known === undefined ? fact : [known, fact].flat());
}

/** Whether entities of a schema are things, which links may have as an end. */
export function isThing(schema: FtmSchema): boolean {
  return lineage(schema).includes('Thing');
}

function addTo({ properties }: Draft, name: string, text: string): void {
  const known = properties.get(name);
  if (known === undefined) properties.set(name, [text]);
  else if (!known.includes(text)) known.push(text);
}
