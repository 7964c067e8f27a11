import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateDemo } from '../../../ingest/demo/generate.js';
import { loadDemo } from '../../../ingest/demo/load.js';
import type { PersonRecord } from '../../../ingest/records/persons.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { type Held, type Holdings, subjectQuery } from './asking.js';
import { type AskedPerson, expectedOf, hasName } from './expected.js';

/*
 * Random persons of a random demonstration ask what an agency holds of them. `npm run fuzz -- subject` takes more of both.
 */
const isWhole = process.env.TEST_CRAWL === 'whole';
const policy = loadPolicy();
const size = { consignments: 60, persons: 40, organizations: 10, vessels: 4, aircraft: 2, seizures: 60, incidents: 60 };
const seeds = fc.sample(fc.string({ minLength: 3, maxLength: 6 }), { numRuns: isWhole ? 12 : 1, seed: 33 });

describe.each(seeds)('a demonstration of the seed %j', (seed) => {
  let deployment: TestDeployment;
  const records = generateDemo(policy, seed, size);
  beforeAll(async () => {
    deployment = await openTestDeployment();
    await loadDemo({ databases: deployment.databases, linkKey: deployment.linkKey, policy, seed, size });
  }, 120_000);
  afterAll(() => deployment?.close());

  it('answers each person with each of its records, links and numbers, and with nothing of anybody else', async () => {
    const now = new Date();
    let links = 0;
    for (const [at, asked] of askersOf(records).entries()) {
      const expected = expectedOf(asked, records, now);
      const holdings = await ask(asked, at);
      const found = holdings.flatMap((each) => each.found);
      expect({ asked, found: found.map(keyOf).sort() }).toEqual({ asked, found: expected.found });
      const namesakes = holdings.flatMap((each) => each.namesakes).map(keyOf);
      expect(expected.namesakes.filter((each) => !namesakes.includes(each))).toEqual([]);
      expect(namesakes.filter((each) => !expected.mayBeNamesakes.includes(each))).toEqual([]);
      expect(holdings.reduce((sum, each) => sum + each.aboveClearance, 0)).toBe(expected.aboveClearance);
      const values = new Set(found.flatMap(({ data }) => data.map(({ value }) => value)));
      expect(expected.values.filter((value) => !values.has(value))).toEqual([]);
      expect(ofOthers(asked, records, expected.values).filter((value) => values.has(value))).toEqual([]);
      expect(found.filter(({ originator }) => originator !== asked.agency)).toEqual([]);
      links += found.filter(({ type }) => type !== 'Person').length;
    }
    expect(links).toBeGreaterThan(3);
  }, 120_000);

  async function ask({ agency, name, birthDate, eori }: AskedPerson, at: number): Promise<readonly Holdings[]> {
    const caseReference = policy.agencies[agency]?.caseReference.example ?? '';
    const officer = {
      agency,
      role: 'DPO',
      purpose: 'DATA_SUBJECT_REQUEST',
      subject: `officer-${at}`,
      caseReference,
    } as const;
    const asked = { name, birthDate, ...(eori ? { eori } : {}), identifiedBy: 'IN_PERSON' };
    const { status, body } = await deployment.ask(officer, subjectQuery, { asked });
    expect({ status, errors: body.errors }).toEqual({ status: 200 });
    return Object.values(body.data.subject);
  }
});

const keyOf = ({ type, sourceRef }: Pick<Held, 'type' | 'sourceRef'>): string => `${type} ${sourceRef.split('/')[0]}`;

/** Persons with a full date of birth and a name in Latin letters, each asking the agency that entered the record. */
function askersOf(records: readonly SourceRecord[]): readonly AskedPerson[] {
  return records.flatMap((record): AskedPerson[] => {
    if (record.kind !== 'person') return [];
    const agency = policy.agencies[record.envelope?.originator ?? ''];
    const name = record.names
      .map((each) => each.name)
      .find((each) => /^\p{Script=Latin}+ [\p{Script=Latin} -]+$/u.test(each));
    const birthDate = record.birthDates?.find((date) => date.length === 10);
    if (!agency?.roles.includes('DPO') || !name || !birthDate) return [];
    return [{ agency: agency.id, clearance: agency.clearance, name, birthDate, eori: record.eori ?? null }];
  });
}

/** Names and numbers of all other persons, but those that the asked person's own records have too. */
function ofOthers(asked: AskedPerson, records: readonly SourceRecord[], own: readonly string[]): readonly string[] {
  const others = records.flatMap((record) => {
    if (record.kind === 'person') return isOther(asked, record) ? identifying(record) : [];
    if (record.kind === 'seizure' || record.kind === 'incident')
      return (record.persons ?? []).map(({ statedName }) => statedName ?? '');
    return record.kind === 'consignment' ? record.parties.map(({ name }) => name ?? '') : [];
  });
  return others.filter((value) => value !== '' && !own.includes(value) && !hasName(value, asked.name));
}

const isOther = (asked: AskedPerson, { names }: PersonRecord) => !names.some(({ name }) => hasName(name, asked.name));

function identifying({ names, identifications = [], eori }: PersonRecord): readonly string[] {
  return [...names.map(({ name }) => name), ...identifications.map(({ number }) => number), eori ?? ''];
}
