import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { exportKeys, importKeys } from '../../../cli/keys/sealedKeys.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

const { folder, settings } = await openIdleDeployment('portcullis sealed keys ');
const place = mkdtempSync(join(tmpdir(), 'portcullis sealed '));
const silent = { json: true, out: () => undefined };
const at = (name: string) => join(place, name);
const identity = await generateIdentity();
const to = [await identityToRecipient(identity)];
writeFileSync(at('identity'), `# of the officer\n${identity}\n`);
const filesOf = (path: string) => readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]);
const target = (keys: string) => ({ ...settings, keys });

it('gives the keys to those who can open them, whole, and to nobody else', async () => {
  await exportKeys(settings, { ...silent, file: at('keys.age'), to, operator: 'night shift' });
  const sealed = readFileSync(at('keys.age'), 'utf8');
  expect([sealed.startsWith('-----BEGIN AGE ENCRYPTED FILE-----'), statSync(at('keys.age')).mode & 0o777]).toEqual([
    true,
    0o600,
  ]);
  await importKeys(target(at('keys')), { ...silent, file: at('keys.age'), identity: at('identity') });
  expect(filesOf(at('keys'))).toEqual(filesOf(join(folder.path, 'keys')));
  writeFileSync(at('other'), `${await generateIdentity()}\n`);
  const other = importKeys(target(at('none')), { ...silent, file: at('keys.age'), identity: at('other') });
  await expect(other).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(/No identity of/),
  });
  expect(readdirSync(place)).not.toContain('none');
});

it('overwrites nothing: neither keys that are there, nor a file', async () => {
  const again = importKeys(target(join(folder.path, 'keys')), {
    ...silent,
    file: at('keys.age'),
    identity: at('identity'),
  });
  await expect(again).rejects.toThrow(/already/);
  const twice = exportKeys(settings, { ...silent, file: at('keys.age'), to, operator: 'x' });
  await expect(twice).rejects.toThrow(/exists/);
});

it('refuses what is no recipient, no identity and no export, without a word of what it read', async () => {
  await expect(exportKeys(settings, { ...silent, file: at('x'), to: ['age1no'], operator: 'x' })).rejects.toThrow(
    /no recipient/,
  );
  writeFileSync(at('bad'), 'AGE-SECRET-KEY-1SECRET\n');
  const bad = importKeys(target(at('y')), { ...silent, file: at('keys.age'), identity: at('bad') });
  await expect(bad).rejects.toMatchObject({ message: expect.not.stringMatching(/1SECRET/) });
  const wrong = importKeys(target(at('y')), { ...silent, file: at('other'), identity: at('identity') });
  await expect(wrong).rejects.toThrow(/no exported keys/);
});
