import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import pg from 'pg';
import { readApiSchema } from '../../../gateway/supergraph/apiSchema.js';
import { createRandom } from '../../../ingest/demo/invented/random.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { compileStatement } from '../../../storage/pool/database.js';
import type { SourceDatabase } from '../../../storage/types.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { postJson } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { type Behind, type Door, doors, type Link, links } from './doors.js';
import { anyAsker, openKnowing } from './viewers.js';

/*
 * What a viewer may not know of against what is not there: random viewers of every kind, by every door. `npm run fuzz -- missing`
 * asks 500 pairs; `npm test` a part of them.
 */
const isWhole = process.env.TEST_CRAWL === 'whole';
const pairs = isWhole ? 500 : 24;
const seed = process.env.PORTCULLIS_SEED ?? (isWhole ? randomBytes(4).toString('hex') : 'missing');
const random = createRandom(seed, 'pairs');
const policy = loadPolicy();
const kinds = [...new Set(Object.values(policy.agencies).map(({ kind }) => kind))];

let sent: string[] = [];
const deployment = closedAfter(await openTestDeployment({ demo: true, watch: noting }));
const knowing = closedAfter(openKnowing(deployment, policy));
const admin = closedAfter(new pg.Client(deployment.adminUrl));
/** By door: what is behind each value. */
const behind = new Map<Door, ReadonlyMap<string, readonly Behind[]>>();

beforeAll(async () => {
  await admin.connect();
  for (const door of doors) {
    const { rows } = await admin.query<Behind>(door.behind);
    const byValue = new Map<string, Behind[]>();
    for (const row of rows) byValue.set(row.value, [...(byValue.get(row.value) ?? []), row]);
    behind.set(door, byValue);
  }
});

function noting(source: string, database: SourceDatabase): SourceDatabase {
  return {
    timeoutMs: database.timeoutMs,
    get statements() {
      return database.statements;
    },
    rows: async (statement, options) => {
      sent.push(`${source}: ${compileStatement(statement).sql}`);
      return await database.rows(statement, options);
    },
    close: () => database.close(),
  };
}

/** Two questions that differ in what they ask for alone. */
interface Pair {
  readonly name: string;
  readonly asker: Asker;
  /** Without its name, with `$value`. */
  readonly document: string;
  readonly valueType: string;
  /** Of what is hidden, of what is not there. */
  readonly values: readonly [string, string];
  /** Of another one that is not there, asked before. */
  readonly before: string;
  /** Makes what is asked for be there or not, where the question is the same. */
  readonly set?: (isThere: boolean) => Promise<unknown>;
  /** Whether the question reached what hides it. */
  readonly isMet: (data: unknown) => boolean;
}

async function pairBehind(door: Door, asker: Asker): Promise<Pair | null> {
  const values = [...(behind.get(door)?.entries() ?? [])];
  for (let tries = 0; tries < 20 && values.length > 0; tries += 1) {
    const [value, rows] = random.pick(values);
    if (await isKnown(asker, rows)) continue;
    const [missing, before] = [missingOf(door, value), missingOf(door, value)];
    const { valueType } = door;
    const document = door.document(rows[0] as Behind);
    return { name: door.name, asker, document, valueType, values: [value, missing], before, isMet: () => true };
  }
  return null;
}

async function isKnown(asker: Asker, rows: readonly Pick<Behind, 'type' | 'id'>[]): Promise<boolean> {
  for (const row of rows) if (await knowing.mayKnow(asker, row)) return true;
  return false;
}

function missingOf(door: Door, value: string): string {
  for (;;) {
    const missing = door.missing(value, random);
    if (missing !== value && !behind.get(door)?.has(missing)) return missing;
  }
}

const documentOf = ({ from, fields }: Link): string => `node(id: $value) { ... on ${from} { ${fields} } }`;
const first = (door: Door): Behind => [...(behind.get(door)?.values() ?? [])].flat()[0] as Behind;

async function pairAlong(link: Link, asker: Asker): Promise<Pair | null> {
  const { table, ref, parent, from, to, toTable } = link;
  const { rows } = await admin.query<{ parent: string; ref: string; targets: string[] }>(
    `select l.${parent} as parent, l.${ref} as ref, array_agg(distinct t.id) as targets
     from ${table} l join ${toTable} t on t.ref = l.${ref} group by 1, 2 order by md5(l.${parent} || $1) limit 40`,
    [String(random.next())],
  );
  for (const row of rows) {
    if (!(await knowing.mayKnow(asker, { type: from, id: row.parent }))) continue;
    if (
      await isKnown(
        asker,
        row.targets.map((id) => ({ type: to, id })),
      )
    )
      continue;
    const nobody = createHash('sha256').update(`${random.next()}`).digest('base64url');
    const turn = `update ${table} set ${ref} = $1 where ${parent} = $2 and ${ref} = $3`;
    return {
      ...{ name: link.name, asker, valueType: 'ID!', values: [row.parent, row.parent], before: row.parent },
      document: documentOf(link),
      set: (isThere) => admin.query(turn, isThere ? [row.ref, row.parent, nobody] : [nobody, row.parent, row.ref]),
      isMet: (data) => (data as { node?: unknown })?.node != null,
    };
  }
  return null;
}

/** What is sent of a pair's document and one value; a document that is registered, and one that is known, hold the value beside. */
type Ask = (pair: Pair, value: string) => object | Promise<object>;

let asked = 0;
const asText: Ask = ({ document }, value) => {
  asked += 1;
  return { query: `query Asked${asked} { ${document.replaceAll('$value', JSON.stringify(value))} }` };
};
const withVariable = ({ document, valueType }: Pick<Pair, 'document' | 'valueType'>): string =>
  `query ($value: ${valueType}) { ${document} }`;
const asKnown: Ask = (pair, value) => ({ query: withVariable(pair), variables: { value } });
const asRegistered: Ask = async (pair, value) => {
  const { agency, purpose } = pair.asker;
  const text = withVariable(pair);
  const documentId = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const registration = { registeredAt: '2026-01-01T00:00:00Z', registeredBy: 'test', expiresAt: null, revokedAt: null };
  await deployment.documents.save({ documentId, agency, purpose, text, operationName: null, ...registration });
  return { documentId, variables: { value } };
};

interface Answered {
  readonly data: unknown;
  /** Status, headers and body but for what each answer has of its own, and the statements. */
  readonly all: string;
}

const ownHeaders = /^(date|content-length|x-request-id|keep-alive)$/;

async function answered(asker: Asker, body: object): Promise<Answered> {
  const headers = await deployment.headersOf(asker);
  sent = [];
  const response = await postJson(deployment.url, headers, body);
  const text = await response.text();
  const same = [...response.headers].filter(([name]) => !ownHeaders.test(name));
  const { data, extensions } = JSON.parse(text) as {
    data?: unknown;
    extensions?: { requestId: string; audit?: object };
  };
  const receipt = JSON.stringify(extensions?.audit ?? '-');
  const told = text.replaceAll(extensions?.requestId ?? '-', 'REQUEST').replace(receipt, 'RECEIPT');
  return { data, all: [response.status, JSON.stringify(same), told, ...sent.toSorted()].join('\n') };
}

/** Asks both by one door, in random order; the one before has all made that a view or a document is asked for once. */
async function askPair(pair: Pair, ask: Ask): Promise<readonly [Answered, Answered]> {
  const { asker, values, set } = pair;
  await answered(asker, await ask(pair, pair.before));
  const answers: Answered[] = [];
  const turn = random.integer(0, 1);
  for (const which of [turn, 1 - turn] as const) {
    if (which === 1) await set?.(false);
    answers[which] = await answered(asker, await ask(pair, values[which as 0 | 1]));
    if (which === 1) await set?.(true);
  }
  return answers as [Answered, Answered];
}

it('the documents are valid: none is refused for what it says', async () => {
  const schema = await readApiSchema(readPackageFile('schema', 'supergraph.graphql'));
  const asked = [
    ...doors.map((door) => ({ valueType: door.valueType, document: door.document(first(door)) })),
    ...links.map((link) => ({ valueType: 'ID!', document: documentOf(link) })),
  ];
  expect(asked.flatMap((each) => validate(schema, parse(withVariable(each))).map(({ message }) => message))).toEqual(
    [],
  );
});

it(`what may not be known of is answered as what is not there: bytes and statements, of ${pairs} pairs`, async () => {
  const met = { pairs: 0, kinds: new Set<string>(), names: new Set<string>(), registered: 0, refused: 0 };
  const different: object[] = [];
  while (met.pairs < pairs && different.length < 5) {
    const asker = anyAsker(policy, kinds, random);
    const pair = await (random.chance(0.25)
      ? pairAlong(random.pick(links), asker)
      : pairBehind(random.pick(doors), asker));
    if (!pair) continue;
    const isRegistered = asker.role === 'SYSTEM_CLIENT';
    let isMet = true;
    for (const ask of isRegistered ? [asRegistered] : [asText, asKnown]) {
      const [hidden, missing] = await askPair(pair, ask);
      isMet &&= pair.isMet(hidden.data);
      if (hidden.data == null) met.refused += 1;
      if (hidden.all !== missing.all) different.push({ seed, ...pair, hidden: hidden.all, missing: missing.all });
    }
    if (!isMet) continue;
    met.pairs += 1;
    met.registered += isRegistered ? 1 : 0;
    met.kinds.add(policy.agencies[asker.agency]?.kind ?? '');
    met.names.add(pair.name);
  }
  expect(different).toEqual([]);
  if (isWhole)
    process.stdout.write(`seed ${seed}: ${JSON.stringify({ ...met, kinds: met.kinds.size, names: [...met.names] })}\n`);
  expect(met.kinds.size).toBeGreaterThan(6);
  expect(met.names.size).toBeGreaterThan(12);
  expect(met.registered).toBeGreaterThan(0);
  expect(met.refused).toBeLessThan(pairs / 2);
}, 1_200_000);

it('what may be known of is told apart from what is not there', async () => {
  const door = doors.find(({ name }) => name === 'node of Person') as Door;
  const rows = [...(behind.get(door)?.values() ?? [])].flat();
  for (let tries = 0; tries < 200; tries += 1) {
    const asker = anyAsker(policy, kinds, random);
    const row = random.pick(rows);
    if (asker.role === 'SYSTEM_CLIENT' || !(await knowing.mayKnow(asker, row))) continue;
    const values = [row.value, missingOf(door, row.value)] as const;
    const document = door.document(row);
    const pair = { name: door.name, asker, document, valueType: 'ID!', values, before: values[1], isMet: () => true };
    const [shown, missing] = await askPair(pair, asKnown);
    if (!(shown.data as { node?: unknown } | undefined)?.node) continue;
    expect(shown.all).not.toBe(missing.all);
    return;
  }
  throw new Error('nobody is shown');
});
