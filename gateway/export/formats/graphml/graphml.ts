import { headerFacts, withheldFacts } from '../facts.js';
import type { ExportFormat, ExportHeader, FormatBody } from '../format.js';
import { data, graphText } from './elementText.js';
import { createGraph } from './graphRows.js';
import { graphColumns } from './graphShape.js';

/**
 * A graph, as programs that draw graphs open it: a node for each record, or thing that a number identifies, an edge for
 * each link. What only belongs to a record is an attribute of it, lists as JSON.
 *
 * The attributes of the graph at its end say that it is whole.
 *
 * @see http://graphml.graphdrawing.org/specification.html
 */
export const graphml: ExportFormat = {
  mediaType: 'application/graphml+xml',
  extension: 'graphml',
  bodyOf,
};

function bodyOf(header: ExportHeader): FormatBody {
  const { declared, write } = graphText(graphColumns(header.root));
  const toGraph = createGraph(header.root);
  return {
    begin: () => [
      '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n',
      ...declared,
      `<graph id="portcullis-export" edgedefault="directed">\n${data('g_header', JSON.stringify(headerFacts(header)))}\n`,
    ],
    *page(rows, page, first) {
      if (page.withheld.length > 0) {
        const told = { readAt: page.readAt, receipt: page.receipt, withheld: withheldFacts(page.withheld) };
        yield `${data('g_page', JSON.stringify(told))}\n`;
      }
      for (const [index, row] of rows.entries())
        for (const element of toGraph(row, first + index)) yield write(element, page);
    },
    end: ({ rows, sha256, receipt: { log, index, leafHash } }) => {
      const said = { _rows: rows, _sha256: sha256, _log: log, _index: index, _leafHash: leafHash, _whole: true };
      return [
        `${Object.entries(said)
          .map(([name, value]) => data(`g${name}`, value))
          .join('')}</graph></graphml>\n`,
      ];
    },
  };
}
