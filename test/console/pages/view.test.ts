import { describe, expect, test } from '@jest/globals';
import { coordinatesOf, findCoordinates, groupCategories } from '../../../console/pages/view/fields.js';
import { receiptLines } from '../../../console/pages/view/receiptLines.js';
import { fieldsOf } from '../../../console/parts/coordinates.gql.js';

const all = coordinatesOf(fieldsOf);

describe('a field that is to be explained', () => {
  test('is any of the graph, also one that this viewer never gets', () => {
    expect(all).toContain('Consignment.risk');
    expect(all).toContain('Person.birthDate');
    expect(all.some((each) => /^(Query|PageInfo|__)|(Connection|Edge)\./.test(each))).toBe(false);
  });

  test('is found by part of its type or its name, the likeliest first', () => {
    const some = ['Person.name', 'PersonName.name', 'Consignment.mrn', 'Agency.name', 'TradeParty.person'];
    expect(findCoordinates(some, ' person.NAME ')).toEqual(['Person.name']);
    expect(findCoordinates(some, 'person')).toEqual(['Person.name', 'PersonName.name', 'TradeParty.person']);
    expect(findCoordinates(some, 'name')).toEqual(['Person.name', 'PersonName.name', 'Agency.name']);
    expect(findCoordinates(some, 'rn')).toEqual(['Consignment.mrn']);
    expect(findCoordinates(some, '(')).toEqual([]);
    expect(findCoordinates(all, '', 7)).toHaveLength(7);
  });
});

test('categories are grouped by their first part, and keep their places in the answer', () => {
  expect(groupCategories(['cargo.goods', 'public', 'cargo.risk', 'history'])).toEqual([
    { group: 'cargo', places: [0, 2] },
    { group: 'public', places: [1] },
    { group: 'history', places: [3] },
  ]);
});

test('receipts are copied as lines that a sheet takes apart, with nothing of what was asked', () => {
  const noted = {
    receipt: { log: 'main', index: 7, leafHash: 'ab' },
    operation: 'Search',
    requestId: 'r',
    code: undefined,
    purpose: 'CUSTOMS_CONTROL',
    agency: null,
    at: new Date('2026-12-01T06:24:00Z'),
  };
  const refused = { ...noted, receipt: { ...noted.receipt, index: 6 }, code: 'RATE_LIMITED', agency: 'NL-CUSTOMS' };
  expect(receiptLines([noted, refused]).split('\n')).toEqual([
    'at\tagency\tpurpose\toperation\tlog\tindex\tleafHash\tcode',
    '2026-12-01T06:24:00.000Z\t\tCUSTOMS_CONTROL\tSearch\tmain\t7\tab\t',
    '2026-12-01T06:24:00.000Z\tNL-CUSTOMS\tCUSTOMS_CONTROL\tSearch\tmain\t6\tab\tRATE_LIMITED',
  ]);
});
