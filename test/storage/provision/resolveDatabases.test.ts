import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { packageFile } from '../../../schema/files.js';
import { sourceNames } from '../../../schema/sources.js';
import { sql } from '../../../storage/kysely.js';
import { identifyProcess } from '../../../storage/locks/processIdentity.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { preparedRoles } from '../../../storage/provision/prepareSql.js';
import { resolveDatabases } from '../../../storage/provision/resolveDatabases.js';
import { withAdmin } from '../../../storage/roles.js';
import { migratedSchemas } from '../../../storage/types.js';
import { createTestDatabase } from '../../support/postgres.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-resolve-'));
  chmodSync(folder, 0o711);
});

describe('resolveDatabases', () => {
  it('without any URL starts the embedded server, migrates it and gives each use a login of its own', async () => {
    const databases = await resolveDatabases({}, { dataDirectory: join(folder, 'data') });
    try {
      expect(await databases.migrate()).toBeGreaterThan(0);
      expect(await databases.migrate()).toBe(0);
      const urls = [
        ...sourceNames.map(databases.url),
        databases.ingestUrl('cargo'),
        databases.auditWriterUrl,
        databases.auditKeysUrl,
        databases.limitsUrl,
        databases.ownerUrl,
      ];
      const users = await Promise.all(
        urls.map(async (url) => {
          const db = openDatabase(url, { source: 'cargo', max: 1 });
          const rows = await db.rows<{ name: string }>(sql`select current_user as name`);
          await db.close();
          return rows[0]?.name;
        }),
      );
      expect(new Set(users).size).toBe(urls.length);
    } finally {
      await databases.release();
    }
    expect(identifyProcess(databases.embedded?.pid ?? 0)).toBeUndefined();
  });

  it('uses DATABASE_URL for all, the override of a source for that source, and the administrator for migrations', async () => {
    const databases = await resolveDatabases(
      {
        databaseUrl: 'postgresql://app@db/main',
        databaseUrlAdmin: 'postgresql://owner@db/main',
        databaseUrlCargo: 'postgresql://cargo@customs/cargo',
        databaseUrlAudit: 'postgresql://writer@db/main',
      },
      { dataDirectory: folder },
    );
    expect(databases.embedded).toBeUndefined();
    expect(databases.url('persons')).toBe('postgresql://app@db/main');
    expect(databases.url('cargo')).toBe('postgresql://cargo@customs/cargo');
    expect(databases.ingestUrl('cargo')).toBe('postgresql://cargo@customs/cargo');
    expect(databases.ingestUrl('persons')).toBe('postgresql://app@db/main');
    expect(databases.auditWriterUrl).toBe('postgresql://writer@db/main');
    // The log's writer may not migrate it where another role owns that database.
    const apart = migratedSchemas.filter((schema) => databases.adminUrl(schema) !== 'postgresql://owner@db/main');
    expect(apart).toEqual(['cargo']);
    expect(databases.adminUrl('cargo')).toBe('postgresql://cargo@customs/cargo');
  });

  /** A file in which each role has the password p. */
  const passwords = (): string => {
    const file = join(folder, 'passwords.json');
    writeFileSync(file, JSON.stringify(Object.fromEntries(preparedRoles.map((role) => [role, 'p']))));
    return file;
  };
  const log = { databaseUrlAudit: 'postgresql://log/x' };

  it.each([
    ['the keys of the log with the rest', 'audit_keys', 'auditKeysUrl', {}, 'db/main'],
    ['the keys of the log beside the log', 'audit_keys', 'auditKeysUrl', log, 'log/x'],
    [
      'the keys of the log where DATABASE_URL_AUDIT_KEYS says',
      'audit_keys',
      'auditKeysUrl',
      { ...log, databaseUrlAuditKeys: 'postgresql://vault/k' },
      'vault/k',
    ],
    ['the limits with the rest', 'limits', 'limitsUrl', {}, 'db/main'],
    [
      'the limits where DATABASE_URL_LIMITS says',
      'limits',
      'limitsUrl',
      { databaseUrlLimits: 'postgresql://limits/x' },
      'limits/x',
    ],
  ] as const)('has %s, under a login of their own', async (_, schema, url, settings, place) => {
    const databases = await resolveDatabases(
      { databaseUrl: 'postgresql://db/main', databasePasswords: passwords(), ...settings },
      { dataDirectory: folder },
    );
    expect(databases[url]).toBe(`postgresql://portcullis_${schema}:p@${place}`);
    expect(databases.adminUrl(schema)).toBe(`postgresql://portcullis_owner:p@${place}`);
  });

  it('leaves a login that is stated as it is', async () => {
    const logins = { databaseUrl: 'postgresql://app@db/main', databaseUrlAudit: 'postgresql://writer@db/main' };
    const databases = await resolveDatabases({ ...logins, databasePasswords: passwords() }, { dataDirectory: folder });
    expect(databases.auditKeysUrl).toBe('postgresql://app@db/main');
  });

  it('opens without the limits where their database is out of reach, migrates it where it is not, and refuses one of another build', async () => {
    const [main, apart] = [await createTestDatabase(), await createTestDatabase()];
    await withAdmin(apart.adminUrl, (admin) =>
      admin.query(`drop schema limits cascade; delete from storage.migration_hash where source = 'limits';
        drop table storage.migration_limits`),
    );
    const settings = { databaseUrl: main.adminUrl, databaseUrlLimits: apart.adminUrl };
    const away = { ...settings, databaseUrlLimits: 'postgresql://limits@127.0.0.1:1/limits' };
    for (const [each, applied] of [
      [away, 0],
      [settings, readdirSync(packageFile('storage', 'migrations', 'limits')).length],
      [settings, 0],
    ] as const) {
      const databases = await resolveDatabases(each, { dataDirectory: folder });
      expect(await databases.migrate()).toBe(applied);
      await databases.assertMigrated();
      await databases.release();
    }
    await withAdmin(apart.adminUrl, (admin) =>
      admin.query(`insert into storage.migration_hash (source, name, hash) values ('limits', '0099_later', 'h')`),
    );
    const newer = await resolveDatabases(settings, { dataDirectory: folder });
    await expect(newer.migrate()).rejects.toMatchObject({ code: 'DATABASE_OF_ANOTHER_BUILD' });
    await newer.release();
    await main.close();
    await apart.close();
  });

  it('says which setting may be missing where a whole schema is, for the database is not older then', async () => {
    const database = await createTestDatabase();
    const databases = await resolveDatabases({ databaseUrl: database.adminUrl }, { dataDirectory: folder });
    try {
      await databases.assertMigrated();
      await withAdmin(database.adminUrl, (admin) =>
        admin.query(`delete from storage.migration_hash where source = 'audit_keys'`),
      );
      await expect(databases.assertMigrated()).rejects.toMatchObject({
        code: 'DATABASE_OUTDATED',
        hint: expect.stringContaining('this command was not told: DATABASE_URL_AUDIT_KEYS.'),
      });
    } finally {
      await databases.release();
      await database.close();
    }
  });
});
