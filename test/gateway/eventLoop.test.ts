import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SourceClient } from '../../gateway/execution/transport/sourceClient.js';
import { readPackageFile } from '../../schema/files.js';
import { turnsOf } from '../support/waiting/turns.js';
import { type Harness, startHarness } from './support/harness.js';

/*
 * No document of up to 100 kB may hold the event loop over 50 ms. Over the real supergraph and policy; sources answer
 * null at once, so that what is measured is ours. Garbage is collected when it will, so the quickest of a few
 * tries counts.
 */
const LIMIT_MS = 50;
const TRIES = 15;

const emptySource = (name: string): SourceClient => ({
  execute: async ({ session }) => ({
    data: {},
    extensions: {
      manifest: { source: name, policyVersion: session.request.policyVersion, disclosed: [], decided: [] },
      withheld: [],
    },
  }),
  close: async () => undefined,
});

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({
    permissive: false,
    supergraphSdl: readPackageFile('schema', 'supergraph.graphql'),
    clientOf: emptySource,
  });
  // The first plan waits for the worker, the first request for everything else.
  await harness.ask('{ agencies { edges { node { name } } } }');
});
afterAll(async () => await harness?.close());

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const chain = (depth: number): string =>
  depth === 0
    ? 'id'
    : `consignments(first: 2) { edges { node { consignment { parties { person { ${chain(depth - 1)} } } } } } }`;
const wide =
  'id mrn lrn ucr transportMode placeOfLoading { name } consignor { name person { name seizures(first: 2) { edges { node { seizure { caseReference incidents(first: 2) { edges { node { incident { kind jointOperation { name } } } } } } } } } } }';

const links =
  'seizures(first: 2) { edges { node { seizure { caseReference incidents(first: 2) { edges { node { incident { kind jointOperation { name } } } } } } } } } incidents(first: 2) { edges { node { incident { kind } } } } consignments(first: 2) { edges { node { consignment { mrn } } } }';
const everyType = `id ... on Person { name ${links} } ... on Organization { name ${links} } ... on Consignment { mrn consignor { person { ${links} } } } ... on Seizure { caseReference persons(first: 2) { edges { node { person { ${links} } } } } } ... on Incident { kind persons(first: 2) { edges { node { person { ${links} } } } } }`;

describe('the event loop is never held over 50 ms by', () => {
  test.each<[string, (salt: number) => string]>([
    ['one name repeated', () => `{ container(id: "x") { ${times(700, () => 'containerId')} } }`],
    [
      'a selection repeated',
      () => `{ container(id: "x") { ${times(150, () => 'consignments { pageInfo { hasNextPage } }')} } }`,
    ],
    [
      'fields that conflict',
      () =>
        `{ container(id: "x") { ${times(90, (i) => `a: consignments(first: ${i}) { pageInfo { hasNextPage } }`)} } }`,
    ],
    [
      'fragments that spread each other',
      () =>
        `{ container(id: "x") { ...F0 } } ${times(48, (i) => `fragment F${i} on Container { containerId a${i % 30}: containerId ...F${i + 1} }`)} fragment F48 on Container { containerId }`,
    ],
    [
      'fragments side by side',
      () =>
        `{ container(id: "x") { ${times(50, (i) => `...F${i}`)} } } ${times(50, (i) => `fragment F${i} on Container { ${times(6, () => 'containerId')} consignments { pageInfo { hasNextPage } } }`)}`,
    ],
    [
      'a fragment bomb',
      () =>
        `{ container(id: "x") { ...F0 } } ${times(30, (i) => `fragment F${i} on Container { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Container { containerId }`,
    ],
    [
      'many wide root fields',
      (salt) => `{ ${times(18, (i) => `c${i}: consignment(id: "${salt}-${i}") { ${wide} }`)} }`,
    ],
    ['a deep chain across sources', (salt) => `{ person(id: "${salt}") { ${chain(2)} } }`],
    [
      'records of every type by node',
      (salt) =>
        `{ node(id: "${salt}") { id ${times(7, (i) => `... on ${['Consignment', 'Person', 'Organization', 'VesselRecord', 'Seizure', 'Incident', 'JointOperation'][i]} { id handling { originator source classification } }`)} } }`,
    ],
    // The planner alone works 40 to 100 ms on each of these two.
    [
      'deep records of every type by node',
      (salt) => `{ ${times(4, (i) => `n${i}: node(id: "${salt}") { ${everyType} }`)} }`,
    ],
    [
      'deep records of every type by nodes',
      (salt) => `{ ${times(4, (i) => `n${i}: nodes(ids: ["${salt}"]) { ${everyType} }`)} }`,
    ],
    ['a long list', () => `{ nodes(ids: [${times(1_900, (i) => `"${i}"`)}]) { id } }`],
    ['a long string', () => `{ consignment(mrn: "${'x'.repeat(98_000)}") { id } }`],
    ['a long block string', () => `{ consignment(mrn: """${'x\\n '.repeat(24_000)}""") { id } }`],
    ['a long comment', () => `{ viewer { agency { name } } } #${'x'.repeat(98_000)}`],
    ['tokens without end', () => `{ ${'a '.repeat(49_000)} }`],
    ['brackets without end', () => '{a'.repeat(49_000)],
    ['unknown fields', () => `{ container(id: "x") { ${times(790, (i) => `zz${i}`)} } }`],
    ['unknown arguments', () => `{ container(${times(600, (i) => `z${i}: 1`)}) { containerId } }`],
    ['variables', () => `query(${times(400, (i) => `$v${i}: String`)}) { container(id: "x") { containerId } }`],
    [
      'operations that share fragments',
      () =>
        `${times(10, (i) => `query Q${i} { container(id: "x") { ${times(20, (j) => `...F${j}`)} } }`)} ${times(20, (i) => `fragment F${i} on Container { ${times(20, () => 'containerId')} }`)}`,
    ],
    [
      'deep input',
      () => `{ consignments(filter: ${'{ not: '.repeat(300)}{}${' }'.repeat(300)}) { edges { cursor } } }`,
    ],
    [
      'the introspection of everything',
      () =>
        `{ __schema { types { name description fields { name description args { name description type { name ofType { name ofType { name } } } } type { name kind ofType { name kind ofType { name kind ofType { name } } } } } inputFields { name type { name } } enumValues { name description } possibleTypes { name } interfaces { name } } } }`,
    ],
    [
      'types of types',
      () =>
        `{ ${times(10, (i) => `t${i}: __type(name: "Query") { fields { name args { name type { name } } type { name fields { name type { name ofType { name } } } } } }`)} }`,
    ],
  ])('%s', async (_name, document) => {
    let quickest = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < TRIES && quickest > LIMIT_MS; attempt += 1) {
      // A comment makes each try a document that nobody has seen.
      quickest = Math.min(quickest, await longestHold(`${document(attempt)}\n# ${attempt}`));
    }
    expect(quickest).toBeLessThan(LIMIT_MS);
  });
});

/** Longest turn of the loop while the gateway answers, ms. */
async function longestHold(query: string): Promise<number> {
  expect(query.length).toBeLessThanOrEqual(100_100);
  const { longest } = await turnsOf(async () => {
    const { body } = await harness.ask(query);
    if (mustPass(query)) expect(body.errors).toBeUndefined();
  });
  return longest;
}

/** Documents that the limits let through; were they refused, nothing would be measured. */
function mustPass(query: string): boolean {
  return query.includes(everyType) || query.includes(wide);
}
