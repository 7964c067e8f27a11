import { describe, expect, it } from '@jest/globals';
import { editionOfName } from '../../../../../ingest/formats/codeLists/reference/edition.js';

describe('editionOfName', () => {
  it.each([
    ['2024-1 UNLOCODE CodeListPart1.csv', '2024-1'],
    ['loc241csv.zip!CodeListPart1.csv', '2024-1'],
    ['rec20_Rev17e-2021.csv', 'Rev 17'],
    ['country-codes 2025-03-01.csv', '2025-03-01'],
    ['codes_20250301.csv', '2025-03-01'],
    ['HS2022.csv', '2022'],
    ['NL.csv', 'unstated'],
    ['data.csv', 'unstated'],
  ])('finds in %s the edition %s', (name, edition) => {
    expect(editionOfName(name)).toBe(edition);
  });
});
