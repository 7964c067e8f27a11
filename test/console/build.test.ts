import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltConsole, readBuilt } from '../../gateway/console/readBuilt.js';
import { tableOf } from '../../gateway/console/table.js';
import { packageFile } from '../../schema/files.js';

/* The build of the console, over a copy of the last one and of what that was made of; at first without its packages. */
const copy = mkdtempSync(join(tmpdir(), 'portcullis-build-'));
const at = (...names: string[]): string => join(copy, ...names);
const out = at('dist', 'console');
const notBuilt = 'The console is not built: its packages are not installed. npm ci installs them.\n';

/** Builds. @returns what it said */
function build(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [at('console', 'build.mjs')], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

const names = (): string[] => readdirSync(out, { recursive: true }).map(String).sort();
const written = (): number[] => names().map((name) => statSync(join(out, name)).mtimeMs);

beforeAll(() => {
  const { of } = JSON.parse(readFileSync(packageFile('dist', 'console.json'), 'utf8')) as {
    of: Record<string, string>;
  };
  const more = ['dist/console', 'dist/console.json', 'package.json', 'tsconfig.json'];
  for (const name of [...Object.keys(of), ...more]) cpSync(packageFile(name), at(name), { recursive: true });
});

describe('the build of the console', () => {
  test('does nothing where nothing has changed', () => {
    const before = written();
    expect(build()).toBe('');
    expect(written()).toEqual(before);
  });

  test.each([
    ['a page', ['console', 'pages', 'view', 'ViewPage.tsx']],
    ['a style that a style imports', ['console', 'styles', 'tokens.css']],
    ['a picture', ['console', 'styles', 'portcullis.svg']],
    ['a module that only passes on what others export', ['client', 'index.ts']],
    ['the versions of its packages', ['package-lock.json']],
    ['a file that it made', ['dist', 'console', 'index.html.br']],
  ])('is due where %s is another or gone; without its packages it says so, and is no failure', (_, file) => {
    const before = readFileSync(at(...file));
    rmSync(at(...file));
    expect(build()).toBe(notBuilt);
    writeFileSync(at(...file), before);
    expect(build()).toBe('');
  });

  test('makes all of it anew, for production, with brotli of the same content beside each text, and leaves nothing else', async () => {
    const before = names();
    symlinkSync(packageFile('node_modules'), at('node_modules'));
    writeFileSync(at('console', 'styles', 'tokens.css'), ':root { --changed: 1 }');
    expect(build()).toBe('');
    const after = names();
    const styleOf = (all: readonly string[]) => all.find((name) => /^assets\/index-.{8}\.css$/.test(name));
    expect(styleOf(after)).not.toBe(styleOf(before));
    const table = tableOf((await readBuilt(out)) as BuiltConsole, { link: true });
    const kept = [...table.values()].filter(({ headers }) => headers['cache-control']?.endsWith('immutable'));
    expect(kept).toHaveLength(table.size - 1);
    expect(after.filter((name) => name.includes('dev-runtime'))).toEqual([]);
    for (const name of after.filter((each) => /\.(?:html|js|css|svg)$/.test(each)))
      expect(brotliDecompressSync(readFileSync(join(out, `${name}.br`)))).toEqual(readFileSync(join(out, name)));
    expect(readdirSync(at('dist')).sort()).toEqual(['console', 'console.json']);
  });
});
