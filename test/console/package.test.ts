import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { packageFile, root } from '../../schema/files.js';

test('the package of the product carries the console built, and needs nothing to build it', () => {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { cwd: root, stdio: 'pipe' });
  const [{ files }] = JSON.parse(packed.toString('utf8')) as [{ files: { path: string }[] }];
  const paths = new Set(files.map(({ path }) => path));
  const page = readFileSync(packageFile('dist', 'console', 'index.html'), 'utf8');
  const named = [...page.matchAll(/"\.(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => `dist/console${path}`);
  expect(named.length).toBeGreaterThan(1);
  for (const path of ['dist/console/index.html', ...named, ...named.map((each) => `${each}.br`)])
    expect([path, paths.has(path)]).toEqual([path, true]);
  const { dependencies } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  expect(Object.keys(dependencies).filter((name) => /react|vite|urql|codemirror|tanstack/.test(name))).toEqual([]);
});
