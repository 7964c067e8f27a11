import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { assertNew, notWritten, writeNew } from '../../../cli/subject/report.js';

const home = mkdtempSync(join(tmpdir(), 'portcullis-report-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('a report whose folder is missing is refused before the person is asked about, as the request would have no file', () => {
  const path = join(home, 'none', 'report.json');
  expect(() => assertNew(path)).toThrow(/has no folder/);
  expect(() => writeNew(path, 'x')).toThrow(/has no folder/);
  expect(existsSync(join(home, 'none'))).toBe(false);
});

test('a file of an officer is written once and whole', () => {
  writeNew(join(home, 'report.json'), 'x');
  expect(() => writeNew(join(home, 'report.json'), 'y')).toThrow(/is there already/);
  expect(readdirSync(home)).toEqual(['report.json']);
});

test('a full disk is named, with what to do next', () => {
  const cause = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  const error = notWritten('r.json', 'Ask again with --request R.', cause);
  expect(error.message).toContain('r.json cannot be written: the disk is full.');
  expect(error).toMatchObject({ extensions: { hint: 'Ask again with --request R.' } });
});
