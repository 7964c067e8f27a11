import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../../schema/files.js';
import { filesBelow, sourceFolders } from '../style/tree.js';

/* What `npm pack` takes: all that the product reads as it runs, and nothing else. `npm run net -- pack` installs and runs it. */
const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  cwd: root,
  encoding: 'utf8',
});
// Why both: npm 10 prints a list, npm 11 a table by name.
const [packed] = Object.values(JSON.parse(stdout) as Record<string, { readonly files: readonly { path: string }[] }>);
const paths = (packed?.files ?? []).map(({ path }) => path);

test('every file that the sources read is among them, and the build of every source', () => {
  const read = filesBelow(sourceFolders, /\.(?!ts$|md$|mjs$)\w+$/).filter(({ path }) => !path.startsWith('client/'));
  const named = filesBelow(sourceFolders, /\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/[pP]ackageFile\((('[^']+')(?:, '[^']+')*)\)/g)].map(([, names = '']) =>
      names.replaceAll("'", '').replaceAll(', ', '/'),
    ),
  );
  // Of the package of front-ends the product has what it imports.
  const built = filesBelow(sourceFolders, /\.ts$/)
    .filter(({ path }) => !path.startsWith('client/'))
    .map(({ path }) => `dist/${path.replace(/\.ts$/, '.js')}`);
  expect(read.length).toBeGreaterThan(80);
  expect(named.length).toBeGreaterThan(20);
  const needed = [
    ...read.map(({ path }) => path),
    ...named,
    ...built,
    'dist/console/index.html',
    'tools/verify-audit.mjs',
  ];
  expect(needed.filter((path) => !paths.some((each) => each === path || each.startsWith(`${path}/`)))).toEqual([]);
});

test('nothing else is: no source, test, bench, map, key or path of the machine that packed', () => {
  const unwanted =
    /^(?:test|bench|packaging|data|node_modules|\.)|(?<!\.worker)\.(?:tsx?|map|key|pem|tsbuildinfo)$|(?:^|\/)\./;
  expect(paths.filter((path) => unwanted.test(path))).toEqual([]);
  const telling = paths.filter((path) => {
    const text = readFileSync(join(root, path), 'latin1');
    return text.includes(root) || /-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]{40}/.test(text);
  });
  expect(telling).toEqual([]);
});
