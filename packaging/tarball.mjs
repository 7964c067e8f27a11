import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './run.mjs';

/** A copy of the commit that is checked out, built from nothing with the packages that are installed here. */
export function stage(root, tree) {
  mkdirSync(tree);
  run('sh', ['-c', 'git archive HEAD | tar -x -C "$0"', tree], { cwd: root });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  run('npm', ['run', '--silent', 'build'], { cwd: tree });
  const own = JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8'));
  const built = JSON.parse(readFileSync(join(tree, 'dist', 'console.json'), 'utf8'));
  return { tree, own, inConsole: built.packages };
}

/** Packs the package of front-ends. */
export function packClient({ tree }, out) {
  run('npm', ['pack', '--silent', '--pack-destination', out], { cwd: join(tree, 'client') });
}

/**
 * Packs the product with the packages that it needs, in the versions and with the hashes of package-lock.json: it installs without a
 * registry, and the checksum is of all that runs. The embedded PostgreSQL, another one for each platform, is left to npm.
 *
 * @returns the tarball's path
 */
export function packProduct({ tree, own }, out) {
  // Why removed: that file has npm install what only builds, too.
  for (const name of ['node_modules', '.npmrc']) rmSync(join(tree, name), { recursive: true });
  run('npm', ['ci', '--ignore-scripts', '--omit=dev', '--omit=optional', '--no-audit', '--no-fund'], { cwd: tree });
  dropUnread(join(tree, 'node_modules'));
  const { devDependencies: _, scripts: __, allowScripts: ___, ...shipped } = own;
  const packed = { ...shipped, bundleDependencies: Object.keys(own.dependencies) };
  writeFileSync(join(tree, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', out], { cwd: tree });
  return join(out, `${own.name}-${own.version}.tgz`);
}

/** Whether no program reads it: types, maps and settings of their authors' tools, which are half of all bytes; and their tests. */
export const isUnread = (path) => unread.test(path) || unread.test(basename(path));

const unread =
  /\.(?:map|d\.[cm]?ts|tsbuildinfo)$|^\.(?!bin$|package-lock)|\/node_modules\/(?:@[^/]+\/)?[^@/][^/]*\/(?:test|integration)$/;

/** Removes what no program reads. */
function dropUnread(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (isUnread(path)) rmSync(path, { recursive: true, force: true });
  }
}
