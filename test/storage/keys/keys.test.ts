import { sign } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { primitives } from '../../../auditlog/primitives.js';
import { keyNames } from '../../../storage/keys/keyFiles.js';
import { openGuardedKeys } from '../../../storage/keys/keyGuard.js';
import { listKeys, rotateKey } from '../../../storage/keys/keyRotation.js';
import { createMissingKeys, openKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase({ sources: [] });
let folder: string;
let keys: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-keys-'));
  keys = join(folder, 'keys');
  await withAdmin(database.adminUrl, (admin) => admin.query('truncate storage.key_fingerprint'));
});

describe('keys', () => {
  it('are made on the first start of an empty deployment, closed to others, and the same from then on', async () => {
    const first = await openGuardedKeys(keys, database.adminUrl);
    const second = await openGuardedKeys(keys, database.adminUrl);
    expect(Buffer.from(second.link)).toEqual(Buffer.from(first.link));
    expect(new Set(keyNames.map((name) => first.id(name))).size).toBe(keyNames.length);
    expect(statSync(keys).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(keys)) expect(statSync(join(keys, file)).mode & 0o777).toBe(0o600);
  });

  it('sign checkpoints', async () => {
    const { checkpoint } = await openGuardedKeys(keys, database.adminUrl);
    const signature = sign(null, Buffer.from('head'), checkpoint.privateKey);
    expect(primitives.verifyEd25519(Buffer.from('head'), signature, checkpoint.publicKey)).toBe(true);
  });

  it.each(['link', 'auditSeal', 'blindIndex', 'checkpoint'])(
    'are never made anew: %s lost is refused',
    async (name) => {
      await openGuardedKeys(keys, database.adminUrl);
      rmSync(join(keys, `${name}.json`));
      await expect(openGuardedKeys(keys, database.adminUrl)).rejects.toMatchObject({ code: 'KEY_MISSING' });
      expect(readdirSync(keys)).not.toContain(`${name}.json`);
    },
  );

  it('are never made anew: a keys directory that is gone is refused and stays gone', async () => {
    await openGuardedKeys(keys, database.adminUrl);
    rmSync(keys, { recursive: true });
    await expect(openGuardedKeys(keys, database.adminUrl)).rejects.toMatchObject({ code: 'KEY_MISSING' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['link', 'auditSeal', 'blindIndex', 'checkpoint'])('of another deployment are refused: %s', async (name) => {
    await openGuardedKeys(keys, database.adminUrl);
    const other = join(folder, 'other');
    createMissingKeys(other);
    writeFileSync(join(keys, `${name}.json`), readFileSync(join(other, `${name}.json`)));
    const refusal = openGuardedKeys(keys, database.adminUrl);
    await expect(refusal).rejects.toMatchObject({ code: 'KEY_CHANGED', message: expect.stringContaining(name) });
  });

  it('that were damaged on disk are refused', async () => {
    createMissingKeys(keys);
    const path = join(keys, 'cursor.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/(?<="secret": ")./, (sign) => (sign === '_' ? '-' : '_')),
    );
    await expect(openKeys(keys)).rejects.toMatchObject({ code: 'KEY_CHANGED' });
  });

  it('may come from the settings, all of them or none', async () => {
    const material = Object.fromEntries(
      keyNames.map((name, i) => [name, Buffer.alloc(32, i + 1).toString('base64url')]),
    );
    const fromSettings = await openGuardedKeys(material, database.adminUrl);
    expect(Buffer.from(fromSettings.subgraph('cargo'))).toEqual(
      Buffer.alloc(32, keyNames.indexOf('subgraph-cargo') + 1),
    );
    const { link, ...rest } = material;
    expect(link).toBeDefined();
    await expect(openKeys(rest)).rejects.toMatchObject({ code: 'KEY_MISSING' });
    await expect(openKeys({ ...material, link: 'c2hvcnQ' })).rejects.toMatchObject({ code: 'KEY_CHANGED' });
  });

  it('made by two processes at once are one set', async () => {
    const [a, b] = await Promise.all([
      openGuardedKeys(keys, database.adminUrl),
      openGuardedKeys(keys, database.adminUrl),
    ]);
    expect(keyNames.map((name) => a.id(name))).toEqual(keyNames.map((name) => b.id(name)));
  });
});

describe('rotateKey', () => {
  it.each(['cursor', 'auditSeal', 'subgraph-cargo', 'checkpoint'] as const)(
    'keeps the old %s for reading',
    async (name) => {
      const before = await openGuardedKeys(keys, database.adminUrl);
      const row = rotateKey(keys, name);
      const after = await openGuardedKeys(keys, database.adminUrl);
      expect(after.id(name)).not.toBe(before.id(name));
      expect(row.previous).toEqual([before.id(name)]);
      expect(after.previous(name)).toHaveLength(1);
    },
  );

  it('keeps every seal that ever was, and one cursor key', async () => {
    createMissingKeys(keys);
    for (const name of ['auditSeal', 'cursor'] as const) for (let i = 0; i < 3; i += 1) rotateKey(keys, name);
    const opened = await openKeys(keys);
    expect(opened.previous('auditSeal')).toHaveLength(3);
    expect(opened.previous('cursor')).toHaveLength(1);
  });

  it.each(['link', 'blindIndex'] as const)('refuses %s and changes nothing', async (name) => {
    createMissingKeys(keys);
    const before = await openKeys(keys);
    expect(() => rotateKey(keys, name)).toThrow(/cannot be rotated/);
    expect((await openKeys(keys)).id(name)).toBe(before.id(name));
  });
});

describe('listKeys', () => {
  it('names every key, its meaning, and no secret', async () => {
    createMissingKeys(keys);
    rmSync(join(keys, 'probe.json'));
    const rows = listKeys(keys);
    expect(rows.map((row) => row.name)).toEqual(keyNames);
    expect(rows.find((row) => row.name === 'probe')?.id).toBeNull();
    const { link } = await openKeysOf(keys);
    expect(JSON.stringify(rows)).not.toContain(link);
  });

  async function openKeysOf(directory: string): Promise<{ link: string }> {
    const { current } = JSON.parse(readFileSync(join(directory, 'link.json'), 'utf8')) as {
      current: { secret: string };
    };
    return { link: current.secret };
  }

  it('does not need to write', () => {
    createMissingKeys(keys);
    chmodSync(keys, 0o500);
    expect(listKeys(keys)).toHaveLength(keyNames.length);
    chmodSync(keys, 0o700);
  });
});
