import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { packageFile, readPackageFile } from '../../schema/files.js';

/* Which packages a release ships, which of their weaknesses fail it, and which of their files it leaves out. */
const load = async (name: string) => await import(pathToFileURL(packageFile('packaging', name)).href);
const { findWeak } = await load('shipped.mjs');
const { isUnread } = await load('tarball.mjs');
const locked = JSON.parse(readPackageFile('package-lock.json'));
const { packages: inConsole } = JSON.parse(readPackageFile('dist', 'console.json'));

const weakness = (name: string, severity: string) => ({ name, severity, nodes: [`node_modules/${name}`] });
const found = (...planted: readonly object[]): readonly string[] =>
  findWeak(Object.fromEntries(planted.entries()), locked, inConsole).map(({ name }: { name: string }) => name);

test('a weakness of what runs, or of what the console is bundled of, is found; of what only builds, it is not', () => {
  const planted = ['react-dom', '@apollo/gateway', 'typescript'].map((name) => weakness(name, 'critical'));
  expect(found(...planted)).toEqual(['react-dom', '@apollo/gateway']);
  expect(found(weakness('react-dom', 'high'), weakness('react-dom', 'moderate'))).toEqual(['react-dom']);
});

test('the tests of a package are left out, and no package is that is called test', () => {
  const paths = ['a/test', '@x/a/test', 'a/index.d.ts', 'test', '@x/test', 'test/index.js', '@x/test/index.js'];
  const left = paths.filter((path) => isUnread(`/tmp/tree/node_modules/${path}`));
  expect(left).toEqual(['a/test', '@x/a/test', 'a/index.d.ts']);
});
