import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import { storedKeys } from '../../../schema/identifiers/documentNumber.js';
import type { SourceName } from '../../../schema/sources.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { cargo } from '../../../subgraphs/cargo/index.js';
import { incidents } from '../../../subgraphs/incidents/index.js';
import { createSubgraph } from '../../../subgraphs/kit/createSubgraph.js';
import type { SubgraphModule } from '../../../subgraphs/kit/types.js';
import { persons } from '../../../subgraphs/persons/index.js';
import { seizures } from '../../../subgraphs/seizures/index.js';
import { unlimited } from '../../storage/limits/testLimits.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { insert, keys, requestOf, type Values } from '../cargo/requests.js';

const policy = loadPolicy();

/** Each argument that states an identifier: its category, another in which the record holds data, and the record. */
const lookUps: readonly LookUp[] = [
  {
    module: cargo,
    field: 'consignment(mrn: "26NL00000000000011")',
    category: 'cargo.movement',
    other: 'cargo.goods',
    table: 'cargo.consignment',
    values: { mrn: '26NL00000000000011' },
  },
  {
    module: seizures,
    field: 'seizure(caseReference: "NLC-2026-00001")',
    category: 'seizures.core',
    other: 'seizures.method',
    table: 'seizures.seizure',
    values: { case_reference: 'NLC-2026-00001' },
  },
  {
    module: incidents,
    field: 'incident(caseReference: "NLC-2026-00001")',
    category: 'incidents.summary',
    other: 'incidents.location',
    table: 'incidents.incident',
    values: { case_reference: 'NLC-2026-00001' },
  },
  {
    module: persons,
    field: 'person(identification: { type: PASSPORT, country: "NL", number: "XA0000001" })',
    category: 'persons.documents',
    other: 'persons.identity',
    table: 'persons.person',
    values: { identification_keys: storedKeys({ type: 'PASSPORT', country: 'NL', number: 'XA0000001' }) },
  },
  {
    module: persons,
    field: 'organization(eori: "NL123456789")',
    category: 'organizations.registration',
    other: 'organizations.identity',
    table: 'persons.organization',
    values: { eori: 'NL123456789' },
  },
  {
    module: persons,
    field: 'organization(registrationNumber: "KVK 1")',
    category: 'organizations.registration',
    other: 'organizations.identity',
    table: 'persons.organization',
    values: { registration_key: 'KVK1' },
  },
  {
    module: persons,
    field: 'aircraft(registration: "PH-ABC")',
    category: 'aircraft.identity',
    other: 'aircraft.registration',
    table: 'persons.aircraft_record',
    values: { registration_key: 'PHABC', registration_keys: ['PHABC'] },
  },
];

interface LookUp {
  // biome-ignore lint/suspicious/noExplicitAny: each source has loaders of its own.
  readonly module: SubgraphModule<any>;
  readonly field: string;
  readonly category: string;
  readonly other: string;
  readonly table: string;
  readonly values: Values;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['cargo', 'seizures', 'incidents', 'persons'] });
});

afterAll(() => database?.close());

/** The policy, under which a customs agency gets so much of these categories. */
function granting(effects: Readonly<Record<string, 'FULL' | 'NONE'>>): Policy {
  const changed = Object.entries(effects).map(([name, effect]) => {
    const row = policy.categories[name];
    if (!row) throw new Error(`no category ${name}`);
    return [
      name,
      { ...row, needs: null, cells: { ...row.cells, CUSTOMS_MS: { ...row.cells.CUSTOMS_MS, effect } } },
    ] as const;
  });
  return { ...policy, categories: { ...policy.categories, ...Object.fromEntries(changed) } };
}

describe('a record is not found by an argument whose category is nothing to the viewer on it', () => {
  test.each(lookUps.map((each, index) => [each.field, each, index] as const))('%s', async (field, lookUp, index) => {
    const { module, category, other, table, values } = lookUp;
    const name = module.name as SourceName;
    const writer = openDatabase(database.ingestUrl, { source: name });
    const reader = openDatabase(database.url(name), { source: name });
    try {
      const id = `${table.split('.')[1]}_${index}`;
      const envelope = { originator: 'DE-CUSTOMS', source: 'test', source_ref: id, content_hash: id };
      await insert(writer, table, { id, ref: `ref_${id}`, ...envelope, holds: [category, other], ...values });
      const found = async (effect: 'FULL' | 'NONE') => {
        const subgraph = createSubgraph(module, {
          policy: granting({ [category]: effect, [other]: 'FULL' }),
          database: reader,
          limits: unlimited,
          keys,
        });
        const request = { ...requestOf(policy, 'NL-CUSTOMS'), audience: name };
        const answer = await subgraph.execute({ query: `{ record: ${field} { id } }`, session: request });
        expect(answer.errors).toBeUndefined();
        return answer.data?.record;
      };
      expect(await found('FULL')).toEqual({ id });
      expect(await found('NONE')).toBeNull();
    } finally {
      await Promise.all([writer.close(), reader.close()]);
    }
  });
});
