import { expect, it } from '@jest/globals';
import { readPackageFile } from '../../../schema/files.js';
import { identifierKey, numberTypes } from '../../../schema/identifiers/identifierKey.js';
import { sourceNames } from '../../../schema/sources.js';

it.each([
  ['Vessel', 'IMO 7937317', '7937317'],
  ['Container', 'csqu 305438-3', 'CSQU3054383'],
  ['Identification', 'ab-12 34', 'AB1234'],
])('the number of a %s is the same however it is written: %s', (type, text, key) => {
  expect(identifierKey(type, text)).toBe(key);
});

it('types of numbers are those that sources state, but for names, and joint operations, which have ids', () => {
  const stated = ['shared', ...sourceNames].flatMap((name) =>
    [...readPackageFile('schema', `${name}.graphql`).matchAll(/identifies(?:\(as)?: "(\w+)"/g)].map(([, type]) => type),
  );
  expect([...numberTypes].sort()).toEqual(
    [...new Set(stated)].filter((type) => type !== 'Name' && type !== 'JointOperation').sort(),
  );
});
