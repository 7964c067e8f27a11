import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { records } from '../../../schema/records/index.js';
import * as f from '../../../schema/records/make.js';
import { type RecordDescription, record } from '../../../schema/records/record.js';
import { assertNoDifferences } from '../../../storage/tables/assert.js';
import { findDifferences } from '../../../storage/tables/compare.js';
import { draftMigration } from '../../../storage/tables/draft.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.adminUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

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
  await client.query(draftMigration(await findDifferences(client, [crate])));
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
      hint: 'Add a migration, which "portcullis database draft" drafts: alter table cargo.crate add column number text;',
    }),
  );
  expect(draftMigration(differences)).not.toContain('drop column');
});
