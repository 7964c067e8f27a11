import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { root } from '../../schema/files.js';
import { databaseSetting, sourceNames } from '../../schema/sources.js';

const foldersOf = (...path: string[]) =>
  readdirSync(join(root, ...path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

it('every source has a module, an SDL and migrations, and nothing else does', () => {
  const sorted = [...sourceNames].sort();
  expect(foldersOf('subgraphs').filter((name) => name !== 'kit')).toEqual(sorted);
  expect(
    foldersOf('storage', 'migrations').filter(
      (name) => !['ingest', 'gateway', 'limits', 'audit_keys', 'shared'].includes(name),
    ),
  ).toEqual(sorted);
  expect(readdirSync(join(root, 'schema'))).toEqual(expect.arrayContaining(sorted.map((name) => `${name}.graphql`)));
});

it('a setting of its name says where its database is', () => {
  expect(databaseSetting('cargo')).toBe('databaseUrlCargo');
});
