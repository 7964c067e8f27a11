import { chownSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from '@jest/globals';
import { readKeyFile } from '../../../storage/keys/keyFiles.js';
import { forgetKeys, replacedKeys, rotateKey } from '../../../storage/keys/keyRotation.js';
import { createMissingKeys, openKeys } from '../../../storage/keys/keys.js';
import { openSeals } from '../../../storage/keys/seals.js';
import { changingKeys } from '../../../storage/locks/keyLock.js';

let keys: string;

beforeEach(() => {
  keys = mkdtempSync(join(tmpdir(), 'portcullis-seals-'));
  createMissingKeys(keys);
});

const file = () => join(keys, 'auditSeal.json');

it('are those of the file at each call: a running process knows a new key, and no forgotten one', () => {
  const seals = openSeals(keys);
  const [first] = seals();
  rotateKey(keys, 'auditSeal');
  const [second, ...earlier] = seals();
  expect([second, earlier]).toEqual([readKeyFile(keys, 'auditSeal')?.current.secret, [first]]);
  forgetKeys(keys, 'auditSeal', [readKeyFile(keys, 'auditSeal')?.previous[0]?.id ?? '']);
  expect(seals()).toEqual([second]);
});

it('stay what they were while the file cannot be read, and are read once it can be', () => {
  const seals = openSeals(keys);
  const [first] = seals();
  rmSync(file());
  expect(seals()).toEqual([first]);
  writeFileSync(file(), 'half a fi');
  expect(seals()).toEqual([first]);
  rmSync(file());
  createMissingKeys(keys);
  expect(seals()).not.toEqual([first]);
  expect(seals()).toHaveLength(1);
});

// Two texts of their own named no way to another folder.
it('are missed in one sentence, by a start, a running process and a rotation', async () => {
  rmSync(file());
  const said = {
    code: 'KEY_MISSING',
    message: expect.stringContaining('no body opens any more'),
    hint: expect.stringContaining('--keys'),
  };
  await expect(openKeys(keys)).rejects.toMatchObject(said);
  for (const look of [() => openSeals(keys), () => rotateKey(keys, 'auditSeal')])
    expect(look).toThrow(expect.objectContaining(said));
});

it('were replaced when the first key after them was made, by whatever clock the others were', () => {
  for (const at of ['2026-11-02', '2036-01-01', '2026-11-04']) rotateKey(keys, 'auditSeal', new Date(at));
  expect(replacedKeys(keys, 'auditSeal').map(({ replacedAt }) => replacedAt?.slice(0, 10))).toEqual([
    '2026-11-04',
    '2026-11-04',
    '2026-11-02',
  ]);
});

it('are changed by one command at a time: a second one would take away the key that the first made', async () => {
  await changingKeys(keys, async () => {
    await expect(changingKeys(keys, async () => undefined)).rejects.toMatchObject({ code: 'KEY_ROTATION_REFUSED' });
  });
  expect(await changingKeys(keys, async () => 'done')).toBe('done');
});

it('leave nothing of what a killed command wrote: it would have them after they are forgotten', async () => {
  writeFileSync(`${file()}.new-4711`, 'all of them');
  await changingKeys(keys, async () => undefined);
  expect(readdirSync(keys).filter((name) => name.startsWith('auditSeal'))).toEqual(['auditSeal.json']);
});

const isRoot = process.getuid?.() === 0;

(isRoot ? it : it.skip)(
  "stay their owner's where root changes them: running servers took the log for forged a night later",
  () => {
    chownSync(file(), 65534, 65534);
    rotateKey(keys, 'auditSeal');
    const { uid, gid, mode } = statSync(file());
    expect([uid, gid, mode & 0o777]).toEqual([65534, 65534, 0o600]);
  },
);
