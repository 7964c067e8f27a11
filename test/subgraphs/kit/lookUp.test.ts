import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import type { Effect } from '../../../policy/types.js';
import { storedKeys } from '../../../schema/identifiers/documentNumber.js';
import type { SourceName } from '../../../schema/sources.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { cargo } from '../../../subgraphs/cargo/index.js';
import { incidents } from '../../../subgraphs/incidents/index.js';
import { createSubgraph } from '../../../subgraphs/kit/createSubgraph.js';
import type { SubgraphModule } from '../../../subgraphs/kit/module.js';
import { persons } from '../../../subgraphs/persons/index.js';
import { seizures } from '../../../subgraphs/seizures/index.js';
import { withProtectedHits } from '../../policy/arbitraries.js';
import { unlimited } from '../../storage/limits/testLimits.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
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

const database = await ownTestDatabase({ sources: ['cargo', 'seizures', 'incidents', 'persons'] });

/** The policy, under which a customs agency gets so much of these categories. */
function granting(effects: Readonly<Record<string, Effect>>): Policy {
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

/** Runs a test with the record of a look-up in its table, and a way to ask for it under a policy. */
async function withRecord(
  { module, field, category, other, table, values }: LookUp,
  more: Values,
  test: (id: string, ask: (policy: Policy) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const name = module.name as SourceName;
  const writer = openDatabase(database.ingestUrl, { source: name });
  const reader = openDatabase(database.url(name), { source: name });
  const id = `${table.split('.')[1]}_${randomUUID()}`;
  try {
    const envelope = { originator: 'DE-CUSTOMS', source: 'test', source_ref: id, content_hash: id, ...more };
    await insert(writer, table, { id, ref: `ref_${id}`, ...envelope, holds: [category, other], ...values });
    await test(id, async (granted) => {
      const subgraph = createSubgraph(module, { policy: granted, database: reader, limits: unlimited, keys });
      const request = { ...requestOf(granted, 'NL-CUSTOMS'), audience: name };
      const answer = await subgraph.execute({ query: `{ record: ${field} { id } }`, session: request });
      expect(answer.errors).toBeUndefined();
      return answer.data?.record;
    });
    await writer.exec(`delete from ${table} where id = '${id}'`);
  } finally {
    await Promise.all([writer.close(), reader.close()]);
  }
}

const protections: readonly Values[] = [
  { minor: true },
  { data_subject_category: 'VICTIM' },
  { data_subject_category: 'WITNESS' },
];
/** Each look-up, with a way in which its record is protected. */
const named = lookUps.map((each, at) => [each.field, each, protections[at % 3] as Values] as const);

describe('a record is not found by an argument whose category is nothing to the viewer on it', () => {
  test.each(named)('%s', async (_, lookUp) => {
    await withRecord(lookUp, {}, async (id, ask) => {
      const { category, other } = lookUp;
      expect(await ask(granting({ [category]: 'FULL', [other]: 'FULL' }))).toEqual({ id });
      expect(await ask(granting({ [category]: 'NONE', [other]: 'FULL' }))).toBeNull();
    });
  });
});

describe('a protected record is no hit, unless its own list or the policy says so: 47 of 248 that EU-JUDICIAL found by number', () => {
  test.each(named)('%s', async (_, lookUp, protection) => {
    const { category, other } = lookUp;
    const hit = granting({ [category]: 'HIT', [other]: 'HIT' });
    await withRecord(lookUp, protection, async (_id, ask) => {
      expect(await ask(hit)).toBeNull();
      expect(await ask(withProtectedHits(hit, 'POLICE_MS'))).toBeNull();
      expect(await ask(withProtectedHits(hit, 'CUSTOMS_MS'))).not.toBeNull();
    });
    const ofKind = { ...protection, hit_to: ['kind:CUSTOMS_MS', 'country:NL', 'agency:BE-CUSTOMS'] };
    await withRecord(lookUp, ofKind, async (_id, ask) => expect(await ask(hit)).toBeNull());
    const ofAgency = { ...protection, hit_to: ['agency:NL-CUSTOMS'] };
    await withRecord(lookUp, ofAgency, async (_id, ask) => expect(await ask(hit)).not.toBeNull());
    // Kinds that see all of a record may have a hit on it too: it is the row that counts, and not the cell.
    const full = granting({ [category]: 'FULL', [other]: 'FULL' });
    const kept = { ...protection, handling_codes: ['H2'], hit_to: ['kind:CUSTOMS_MS'] };
    await withRecord(lookUp, kept, async (_id, ask) => expect(await ask(full)).toBeNull());
    await withRecord(lookUp, {}, async (_id, ask) => expect(await ask(hit)).not.toBeNull());
  });
});

describe('a protected record that is visible in part is found by those alone who would get the number', () => {
  test.each(named)('%s', async (_, lookUp, protection) => {
    const { category, other } = lookUp;
    await withRecord(lookUp, protection, async (id, ask) => {
      expect(await ask(granting({ [category]: 'FULL', [other]: 'FULL' }))).toEqual({ id });
      expect(await ask(granting({ [category]: 'MASKED', [other]: 'FULL' }))).toBeNull();
      expect(await ask(granting({ [category]: 'HIT', [other]: 'FULL' }))).toBeNull();
    });
    const kept = { ...protection, handling_codes: ['H3'], hit_to: ['agency:NL-CUSTOMS'] };
    await withRecord(lookUp, kept, async (_id, ask) =>
      expect(await ask(granting({ [category]: 'FULL', [other]: 'FULL' }))).toBeNull(),
    );
    await withRecord(lookUp, {}, async (_id, ask) =>
      expect(await ask(granting({ [category]: 'MASKED', [other]: 'FULL' }))).not.toBeNull(),
    );
  });
});
