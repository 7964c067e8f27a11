import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { completePasswords, readPasswords, writePasswords } from '../../../storage/embedded/passwords.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-passwords-'));
const path = join(folder, 'passwords.json');

describe('the password file', () => {
  test('gives what was written, and a role that has a password keeps it', () => {
    const passwords = completePasswords({ a: 'stays' }, ['a', 'b']);
    writePasswords(path, passwords);
    expect(readPasswords(path)).toEqual({ a: 'stays', b: expect.stringMatching(/^\S{32}$/) });
  });
  test('is named where it is damaged, and nothing of it is told', () => {
    writeFileSync(path, '{"a": "SECRET');
    const refusal = { code: 'KEY_CHANGED', message: `The password file ${path} is damaged.` };
    expect(() => readPasswords(path)).toThrow(expect.objectContaining(refusal));
    expect(() => readPasswords(path)).not.toThrow(expect.objectContaining({ cause: expect.anything() }));
  });
});
