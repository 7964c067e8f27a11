import { expect, test } from '@jest/globals';
import { sql } from '../../storage/kysely.js';
import { compileStatement, openDatabase } from '../../storage/pool/database.js';
import { consignmentListing } from '../../subgraphs/cargo/repository.js';
import { incidentListing, operationListing } from '../../subgraphs/incidents/repository.js';
import type { Column } from '../../subgraphs/kit/listing.js';
import {
  aircraftListing,
  organizationListing,
  personListing,
  vesselListing,
} from '../../subgraphs/persons/repository.js';
import { seizureListing } from '../../subgraphs/seizures/repository.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
const admin = database.ending(openDatabase(database.adminUrl, { source: 'cargo' }));

const listings = [
  consignmentListing,
  personListing,
  organizationListing,
  vesselListing,
  aircraftListing,
  seizureListing,
  incidentListing,
  operationListing,
];

const orders = listings.flatMap((listing) =>
  Object.entries(listing.sorts ?? {}).flatMap(([name, column]: [string, Column]) => {
    const table = compileStatement(listing.from as Column['sql']).sql.replace(/ r$/, '');
    const datum = /^r\.(\w+)$/.exec(compileStatement(column.sql).sql)?.[1];
    // Not of the record's own table: a sum over what was seized, which no index can have.
    return datum === undefined ? [] : [[`${listing.type} by ${name}`, table, datum] as const];
  }),
);

test.each(orders)('%s is an order that an index has', async (_name, table, column) => {
  const found = await admin.rows(sql<{ indexdef: string }>`
    select indexdef from pg_indexes where schemaname || '.' || tablename = ${table}`);
  const begins = new RegExp(`USING btree \\(${column}\\b`);
  expect(found.map(({ indexdef }) => indexdef)).toContainEqual(expect.stringMatching(begins));
});

test('all orders are looked at', () => {
  expect(orders).toHaveLength(20);
});
