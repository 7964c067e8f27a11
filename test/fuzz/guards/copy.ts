import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { transformSync } from '@swc/core';

/** A copy of the tree that lines can be taken out of. */
export interface Copy {
  readonly root: string;
  /** Where Jest keeps what it makes of the copy's files. */
  readonly cache: string;
  /** Writes a file of the copy, and what the build makes of it. */
  write(file: string, text: string): void;
  remove(): void;
}

/** Packages with a lock file of their own, which are linked to. */
const installedApart = ['test/peers/node_modules', 'test/browser/node_modules'];

/** What is not copied: what others made, and what a deployment left. */
const left = new Set(['node_modules', '.git', 'data', 'coverage', ...installedApart, 'bench/node_modules']);

/** Copies the tree to a temporary folder; packages and the public data beside it are linked to. */
export function copyTree(root: string): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-guards-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const copy = join(folder, 'tree');
  try {
    cpSync(root, copy, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => !left.has(relative(root, path)),
    });
    link(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const folder of installedApart) link(join(root, folder), join(copy, folder));
    link(resolve(root, '..', 'shared'), join(folder, 'shared'));
  } catch (error) {
    remove();
    throw error;
  }
  return { root: copy, cache: join(folder, 'cache'), write: (file, text) => write(copy, file, text), remove };
}

function link(to: string, from: string): void {
  if (existsSync(to)) symlinkSync(to, from, 'dir');
}

/** Why the built file too: tests of commands and of processes run that. */
function write(root: string, file: string, text: string): void {
  writeFileSync(join(root, file), text);
  const built = join(root, 'dist', file.replace(/\.ts$/, '.js'));
  if (!file.endsWith('.ts') || !existsSync(built)) return;
  const { code } = transformSync(text, {
    filename: join(root, file),
    configFile: false,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  writeFileSync(built, code);
}
