import type { TableRow } from '../tables/namedColumns.js';
import { type CodeDefect, type CodeEntry, codeAndName, toChange, toProperties } from './reference/entry.js';
import { type CodePart, headerOf } from './reference/parts.js';
import { referenceFormat } from './reference/referenceFormat.js';
import { parseFactor } from './unitFactor.js';

const parts: readonly CodePart[] = [
  { version: '1', list: 'rec20', header: headerOf(['commoncode', 'name', 'conversionfactor']), toEntry: toUnitEntry },
  // Annex I, by sector and quantity: it lists a unit once for each quantity that it measures.
  { version: '1', list: 'rec20', header: headerOf(['commoncode', 'name', 'sector', 'quantity']), toEntry: toUnitEntry },
  {
    version: '1',
    part: 'levels',
    list: 'rec20-levels',
    header: headerOf(['levelandcategory', 'description'], { exactly: true }),
    toEntry: (row) => codeAndName(row, 'LevelAndCategory', 'Description'),
  },
];

/** Units of measure, UNECE Recommendation 20, as CSV, and the table of its levels. The file's name states the revision. */
export const rec20 = referenceFormat({
  name: 'rec20',
  description:
    'UNECE Recommendation 20: codes of units of measure with their factors, CSV with header; levels beside it',
  publisher: 'UNECE; as datasets/unece-units-of-measure publishes it',
  versions: ['1'],
  files: ['units-of-measure.csv', 'levels.csv'],
  sample: ',LBR,pound,,2,lb,"0,453 592 37 kg"',
  dispositions: 'codeLists/rec20.elements',
  parts,
});

function toUnitEntry(row: TableRow): CodeEntry | CodeDefect {
  const named = codeAndName(row, 'CommonCode', 'Name');
  if ('reason' in named) return named;
  const code = named.code.toUpperCase();
  const stated = row.get('conversionfactor');
  const factor = stated === null ? null : parseFactor(stated);
  return {
    code,
    name: named.name,
    properties: toProperties({
      change: toChange(row.get('status')),
      description: row.get('description'),
      level: row.get('levelandcategory'),
      sector: row.get('sector'),
      quantity: row.get('quantity'),
      symbol: row.get('symbol'),
      conversionFactor: stated,
      factor: factor?.value,
      factorUnit: factor?.unit,
      toKg: factor?.unit === 'kg' ? factor.value : null,
    }),
    qualityFlags: [
      ...(/^[0-9A-Z]{2,3}$/.test(code) ? [] : ['CODE_FORM']),
      ...(stated !== null && factor === null ? ['FACTOR_FORM'] : []),
    ],
  };
}
