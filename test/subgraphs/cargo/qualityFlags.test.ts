import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConsignmentRecord } from '../../../ingest/records/cargo.js';
import type { PersonRecord } from '../../../ingest/records/persons.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* A flag tells of a datum: of two records that differ in one that a viewer may not see, all flags must be alike to that viewer. */

const border: Asker = { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' };
const tax: Asker = { agency: 'ES-TAX', purpose: 'SANCTIONS_ENFORCEMENT' };
const analyst: Asker = { agency: 'BE-CUSTOMS', purpose: 'RISK_ANALYSIS' };
const own: Asker = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' };

const deployment = closedAfter(await openTestDeployment());
beforeAll(async () => {
  await deployment.load(consignments, () => 'demo-cargo');
  await deployment.load(persons, () => 'demo-persons');
});

const goods = { sequence: 1, hs6: '870899', description: 'Axle carriers of steel', netMassKg: 90, grossMassKg: 100 };

function consignmentOf(sourceRef: string, other: Partial<ConsignmentRecord> = {}): ConsignmentRecord {
  return {
    kind: 'consignment',
    sourceRef,
    lrn: sourceRef,
    goodsItems: [goods],
    parties: [],
    transportEquipment: [],
    envelope: { originator: 'NL-CUSTOMS' },
    ...other,
  } as ConsignmentRecord;
}

/** Flags that a reader may raise about goods, and words that may tell of goods, parties or risk. */
const hidden: Readonly<Record<string, Partial<ConsignmentRecord>>> = {
  general: { goodsItems: [{ ...goods, description: 'GENERAL CARGO' }] },
  heavy: { goodsItems: [{ ...goods, netMassKg: 101 }] },
  ...Object.fromEntries(
    [
      'HS_FORM',
      'PACKAGE_UNKNOWN',
      'TOTALS_DIFFER',
      'EORI_FORM',
      'COUNTRY_UNKNOWN',
      'NUMBER_IMPOSSIBLE',
      'FIRST_OF_SEVERAL',
    ].map((flag) => [flag, { qualityFlags: [flag] }]),
  ),
};
const consignments: readonly SourceRecord[] = [
  consignmentOf('plain'),
  ...Object.entries(hidden).map(([name, other]) => consignmentOf(name, other)),
  consignmentOf('victim', {
    parties: [{ role: 'CONSIGNEE', name: 'Victima Exemplarova', personType: 1, subject: { category: 'VICTIM' } }],
    qualityFlags: ['COUNTRY_UNKNOWN'],
  }),
  consignmentOf('movement', { mrn: 'NO MRN', goodsItems: [{ ...goods, description: 'FAK' }] }),
];

const personOf = (sourceRef: string, other: Partial<PersonRecord> = {}): PersonRecord =>
  ({
    kind: 'person',
    sourceRef,
    names: [{ name: `${sourceRef} Exemplarov`, kind: 'NAME' }],
    envelope: { originator: 'EU-ANALYSIS', dataSubjectCategory: 'SUSPECT' },
    ...other,
  }) as PersonRecord;
// The height was no number: it is in the source's text, and of the record nothing else tells that there was one.
const persons: readonly SourceRecord[] = [personOf('Plain'), personOf('Height', { qualityFlags: ['HEIGHT_FORM'] })];

interface Flags {
  readonly qualityFlags: readonly string[] | null;
  readonly goodsQualityFlags: readonly string[] | null;
  readonly provenance: { readonly qualityFlags: readonly string[] | null } | null;
}

async function flagsOf(asker: Asker, lrn: string): Promise<{ readonly flags: Flags; readonly withheld: string }> {
  const question = `{ consignments(filter: { lrn: { eq: "${lrn}" } }) { edges { node {
    qualityFlags goodsQualityFlags provenance { qualityFlags } } } } }`;
  const { status, body } = await deployment.ask(asker, question);
  expect([status, body.errors]).toEqual([200, undefined]);
  expect(body.data.consignments.edges).toHaveLength(1);
  return { flags: body.data.consignments.edges[0].node, withheld: JSON.stringify(body.extensions.withheld) };
}

describe('flags of a consignment', () => {
  test.each(Object.keys(hidden))('tell who sees the movement alone nothing of what is hidden: %s', async (name) => {
    expect(await flagsOf(border, name)).toEqual(await flagsOf(border, 'plain'));
  });

  test('tell who sees the movement of the movement, and say that those of goods are kept back', async () => {
    const { flags, withheld } = await flagsOf(border, 'movement');
    expect(flags).toEqual({ qualityFlags: ['MRN_FORM'], goodsQualityFlags: null, provenance: { qualityFlags: null } });
    expect(withheld).toContain('goodsQualityFlags');
    expect(withheld).toContain('provenance.qualityFlags');
  });

  test('tell another customs office of goods, and nothing of what may be of parties or risk', async () => {
    expect((await flagsOf(analyst, 'heavy')).flags.goodsQualityFlags).toEqual(['NET_MASS_OVER_GROSS']);
    const plain = await flagsOf(analyst, 'plain');
    for (const name of ['EORI_FORM', 'COUNTRY_UNKNOWN', 'NUMBER_IMPOSSIBLE', 'FIRST_OF_SEVERAL'])
      expect(await flagsOf(analyst, name)).toEqual(plain);
  });

  test('tell their originator all', async () => {
    expect((await flagsOf(own, 'COUNTRY_UNKNOWN')).flags).toEqual({
      qualityFlags: null,
      goodsQualityFlags: null,
      provenance: { qualityFlags: ['COUNTRY_UNKNOWN'] },
    });
    expect((await flagsOf(own, 'general')).flags.goodsQualityFlags).toEqual(['DESCRIPTION_TOO_GENERAL']);
  });

  test('tell nobody what may be of a protected person, not even their originator', async () => {
    const { flags, withheld } = await flagsOf(own, 'victim');
    expect(flags.provenance).toEqual({ qualityFlags: null });
    expect(withheld).toContain('provenance.qualityFlags');
  });

  test('tell who sees the goods alone nothing of the movement', async () => {
    const { body } = await deployment.ask(
      tax,
      '{ consignments { edges { node { qualityFlags goodsQualityFlags } } } }',
    );
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body.data)).toContain('NET_MASS_OVER_GROSS');
    expect(JSON.stringify(body.data)).not.toContain('MRN_FORM');
  });
});

describe('what was doubtful about the source record of a person', () => {
  const question = '{ persons { edges { node { provenance { format qualityFlags } } } } }';

  test('tells another agency nothing of a datum that it may not see', async () => {
    const { body } = await deployment.ask(analyst, question);
    const [one, other] = body.data.persons.edges;
    expect(one.node.provenance.format).toEqual(expect.any(String));
    expect(one).toEqual(other);
  });
});
