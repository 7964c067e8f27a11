import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import { dropDiffering, findDiffering } from '../../../ingest/cube/differing.js';
import { fillCubes } from '../../../ingest/cube/fillCubes.js';
import { findDueCubes } from '../../../ingest/cube/state.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { withAdmin } from '../../../storage/roles.js';
import { everyKind, ingestRecords } from '../exports/everyKind.js';
import { ownIngestDatabase } from '../support/samples.js';

const policy = loadPolicy();
const { database, databases } = await ownIngestDatabase();
const sql = (text: string) => withAdmin(database.adminUrl, (admin) => admin.query(text));
const table = 'cargo.consignment';
const ofTable = `record_table = '${table}'`;

beforeAll(async () => {
  await ingestRecords(everyKind(policy), databases, policy);
});
beforeEach(async () => {
  await fillCubes({ databases });
  expect(await findDiffering(databases)).toEqual([]);
});

it.each([
  [
    'is one too many',
    `update cargo.cube_count set number = number + 1
     where ctid = (select min(ctid) from cargo.cube_count where ${ofTable} and facet = 'PLACE_OF_LOADING')`,
  ],
  [
    'is missing',
    `delete from cargo.cube_count
     where ctid = (select min(ctid) from cargo.cube_count where ${ofTable} and facet = 'TRANSPORT_MODE' and value is not null)`,
  ],
  [
    'is of a value that no record has',
    `insert into cargo.cube_count
     select record_table, 'TRANSPORT_MODE', envelope_key, 'NOBODY_HAS_IT', 1 from cargo.cube_count where ${ofTable} limit 1`,
  ],
  [
    'is of records that somebody deleted in the database itself',
    'delete from cargo.consignment where id in (select id from cargo.consignment limit 3)',
  ],
])('a cube of which a number %s is found, not read any more, and filled again', async (_, statement) => {
  await sql(statement);
  expect(await dropDiffering(databases)).toEqual([table]);
  expect((await findDueCubes(databases, [])).map((cube) => cube.table)).toEqual([table]);
  // What is not complete is not read, and differs from nothing.
  expect(await findDiffering(databases)).toEqual([]);
  expect(await fillCubes({ databases })).toEqual([table]);
});

it('a part of the records finds a number that is wrong under each envelope, in time', async () => {
  await sql(`update cargo.cube_count set number = number + 1 where ${ofTable} and facet = ''`);
  expect(await dropDiffering(databases, 1)).toEqual([table]);
});
