import { typeOf } from '../../rows/shape.js';
import { headerFacts, withheldFacts } from '../facts.js';
import type { ExportFormat, ExportHeader, FormatBody } from '../format.js';
import { toJsonText } from '../jsonText.js';

/**
 * One line a row, as JSON. The first line says what the file is, a line before the rows of each page where the log names
 * them, the last one that the file is whole: `{"header":...}`, `{"page":...}`, `{"row":1,...}`, `{"trailer":...}`.
 *
 * @see https://jsonlines.org
 */
export const jsonLines: ExportFormat = {
  mediaType: 'application/jsonl',
  extension: 'jsonl',
  bodyOf,
};

function bodyOf(header: ExportHeader): FormatBody {
  return {
    begin: () => [toLine({ header: headerFacts(header) })],
    *page(rows, { readAt, receipt, withheld }, first) {
      yield toLine({ page: { readAt, rows: rows.length, receipt, withheld: withheldFacts(withheld) } });
      for (const [index, { record, cells, more }] of rows.entries())
        yield toLine({
          row: first + index,
          type: typeOf(header.root, record),
          record,
          ...(cells.length > 0 ? { withheld: withheldFacts(cells) } : {}),
          ...(more.length > 0 ? { more: more.map((path) => path.join('.')) } : {}),
        });
    },
    end: (trailer) => [toLine({ trailer })],
  };
}

function toLine(value: unknown): string {
  return `${toJsonText(value)}\n`;
}
