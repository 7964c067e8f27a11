import { toPackageType } from '../../codes/packages.js';
import type { FileHead } from '../format.js';
import { headRows } from '../tables/headRows.js';
import { type Header, type TableRow, toColumnKey } from '../tables/namedColumns.js';
import { type CodeDefect, type CodeEntry, codeAndName, toChange, toProperties } from './reference/entry.js';
import { type CodePart, headerOf } from './reference/parts.js';
import { referenceFormat } from './reference/referenceFormat.js';

const parts: readonly CodePart[] = [
  {
    version: '1',
    list: 'rec21',
    header: headerOf(['code', 'name', 'description', 'numericcode'], { firstValue: /^[0-9A-Z]{2}$/ }),
    toEntry: toPackage,
  },
  { version: '1', list: 'rec21', header: findOlder, toEntry: toPackage },
];

/** Types of package, UNECE Recommendation 21, as CSV. The file's name states the revision. */
export const rec21 = referenceFormat({
  name: 'rec21',
  description: 'UNECE Recommendation 21: codes of types of package, CSV with header',
  publisher: 'UNECE; as datasets/unece-package-codes publishes it',
  versions: ['1'],
  files: ['data.csv'],
  sample: ',1F,"Container, flexible",A packaging container of flexible construction.,93',
  dispositions: 'codeLists/rec21.elements',
  parts,
});

/** Rows by which an older revision is recognised. */
const rowsChecked = 20;

const olderColumns = ['status', 'code', 'name', 'description'];

/**
 * The header of a revision without numeric codes. Any list of codes may have its columns: at least half of the first rows
 * must be packages, each code with its name in the Recommendation.
 */
function findOlder(head: FileHead): Header | null {
  const header = headerOf(['code', 'name', 'description'])(head);
  if (header === null || header.names.some((name) => !olderColumns.includes(toColumnKey(name)))) return null;
  const rows = headRows(head.text, header.delimiter).slice(1, 1 + rowsChecked);
  const [code = -1, name = -1] = ['code', 'name'].map((column) => header.columns.get(column));
  const packages = rows.filter((row) => {
    const stated = row[code]?.trim() ?? '';
    return stated.length === 2 && toPackageType(row[name]) === stated.toUpperCase();
  });
  return packages.length > 0 && packages.length * 2 >= rows.length ? header : null;
}

function toPackage(row: TableRow): CodeEntry | CodeDefect {
  const named = codeAndName(row, 'Code', 'Name');
  if ('reason' in named) return named;
  const code = named.code.toUpperCase();
  return {
    code,
    name: named.name,
    properties: toProperties({
      change: toChange(row.get('status')),
      description: row.get('description'),
      numericCode: row.get('numericcode'),
    }),
    qualityFlags: /^[0-9A-Z]{2}$/.test(code) ? [] : ['CODE_FORM'],
  };
}
