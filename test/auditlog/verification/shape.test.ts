import { describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { findFalseShape } from '../../../auditlog/verification/shape.js';
import { useLogDatabase } from '../support/logDatabase.js';

const { admin } = useLogDatabase();

/** What is found after some statements, which are taken back. */
async function foundAfter(...statements: readonly string[]): Promise<readonly string[]> {
  const client = await admin.connect();
  try {
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    const db: LogQuery = { query: (statement) => client.query(statement as pg.QueryConfig) };
    return await findFalseShape(db, db);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const hides = `'select log, index from audit.entry where false'`;
const nothing = `create function audit.nothing() returns trigger language plpgsql as 'begin return null; end'`;
const wall = 'alter table audit.entry enable row level security';
const other = 'is not the one that the product makes';
const none = 'is none that the product makes';

describe('what the tables of the log are', () => {
  it('is what migrations make: who adds one states it here', async () => {
    expect(await foundAfter()).toEqual([]);
  });

  it('may have further indices, and lack one, and other storage: a slow log is not a false one', async () => {
    const found = await foundAfter(
      'create index own on audit.entry (code)',
      'drop index audit.entry_at',
      'alter table audit.posting alter column block set storage main',
      'alter table audit.entry set (fillfactor = 90)',
    );
    expect(found).toEqual([]);
  });

  it.each([
    [
      'a view in the place of a table',
      ['alter table audit.node rename to node_0', 'create view audit.node as select * from audit.node_0'],
      [
        `the kind of audit.node ${other}`,
        'the column list of audit.node is missing',
        'the constraint node_pkey of audit.node is missing',
      ],
    ],
    [
      'a view that leaves entries out for auditors',
      [
        'alter view audit.entry_record rename to whole',
        `create view audit.entry_record as select * from audit.whole where agency <> 'NL-CUSTOMS'`,
      ],
      [`the definition of audit.entry_record ${other}`],
    ],
    [
      'a search by tokens that finds nothing',
      [
        `create or replace function audit.entries_with(wanted bytea) returns table (log text, index bigint) language sql as ${hides}`,
      ],
      [`the function (wanted bytea) of audit.entries_with ${other}`],
    ],
    [
      'a function that runs as its owner',
      [
        `create or replace function audit.drop_covered_runs(of_log text) returns void language sql security definer as 'delete from audit.posting'`,
      ],
      [`the function (of_log text) of audit.drop_covered_runs ${other}`],
    ],
    [
      'a policy that hides rows from one login',
      [wall, 'create policy own on audit.entry for select to public using (false)'],
      [`the policy own of audit.entry ${none}`, `the row security of audit.entry ${none}`],
    ],
    [
      'a right of the writer to change what it wrote',
      [
        'grant update on audit.entry to portcullis_audit_writer',
        'grant delete on audit_keys.tree_key to portcullis_audit_keys',
      ],
      [
        `the right of portcullis_audit_keys to change rows of audit_keys.tree_key ${none}`,
        `the right of portcullis_audit_writer to change rows of audit.entry ${none}`,
      ],
    ],
    [
      'a right of the writer to take the tokens of an entry, and nothing else of it',
      ['grant update (tokens) on audit.entry to portcullis_audit_writer'],
      [`the right of portcullis_audit_writer to change rows of audit.entry ${none}`],
    ],
    [
      'a rule',
      ['create rule own as on insert to audit.cosigned do instead nothing'],
      [`the rule own of audit.cosigned ${none}`],
    ],
    [
      'a trigger on the keys',
      [nothing, 'create trigger own before delete on audit_keys.tree_key execute function audit.nothing()'],
      [`the trigger own of audit_keys.tree_key ${none}`],
    ],
    [
      'a table that adds its rows to another',
      ['create table audit.child () inherits (audit.checkpoint)'],
      [`the table that inherits, audit.child of audit.checkpoint ${none}`],
    ],
    ['a type', ['alter table audit.lease alter at type timestamp'], [`the column list of audit.lease ${other}`]],
    [
      'a collation',
      ['alter table audit.lease alter holder type text collate "C"'],
      [`the column list of audit.lease ${other}`],
    ],
    [
      'a column that is generated',
      ['alter table audit.node add own int generated always as (1) stored'],
      [`the column list of audit.node ${other}`],
    ],
    [
      'a key that rows are told apart by',
      ['alter table audit_keys.tree_key drop constraint tree_key_pkey'],
      ['the constraint tree_key_pkey of audit_keys.tree_key is missing'],
    ],
    [
      'an index of some rows alone under the name of one of all',
      ['drop index audit.entry_at', `create index entry_at on audit.entry (at) where agency <> 'NL-CUSTOMS'`],
      [`the index entry_at of audit.entry ${other}`],
    ],
    [
      'a search path in which somebody comes before PostgreSQL',
      [`do $$ begin execute format('alter database %I set search_path = own, pg_catalog', current_database()); end $$`],
      [`the search_path of the database ${none}`],
    ],
    [
      'a hash of somebody in the place of that of PostgreSQL',
      [
        'set local allow_system_table_mods = on',
        `create or replace function pg_catalog.sha256(bytea) returns bytea language sql immutable strict as 'select $1'`,
      ],
      [`the replaced function of pg_catalog.sha256 ${none}`],
    ],
  ] as const)('is found to be another one by %s', async (_name, statements, found) => {
    expect([...(await foundAfter(...statements))].sort()).toEqual([...found].sort());
  });
});
