import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aircraftRecord } from '../../../schema/records/aircraftRecord.js';
import { code } from '../../../schema/records/code.js';
import { childrenOf, columnsOf } from '../../../schema/records/columns.js';
import { consignment } from '../../../schema/records/consignment.js';
import type { Fields } from '../../../schema/records/fields.js';
import { incident } from '../../../schema/records/incident.js';
import { interest } from '../../../schema/records/interest.js';
import { jointOperation } from '../../../schema/records/jointOperation.js';
import { organization } from '../../../schema/records/organization.js';
import { person } from '../../../schema/records/person.js';
import type { RecordDescription } from '../../../schema/records/record.js';
import { relation } from '../../../schema/records/relation.js';
import { seizure } from '../../../schema/records/seizure.js';
import { seizureStatistic } from '../../../schema/records/seizureStatistic.js';
import { vesselRecord } from '../../../schema/records/vesselRecord.js';
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

/** Columns that every record has, beside what it states. */
const envelope = [
  ...['id', 'ref', 'originator', 'handling_codes', 'handling_note', 'addressees', 'source_evaluation'],
  ...['information_evaluation', 'classification', 'releasable_to', 'hit_to', 'purpose_limits'],
  ...['data_subject_category', 'minor', 'joint_operation', 'expires_at', 'source', 'source_ref', 'case_reference'],
  ...['holds', 'content_hash'],
];
/** Columns of a child: its id and parents, and what the persons source tells of who stands at the end of a link. */
const beside = /^(?:id|.+_id|record_category|record_minor|subject_known)$/;

async function columnsOfTable(table: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select a.attname as name, regexp_replace(t.typname, '^_(.*)', '\\1[]') as type
     from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}

function described(fields: Fields): ReadonlyMap<string, string> {
  return new Map(columnsOf(fields).map(({ name, type }) => [name, type]));
}

const kinds: readonly RecordDescription[] = [
  consignment,
  seizure,
  seizureStatistic,
  incident,
  jointOperation,
  code,
  person,
  organization,
  vesselRecord,
  aircraftRecord,
  relation,
  interest,
];

describe.each(kinds)('the table of $type', ({ source, table, fields }) => {
  it('has the columns that its description says, by name and type, and the envelope', async () => {
    const stored = [...(await columnsOfTable(`${source}.${table}`))].filter(([name]) => !envelope.includes(name));
    expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(described(fields)));
  });
  it('has the tables of its lists beside it, with the columns that they describe', async () => {
    for (const { field } of childrenOf(fields)) {
      const said = described(field.fields);
      const stored = [...(await columnsOfTable(`${source}.${field.table}`))].filter(
        ([name]) => said.has(name) || !beside.test(name),
      );
      expect({ [`${field.table}`]: Object.fromEntries(stored) }).toEqual({
        [`${field.table}`]: Object.fromEntries(said),
      });
    }
  });
});
