import { expect, test } from '@jest/globals';
import { highestMarking } from '../../../console/parts/paper/highestMarking.js';

const record = (classification: string | null, ...handlingCodes: readonly string[]) => ({
  record: { name: 'x', handling: { classification, handlingCodes } },
});

test('A sheet is marked as its highest record, with every handling code', () => {
  const data = { rows: [record('BASIC_PROTECTION_LEVEL', 'H1'), record('RESTREINT_UE', 'H2', 'H1'), record('PUBLIC')] };
  expect(highestMarking([data])).toBe('RESTREINT UE/EU RESTRICTED · H1 · H2');
  expect(highestMarking([{ rows: [] }])).toBe('');
});

test('A sheet says that its marking may be higher where an envelope, or what it takes of it, is kept or not known', () => {
  expect(highestMarking([{ rows: [record('PUBLIC'), { handling: null }] }])).toMatch(/^Public · .*may be higher$/);
  expect(highestMarking([record(null)])).toMatch(/may be higher$/);
  expect(highestMarking([{ handling: { classification: 'PUBLIC', handlingCodes: null } }])).toMatch(/may be higher$/);
  expect(highestMarking([record('PUBLIC'), record('OF_ANOTHER_SCALE')])).toMatch(/may be higher$/);
});
