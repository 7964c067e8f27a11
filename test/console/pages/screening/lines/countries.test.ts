import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { countryCodes } from '../../../../../console/pages/screening/lines/alpha3.js';
import { countryOf } from '../../../../../console/pages/screening/lines/countries.js';
import { toCountryCode } from '../../../../../ingest/codes/countries.js';
import { packageFile } from '../../../../../schema/files.js';

test('A list read here and one read by portcullis screen have the same countries', () => {
  const table = readFileSync(packageFile('ingest', 'codes', 'countries.tsv'), 'utf8')
    .split('\n')
    .flatMap((line) => (/^[A-Z]{2}\t/.test(line) ? line.split('\t').slice(0, 2).join('') : []));
  expect([...countryCodes].sort()).toEqual(table.sort());
  for (const text of ['DE', 'deu', 'Germany', 'bulgaria', 'XX', 'EU', 'ZZZ', 'Nowhere', '']) {
    expect([text, countryOf(text)]).toEqual([text, toCountryCode(text)]);
  }
});
