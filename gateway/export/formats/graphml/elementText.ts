import { placesText, withheldText } from '../facts.js';
import type { PageFacts } from '../format.js';
import type { GraphElement } from './graphRows.js';
import type { GraphColumn } from './graphShape.js';
import { toXmlText } from './xmlText.js';

/** Attributes of nodes and edges beside the values: names that no field of a schema has. */
const ofNodes = ['_row', '_type', '_withheld', '_more', '_readAt', '_log', '_index'] as const;
const ofEdges = ['_type', '_field', '_withheld', '_more'] as const;
/** Attributes of the graph; those from `_rows` on stand at its end, and only where it is whole. */
const ofGraph = ['_header', '_page', '_rows', '_sha256', '_log', '_index', '_leafHash', '_whole'] as const;

/** Fields by which people call a thing; the first that has a value is its label in programs that draw graphs. */
const labels = ['name', 'title', 'caseReference', 'mrn', 'statedName', 'reportedBy', 'id'];

/** The elements that declare attributes, and how elements of the graph are written with them. */
export function graphText(columns: readonly GraphColumn[]) {
  const keys = new Map(columns.map(({ name }, index) => [name, index]));
  const hasLabel = keys.has('label');
  const declared = [
    ...ofGraph.map((name) => declare(`g${name}`, 'graph', name, name === '_rows' ? 'int' : 'string')),
    ...ofNodes.map((name) => declare(`n${name}`, 'node', name, name === '_row' ? 'int' : 'string')),
    ...(hasLabel ? [] : [declare('n_label', 'node', 'label', 'string')]),
    ...ofEdges.map((name) => declare(`e${name}`, 'edge', name, 'string')),
    ...columns.map(({ name, type }, index) => declare(`n${index}`, 'node', name, type)),
    ...columns.map(({ name, type }, index) => declare(`e${index}`, 'edge', name, type)),
  ];
  return {
    declared,
    write: (element: GraphElement, page: PageFacts): string =>
      element.edge === null ? writeNode(element, page) : writeEdge(element, element.edge),
  };

  function writeNode({ id, type, row, values, marks }: GraphElement, { readAt, receipt }: PageFacts): string {
    const isRow = row !== null;
    const label = hasLabel ? undefined : labels.map((name) => values.get(name)).find((value) => value !== undefined);
    return [
      `<node id="${id}">`,
      data('n_row', row),
      data('n_type', type),
      data('n_label', label),
      ...[...values].map(([name, value]) => data(`n${keys.get(name)}`, value)),
      data('n_withheld', withheldText(marks.cells) || null),
      data('n_more', placesText(marks.more) || null),
      ...(isRow ? [data('n_readAt', readAt), data('n_log', receipt.log), data('n_index', receipt.index)] : []),
      '</node>\n',
    ].join('');
  }

  function writeEdge({ id, type, values, marks }: GraphElement, edge: NonNullable<GraphElement['edge']>): string {
    return [
      `<edge id="${id}" source="${edge.source}" target="${edge.target}">`,
      data('e_type', type),
      data('e_field', edge.field),
      ...[...values].map(([name, value]) => data(`e${keys.get(name)}`, value)),
      data('e_withheld', withheldText(marks.cells) || null),
      data('e_more', placesText(marks.more) || null),
      '</edge>\n',
    ].join('');
  }
}

/** One attribute of an element; nothing where it has no value. */
export function data(key: string, value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined ? '' : `<data key="${key}">${toXmlText(String(value))}</data>`;
}

/** Names are those of a schema, with dots between: nothing to escape. */
function declare(id: string, of: string, name: string, type: string): string {
  return `<key id="${id}" for="${of}" attr.name="${name}" attr.type="${type}"/>\n`;
}
