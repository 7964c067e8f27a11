import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { packageFile } from '../../../schema/files.js';

const hooks = `
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(1, context.format + ' ' + url + '\\n');
    return next(url, context);
  }`;

/** What Node.js loads for a module of the build: its format, and its file. */
function loadedFor(file: string): readonly string[] {
  const script = `
    import { createRequire, register } from 'node:module';
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});
    await import('./dist/${file}');
    for (const path of Object.keys(createRequire(import.meta.url).cache)) console.log('commonjs ' + path);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: packageFile(),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

/** Lines of a package's files, among them only those of ES modules. */
function moduleFilesOf(name: string, loaded: readonly string[]): readonly string[] {
  const of = loaded.filter((line) => line.includes(`/node_modules/${name}`));
  expect(of.length).toBeGreaterThan(10);
  return of.filter((line) => line.startsWith('module '));
}

test('a start loads Apollo Server as CommonJS: as ES modules it came with 130, of which half were there already', () => {
  const loaded = loadedFor('cli/serve/start.js');
  expect([...moduleFilesOf('@apollo/', loaded), ...moduleFilesOf('@graphql-tools/', loaded)]).toEqual([]);
  expect(loaded.filter((line) => line.startsWith('module ')).length).toBeLessThan(1100);
});

test('what reads a database loads Kysely as CommonJS: as ES modules its 263 files take a third more time', () => {
  expect(moduleFilesOf('kysely/', loadedFor('storage/pool/database.js'))).toEqual([]);
});

test('what verifies no tokens loads nothing for it, and a source that answers its gateway alone no listener of one', () => {
  const packagesOf = (file: string) => {
    const loaded = loadedFor(file).map((line) => /\/node_modules\/([^/]+)\//.exec(line)?.[1]);
    return ['jose', 'fastify', 'pg'].filter((name) => loaded.includes(name));
  };
  expect(packagesOf('cli/serve/startSubgraph.js')).toEqual(['pg']);
  // The primary of workers opens no gateway.
  expect(packagesOf('cli/serve/serve.js')).toEqual(['pg']);
  expect(packagesOf('cli/witness/runWitness.js')).toEqual(['fastify']);
});
