import { type ExportRow, keyOf, type ObjectShape, typeOf } from '../../rows/shape.js';
import { flatten, type Link, type Marks } from '../things/flattened.js';
import { createShown } from '../things/shown.js';
import { addFact, type Draft, draftOf, isThing } from './draft.js';
import { mappings } from './mappings.js';
import { toFtmId } from './propertyValue.js';
import { type Led, readValues } from './reading.js';
import { type NamedEnd, tie, tieByKind, tieStated } from './tying.js';

/** Makes entities of rows. */
export type ToEntities = (row: ExportRow, number: number) => readonly Draft[];

/**
 * Makes entities of rows, through all rows of an export. An entity is written at its first meeting, and again, under the
 * same id, where a later one shows more: readers of FollowTheMoney put them together.
 */
export function createEntities(root: ObjectShape): ToEntities {
  const shown = createShown();
  let found: Draft[] = [];
  return ({ record, cells, more }, number) => {
    found = [];
    addThing({ shape: root, object: record, marks: { cells, more } }, number);
    return found;
  };

  /** The entity of a thing; null where FollowTheMoney has no schema for it. */
  function addThing({ shape, object, marks }: Pick<Led, 'shape' | 'object' | 'marks'>, row: number | null) {
    const type = typeOf(shape, object);
    const key = keyOf(shape, object);
    const mapping = mappings[type];
    if (!mapping || key === null) return null;
    const id = toFtmId(/^[a-z]+_/.test(key) ? key : `${type}_${key}`);
    const draft = draftOf({ id, schema: mapping.schema, type }, { row, marks });
    // Why values first: what it leads to may lead back, to less of it.
    const led = readValues(draft, shape, object, [], (part) => write(part, row !== null));
    const isWritten = write(draft);
    for (const each of led) addLed(draft, each);
    if (!isWritten) write(draft);
    return draft;
  }

  /**
   * Writes an entity that shows something new. An id alone is none: who refers to it says as much.
   *
   * @param isOnce whether it is met nowhere else, so that nothing need be remembered of it
   */
  function write(draft: Draft, isOnce = false): boolean {
    const { id, schema, row, properties, facts, marks } = draft;
    if (row === null && properties.size === 0 && facts.size === 0) return false;
    const columns = [...properties, ...facts].map(([name, values]) => `${name}=${[values].flat().length}`);
    // Why `whole`: a meeting that keeps nothing back shows more than one that had a part of a value.
    const shows = [schema, ...columns, ...(marks.cells.length === 0 ? ['whole'] : [])].join(' ');
    const isNew = isOnce || shown.meet(id, shows, row !== null) > 0;
    if (isNew) found.push(draft);
    return isNew;
  }

  /** Adds what an entity leads to: another entity, or a link to one. */
  function addLed(holder: Draft, led: Led): void {
    const { shape, object, place, position } = led;
    const type = typeOf(shape, object);
    if (keyOf(shape, object) !== null) {
      const end = addThing(led, null);
      if (end === null) addUnmapped(holder, led);
      else
        for (const draft of tie(holder, end, { id: `${holder.id}.${place}.${end.id}`, place, said: {} }))
          write(draft, holder.row !== null);
      return;
    }
    const { values, links, marks } = flatten(shape, object, led.marks);
    const { id: own, ...said } = Object.fromEntries(values);
    const id = typeof own === 'string' ? toFtmId(own) : `${holder.id}.${place}.${(position ?? 0) + 1}`;
    const ends: NamedEnd[] = [];
    const deeper: Link[] = [];
    for (const each of links) {
      const end = addThing(each, null);
      if (end === null) deeper.push(each);
      else if (end.id !== holder.id) ends.push({ field: each.field, end });
    }
    const link = { type, id, place, said, ends };
    const tied = tieByKind(holder, link) ?? tieStated(holder, link);
    const [first = holder] = tied;
    first.marks = withMarks(first.marks, marks, first === holder ? place : '');
    for (const draft of tied) write(draft, holder.row !== null && typeof own !== 'string');
    const stated = tied.find((draft) => draft.type === type && isThing(draft.schema));
    for (const each of deeper) addLed(ends[0]?.end ?? stated ?? holder, { ...each, place: `${place}.${each.field}` });
  }

  /** A thing that FollowTheMoney has no schema for, such as a container: facts of its holder, who leads on in its place. */
  function addUnmapped(holder: Draft, { shape, object, place, marks: above }: Led): void {
    const { values, links, marks } = flatten(shape, object, above);
    addFact(holder, place, Object.fromEntries(values));
    holder.marks = withMarks(holder.marks, marks, place);
    for (const each of links) addLed(holder, { ...each, place: `${place}.${each.field}` });
  }
}

/** Marks together with those of a place below. */
function withMarks(marks: Marks, below: Marks, place: string): Marks {
  const above = place === '' ? [] : [place];
  const cells = below.cells.map((cell) => ({ ...cell, path: [...above, ...cell.path] }));
  return { cells: [...marks.cells, ...cells], more: [...marks.more, ...below.more.map((path) => [...above, ...path])] };
}
