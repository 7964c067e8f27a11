import { describe, expect, it } from '@jest/globals';
import { sql } from '../../../storage/kysely.js';
import { openDatabase } from '../../../storage/pool/database.js';
import type { WritableDatabase } from '../../../storage/types.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();

describe('database roles', () => {
  const open = new Map<string, WritableDatabase>();

  function connect(url: string): WritableDatabase {
    const pool = open.get(url) ?? database.ending(openDatabase(url, { source: 'cargo' }));
    open.set(url, pool);
    return pool;
  }

  /** SQLSTATE of the refusal. */
  async function refusal(pool: WritableDatabase, text: string): Promise<string | undefined> {
    const error = await pool.exec(text).then(
      () => undefined,
      (thrown: { originalError?: { code?: string } }) => thrown,
    );
    return error?.originalError?.code;
  }

  it('let a source read its own schema', async () => {
    expect(await connect(database.url('cargo')).rows(sql`select id from cargo.consignment`)).toEqual([]);
  });

  it('keep a source from the schema of another', async () => {
    expect(await refusal(connect(database.url('cargo')), 'select * from persons.person')).toBe('42501');
  });

  it('keep a source from writing, also where it takes off its own read-only setting', async () => {
    const cargo = connect(database.url('cargo'));
    const readOnly = await cargo.exec('delete from cargo.consignment').catch((error: { code: string }) => error.code);
    expect(readOnly).toBe('INTERNAL');
    const forced = cargo.transaction(async (transaction) => {
      await transaction.exec('set transaction read write');
      await transaction.exec('delete from cargo.consignment');
    });
    await expect(forced).rejects.toMatchObject({ originalError: { code: '42501' } });
  });

  it('keep a source and ingest from the fingerprints of the keys and the state of migrations', async () => {
    for (const url of [database.url('cargo'), database.ingestUrl]) {
      expect(await refusal(connect(url), 'select * from storage.key_fingerprint')).toBe('42501');
      expect(await refusal(connect(url), 'select * from storage.migration_hash')).toBe('42501');
    }
  });

  it('let ingest write the four data schemas, and neither the log nor the directory', async () => {
    const ingest = connect(database.ingestUrl);
    for (const table of ['cargo.consignment', 'persons.person', 'seizures.seizure', 'incidents.incident']) {
      expect(await ingest.exec(`delete from ${table}`)).toEqual([]);
    }
    expect(await refusal(ingest, 'select * from audit.entry')).toBe('42501');
    expect(await refusal(ingest, 'create table cargo.mine (n int)')).toBe('42501');
  });

  it.each([
    'update audit.entry set bytes = bytes',
    'delete from audit.entry',
    'truncate audit.entry',
    'drop table audit.entry',
  ])('keep the audit writer from: %s', async (statement) => {
    expect(await refusal(connect(database.auditWriterUrl), statement)).toBe('42501');
  });

  it.each([
    'update audit_keys.tree_key set level = 1',
    'delete from audit_keys.tree_key',
    'truncate audit_keys.tree_key',
  ])("keep the login of the log's keys from: %s", async (statement) => {
    expect(await refusal(connect(database.auditKeysUrl), statement)).toBe('42501');
    expect(await connect(database.auditKeysUrl).exec('select from audit_keys.tree_key')).toEqual([]);
  });

  it('keep the keys of the log from who reads or writes it, and the log from the login of its keys', async () => {
    for (const url of [database.url('audit'), database.auditWriterUrl, database.ingestUrl, database.gatewayUrl])
      expect(await refusal(connect(url), 'select from audit_keys.tree_key')).toBe('42501');
    expect(await refusal(connect(database.auditKeysUrl), 'select from audit.entry')).toBe('42501');
  });

  it('let the login of the keys of the log read and add, and destroy none', async () => {
    for (const statement of ['delete from audit_keys.tree_key', 'truncate audit_keys.tree_key'])
      expect(await refusal(connect(database.auditKeysUrl), statement)).toBe('42501');
  });

  it('let the audit writer append and read back, and the audit reader read alone', async () => {
    const tables = ['entry', 'posting_run', 'posting', 'node', 'checkpoint', 'lease'];
    const right = (role: string, table: string, kind: string) =>
      connect(database.adminUrl)
        .exec<{ has: boolean }>('select has_table_privilege($1, $2, $3) as has', [role, `audit.${table}`, kind])
        .then((rows) => rows[0]?.has);
    for (const table of tables) {
      expect(await right('portcullis_audit_writer', table, 'insert')).toBe(true);
      expect(await right('portcullis_audit_writer', table, 'select')).toBe(true);
      expect(await right('portcullis_audit', table, 'select')).toBe(true);
      for (const kind of ['update', 'delete', 'truncate'])
        expect(await right('portcullis_audit_writer', table, kind)).toBe(false);
      for (const kind of ['insert', 'update', 'delete', 'truncate'])
        expect(await right('portcullis_audit', table, kind)).toBe(false);
    }
  });
});
