import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { makePrivateFolder, writeWholeFile } from '../../schema/wholeFile.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-whole-'));

describe('a file of the deployment', () => {
  test('is left as it is by who would create it, and replaced by who would replace it', () => {
    const path = join(folder, 'deep', 'er', 'a');
    makePrivateFolder(dirname(path));
    expect(writeWholeFile(path, 'one', 'create')).toBe(true);
    expect(writeWholeFile(path, 'two', 'create')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('one');
    expect(writeWholeFile(path, 'two', 'replace')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['a']);
  });
  test('is for its owner alone, and so is its folder where it is made private', () => {
    const open = mkdtempSync(join(folder, 'open-'));
    chmodSync(open, 0o755);
    makePrivateFolder(open);
    writeWholeFile(join(open, 'a'), 'one', 'create');
    expect((statSync(open).mode & 0o777).toString(8)).toBe('700');
    expect((statSync(join(open, 'a')).mode & 0o777).toString(8)).toBe('600');
  });
  test('is not there where it could not be written', () => {
    expect(() => writeWholeFile(folder, 'one', 'replace')).toThrow(expect.objectContaining({ code: 'EISDIR' }));
    expect(() => writeWholeFile(join(folder, 'deep', 'er', 'a', 'b'), 'one', 'create')).toThrow(
      expect.objectContaining({ code: 'ENOTDIR' }),
    );
    expect(readdirSync(folder).filter((name) => name.includes('.new-'))).toEqual([]);
  });
});
