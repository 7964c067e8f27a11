import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { compileStatement } from '../../../../storage/pool/database.js';
import { valuesOf } from '../../../../storage/slot.js';
import type { SourceDatabase } from '../../../../storage/types.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { directory } from '../../../../subgraphs/directory/index.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { persons } from '../../../../subgraphs/persons/index.js';
import { unlimited } from '../../../storage/limits/testLimits.js';
import { keys, requestOf } from '../../cargo/requests.js';

const policy = loadPolicy();

/** What a source sends, to a database that has nothing. */
function watched(module: Parameters<typeof createSubgraph>[0]) {
  const sent: { readonly text: string; readonly values: readonly unknown[]; readonly statement: unknown }[] = [];
  const database: SourceDatabase = {
    rows(statement, { values = {} } = {}) {
      const prepared = compileStatement(statement);
      sent.push({ text: prepared.sql, values: valuesOf(prepared, values), statement });
      return Promise.resolve([]);
    },
    statements: 0,
    timeoutMs: 5000,
    close: async () => undefined,
  };
  const source = createSubgraph(module as never, { policy, database, keys, limits: unlimited });
  const ask = async (agency: string, query: string, stated: Parameters<typeof requestOf>[2] = {}, variables = {}) => {
    const session = { ...requestOf(policy, agency, stated), audience: source.name };
    const { errors } = await source.execute({ query, variables, session });
    expect(errors).toBeUndefined();
    return sent.splice(0);
  };
  return { ask };
}

const select = (text: string | undefined) => text?.slice(0, text.indexOf(' from cargo.')) ?? '';
const key = ['r.id', 'r.ref'];
const decides = ['env_originator', 'env_expires_at', 'env_terms'];
const shownAlone = ['env_handling_note', 'env_source_ref', 'env_case_reference'];
const byId = (fields: string) => `{ consignment(id: "consignment_1") { ${fields} } }`;

test('what is asked is read, with the keys and what decides, and nothing else', async () => {
  const { ask } = watched(cargo);
  const [one] = await ask('BE-CUSTOMS', byId('mrn transportDocument { type }'));
  for (const word of [...key, ...decides, 'r.mrn', 'r.transport_document_reference'])
    expect(select(one?.text)).toContain(word);
  for (const word of [...shownAlone, 'r.lrn', 'r.risk_', 'r.vessel_imo']) expect(select(one?.text)).not.toContain(word);
  const [handled] = await ask('BE-CUSTOMS', byId('handling { source }'));
  for (const word of shownAlone) expect(select(handled?.text)).toContain(word);
});

test('of what no record gives this view nothing is read, and of a hit whether there is a value', async () => {
  const { ask } = watched(cargo);
  const risk = byId('id mrn risk { score }');
  // OLAF has a HIT of risk for fraud, and nothing of it for assistance.
  const [hit] = await ask('EU-ANTIFRAUD', risk, { purpose: 'EU_FRAUD_INVESTIGATION' });
  expect(select(hit?.text)).toMatch(/r\.risk_score is not null .*as "has_risk"/);
  expect(select(hit?.text)).not.toMatch(/r\.risk_score(?! is not null)/);
  const [none] = await ask('EU-ANTIFRAUD', risk, { purpose: 'MUTUAL_ASSISTANCE' });
  expect(select(none?.text)).toContain('r.mrn');
  expect(select(none?.text)).not.toContain('risk');
});

test.each([
  ['an alias', byId('other: lrn')],
  ['a fragment', `${byId('...F')} fragment F on Consignment { lrn }`],
  ['an inline fragment', byId('... on Consignment { lrn }')],
  ['a condition', byId('mrn lrn @include(if: true)')],
  ['another place', `{ a: consignment(id: "consignment_1") { mrn } b: consignment(id: "consignment_2") { lrn } }`],
  [
    '_entities',
    '{ _entities(representations: [{ __typename: "Consignment", nodeKey: "consignment_1" }]) { ... on Consignment { lrn } } }',
  ],
])('a field that is asked for by %s is read', async (_by, query) => {
  const [one, ...more] = await watched(cargo).ask('BE-CUSTOMS', query);
  expect(select(one?.text)).toContain('r.lrn');
  expect(more).toEqual([]);
});

test('whom a link names is read, whatever is asked of it', async () => {
  const query =
    '{ _entities(representations: [{ __typename: "Person", visibleRef: "ref_1" }]) { ... on Person { consignments { edges { node { role } } } } } }';
  const [one] = await watched(cargo).ask('BE-CUSTOMS', query);
  for (const word of ['p.eori', 'p.person_ref', 'p.organization_ref', 'link_subject'])
    expect(one?.text).toContain(word);
  expect(one?.text).not.toContain('r.mrn');
});

test('what a resolver reads of its object is read for it', async () => {
  const probe =
    '{ _entities(representations: [{ __typename: "VesselRecord", nodeKey: "vessel_1" }]) { ... on VesselRecord { matchProbe { probe } } } }';
  const [one] = await watched(persons).ask('BE-CUSTOMS', probe);
  for (const word of ['r.name', 'r.aliases', 'r.flag', 'r.type']) expect(one?.text).toContain(word);
});

test('a statement is made once for a document and a view, and each run says its own values', async () => {
  const { ask } = watched(cargo);
  const one = 'query ($id: ID) { consignment(id: $id) { mrn } }';
  const page = 'query ($first: Int) { consignments(first: $first) { edges { node { mrn } } } }';
  const found = 'query ($filter: ConsignmentFilter) { consignments(filter: $filter) { edges { node { mrn } } } }';
  for (const [query, variables, others] of [
    [one, { id: 'consignment_1' }, { id: 'consignment_2' }],
    [page, { first: 3 }, { first: 3 }],
    [found, { filter: { mrn: { in: ['A'] } } }, { filter: { mrn: { in: ['B', 'C'] } } }],
  ] as const) {
    const first = await ask('BE-CUSTOMS', query, { at: '2026-11-25T10:00:00.000Z' }, variables);
    const second = await ask('BE-CUSTOMS', query, { at: '2026-11-25T11:00:00.000Z' }, others);
    expect(second.map(({ statement }) => statement)).toEqual(first.map(({ statement }) => statement));
    second.forEach(({ statement }, index) => void expect(statement).toBe(first[index]?.statement));
    expect(JSON.stringify(first)).toContain('2026-11-25T10:00:00.001Z');
    expect(JSON.stringify(second.map(({ values }) => values))).toContain('2026-11-25T11:00:00.001Z');
    expect(JSON.stringify(second.map(({ values }) => values))).not.toContain('2026-11-25T10');
    // A policy that is read anew is another source's.
    const [reloaded] = await watched(cargo).ask('BE-CUSTOMS', query, {}, variables);
    expect(reloaded?.statement).not.toBe(first[0]?.statement);
    const [elsewhere] = await ask('DE-POLICE', query, {}, variables);
    expect(elsewhere?.statement).not.toBe(first[0]?.statement);
    expect(JSON.stringify(elsewhere?.values)).not.toContain('BE-CUSTOMS');
  }
});

test.each([
  [
    'a person by a document',
    persons,
    '{ person(identification: { type: PASSPORT, number: "X123", country: "NL" }) { id } }',
  ],
  ['a person by a number', persons, '{ person(identification: { type: PASSPORT, number: "X123" }) { id } }'],
  ['editions of code lists', directory, '{ codeLists { list } }'],
  ['a code', directory, '{ code(list: "unlocode", code: "NLRTM") { name } }'],
  [
    'codes of a list',
    directory,
    '{ codes(list: "unlocode", filter: { prefix: "NL", text: "rot" }) { edges { node { name } } } }',
  ],
  ['a place', directory, '{ location(unlocode: "NLRTM") { name } }'],
  ['what is loaded', directory, '{ sources { format } }'],
] as const)('the statement of %s is made once', async (_what, module, query) => {
  const { ask } = watched(module);
  const first = await ask('BE-CUSTOMS', query, { at: '2026-11-25T10:00:00.000Z' });
  const second = await ask('BE-CUSTOMS', query, { at: '2026-11-25T11:00:00.000Z' });
  // A look-up of persons by a document that is whole has a second one, which counts for the originators that it was tried.
  expect(first.length).toBe(query.includes('country: "NL" }) { id }') ? 2 : 1);
  expect(second.map(({ statement }) => statement)).toEqual(first.map(({ statement }) => statement));
  for (const [at, { statement }] of second.entries()) expect(statement).toBe(first[at]?.statement);
  expect(JSON.stringify(second.map(({ values }) => values))).not.toContain('2026-11-25T10');
});
