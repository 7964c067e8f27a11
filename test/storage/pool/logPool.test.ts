import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { listen } from '../../support/waiting/listen.js';

const database = await ownTestDatabase({ sources: ['audit'] });
const admin = database.ending(new pg.Client({ connectionString: database.adminUrl }));
await admin.connect();

/** What a connection of the log gives, where the database has each connection begin with other settings. */
async function under(settings: readonly string[], text: string): Promise<unknown> {
  const { rows } = await admin.query('select current_database() as name');
  for (const setting of settings) await admin.query(`alter database ${rows[0].name} set ${setting}`);
  const pool = openLogPool(database.auditWriterUrl);
  try {
    return (await pool.query({ text })).rows[0]?.found;
  } finally {
    await pool.close();
    await admin.query(`alter database ${rows[0].name} reset all`);
  }
}

describe('a connection of the log states its settings, whatever its login begins with', () => {
  it('finds the operators of PostgreSQL before those of somebody else', async () => {
    await admin.query(`create schema shadow; grant usage on schema shadow to public;
      create function shadow.never(bytea, bytea) returns boolean language sql immutable as 'select false';
      create operator shadow.<> (leftarg = bytea, rightarg = bytea, function = shadow.never)`);
    const found = await under(
      ['search_path = shadow, pg_catalog'],
      `select pg_catalog.sha256('\\x00') <> '\\x00'::bytea as found`,
    );
    expect(found).toBe(true);
  });

  it('finds the catalog before a temporary table of its name, as a trigger at the login may make one', async () => {
    const pool = openLogPool(database.adminUrl);
    const client = await pool.connect();
    await client.query({ text: 'create temporary table pg_policy (polname name)' });
    const { rows } = await client.query({
      text: `select 'pg_policy'::regclass = 'pg_catalog.pg_policy'::regclass as found`,
    });
    client.release();
    await pool.close();
    expect(rows).toEqual([{ found: true }]);
  });

  it.each(["datestyle = 'German'", "datestyle = 'SQL, DMY'", "timezone = 'Asia/Kolkata'"])(
    'reads instants under %s',
    async (setting) => {
      const instant = await under([setting], `select '2026-11-28T12:00:00.123Z'::timestamptz as found`);
      expect(instant).toEqual(new Date('2026-11-28T12:00:00.123Z'));
      expect(await under([setting], `select '2026-11-28'::date::text as found`)).toBe('2026-11-28');
    },
  );

  it('reads texts and names as they are written', async () => {
    const found = await under(
      ['standard_conforming_strings = off', 'quote_all_identifiers = on'],
      `select regexp_replace('a  b', '\\s+', pg_get_indexdef('audit.node_pkey'::regclass)) as found`,
    );
    expect(found).toBe('aCREATE UNIQUE INDEX node_pkey ON audit.node USING btree (log, level, index)b');
  });

  it('has no limit of statements but its own', async () => {
    expect(await under(['statement_timeout = 50'], `select pg_sleep(0.2)::text || 'slept' as found`)).toBe('slept');
  });

  it('keeps the lock of an act however long it is idle: a limit of idle transactions ended it, and the act went on', async () => {
    const idle = 'idle_in_transaction_session_timeout';
    expect(await under([`${idle} = 50`], `select current_setting('${idle}') as found`)).toBe('0');
  });

  it('ends with an error where a policy of rows would hide some', async () => {
    await admin.query('alter table audit.entry enable row level security');
    await expect(under([], 'select count(*) as found from audit.entry')).rejects.toThrow(/row-level security/);
    await admin.query('alter table audit.entry disable row level security');
  });
});

it('is given up where a pooler answers the login, and the server behind it nothing', async () => {
  const pooler = createServer((socket) => {
    socket.on('error', () => undefined);
    // AuthenticationOk, ReadyForQuery.
    socket.once('data', () => socket.write('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I', 'latin1'));
  });
  const pool = openLogPool(`postgres://x@127.0.0.1:${await listen(pooler)}/x`, 100);
  await expect(pool.query({ text: 'select' })).rejects.toThrow('timeout');
  expect(pool.connections()).toMatchObject({ used: 0, waiting: 0 });
  await pool.close();
  pooler.close();
});
