import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import * as f from '../../../schema/records/description/make.js';
import { type RecordDescription, record } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import { migrationsFolder, withIncluded } from '../../../storage/migrations/migrationFiles.js';
import { assertNoDifferences } from '../../../storage/tables/assert.js';
import { findDifferences } from '../../../storage/tables/compare.js';
import { draftMigration } from '../../../storage/tables/draft.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
const client = database.ending(new pg.Client(database.adminUrl));
await client.connect();

test.each(Object.values<RecordDescription>(records))(
  'the tables of $type are what its description says, by name and type',
  async (description) => {
    expect(await findDifferences(client, [description])).toEqual([]);
  },
);

const crate = record('Crate', {
  kind: 'crate',
  source: 'cargo',
  table: 'crate',
  idPrefix: 'crate',
  about: 'A crate.',
  fields: {
    number: f.text({ required: true }),
    sides: f.list(f.text()),
    price: f.money(),
    marks: f.entries({ text: f.text() }, { main: 'text' }),
    lids: f.child(
      {
        weight: f.kg(),
        nails: f.child({ length: f.integer() }, { main: 'length', table: 'nail', idPrefix: 'nail', type: 'Nail' }),
      },
      { main: 'weight', table: 'lid', idPrefix: 'lid', type: 'Lid' },
    ),
  },
}) as RecordDescription;

test('the draft makes tables and columns that are missing, so that nothing differs any more', async () => {
  const draft = draftMigration(await findDifferences(client, [crate]));
  expect(draft).toContain('create index on cargo.nail (crate_id, id);');
  await client.query(draft);
  expect(await findDifferences(client, [crate])).toEqual([]);
  await client.query('alter table cargo.crate drop column sides; alter table cargo.nail drop column length');
  const differences = await findDifferences(client, [crate]);
  expect(draftMigration(differences)).toBe(
    "alter table cargo.crate add column sides text[] not null default '{}';\nalter table cargo.nail add column length int;",
  );
  await client.query(draftMigration(differences));
  expect(await findDifferences(client, [crate])).toEqual([]);
});

test('one line names what differs, both ways, and the draft of what is missing', async () => {
  await client.query(draftMigration(await findDifferences(client, [crate])));
  await client.query(`alter table cargo.crate drop column number, add column colour text;
    alter table cargo.crate alter column price_minor_units type text; alter table cargo.lid add column hinge text`);
  const differences = await findDifferences(client, [crate]);
  expect(() => assertNoDifferences(differences)).toThrow(
    expect.objectContaining({
      code: 'TABLES_DIFFER',
      message:
        'The tables are not what schema/records describes: cargo.crate has no column number; cargo.crate.price_minor_units is text, not int8; cargo.crate has a column colour that nothing describes (and 1 more).',
      hint: 'Add a migration, which "portcullis compose --migration" drafts: alter table cargo.crate add column number text;',
    }),
  );
  expect(draftMigration(differences)).not.toContain('drop column');
});

test('a key that lets but one agency have a record is told, and drafted anew', async () => {
  await client.query('drop table if exists cargo.nail, cargo.lid, cargo.crate');
  await client.query(draftMigration(await findDifferences(client, [crate])));
  await client.query(
    `alter table cargo.crate drop constraint crate_source_originator_source_ref_key, add unique (source, source_ref)`,
  );
  const differences = await findDifferences(client, [crate]);
  expect(() => assertNoDifferences(differences)).toThrow(
    expect.objectContaining({ message: expect.stringContaining('no unique key (source, originator, source_ref)') }),
  );
  expect(draftMigration(differences)).toBe('alter table cargo.crate add unique (source, originator, source_ref);');
  await client.query(draftMigration(differences));
  expect(await findDifferences(client, [crate])).toEqual([]);
});

test('a record whose envelope stands twice, and nothing holds the two together, is told, and held again', async () => {
  await client.query(draftMigration(await findDifferences(client, [crate])));
  const { rows } = await client.query(
    `select conname from pg_constraint where conrelid = 'cargo.crate'::regclass and contype = 'c'
       and pg_get_constraintdef(oid) like '%envelope_key%'`,
  );
  await client.query(`alter table cargo.crate drop constraint ${rows[0].conname}`);
  const differences = await findDifferences(client, [crate]);
  expect(() => assertNoDifferences(differences)).toThrow(
    expect.objectContaining({ message: expect.stringContaining('nothing holds cargo.crate.envelope_key') }),
  );
  await client.query(draftMigration(differences));
  expect(await findDifferences(client, [crate])).toEqual([]);
  await client.query(`alter table cargo.crate drop constraint ${rows[0].conname},
    add check (envelope_key is null or envelope_key <> gen_random_uuid())`);
  expect(await findDifferences(client, [crate])).toEqual([{ kind: 'unchecked', table: 'cargo.crate' }]);
});

test('columns that nothing describes may be of a newer program: an older one was told to drop them once', () => {
  const differences = [{ kind: 'undescribed', table: 'cargo.crate', name: 'colour' }] as const;
  expect(() => assertNoDifferences(differences)).toThrow(
    expect.objectContaining({ hint: expect.stringMatching(/^The database may be of a newer version: start that one/) }),
  );
  expect(draftMigration(differences)).toMatch(/^-- cargo\.crate\.colour: .*newer program/);
  expect(draftMigration(differences)).not.toContain('drop');
});

test('the line is short where whole tables are missing: the draft has them', () => {
  const described = { name: 'cargo.box', columns: new Map(), key: null, person: null };
  expect(() => assertNoDifferences([{ kind: 'noTable', table: 'cargo.box', described }])).toThrow(
    expect.objectContaining({
      message: 'The tables are not what schema/records describes: there is no table cargo.box.',
      hint: 'Add a migration, which "portcullis compose --migration" drafts.',
    }),
  );
});

/** Columns, keys, indexes and settings of the tables that ingest needs in a schema. */
async function ingestTables(schema: string) {
  const { rows } = await client.query(
    `select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), c.reloptions,
       (select array_agg(replace(pg_get_indexdef(i.indexrelid), $1, 'X') order by i.indexrelid)
        from pg_index i where i.indrelid = c.oid) as indexes
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = $1::regnamespace and c.relname in ('provenance', 'history', 'staged', 'staged_position')
     order by c.relname, a.attname`,
    [schema],
  );
  return rows;
}

test('the draft for a schema of a new source makes the tables of ingest as every source has them', async () => {
  await client.query('create schema crates');
  const description = { ...crate, source: 'crates' } as unknown as RecordDescription;
  const draft = draftMigration(await findDifferences(client, [description]));
  await client.query(`set search_path to crates; ${withIncluded(draft, join(migrationsFolder, 'crates'))}`);
  await client.query('reset search_path');
  expect(await findDifferences(client, [description])).toEqual([]);
  const drafted = await ingestTables('crates');
  expect(drafted.length).toBeGreaterThan(50);
  for (const source of ['cargo', 'persons', 'seizures', 'incidents', 'directory']) {
    expect(await ingestTables(source)).toEqual(drafted);
  }
});
