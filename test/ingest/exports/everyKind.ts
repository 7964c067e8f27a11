import type { IngestDatabases } from '../../../ingest/databases.js';
import { generateDemo } from '../../../ingest/demo/generate.js';
import type { Format } from '../../../ingest/formats/format.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import type { Policy } from '../../../policy/policy.js';
import { ingest } from '../support/ingestFiles.js';
import { linkKey, testRun, writeFile } from '../support/samples.js';

/** A source that NL-CUSTOMS originates, and that has a code list. */
export const source = 'hs';
export const originator = 'NL-CUSTOMS';

const size = { consignments: 40, persons: 30, organizations: 12, vessels: 6, aircraft: 4, seizures: 12, incidents: 12 };
const pointer = (sourceRef: string) => ({ source, sourceRef });

/** Records of every kind: those of the demonstration, and invented ones of the kinds that it lacks. */
export function everyKind(policy: Policy): SourceRecord[] {
  const demo = generateDemo(policy, 'exports', size).map(({ envelope, ...record }, index) => ({
    ...record,
    // One in twenty of the demonstration has expired: those are not given back.
    envelope: { ...envelope, originator, expiresAt: index % 3 === 0 ? '2999-01-01T00:00:00Z' : null },
    raw: `raw text ${index}, "quoted"\nof ${record.sourceRef}`,
    ...(index % 5 === 0 ? { qualityFlags: ['SPECIMEN_FLAG'] } : {}),
  }));
  const links: SourceRecord[] = [
    {
      kind: 'relation',
      sourceRef: 'exemplar-relation',
      relation: 'REPRESENTATION',
      relationship: 'agent',
      startDate: '2001',
      subjects: [{ person: pointer('p1'), organization: pointer('p1') }],
      objects: [{ organization: pointer('o1') }],
      raw: '{"id":"exemplar-relation"}',
    },
    {
      kind: 'interest',
      sourceRef: 'exemplar-interest',
      interest: 'OWNERSHIP',
      percentage: 12.5,
      holders: [{ person: pointer('p1') }],
      objects: [{ vesselRecord: pointer('v1') }],
      envelope: { expiresAt: '2999-12-31T00:00:00Z', handlingCodes: ['H1', 'H3'], minor: true },
      raw: '{"id":"exemplar-interest"}',
    },
    {
      kind: 'seizureStatistic',
      sourceRef: 'exemplar-statistic',
      reportedBy: 'Exemplar Field Office',
      periodFrom: '2020-01',
      periodTo: '2020-12',
      category: 'DRUGS',
      quantity: 0.1 + 0.2,
      unit: 'KGM',
      normalisedKg: 0.3,
      raw: 'a,b',
    },
    {
      kind: 'code',
      sourceRef: 'hs/0101',
      list: 'hs',
      code: '0101',
      name: 'Exemplar horses',
      version: '2022',
      properties: { '10': 'ten', level: 4, leaf: true, notes: ['one', 'two'] },
      raw: '0101',
    },
  ];
  return [...demo, ...links] as SourceRecord[];
}

/** A format that yields these records, whatever its file says. */
export function formatOf(records: readonly SourceRecord[], name = source): Format {
  return {
    name,
    description: 'records of a test',
    publisher: 'a test',
    versions: ['1'],
    files: ['specimen.txt'],
    kinds: [...new Set(records.map(({ kind }) => kind))],
    envelope: { classification: 'RESTREINT_UE', sourceEvaluation: 'B' },
    sample: '',
    elements: () => ({ mapped: {}, raw: [], dropped: {} }),
    mayBeWhole: true,
    recognise: () => ({ version: '1' }),
    read: async function* () {
      for (const [index, record] of records.entries()) {
        yield { ...record, origin: { file: 'specimen.txt', line: index + 1 } } as SourceRecord;
      }
    },
  };
}

let deliveries = 0;

/** Ingests records as they would come from a file. */
export async function ingestRecords(
  records: readonly SourceRecord[],
  databases: IngestDatabases,
  policy: Policy,
  envelope: Partial<Parameters<typeof ingest>[0]['envelope']> = {},
) {
  deliveries += 1;
  return await ingest({
    format: formatOf(records),
    files: [writeFile('specimen.txt', `delivery ${deliveries}`)],
    envelope: { originator, ...envelope },
    databases,
    linkKey,
    policy,
    // Why: these deliveries change expiries and envelopes to and fro.
    limits: { mayLoosen: true },
    ...testRun(),
  });
}
