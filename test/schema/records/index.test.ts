import { expect, it } from '@jest/globals';
import { records } from '../../../schema/records/index.js';

it('lists each description under its own kind', () => {
  expect(Object.values(records).map(({ kind }) => kind)).toEqual(Object.keys(records));
});
