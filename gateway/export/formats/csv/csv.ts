import { headerFacts, withheldFacts } from '../facts.js';
import type { ExportFormat, ExportHeader, FormatBody } from '../format.js';
import { toJsonText } from '../jsonText.js';
import { type RowNumbers, tableRows } from './tableRows.js';
import { type Table, tablesOf } from './tables.js';
import { headLine, rowLine, toLine } from './tableText.js';
import { openTableArchive } from './zipTables.js';

/** The members that say what the archive is, and that it is whole. */
export const [headerMember, trailerMember] = ['header.json', 'trailer.json'] as const;

const pagesHead = `\uFEFF${toLine(['_page', 'readAt', 'rows', 'log', 'index', 'leafHash', 'withheld'])}`;

/**
 * Tables of CSV (RFC 4180, UTF-8 with a byte order mark) in an archive: one for each type, objects within an object in its
 * columns, lists of objects in tables of their own, whose rows name the row that holds them. `_pages.csv` says where the
 * log names the rows of each page. A large export has further members, `Seizure.2.csv`, of the same columns.
 */
export const csv: ExportFormat = {
  mediaType: 'application/zip',
  extension: 'zip',
  bodyOf,
};

function bodyOf(header: ExportHeader): FormatBody {
  const { root, asOf } = header;
  const tables = tablesOf(root);
  const heads = new Map([...tables.values()].map((table) => [table.name, headLine(table)]));
  const numbers: RowNumbers = new Map();
  const archive = openTableArchive(asOf);
  let page = 0;
  return {
    begin: () => {
      archive.add(headerMember, `${toJsonText(headerFacts(header))}\n`);
      // Why at once: the table of the rows is there without any, and the first one, which leaves as it grows.
      archive.append(root.type, '', heads.get(root.type) as string);
      return archive.take();
    },
    page: (rows, { readAt, receipt, withheld }) => {
      archive.turn();
      page += 1;
      const texts = new Map<string, string>([[root.type, '']]);
      for (const row of rows)
        for (const line of tableRows(root, row, numbers))
          texts.set(line.table, (texts.get(line.table) ?? '') + rowLine(tables.get(line.table) as Table, line, page));
      for (const [table, text] of texts) archive.append(table, text, heads.get(table) as string);
      const told = withheld.length === 0 ? null : withheldFacts(withheld);
      const facts = [page, readAt, rows.length, receipt.log, receipt.index, receipt.leafHash, told];
      archive.append('_pages', toLine(facts), pagesHead);
      return archive.take();
    },
    finish: () => {
      archive.closeTables();
      return archive.take();
    },
    end: (trailer) => {
      archive.add(trailerMember, `${toJsonText(trailer)}\n`);
      archive.end();
      return archive.take();
    },
  };
}
