import pg from 'pg';
import type { LogClient } from '../../../auditlog/store/pool.js';
import { indexStored } from '../../../auditlog/store/postings/indexStored.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

/** Entries of each of its three logs. */
const entries = 10_000;

/**
 * A log of a fixed length, in a database of its own: the deployment's grows by the clock, and plans with it. Nothing in it
 * is signed or opens; only how much there is of what, and how it is spread, is as in a log of everyday questions.
 */
export async function createLongLog(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  // Why: statistics that come in between make another plan.
  for (const table of tables) await client.query(`alter table audit.${table} set (autovacuum_enabled = off)`);
  await client.query(`
    create temporary view place as select 'main' || m as log, i as index,
      timestamptz '2026-01-01Z' + make_interval(secs => i * 10 + m) as at
      from generate_series(0, 2) m, generate_series(0, ${entries - 1}) i;
    insert into audit.entry (log, index, bytes, leaf_hash, sealed, kind, at, request_id, subject, agency, role, purpose, code, tokens)
      select log, index, decode(repeat('00', 400), 'hex'), sha256(index::text::bytea), decode(repeat('00', 600), 'hex'), 'QUERY',
        at, 'req_' || log || index, 'staff-' || index % 200, 'AGENCY-' || index % 14, 'ROLE-' || index % 5, 'PURPOSE-' || index % 8,
        case index % 20 when 0 then 'FORBIDDEN' else 'OK' end,
        array(select md5(((index * 7 + t) % 5000)::text)::uuid from generate_series(0, 9) t)
      from place;
    insert into audit.node
      select log, level, n, sha256(n::text::bytea)
      from (select distinct log from place) l, generate_series(0, 13) level, generate_series(0, (${entries} >> level) - 1) n;
    insert into audit.checkpoint select log, index, repeat('x', 200), at from place where index % 20 = 0;
    insert into audit.lease select log, 1, 'holder', ${entries}, max(at) from place group by log`);
  for (const log of ['main0', 'main1', 'main2'])
    await indexStored(client as unknown as LogClient, log, { from: 0, to: entries });
  for (const table of tables) await client.query(`vacuum (analyze) audit.${table}`);
  await client.end();
  return database;
}

const tables = ['entry', 'posting_run', 'posting', 'node', 'checkpoint', 'lease'] as const;
