import { expect, it } from '@jest/globals';
import * as f from '../../../schema/records/description/make.js';
import { record } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';

it('lists each description under its own kind', () => {
  expect(Object.values(records).map(({ kind }) => kind)).toEqual(Object.keys(records));
});

it('refuses a field that would stand in the place of what every record has', () => {
  const description = { source: 'cargo', table: 'crate', idPrefix: 'crate', about: 'A crate.' } as const;
  const describeCrate = () => record('Crate', { kind: 'crate', ...description, fields: { kind: f.text() } });
  expect(describeCrate).toThrow(/Crate\.kind/);
});
