import { type ExportRow, keyOf, type ObjectShape, typeOf } from '../../rows/shape.js';
import { type Flattened, flatten, type Link, type Marks } from '../things/flattened.js';
import { createShown, fullOf } from '../things/shown.js';
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

/** Whose links are written; those of a row that have no id of their own are met once. */
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
    if (!isNew(id, holder, values)) return;
    found.push({ id: id + holder.suffix, type, edge: null, row: null, values, marks });
    addEdge(`${id}:held`, holder, id + holder.suffix, field);
    for (const each of onward) addLink({ ...holder, id: id + holder.suffix }, each);
  }

  function addEdge(id: string, holder: Holder, target: string, field: string, said: Said = saysNothing): void {
    if (!isNew(id, holder, said.values)) return;
    found.push({ id: id + holder.suffix, edge: { source: holder.id, target, field }, row: null, ...said });
  }

  function isNew(id: string, { isRow }: Holder, values: Values): boolean {
    if (isRow && !values.has('id')) return true;
    if (written.has(id)) return false;
    written.add(id);
    return true;
  }
}

type Described = Pick<Link, 'shape' | 'object' | 'marks'>;
type Said = Pick<GraphElement, 'type' | 'values' | 'marks'>;
const saysNothing: Said = { type: null, values: new Map(), marks: { cells: [], more: [] } };

function thingId({ shape, object }: Link): string {
  return `${typeOf(shape, object)}:${toIdPart(keyOf(shape, object) ?? '')}`;
}
