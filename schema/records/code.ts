import { codeList } from './description/codeList.js';
import * as f from './description/make.js';
import { record } from './description/record.js';

/** Lists with reference data; those with a hyphen are small tables that belong to the list they are named after. */
const lists = codeList(null, [
  ...(['unlocode', 'unlocode-countries', 'unlocode-subdivisions', 'unlocode-functions', 'unlocode-statuses'] as const),
  ...(['hs', 'hs-sections', 'rec20', 'rec20-levels', 'rec21', 'countries'] as const),
]);

/** One entry of a code list, in one version of it. Its key is `list/code`, or `list/code#2` for a code with a second name. */
export const code = record('Code', {
  kind: 'code',
  source: 'directory',
  table: 'code',
  idPrefix: 'code',
  mapped: false,
  // All agencies read the same list.
  standsOnce: true,
  about: 'One entry of a code list, in one version of it (source directory).',
  answered: ['Code.parent', 'CodeFilter.prefix', 'CodeFilter.text', 'CodeFilter.parent'],
  fields: {
    list: f.code(lists, { required: true }),
    code: f.text({ required: true, indexed: true }),
    name: f.text({ required: true }),
    parent: f.text({ indexed: true, node: 'parentCode' }),
    version: f.text({ required: true }),
    validFrom: f.date(),
    validUntil: f.date(),
    properties: f.properties(),
  },
});
