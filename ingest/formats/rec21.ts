// SPDX-License-Identifier: Apache-2.0
import type { ElementFates, Format } from './format.js';
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

const elements: ElementFates = {
  mapped: {
    Status: 'Code.properties change',
    Code: 'Code.code',
    Name: 'Code.name',
    Description: 'Code.properties description',
    'Numeric code': 'Code.properties numericCode',
  },
  raw: [],
  dropped: {},
};

const parts: readonly CodePart[] = [
  {
    version: '1',
    list: 'rec21',
    header: headerOf(['code', 'name', 'description', 'numericcode'], { firstValue: /^[0-9A-Z]{2}$/ }),
    toEntry: toPackage,
  },
];

/** Types of package, UNECE Recommendation 21, as CSV. Its revision is that in the file's name. */
export const rec21: Format = {
  name: 'rec21',
  description: 'UNECE Recommendation 21: codes of types of package, CSV with header',
  publisher: 'UNECE; as datasets/unece-package-codes publishes it',
  versions: ['1'],
  files: ['data.csv'],
  kinds: ['code'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample: ',1F,"Container, flexible",A packaging container of flexible construction.,93',
  elements,
  mayBeWhole: true,
  recognise: (head) => recogniseParts(parts, head),
  read: (delivery) => readParts('rec21', parts, elements, delivery),
};

function toPackage(row: TableRow): CodeEntry | CodeDefect {
  const code = row.get('code')?.toUpperCase() ?? null;
  const name = row.get('name');
  if (code === null) return { field: 'Code', reason: 'code.missing' };
  if (name === null) return { field: 'Name', reason: 'name.missing' };
  return {
    code,
    name,
    properties: toProperties({
      change: toChange(row.get('status')),
      description: row.get('description'),
      numericCode: row.get('numericcode'),
    }),
    qualityFlags: /^[0-9A-Z]{2}$/.test(code) ? [] : ['CODE_FORM'],
  };
}
