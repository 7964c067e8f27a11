import { beforeAll, expect, test } from '@jest/globals';
import { loadDemo } from '../../ingest/demo/load.js';
import type { RecordSource } from '../../ingest/records/record.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { cellOf } from '../../policy/rules/base.js';
import type { Purpose, RequestFacts } from '../../policy/types.js';
import { openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';

const policy = loadPolicy();
const size = { consignments: 60, persons: 40, organizations: 20, vessels: 6, aircraft: 2, seizures: 40, incidents: 40 };

const deployment = closedAfter(await openTestDeployment());
beforeAll(async () => {
  await loadDemo({ databases: deployment.databases, linkKey: deployment.linkKey, policy, size });
});

interface Stated {
  readonly value: string;
  readonly originator: string;
}

/** A datum: where it is at home, and all its values there with who entered them, by knowledge of the database. */
interface Datum {
  readonly category: string;
  readonly source: RecordSource;
  readonly sql: string;
}
const data: Readonly<Record<string, Datum>> = {
  mrn: {
    category: 'cargo.movement',
    source: 'cargo',
    sql: 'select mrn as value, originator from cargo.consignment where mrn is not null',
  },
  seizureCaseReference: {
    category: 'seizures.core',
    source: 'seizures',
    sql: 'select case_reference as value, originator from seizures.seizure where case_reference is not null',
  },
  incidentCaseReference: {
    category: 'incidents.summary',
    source: 'incidents',
    sql: 'select case_reference as value, originator from incidents.incident where case_reference is not null',
  },
  personName: {
    category: 'persons.identity',
    source: 'persons',
    sql: 'select name as value, originator from persons.person where name is not null',
  },
};

/** What records of other sources state in their own words: an agency knows what it entered itself. */
const stated: readonly (readonly [RecordSource, string])[] = [
  [
    'seizures',
    'select l.stated_mrn as value, r.originator from seizures.seizure_consignment l join seizures.seizure r on r.id = l.seizure_id',
  ],
  [
    'seizures',
    'select l.stated_name as value, r.originator from seizures.seizure_person l join seizures.seizure r on r.id = l.seizure_id',
  ],
  [
    'incidents',
    'select l.stated_mrn as value, r.originator from incidents.incident_consignment l join incidents.incident r on r.id = l.incident_id',
  ],
  [
    'incidents',
    'select l.stated_case_reference as value, r.originator from incidents.incident_seizure l join incidents.incident r on r.id = l.incident_id',
  ],
  [
    'incidents',
    'select l.stated_name as value, r.originator from incidents.incident_person l join incidents.incident r on r.id = l.incident_id',
  ],
];

/** Everything that states a datum of another record, and the record itself, from every side. */
const handling = 'handling { source caseReference sourceRef jointOperation } provenance { source file elementPath }';
const links = `consignments { edges { node { statedMrn consignment { mrn previousMrn } } } }
  persons { edges { node { statedName person { name birthDate names { name } } } } }
  organizations { edges { node { statedName organization { name } } } }`;
const crawl = [
  `{ consignments(first: 100) { edges { node { mrn previousMrn documents ${handling}
    seizures { edges { node { statedMrn seizure { caseReference } } } }
    incidents { edges { node { statedMrn incident { caseReference } } } } } } } }`,
  `{ seizures(first: 100) { edges { node { caseReference ${handling} ${links} people: persons { edges { node { statedBirthDate } } }
    incidents { edges { node { statedCaseReference incident { caseReference } } } } } } } }`,
  `{ incidents(first: 100) { edges { node { caseReference title narrative ${handling} ${links}
    jointOperation { name } seizures { edges { node { statedCaseReference seizure { caseReference } } } } } } } }`,
  `{ persons(first: 100) { edges { node { name names { name } ${handling}
    relations { edges { node { statedName } } }
    seizures { edges { node { statedName } } } incidents { edges { node { statedName } } } } } } }`,
];

// One of each kind; a purpose under which no joint operation lends more than the cell.
const agencies = [...new Map(Object.values(policy.agencies).map((agency) => [agency.kind, agency])).values()];
const preferred: readonly Purpose[] = ['CRIMINAL_INVESTIGATION', 'FINANCIAL_INVESTIGATION', 'MUTUAL_ASSISTANCE'];

test.each(agencies.filter(({ roles }) => roles.includes('ANALYST')).map((agency) => [agency.id, agency] as const))(
  'a value that is masked or withheld from %s at home is in full nowhere',
  async (_id, agency) => {
    const purpose =
      preferred.find((each) => agency.purposes.includes(each)) ??
      agency.purposes.find((each) => policy.roles.ANALYST.purposes.includes(each));
    if (!purpose) return;
    const asker = { agency: agency.id, purpose, caseReference: agency.caseReference.example };
    const shown = new Set<string>();
    for (const query of crawl) {
      const { body } = await deployment.ask(asker, query);
      expect(body.errors).toBeUndefined();
      collect(body.data, shown);
    }
    const own = new Set<string>();
    for (const [source, sql] of stated)
      for (const { value, originator } of await deployment.databases[source].exec<Stated>(sql))
        if (originator === agency.id) own.add(value);
    const { id, kind, country, clearance } = agency;
    const viewer = { subject: 'tester', agency: id, kind, country, role: 'ANALYST', clearance } as const;
    const facts: RequestFacts = { viewer, purpose, asOf: '2026-11-25T10:00:00Z' };
    for (const [datum, { category, source, sql }] of Object.entries(data)) {
      const row = policy.categories[category];
      if (!row || (row.purposes.includes(purpose) && cellOf(facts, row).effect === 'FULL')) continue;
      const values = await deployment.databases[source].exec<Stated>(sql);
      expect(values.length).toBeGreaterThan(10);
      const leaked = values.filter(({ value, originator }) => originator !== id && !own.has(value) && shown.has(value));
      expect({ datum, leaked }).toEqual({ datum, leaked: [] });
    }
  },
  60_000,
);

test('no part of a code comes back where identity is masked: sex, countries, kinds, document numbers', async () => {
  const asker = {
    agency: 'ES-TAX',
    purpose: 'FINANCIAL_INVESTIGATION',
    caseReference: policy.agencies['ES-TAX']?.caseReference.example ?? '',
  } as const;
  const codes = 'gender birthCountry nationality countries';
  const { body } = await deployment.ask(
    asker,
    `{ persons(first: 100) { edges { node { name ${codes} identifications { type country number } addresses { country postalCode } } } } }`,
  );
  expect(body.errors).toBeUndefined();
  const shown = new Set<string>();
  for (const { node } of body.data.persons.edges) collect({ ...node, name: null }, shown);
  expect(body.data.persons.edges.length).toBeGreaterThan(10);
  expect([...shown]).toEqual([]);
  const paths = body.extensions.withheld.map(
    ({ path, effect }: { path: string; effect: string }) => `${path} ${effect}`,
  );
  expect(paths).toEqual(
    expect.arrayContaining([
      'persons.edges.*.node.gender MASKED',
      'persons.edges.*.node.nationality MASKED',
      'persons.edges.*.node.identifications.*.number MASKED',
    ]),
  );
});

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) collect(each, into);
}
