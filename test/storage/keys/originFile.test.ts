import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createMissingKeys, openKeys } from '../../../storage/keys/keys.js';
import { isOrigin } from '../../../storage/keys/originFile.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'portcullis origin '));
const originIn = async (directory: string) => (await openKeys(directory)).origin;

describe('what the origins of a deployment begin with', () => {
  it('is random at its first start, and never the same in two of them', async () => {
    const [one, other] = [folder(), folder()];
    createMissingKeys(one);
    createMissingKeys(other);
    expect(await originIn(one)).toMatch(/^portcullis\.example\/[0-9a-f]{16}$/);
    expect(await originIn(one)).not.toBe(await originIn(other));
    const before = await originIn(one);
    createMissingKeys(one, 'graph.example.org/log');
    expect(await originIn(one)).toBe(before);
  });

  it('is what the operator states', async () => {
    const directory = folder();
    createMissingKeys(directory, 'graph.example.org/log');
    expect(await originIn(directory)).toBe('graph.example.org/log');
    for (const text of ['https://graph.example.org', 'graph.example.org/', 'a b', 'a+b', ''])
      expect([text, isOrigin(text)]).toEqual([text, false]);
  });

  it('is not made for a deployment that signed without one, and not guessed where its file is damaged', async () => {
    const directory = folder();
    createMissingKeys(directory);
    rmSync(join(directory, 'origin'));
    createMissingKeys(directory);
    expect(await originIn(directory)).toBeUndefined();
    writeFileSync(join(directory, 'origin'), 'a b\n');
    await expect(openKeys(directory)).rejects.toMatchObject({ code: 'KEY_CHANGED' });
    expect(readFileSync(join(directory, 'origin'), 'utf8')).toBe('a b\n');
  });
});
