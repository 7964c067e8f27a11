import { beforeAll, describe, expect, test } from '@jest/globals';
import { dropDiffering } from '../../../../ingest/cube/differing.js';
import { purge } from '../../../../ingest/purging/purge.js';
import type { DeliveryItem, SourceRecord } from '../../../../ingest/records/record.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { openDatabase } from '../../../../storage/pool/database.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { createSubgraph, type Subgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import type { SourceRequest } from '../../../../subgraphs/kit/request.js';
import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';
import { seizures } from '../../../../subgraphs/seizures/index.js';
import { formatOf } from '../../../ingest/exports/everyKind.js';
import { ingest } from '../../../ingest/support/ingestFiles.js';
import { linkKey, openIngestDatabases, testRun, writeFile } from '../../../ingest/support/samples.js';
import { unlimited } from '../../../storage/limits/testLimits.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';
import { tries } from '../../../support/runner/tries.js';
import { createRandom, pick, type Random } from '../compiled/randomOperation.js';
import { comparable } from '../compiled/sameAnswer.js';
import { keys, randomRequest } from '../compiled/scene.js';

/** Deliveries, each followed by questions: 120 by `npm run fuzz -- counts`. */
const deliveries = tries(4, 120);

const policy = loadPolicy();
const database = await ownTestDatabase();
const databases = database.ending(openIngestDatabases(database));
const owner = database.ending(openDatabase(database.adminUrl, { source: 'cargo' }));
const lists = {
  consignments: ['cargo', 'COUNTRY_OF_ROUTING', 'HS6', 'PLACE_OF_LOADING', 'TRANSPORT_MODE', 'SOURCE', 'RISK_RESULT'],
  seizures: ['seizures', 'ITEM_CATEGORY', 'DRUG_GROUP', 'LEGAL_STATUS', 'COUNTRY', 'CONCEALMENT', 'SOURCE'],
} as const;
type List = keyof typeof lists;

const sources = new Map<string, Subgraph>();
beforeAll(async () => {
  for (const module of [cargo, seizures]) {
    const source = createSubgraph(module, {
      ...{ policy, keys, limits: unlimited, log: { error: (fault: unknown) => console.error(fault) } },
      database: openDatabase(database.url(module.name), { source: module.name, max: 2 }),
    });
    sources.set(module.name, source);
    await source.warm();
  }
});

const days = [
  '2026-11-24',
  '2026-11-25T10:00:00.000Z',
  '2026-11-25T10:00:00.001Z',
  '2026-11-25T18:00:00Z',
  '2027-01-01',
];
const maybe = <T>(random: Random, value: T): T | undefined => (random() < 0.7 ? value : undefined);

/** A record with few values, many times each; `number` says which, anew in each delivery. */
function randomRecord(random: Random, number: number): SourceRecord {
  const sourceRef = `specimen-${number}`;
  const envelope = {
    ...(random() < 0.2 ? { handlingCodes: [pick(random, ['H1', 'H2', 'H3'])] } : {}),
    ...(random() < 0.2 ? { releasableTo: [pick(random, ['kind:CUSTOMS_MS', 'agency:DE-POLICE'])] } : {}),
    ...(random() < 0.3 ? { classification: 'RESTREINT_UE' } : {}),
    ...(random() < 0.5 ? { expiresAt: new Date(pick(random, days)).toISOString() } : {}),
  };
  const base = { sourceRef, envelope, raw: `${number}` };
  const country = () => maybe(random, pick(random, ['NL', 'BE', 'DE']));
  if (number % 2 === 0)
    return {
      ...{ ...base, kind: 'consignment', mrn: `26NL${String(number).padStart(14, '0')}` },
      transportMode: maybe(random, pick(random, [1, 3, 4])),
      placeOfLoading: maybe(random, pick(random, ['XAAAA', 'XAAAB'])),
      countriesOfRouting: ['NL', 'BE', 'DE'].filter(() => random() < 0.4),
      goodsItems: ['010121', '010129', '010121']
        .filter(() => random() < 0.5)
        .map((hs6, at) => ({ hs6, sequence: at + 1 })),
      ...(random() < 0.5 ? { riskResult: { result: pick(random, ['CONTROL', 'NO_RISK']) } } : {}),
    } as unknown as SourceRecord;
  const items = ['DRUGS', 'DRUGS', 'TOBACCO', 'CURRENCY'].filter(() => random() < 0.4);
  return {
    ...{ ...base, kind: 'seizure', place: { country: country() } },
    legalStatus: maybe(random, pick(random, ['SEIZED', 'DETAINED', 'A_CODE_OF_ITS_OWN'])),
    concealment: maybe(random, pick(random, ['IN_LOAD', 'ON_BODY'])),
    items: items.map((category) => ({
      category,
      drugGroup: maybe(random, pick(random, ['COCAINE', 'A_GROUP_OF_ITS_OWN'])),
    })),
  } as unknown as SourceRecord;
}

const agencies = ['NL-CUSTOMS', 'DE-POLICE'];
let delivered = 0;

async function deliver(random: Random, items: readonly DeliveryItem[], whole: boolean): Promise<void> {
  delivered += 1;
  const { quarantined } = await ingest({
    format: { ...formatOf(items as readonly SourceRecord[], 'mapped'), kinds: ['consignment', 'seizure'] },
    files: [writeFile('specimen.txt', `delivery ${delivered}`)],
    envelope: { originator: pick(random, agencies) },
    ...{ databases, linkKey, policy },
    limits: { mayLoosen: true, whole },
    ...testRun(),
    batchRows: pick(random, [100, 400]),
  });
  expect(quarantined).toBe(0);
}

/** New records, corrections and withdrawals, or a whole list; now and then what has expired is purged. */
async function change(random: Random, step: number): Promise<void> {
  if (step % 3 === 2) {
    const record: Parameters<typeof purge>[0]['record'] = async (_purge, work) => await work();
    await purge({ databases, operator: 'test', asOf: new Date(pick(random, days.slice(0, 3))).toISOString(), record });
    return;
  }
  const items = Array.from({ length: 700 }, (_, number): DeliveryItem[] => {
    const [of, chance] = [number % 2 === 0 ? 'consignment' : 'seizure', random()] as const;
    if (chance < 0.4) return [];
    return chance < 0.5
      ? [{ kind: 'withdrawal', of, sourceRef: `specimen-${number}` }]
      : [randomRecord(random, number)];
  });
  await deliver(random, items.flat(), random() < 0.3);
}

/** The session of a random viewer at a random instant. */
function anySession(random: Random, source: 'cargo' | 'seizures'): SourceRequest {
  const session = randomRequest(policy, random, source);
  return { ...session, facts: { ...session.facts, asOf: new Date(pick(random, days)).toISOString() } };
}

const count = '{ number atLeast }';
function queryOf(list: List, by: string, first: number): string {
  return `{ ${list} { totalCount ${count}
    facets(by: ${by}, first: ${first}) { buckets { value count ${count} } more none ${count} notShown ${count} } } }`;
}

/** The same question without the cube, which is put back. */
async function withoutCube<T>(source: string, ask: () => Promise<T>): Promise<T> {
  await owner.exec(`update ${source}.cube set definition = definition || '-'`);
  return await ask().finally(() => owner.exec(`update ${source}.cube set definition = rtrim(definition, '-')`));
}

describe('numbers that are kept beside the records', () => {
  test(
    'answer what the records do, through deliveries, corrections, withdrawals and purges, for any viewer and instant',
    async () => {
      const random = createRandom(89);
      const seen = { over: 0, notShown: 0, none: 0, sooner: 0 };
      for (let step = 0; step < deliveries; step += 1) {
        await change(random, step);
        expect(await dropDiffering(databases)).toEqual([]);
        for (let question = 0; question < 9; question += 1) {
          const list = pick(random, Object.keys(lists) as List[]);
          const [name, ...facets] = lists[list];
          const source = sources.get(name);
          if (!source) throw new Error('no such source');
          const call = {
            query: queryOf(list, pick(random, facets), pick(random, [1, 2, 10])),
            session: anySession(random, name),
          };
          const counted = await withoutCube(name, () => source.execute(call));
          const kept = await source.execute(call);
          const at = JSON.stringify(call);
          expect([at, kept.errors]).toEqual([at, undefined]);
          expect([at, told(kept)]).toEqual([at, told(counted)]);
          const facet = (kept.data as never as Record<string, { facets: Told }>)[list]?.facets;
          seen.over += facet?.buckets.some(({ count: { number } }) => Number(number) > 100) ? 1 : 0;
          seen.notShown += facet?.notShown?.number ? 1 : 0;
          seen.none += facet?.none?.number ? 1 : 0;
          // Without the cube it reads more.
          seen.sooner += statementsOf(kept) < statementsOf(counted) ? 1 : 0;
        }
      }
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(deliveries / 3);
    },
    60_000 * deliveries,
  );
});

describe('a cube', () => {
  const session = (): SourceRequest => {
    const random = createRandom(3);
    for (;;) {
      const request = randomRequest(policy, random, 'seizures');
      const { agency, role } = request.facts.viewer;
      if (agency === 'NL-CUSTOMS' && role === 'ANALYST') return request;
    }
  };
  const query = queryOf('seizures', 'LEGAL_STATUS', 10);
  const ask = async (source = sources.get('seizures')) => {
    const answer = await source?.execute({ query, session: session() });
    if (!answer || answer.errors) throw new Error('no answer');
    return told(answer);
  };
  const set = (what: string) => owner.exec(`update seizures.cube set ${what} where record_table = 'seizures.seizure'`);
  const add = (number: number) =>
    owner.exec(
      `update seizures.cube_count set number = number + ${number} where record_table = 'seizures.seizure' and number > 0`,
    );

  beforeAll(async () => {
    await deliver(
      createRandom(5),
      Array.from({ length: 1200 }, (_, number) => randomRecord(createRandom(number), number)),
      true,
    );
  });

  test('is read where it is complete, and not while it is filled, of another build, or begun behind the instant', async () => {
    const [state] = await owner.exec<{ ended_to: string; definition: string }>(
      `select cast(ended_to as text), definition from seizures.cube where record_table = 'seizures.seizure'`,
    );
    const right = await ask();
    await add(1000);
    expect(await ask()).not.toEqual(right);
    for (const [what, back] of [
      [`counted_to = 'seizure_0'`, 'counted_to = null'],
      [`definition = 'another'`, `definition = '${state?.definition}'`],
      [`ended_to = '2026-11-25T10:00:00.001Z'`, `ended_to = '${state?.ended_to}'`],
    ] as const) {
      await set(what);
      expect([what, await ask()]).toEqual([what, right]);
      await set(back);
      expect(await ask()).not.toEqual(right);
    }
    await add(-1000);
    expect(await ask()).toEqual(right);
  });

  test('tells nothing by data of persons: where the policy says that they are, each number names its rows', async () => {
    const core = policy.categories['seizures.core'];
    if (!core) throw new Error('no such category');
    const personal = { ...policy, categories: { ...policy.categories, 'seizures.core': { ...core, personal: true } } };
    const source = createSubgraph(seizures, {
      ...{ policy: personal, keys, limits: unlimited },
      database: openDatabase(database.url('seizures'), { source: 'seizures', max: 2 }),
    });
    await source.warm();
    const right = await ask(source);
    await add(1000);
    // The number of all is by nobody's data, and stands.
    const facets = (answer: object) => JSON.parse((answer as { data: string }).data).seizures.facets;
    expect(facets(await ask(source))).toEqual(facets(right));
    expect(facets(right)).not.toEqual(facets(await ask()));
    await add(-1000);
  });
});

interface Told {
  readonly buckets: readonly { readonly count: { readonly number: number | null } }[];
  readonly none: { readonly number: number | null } | null;
  readonly notShown: { readonly number: number | null } | null;
}

/** All that an answer says and names, whatever it took. */
function told(answer: SourceAnswer): object {
  const { statements: _, ...rest } = comparable(answer) as { readonly statements: number };
  return rest;
}

function statementsOf({ extensions }: SourceAnswer): number {
  return extensions?.manifest.statements ?? 0;
}
