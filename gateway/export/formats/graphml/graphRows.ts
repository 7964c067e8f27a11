import { type ExportRow, keyOf, type ObjectShape, typeOf } from '../../rows/shape.js';
import { type Flattened, flatten, type Link, type Marks } from './flattened.js';
import { toIdPart } from './xmlText.js';

type Values = Flattened['values'];

/** A node or an edge to write. */
export interface GraphElement {
  readonly id: string;
  /** Type of the thing, or of the link; null for an edge that says nothing but its field. */
  readonly type: string | null;
  /** Of an edge: where it begins, where it ends, and the field that leads there. */
  readonly edge: { readonly source: string; readonly target: string; readonly field: string } | null;
  /** Number of the row that it is, of the export; null where it is none. */
  readonly row: number | null;
  readonly values: Values;
  readonly marks: Marks;
}

/** Makes nodes and edges of rows. */
export type ToGraph = (row: ExportRow, number: number) => Iterable<GraphElement>;

/** Whose links are written: those of a row are met once, unless their type is listed at several places. */
interface Holder {
  readonly id: string;
  readonly isRow: boolean;
  /** Behind the ids of its edges, where the same row was met before. */
  readonly suffix: string;
}

/**
 * Makes nodes of things and edges of links, through all rows of an export. A thing is one node, with what its first
 * meeting showed. A later meeting that shows more is a node of its own, tied to the first by an edge `sameRecord`. A link
 * that leads to one thing is an edge with the link's own values; one that leads nowhere, or to several, is a node between.
 *
 * @remarks remembers the ids of things, and of links that may be met again: some 100 bytes each
 */
export function createGraph(root: ObjectShape): ToGraph {
  const shown = createShown();
  const written = new Set<string>();
  const manyPlaces = linksAtManyPlaces(root);
  let found: GraphElement[] = [];
  return ({ record, cells, more }, number) => {
    found = [];
    addThing({ shape: root, object: record, marks: { cells, more } }, number, `${root.type}:row:${number}`);
    return found;
  };

  function addThing({ shape, object, marks }: Described, row: number | null, otherwise: string): string {
    const type = typeOf(shape, object);
    const key = keyOf(shape, object);
    const id = key === null ? otherwise : `${type}:${toIdPart(key)}`;
    const { values, links, marks: own } = flatten(shape, object, marks);
    const meeting = shown.meet(id, fullOf(values, own), row !== null);
    const suffix = meeting > 1 ? `:${meeting}` : '';
    if (meeting > 0) found.push({ id: id + suffix, type, edge: null, row, values, marks: own });
    if (meeting > 1) addEdge(`${id}:sameRecord`, { id: id + suffix, isRow: true, suffix }, id, 'sameRecord');
    for (const link of links) addLink({ id, isRow: row !== null, suffix: row === null ? '' : suffix }, link);
    return id;
  }

  function addLink(holder: Holder, link: Link): void {
    const { field, position, shape, object } = link;
    const place = `${holder.id}:${field}${position === null ? '' : `:${position}`}`;
    if (keyOf(shape, object) !== null) {
      const target = addThing(link, null, place);
      addEdge(`${holder.id}:${field}:${target}`, holder, target, field);
      return;
    }
    const type = typeOf(shape, object);
    const { values, links, marks } = flatten(shape, object, link.marks);
    const ownId = values.get('id');
    const id = typeof ownId === 'string' ? `${type}:${toIdPart(ownId)}` : place;
    // Why not back to the holder: a link that is listed at both ends says nothing new at the second.
    const onward = links.filter((end) => thingId(end) !== holder.id);
    const [end] = onward;
    if (end && onward.length === 1 && keyOf(end.shape, end.object) !== null) {
      addEdge(id, holder, addThing(end, null, id), field, { type, values, marks });
      return;
    }
    if (!isNew(id, holder, type)) return;
    found.push({ id: id + holder.suffix, type, edge: null, row: null, values, marks });
    addEdge(`${id}:held`, holder, id + holder.suffix, field);
    for (const each of onward) addLink({ ...holder, id: id + holder.suffix }, each);
  }

  function addEdge(id: string, holder: Holder, target: string, field: string, said: Said = saysNothing): void {
    if (!isNew(id, holder, said.type)) return;
    found.push({ id: id + holder.suffix, edge: { source: holder.id, target, field }, row: null, ...said });
  }

  function isNew(id: string, { isRow }: Holder, type: string | null): boolean {
    if (isRow && (type === null || !manyPlaces.has(type))) return true;
    if (written.has(id)) return false;
    written.add(id);
    return true;
  }
}

type Described = Pick<Link, 'shape' | 'object' | 'marks'>;
type Said = Pick<GraphElement, 'type' | 'values' | 'marks'>;
const saysNothing: Said = { type: null, values: new Map(), marks: { cells: [], more: [] } };

/** Types of links that a shape lists at several places, so that one link may be met at both of its ends. */
function linksAtManyPlaces(root: ObjectShape): ReadonlySet<string> {
  const once = new Set<string>();
  const many = new Set<string>();
  const look = (shape: ObjectShape): void => {
    if (shape.key === null) (once.has(shape.type) ? many : once).add(shape.type);
    for (const field of Object.values(shape.fields)) if ('of' in field) look(field.of);
  };
  look(root);
  return many;
}

function thingId({ shape, object }: Link): string {
  return `${typeOf(shape, object)}:${toIdPart(keyOf(shape, object) ?? '')}`;
}

/** The columns of which all was shown. */
function fullOf(values: Values, { cells }: Marks): string {
  const partly = new Set(cells.map(({ path }) => path.join('.')));
  return [...values.keys()].filter((column) => !partly.has(column)).join(' ');
}

/** Remembers which columns of each thing were written in full. */
function createShown() {
  const things = new Map<string, string>();
  const meetings = new Map<string, number>();
  // Why: all things of a shape have the same few texts.
  const texts = new Map<string, string>();
  const kept = (columns: string): string => {
    const known = texts.get(columns) ?? columns;
    texts.set(known, known);
    return known;
  };
  return {
    /** 0: it shows nothing new; 1: the first meeting; more: the number of this one. A row is always written. */
    meet(id: string, columns: string, isRow: boolean): number {
      const known = things.get(id);
      const isNew = known === undefined || (columns !== known && !isWithin(columns, known));
      if (isNew) things.set(id, kept(known === undefined ? columns : union(known, columns)));
      if (known === undefined) return 1;
      if (!isRow && !isNew) return 0;
      const meeting = (meetings.get(id) ?? 1) + 1;
      meetings.set(id, meeting);
      return meeting;
    },
  };
}

function isWithin(some: string, all: string): boolean {
  const known = new Set(all.split(' '));
  return some.split(' ').every((column) => column === '' || known.has(column));
}

function union(one: string, other: string): string {
  return [...new Set([...one.split(' '), ...other.split(' ')])].join(' ');
}
