import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { changedSinceBuilt } from '../../../cli/database/changedSinceBuilt.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portcullis built '));
});

/** @param at seconds since 1970 */
function write(path: string, at: number): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
  utimesSync(join(root, path), at, at);
}

test('what was not changed after the build is up to date, though it was not compiled again', () => {
  write('records/parts/one.ts', 100);
  write('built', 101);
  write('records/README.md', 200);
  expect(changedSinceBuilt(join(root, 'records'), join(root, 'built'))).toBeNull();
});

test('a source that was changed after the build is named', () => {
  write('built', 101);
  write('records/parts/one.ts', 102);
  expect(changedSinceBuilt(join(root, 'records'), join(root, 'built'))).toBe('parts/one.ts');
});
