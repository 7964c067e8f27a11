// SPDX-License-Identifier: Apache-2.0
import { fatesOf } from '../fates.js';
import type { Format } from '../format.js';
import { toChange } from './reference/change.js';
import {
  type CodeDefect,
  type CodeEntry,
  type CodePart,
  headerOf,
  readParts,
  recogniseParts,
} from './reference/parts.js';
import { toProperties } from './reference/properties.js';
import type { TableRow } from './reference/table.js';
import { parseFactor } from './unitFactor.js';

const parts: readonly CodePart[] = [
  { version: '1', list: 'rec20', header: headerOf(['commoncode', 'name', 'conversionfactor']), toEntry: toUnitEntry },
  // Annex I, by sector and quantity: a unit stands there once for each quantity that it measures.
  { version: '1', list: 'rec20', header: headerOf(['commoncode', 'name', 'sector', 'quantity']), toEntry: toUnitEntry },
  {
    version: '1',
    part: 'levels',
    list: 'rec20-levels',
    header: headerOf(['levelandcategory', 'description'], { exactly: true }),
    toEntry: toLevel,
  },
];

/** Units of measure, UNECE Recommendation 20, as CSV, and the table of its levels. Its revision is that in the file's name. */
export const rec20: Format = {
  name: 'rec20',
  description:
    'UNECE Recommendation 20: codes of units of measure with their factors, CSV with header; levels beside it',
  publisher: 'UNECE; as datasets/unece-units-of-measure publishes it',
  versions: ['1'],
  files: ['units-of-measure.csv', 'levels.csv'],
  kinds: ['code'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample: ',LBR,pound,,2,lb,"0,453 592 37 kg"',
  get elements() {
    return fatesOf('codeLists/rec20.elements');
  },
  mayBeWhole: true,
  recognise: (head) => recogniseParts(parts, head),
  read: (delivery) => readParts('rec20', parts, rec20.elements, delivery),
};

function toUnitEntry(row: TableRow): CodeEntry | CodeDefect {
  const code = row.get('commoncode')?.toUpperCase() ?? null;
  const name = row.get('name');
  if (code === null) return { field: 'CommonCode', reason: 'code.missing' };
  if (name === null) return { field: 'Name', reason: 'name.missing' };
  const stated = row.get('conversionfactor');
  const factor = stated === null ? null : parseFactor(stated);
  return {
    code,
    name,
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

function toLevel(row: TableRow): CodeEntry | CodeDefect {
  const code = row.get('levelandcategory');
  const name = row.get('description');
  if (code === null) return { field: 'LevelAndCategory', reason: 'code.missing' };
  return name === null ? { field: 'Description', reason: 'name.missing' } : { code, name };
}
