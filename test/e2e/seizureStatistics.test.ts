import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Asker, openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';

const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' };
const partner: Asker = { agency: 'XA-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };

const deployment = closedAfter(await openTestDeployment());

beforeAll(async () => {
  const total = (year: string, normalisedKg: number, releasableTo: readonly string[]) => ({
    kind: 'seizureStatistic' as const,
    sourceRef: year,
    envelope: { originator: 'EU-ANALYSIS', classification: 'PUBLIC' as const, releasableTo },
    reportedBy: 'Kingdom of Specimen',
    country: 'NL',
    periodFrom: year,
    periodTo: year,
    category: 'DRUGS' as const,
    drugGroup: 'COCAINE',
    quantity: normalisedKg,
    unit: 'KGM',
    normalisedKg,
  });
  await deployment.load(
    [total('2001', 12.5, []), total('2002', 40, []), total('2003', 7, ['agency:XA-CUSTOMS', 'agency:NL-CUSTOMS'])],
    () => 'unodc-seizures',
  );
});

const largest = `{ seizureStatistics(first: 2, sort: { field: NORMALISED_KG, direction: DESC }) {
  edges { node { id periodFrom normalisedKg } } } }`;

describe('totals of seizures through the whole deployment', () => {
  test('are listed in order, and each is a node by its id', async () => {
    const { status, body } = await deployment.ask(customs, largest);
    expect([status, body.errors]).toEqual([200, undefined]);
    const nodes = body.data.seizureStatistics.edges.map(({ node }: { node: object }) => node);
    expect(nodes).toMatchObject([
      { periodFrom: '2002', normalisedKg: 40 },
      { periodFrom: '2001', normalisedKg: 12.5 },
    ]);
    const { id } = nodes[0];
    const again = await deployment.ask(
      customs,
      `query ($id: ID!) { node(id: $id) { id __typename ... on SeizureStatistic { periodTo drugGroup handling { source } }
        ... on Seizure { seizedAt } } seizureStatistic(id: $id) { normalisedKg } seizure(id: $id) { id } }`,
      { id },
    );
    expect(again.body).toMatchObject({
      data: {
        node: {
          id,
          __typename: 'SeizureStatistic',
          periodTo: '2002',
          drugGroup: 'COCAINE',
          handling: { source: 'unodc-seizures' },
        },
        seizureStatistic: { normalisedKg: 40 },
        seizure: null,
      },
    });
  });

  test('are shown to a third country in part, where released, and are not sorted by what it does not see', async () => {
    const { body } = await deployment.ask(
      partner,
      '{ seizureStatistics { edges { node { id reportedBy normalisedKg drugGroup } } } }',
    );
    expect(body.data.seizureStatistics.edges).toEqual([
      {
        node: { id: expect.stringMatching(/^statistic_/), reportedBy: null, normalisedKg: null, drugGroup: null },
      },
    ]);
    expect(body.extensions.withheld).toContainEqual(
      expect.objectContaining({ category: 'seizures.statistics', effect: 'MASKED' }),
    );
    const refused = await deployment.ask(partner, largest);
    expect(refused.status).toBe(403);
    expect(refused.body.errors[0].extensions.code).toBe('FILTER_NOT_PERMITTED');
  });

  test('stand in the log as what they are, for a total was logged as a record of an unknown type', async () => {
    const asked = await deployment.ask(customs, '{ seizureStatistics(first: 1) { edges { node { reportedBy } } } }');
    const auditor: Asker = {
      agency: 'NL-CUSTOMS',
      role: 'AUDITOR',
      purpose: 'DATA_PROTECTION_AUDIT',
      caseReference: 'NLC-2026-00017',
    };
    const { body } = await deployment.ask(
      auditor,
      `query ($request: String!) { auditEntries(first: 1, filter: { requestId: { eq: $request } }) {
        edges { node { disclosed { type id originator categories } } } } }`,
      { request: asked.body.extensions.requestId },
    );
    expect(body.data.auditEntries.edges[0].node.disclosed).toEqual([
      {
        type: 'SeizureStatistic',
        id: expect.stringMatching(/^statistic_/),
        originator: 'EU-ANALYSIS',
        categories: ['seizures.statistics'],
      },
    ]);
  });
});
