import type { ObjectShape } from '../../rows/shape.js';
import { headerFacts, withheldFacts } from '../facts.js';
import type { ExportFormat, ExportHeader, FormatBody, PageFacts } from '../format.js';
import { toJsonText } from '../jsonText.js';
import { type Draft, isThing } from './draft.js';
import { createEntities } from './entities.js';
import { mappings } from './mappings.js';

/**
 * FollowTheMoney entities, one a line. What its model has no property for, who lent the record, what was kept back and
 * where the log names the row stands beside the properties, in the member `portcullis`, which other tools pass over. The
 * file has no end of its own: the receipt of the export says what a whole one is.
 *
 * @see https://followthemoney.tech
 */
export const ftm: ExportFormat = {
  mediaType: 'application/json+ftm',
  extension: 'ftm.json',
  unfit: ({ type, key }: ObjectShape) =>
    mappings[type] && key !== null
      ? null
      : `FollowTheMoney has no schema for ${type}: take JSON lines, CSV or GraphML.`,
  bodyOf,
};

function bodyOf(header: ExportHeader): FormatBody {
  const toEntities = createEntities(header.root);
  let head: object | null = { header: headerFacts(header) };
  return {
    begin: () => [],
    *page(rows, page, first) {
      const { readAt, receipt, withheld } = page;
      let told: object = withheld.length > 0 ? { page: { readAt, receipt, withheld: withheldFacts(withheld) } } : {};
      for (const [index, row] of rows.entries())
        for (const draft of toEntities(row, first + index)) {
          yield toLine(header.export, draft, page, { ...head, ...told });
          head = null;
          told = {};
        }
    },
  };
}

function toLine(id: string, draft: Draft, { readAt, receipt }: PageFacts, told: object): string {
  const { row, type, facts, marks, schema, properties } = draft;
  const portcullis = {
    export: id,
    ...(row === null ? {} : { row, readAt, receipt }),
    type,
    ...(facts.size > 0 ? { facts: Object.fromEntries(facts) } : {}),
    ...(marks.cells.length > 0 ? { withheld: withheldFacts(marks.cells) } : {}),
    ...(marks.more.length > 0 ? { more: marks.more.map((path) => path.join('.')) } : {}),
    ...told,
  };
  const source = facts.get('handling.source');
  const datasets = typeof source === 'string' ? { datasets: [source] } : {};
  const name = properties.get('name')?.[0] ?? properties.get('full')?.[0] ?? draft.id;
  // Why: FollowTheMoney takes no thing without a name; one that is an id is never taken for another's.
  const named = isThing(schema) && !properties.has('name') ? { name: [name] } : {};
  const stated = { ...named, ...Object.fromEntries(properties) };
  const entity = { id: draft.id, portcullis, caption: name, schema, properties: stated, ...datasets };
  return `${toJsonText(entity)}\n`;
}
