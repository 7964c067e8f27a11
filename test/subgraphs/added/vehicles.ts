import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import pg from 'pg';
import type { Policy } from '../../../policy/policy.js';
import type { Purpose, RequestFacts } from '../../../policy/types.js';
import { readPackageFile } from '../../../schema/files.js';
import * as f from '../../../schema/records/description/make.js';
import { type RecordDescription, record } from '../../../schema/records/description/record.js';
import { subject } from '../../../schema/records/parts/shared.js';
import type { SourceAnswer } from '../../../subgraphs/kit/serve/execute.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * A source that the product does not have, added as subgraphs/README.md says: its description, its SDL, its rows of the
 * policy, its module and the tables that are drafted. What is not of these it must get by itself.
 */

const owner = {
  beside: { ownerName: f.text({ filter: true, sort: true }), owner: f.pointer('Person'), subject },
  grouped: {
    held: f.group(
      {
        ownerName: f.text({ node: 'name', filter: 'ownerName', sort: 'OWNER_NAME' }),
        person: f.pointer('Person'),
        subject,
      },
      { column: 'holder' },
    ),
  },
};

/** Where the person stands that a vehicle names: beside its other fields, or in a group. */
export type Place = keyof typeof owner;

const vehicleOf = (place: Place): RecordDescription =>
  record('Vehicle', {
    kind: 'vehicle',
    source: 'vehicles',
    table: 'vehicle',
    idPrefix: 'vehicle',
    about: 'A road vehicle.',
    fields: { plate: f.text({ required: true, filter: true }), ...owner[place] },
  }) as RecordDescription;

const shown = {
  beside: `"Name." ownerName: String @access(category: "vehicles.owner", domain: NAME) @filter(description: "Name.") @sort(description: "Name.")
    "Who." owner: Person @access(category: "vehicles.owner")`,
  grouped: `"Who holds it." held: VehicleHolder`,
};

const sdlOf = (place: Place): string => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@external", "@composeDirective", "@cost", "@listSize"])
    @link(url: "https://specs.portcullis.example/access/v1.0", import: ["@access"]) @composeDirective(name: "@access")
  type Query {
    vehicle(id: ID, plate: String @access(category: "vehicles.core", use: LOOKUP) @identifies(as: "Plate")): Vehicle @access(category: "public")
    vehicles: VehicleConnection @access(category: "public")
  }
  "A vehicle."
  type Vehicle @record @access(category: "vehicles.core") @listing(many: "vehicles")
    @search(field: "vehicles", searched: "the words", exact: "Under the plate.", words: "Those whose plate")
    @filter(of: "Handling.source", description: "The source system.")
    ${place === 'grouped' ? '@filter(of: "VehicleHolder.name", name: "ownerName", description: "Name.") @sort(of: "VehicleHolder.name", name: "ownerName", description: "Name.")' : ''} {
    "Plate." plate: String @identifies(as: "Plate") @filter(identifies: "Plate", description: "Plate.")
    ${shown[place]}
  }
  ${place === 'grouped' ? 'type VehicleHolder @access(category: "vehicles.owner") { name: String @access(category: "vehicles.owner", domain: NAME) person: Person }' : ''}
  type Person @foreign { vehicles: VehicleConnection @access(category: "vehicles.owner") }
  type Agency @key(fields: "id") { id: ID! @access(category: "public") }
  ${readPackageFile('schema', 'shared.graphql')}`;

const category = (name: string, more: string) => `
  ${name}: { meaning: "Road vehicles.", owner: o@example.org, basis: [{ act: "A" }], validity: *untilReview, approval: PROPOSAL, purposes: operational, ${more}
    cells: { CUSTOMS_MS: FULL, POLICE_MS: FULL, BORDER_GUARD_MS: FULL, TAX_MS: HIT, FIU: HIT, OLAF: HIT, EUROPOL: FULL, FRONTEX: NONE, EUROJUST: HIT, EPPO: FULL, PARTNER_THIRD_COUNTRY: NONE, SUPERVISOR: NONE, INTERNAL_AUDIT: NONE } }`;

/** The source, with ingest into it and into the sources that it has to do with. */
export interface VehicleSource {
  readonly ask: (agency: string, purpose: Purpose, query: string, variables?: object) => Promise<SourceAnswer>;
  /** Plates that a search finds by words. */
  readonly search: (agency: string, purpose: Purpose, words: string) => Promise<readonly string[]>;
  readonly ingest: (source: string, originator: string, ...records: object[]) => Promise<unknown>;
  /** Reference of a person of `demo-persons`. */
  readonly refOf: (person: string) => string;
}

/** Adds the source before anything of the product is loaded that lists sources or records. */
export async function openVehicles(place: Place): Promise<VehicleSource> {
  // Why long: a source is put together in one place, part by part.
  const vehicle = vehicleOf(place);
  const { records, nodeRecords } = await import('../../../schema/records/index.js');
  jest.unstable_mockModule('../../../schema/records/index.js', () => ({
    records: { ...records, vehicle },
    nodeRecords,
  }));
  const sourceSdl = await import('../../../schema/sourceSdl.js');
  jest.unstable_mockModule('../../../schema/sourceSdl.js', () => ({
    ...sourceSdl,
    readSourceSdl: (name: string) =>
      name === 'vehicles' ? sourceSdl.parseSourceSdl(sdlOf(place)) : sourceSdl.readSourceSdl(name),
  }));
  const { parsePolicy } = await import('../../../policy/loading/load.js');
  const { readPolicyFiles } = await import('../../../policy/loading/policyFiles.js');
  const { migrationsFolder, withIncluded } = await import('../../../storage/migrations/migrationFiles.js');
  const { findDifferences } = await import('../../../storage/tables/compare.js');
  const { draftMigration } = await import('../../../storage/tables/draft.js');
  const { openDatabase } = await import('../../../storage/pool/database.js');
  const { computeRef } = await import('../../../storage/keys/ref.js');
  const { createSubgraph } = await import('../../../subgraphs/kit/createSubgraph.js');
  const { sealProbe } = await import('../../../subgraphs/kit/session/probe.js');
  const { ingest } = await import('../../ingest/support/ingestFiles.js');
  const { createPortcullisJsonl } = await import('../../../ingest/formats/portcullis/portcullis-jsonl.js');
  const { createTestDatabase } = await import('../../support/postgres.js');
  const samples = await import('../../ingest/support/samples.js');

  const { matrix, agencies, ...rest } = readPolicyFiles();
  const policy: Policy = parsePolicy({
    ...rest,
    matrix: `${matrix}${category('vehicles.core', '')}${category('vehicles.owner', 'personal: true,')}\n`,
    agencies: agencies
      .replace('  mapped: [', '  register: [vehicles]\n  mapped: [')
      .replaceAll(', mapped]', ', register, mapped]')
      .replaceAll(/incidents(, operations)?\]\n {8}regime/g, 'incidents$1, vehicles]\n        regime'),
  });
  const database = closedAfter(await createTestDatabase());
  const client = new pg.Client(database.adminUrl);
  await client.connect();
  await client.query('create schema vehicles; set search_path to vehicles');
  const draft = draftMigration(await findDifferences(client, [vehicle]));
  await client.query(withIncluded(draft, join(migrationsFolder, 'seizures')));
  const left = await findDifferences(client, [vehicle]);
  await client.end();
  if (left.length > 0) throw new Error(`the draft is not whole: ${JSON.stringify(left)}`);

  const own = closedAfter(openDatabase(database.adminUrl, { source: 'vehicles' as never, max: 4, customPlans: true }));
  const databases = { ...closedAfter(samples.openIngestDatabases(database)), vehicles: own };
  const keys = { link: samples.linkKey, probe: randomBytes(32), cursor: randomBytes(32) };
  const module = await moduleOf(vehicle, place);
  const subgraph = createSubgraph(module, { policy, database: own, keys });
  const factsOf = (agency: string, purpose: Purpose): RequestFacts => {
    const { kind, country, clearance, caseReference } = policy.agencies[agency] as (typeof policy.agencies)[string];
    const viewer = { subject: 'staff-1', agency, kind, country, role: 'ANALYST' as const, clearance };
    return { viewer, purpose, caseReference: caseReference.example, asOf: '2026-11-25T10:00:00.000Z' };
  };
  const said = { requestId: 'test', policyVersion: policy.version, intent: 'READ', audience: 'vehicles' } as const;
  const ask: VehicleSource['ask'] = async (agency, purpose, query, variables = {}) =>
    await subgraph.execute({
      query,
      variables: { ...variables },
      session: { facts: factsOf(agency, purpose), ...said },
    });
  return {
    ask,
    async search(agency, purpose, words) {
      const recognised = [{ form: 'WORDS', value: words }];
      const facts = factsOf(agency, purpose);
      const probe = sealProbe(keys.probe, { facts, requestId: 'test' }, { kind: 'search', recognised, feeds: null });
      const { data } = await ask(
        agency,
        purpose,
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Search { vehicles { words { plate } } } } }`,
        { of: [{ __typename: 'Search', probe }] },
      );
      const [found] = (data?._entities ?? []) as readonly { vehicles: { words: readonly { plate: string }[] } }[];
      return found?.vehicles.words.map(({ plate }) => plate) ?? [];
    },
    async ingest(source, originator, ...delivered) {
      const lines = delivered.map((each) =>
        JSON.stringify({ format: 'portcullis-jsonl', formatVersion: 1, source, record: each, raw: null }),
      );
      const files = [samples.writeFile('export.jsonl', `${lines.join('\n')}\n`)];
      const format = createPortcullisJsonl(source);
      const envelope = { originator };
      return await ingest({ format, files, envelope, databases, linkKey: keys.link, policy, ...samples.testRun() });
    },
    refOf: (person) => computeRef(keys.link, 'Person', 'demo-persons', person),
  };
}

/** What `subgraphs/vehicles/` would say. */
async function moduleOf(vehicle: RecordDescription, place: Place) {
  const { sql } = await import('../../../storage/kysely.js');
  const { describe } = await import('../../../subgraphs/kit/described/describe.js');
  const { foundBy } = await import('../../../subgraphs/kit/described/edges.js');
  const { lookUp, sought } = await import('../../../subgraphs/kit/described/lookUps.js');
  const { ownRecords } = await import('../../../subgraphs/kit/described/ownRecords.js');
  const references = await import('../../../subgraphs/kit/resolvers/references.js');
  const { byId, byOneOf, listOf } = await import('../../../subgraphs/kit/resolvers/roots.js');
  const { searchResolvers } = await import('../../../subgraphs/kit/search/searched.js');
  const { listing } = describe(vehicle as never);
  const prefix = place === 'grouped' ? 'holder_' : '';
  const person = place === 'grouped' ? sql<string>`r.holder_person_ref` : sql<string>`r.owner_ref`;
  const edges = [foundBy('Person.vehicles', listing, person)];
  const byPlate = { argument: 'Query.vehicle(plate:)', of: 'plate', listing, where: sql<boolean>`r.plate = ${sought}` };
  const name = sql.ref(`r.${prefix}owner_name`);
  const searched = {
    ...{ field: 'vehicles', type: 'VehicleSearch', listing, exact: [] },
    words: [{ guards: ['vehicles.owner'] as const, from: listing.from, vector: sql`to_tsvector('simple', ${name})` }],
  };
  return {
    name: 'vehicles',
    sdl: sdlOf(place),
    ...ownRecords('vehicles' as never),
    resolvers: {
      Query: {
        vehicle: byOneOf('Query.vehicle', {
          id: byId(listing),
          plate: (session, value: string) => lookUp(session, { ...byPlate, value }),
        }),
        vehicles: listOf(listing),
      },
      Vehicle: references.ownRecord(listing, edges),
      Person: references.foreignRecord('Person', edges),
      Agency: references.pureIdentifier('Agency', 'id'),
      ...searchResolvers([searched]),
    },
  };
}
