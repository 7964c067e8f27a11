import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { containerNumber, mrn } from '../../../ingest/demo/invented/numbers.js';
import { demoSource } from '../../../ingest/demo/load.js';
import { storyRecords } from '../../../ingest/demo/storyRecords.js';
import type { RecordKind, SourceRecord } from '../../../ingest/records/record.js';
import { analyseName, askedClauses } from '../../../matching/index.js';
import { PortcullisError } from '../../../schema/errors.js';
import type { SourceName } from '../../../schema/sources.js';
import type { SourceDatabase } from '../../../storage/types.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';

/* From what a consignment states of its consignor to the records that may be of them, across two sources. */
const sourceOf = (kind: string): string => demoSource(kind as RecordKind);
const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };

/** The consignment of the story, so often. */
function consignments(count: number): SourceRecord[] {
  const stated = storyRecords().find(({ sourceRef }) => sourceRef === 'story-passed');
  return Array.from({ length: count }, (_, at) => ({
    ...(stated as SourceRecord),
    sourceRef: `stated-${at}`,
    lrn: null,
    mrn: mrn(2026, 'NL', 26_700_000 + at),
    transportEquipment: [{ sequence: 1, containerId: containerNumber(700_000 + at) }],
  }));
}

/** A name whose statement takes too long: that of all who are sought by it is cancelled. */
const slow = 'Quibax Zwolfap';
const slowKeys = new Set(askedClauses(analyseName(slow, 'person')).flatMap(({ keys }) => keys));

function slowly(source: SourceName, database: SourceDatabase): SourceDatabase {
  if (source !== 'persons') return database;
  const rows: SourceDatabase['rows'] = async (statement, options) => {
    const { keys = [] } = (options?.values ?? {}) as { readonly keys?: readonly unknown[] };
    const isSlow = keys.some((each) =>
      String(each)
        .split(' ')
        .some((key) => slowKeys.has(key)),
    );
    if (isSlow) throw new PortcullisError('SOURCE_TIMEOUT', { facts: { source } });
    return await database.rows(statement, options);
  };
  return new Proxy(database, { get: (of, name) => (name === 'rows' ? rows : Reflect.get(of, name, of)) });
}

let deployment: TestDeployment;
beforeAll(async () => {
  deployment = await openTestDeployment({ watch: slowly });
  await deployment.load([...storyRecords(), ...consignments(40)], sourceOf);
});
afterAll(() => deployment?.close());

const found = `persons(first: 3) { state matches { score matchedName person { id name } } }
  organizations(first: 3) { state matches { score organization { id } } }`;

async function ask(asker: Asker, first: number) {
  const before = deployment.statements();
  const { body } = await deployment.ask(
    asker,
    `{ consignments(first: ${first}) { edges { node { consignor { name matches { ${found} } } } } } }`,
  );
  expect(body.errors).toBeUndefined();
  const consignors = body.data.consignments.edges.map(({ node }: { node: { consignor: object } }) => node.consignor);
  return { statements: deployment.statements() - before, consignors, extensions: body.extensions };
}

test('a consignor is found among persons by the name that the consignment states, in another script', async () => {
  const { consignors } = await ask(customs, 5);
  for (const { name, matches } of consignors) {
    expect(matches.persons.state).toBe('OK');
    expect(name).toMatch(/^Fi[ck]tiv Neb[iy]valen[ck]o-Omega$/);
    expect(matches.persons.matches[0]?.person.name).toBe('Фиктив Небываленко-Омега');
    expect(matches.persons.matches[0]?.score).toBeGreaterThan(0.7);
    expect(matches.organizations.state).toBe('OK');
  }
  expect(consignors).toHaveLength(5);
});

test('forty consignors of one name cost what one does', async () => {
  await ask(customs, 2);
  const [one, forty] = [await ask(customs, 1), await ask(customs, 40)];
  expect(forty.consignors).toHaveLength(40);
  expect(forty.statements).toBe(one.statements);
});

test('a name that takes too long leaves no other of its statement unsearched: all of them were TIMEOUT', async () => {
  const [stated] = consignments(1);
  const named = ['Nemo Nusquam', slow, 'Quisquis Ubique', 'Aliquis Alibi'].map((name, at) => ({
    ...(stated as SourceRecord),
    sourceRef: `slow-${at}`,
    lrn: `SLOW-${at}`,
    mrn: mrn(2026, 'NL', 26_800_000 + at),
    parties: [{ role: 'CONSIGNOR', name, personType: 2 }],
    transportEquipment: [{ sequence: 1, containerId: containerNumber(800_000 + at) }],
  }));
  await deployment.load(named as unknown as readonly SourceRecord[], sourceOf);
  const { body } = await deployment.ask(
    customs,
    '{ consignments(first: 50, filter: { lrn: { startsWith: "SLOW-" } }) { edges { node { consignor { name matches { persons { state } } } } } } }',
  );
  const states = body.data.consignments.edges.map(({ node: { consignor } }: { node: { consignor: Named } }) => [
    consignor.name,
    consignor.matches.persons.state,
  ]);
  expect(Object.fromEntries(states)).toEqual({
    'Nemo Nusquam': 'OK',
    [slow]: 'TIMEOUT',
    'Quisquis Ubique': 'OK',
    'Aliquis Alibi': 'OK',
  });
});

interface Named {
  readonly name: string;
  readonly matches: { readonly persons: { readonly state: string } };
}
