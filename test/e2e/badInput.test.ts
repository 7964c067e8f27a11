import { beforeAll, describe, expect, test } from '@jest/globals';
import { demoSource } from '../../ingest/demo/load.js';
import { storyRecords } from '../../ingest/demo/storyRecords.js';
import type { RecordKind } from '../../ingest/records/record.js';
import { type Asker, openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';

const deployment = closedAfter(await openTestDeployment());

beforeAll(async () => {
  await deployment.load(storyRecords(), (kind) => demoSource(kind as RecordKind));
});

const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const partner: Asker = { agency: 'XA-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const rows = '{ edges { node { id } } }';

async function refusal(query: string, variables = {}) {
  const before = deployment.warnings.length;
  const { body } = await deployment.ask(customs, query, variables);
  expect(body.data).toBeUndefined();
  expect(deployment.warnings.slice(before)).toEqual([]);
  const [{ message, locations, extensions }] = body.errors;
  return { code: extensions.code, at: extensions.at, message, line: locations?.[0]?.line };
}

describe('a value that is no instant', () => {
  test.each([
    ['inline', `{ seizures(filter: { seizedAt: { gte: "abc" } }) ${rows} }`, {}, 'DateTimeFilter.gte'],
    ['inline, as a date', `{ seizures(filter: { seizedAt: { lt: "2026-01-01" } }) ${rows} }`, {}, 'DateTimeFilter.lt'],
    ['inline, as a number', `{ incidents(filter: { occurredAt: { lt: 2026 } }) ${rows} }`, {}, 'DateTimeFilter.lt'],
    [
      'in a list of conditions',
      `{ consignments(filter: { and: [{ estimatedArrival: { lt: "2026" } }] }) ${rows} }`,
      {},
      'DateTimeFilter.lt',
    ],
    [
      'in a fragment',
      `{ ...f } fragment f on Query { seizures(filter: { seizedAt: { gte: "x" } }) ${rows} }`,
      {},
      'DateTimeFilter.gte',
    ],
    [
      'as a default value',
      `query ($t: DateTime = "abc") { seizures(filter: { seizedAt: { gte: $t } }) ${rows} }`,
      {},
      '$t',
    ],
    [
      'inside a default value',
      `query ($f: SeizureFilter = { seizedAt: { gte: "abc" } }) { seizures(filter: $f) ${rows} }`,
      {},
      'DateTimeFilter.gte',
    ],
    [
      'as a variable',
      `query ($t: DateTime) { seizures(filter: { seizedAt: { gte: $t } }) ${rows} }`,
      { t: 'abc' },
      '$t',
    ],
    [
      'inside a variable',
      `query ($f: SeizureFilter) { seizures(filter: $f) ${rows} }`,
      { f: { and: [{ seizedAt: { gte: 'abc' } }] } },
      '$f.and.0.seizedAt.gte',
    ],
    [
      'as a partial date',
      `query ($f: SeizureStatisticFilter) { seizureStatistics(filter: $f) ${rows} }`,
      { f: { periodFrom: { gte: '20x5' } } },
      '$f.periodFrom.gte',
    ],
  ])("is the client's fault, %s: no source is asked, and the place is named", async (_how, query, variables, at) => {
    const statements = deployment.statements();
    expect(await refusal(query, variables)).toMatchObject({ code: 'BAD_USER_INPUT', at, line: 1 });
    expect(deployment.statements()).toBe(statements);
  });

  test.each([
    ['inline', 'T', {}],
    ['as a variable', '$t', { t: '2020-01-01T02:00:00+02:00' }],
  ])('is none where it has an offset: %s, it is the same instant', async (_how, value, variables) => {
    const query = (gte: string) => `{ seizures(filter: { seizedAt: { gte: ${gte} } }) ${rows} }`;
    const asked = value === 'T' ? query('"2020-01-01T02:00:00+02:00"') : `query ($t: DateTime) ${query('$t')}`;
    const inUtc = await deployment.ask(customs, query('"2020-01-01T00:00:00Z"'));
    const offset = await deployment.ask(customs, asked, variables);
    expect(offset.body.errors).toBeUndefined();
    expect(offset.body.data).toEqual(inUtc.body.data);
    expect(offset.body.data.seizures.edges.length).toBeGreaterThan(0);
  });
});

describe('an operation that is no query', () => {
  test.each([
    ['mutation { addSeizure { id } }', 'This is a mutation; the graph accepts queries only.'],
    ['subscription { seizures { id } persons { id } }', 'This is a subscription; the graph accepts queries only.'],
    ['mutation M { __typename }', 'This is a mutation; the graph accepts queries only.'],
  ])('is told that it is: %s', async (query, message) => {
    expect(await refusal(query)).toMatchObject({ code: 'OPERATION_NOT_SUPPORTED', message });
  });
});

describe('introspection beside data', () => {
  test.each([
    [
      'a variable of a type that the view lacks',
      'query ($n: String!, $f: ConsignmentFilter, $s: ConsignmentSort) { __type(name: $n) { name } ... @skip(if: true) { consignments(filter: $f, sort: $s) { edges { node { id } } } } }',
      { n: 'Query' },
    ],
    [
      'a value for an input field that the view hides',
      'query ($n: String!, $f: ConsignmentFilter) { __type(name: $n) { name } ... @skip(if: true) { consignments(filter: $f) { edges { node { id } } } } }',
      { n: 'Query', f: { riskScore: { gte: 1 } } },
    ],
  ])('is answered with %s', async (_what, query, variables) => {
    const hidden = await deployment.ask(
      partner,
      '{ a: __type(name: "ConsignmentSort") { inputFields { name } } b: __type(name: "ConsignmentFilter") { inputFields { name } } }',
    );
    expect(JSON.stringify(hidden.body.data)).not.toMatch(/riskScore|"field"/);
    const { status, body } = await deployment.ask(partner, query, variables);
    expect([status, body.errors, body.data]).toEqual([200, undefined, { __type: { name: 'Query' } }]);
  });
});
