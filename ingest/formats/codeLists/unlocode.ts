import { referenceFormat } from './reference/referenceFormat.js';
import { locationParts } from './unlocode/location.js';
import { tableParts } from './unlocode/tables.js';

const parts = [...locationParts, ...tableParts];

/**
 * UN/LOCODE in the layouts of its publishers:
 *
 * - `parts`: UNECE's own CSV parts, without a header, windows-1252
 * - `code-list`: the same columns with a header (datasets/un-locode)
 * - `by-country`: decimal positions, a file a country (geoapify/un-locode)
 * - `tables`: countries, subdivisions, functions, statuses and reference names beside them (datasets/un-locode)
 *
 * The edition is the half-year or date in the file's name, e.g. `2024-1`. An entry is valid from the month in its column
 * Date, when UNECE last approved it.
 */
export const unlocode = referenceFormat({
  name: 'unlocode',
  description: 'UN/LOCODE: places of trade and transport with functions and positions, CSV; the tables beside it',
  publisher: 'UNECE Recommendation 16; as UNECE, datasets/un-locode and geoapify/un-locode publish it',
  versions: ['parts', 'code-list', 'by-country', 'tables'],
  rhythm: 'halfYearly',
  files: ['2024-1 UNLOCODE CodeListPart1.csv', 'code-list.csv', 'NL.csv', 'subdivision-codes.csv'],
  sample: ',"NL","RTM","Rotterdam","Rotterdam","ZH","12345---","AF","0401",,"5155N 00430E",',
  dispositions: 'codeLists/unlocode/elements',
  parts,
});
