import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openLocalKey } from '../../../gateway/identity/localIssuer.js';
import { deliverInvented } from '../../../ingest/demo/deliver.js';
import { mrn } from '../../../ingest/demo/invented/numbers.js';
import { storyRecords } from '../../../ingest/demo/storyRecords.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { forEachRecordSource } from '../../../schema/sources.js';
import { createMissingKeys } from '../../../storage/keys/keys.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { withAdmin } from '../../../storage/roles.js';
import { patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { demoLinkKey, writeDemoKey } from '../../support/demo.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/* Two instances over one database: what one officer and an agency may ask for in a minute is counted once. */
const folders = [temporaryDataDirectory('portcullis one '), temporaryDataDirectory('portcullis two ')] as const;
const released = mrn(2026, 'NL', 26_700_000);
const policy = loadPolicy();
const quotas = { viewer: 60_000, agency: 100_000, refusals: 60 };
const database = await ownTestDatabase();
const running: RunningCommand[] = [];
let urls: readonly string[];

beforeAll(async () => {
  createMissingKeys(join(folders[0].path, 'keys'));
  writeDemoKey(join(folders[0].path, 'keys'));
  // The development issuer's too.
  await openLocalKey(join(folders[0].path, 'keys'));
  cpSync(join(folders[0].path, 'keys'), join(folders[1].path, 'keys'), { recursive: true });
  await deliverOne();
  urls = await Promise.all(folders.map((folder, at) => launch(folder.path, at === 0 ? 'main' : 'other')));
});
database.ending({ close: () => Promise.all(running.map((each) => each.close())) });

/** A consignment of NL-CUSTOMS that DE-POLICE alone may see beside it. */
async function deliverOne(): Promise<void> {
  const stated = storyRecords().find(({ sourceRef }) => sourceRef === 'story-passed');
  const envelope = { originator: 'NL-CUSTOMS', classification: 'PUBLIC', releasableTo: ['agency:DE-POLICE'] };
  const record = { ...stated, sourceRef: 'released', lrn: null, mrn: released, envelope };
  const databases = {
    ...forEachRecordSource((source) => openDatabase(database.ingestUrl, { source })),
    ingest: openDatabase(database.ingestUrl, { source: 'cargo' }),
  };
  await deliverInvented(
    { source: 'demo-cargo', name: 'test', records: [record as never] },
    { databases, policy, linkKey: demoLinkKey },
  );
  for (const each of Object.values(databases)) await each.close();
}

async function launch(folder: string, logId: string): Promise<string> {
  const limits = ['--objects-per-minute', quotas.viewer, '--agency-objects-per-minute', quotas.agency].map(String);
  const more = ['--refusals-per-minute', String(quotas.refusals), '--port', '0', '--no-demo', '--log-id', logId];
  const environment = { DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: folder, ...patient };
  const started = runCommand(['start', ...limits, ...more], environment);
  running.push(started);
  return (await started.until(/ready at (\S+)/))[1] ?? '';
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly body: any;
}

async function ask(url: string, token: string, query: string, extensions = {}, more = {}): Promise<Answer> {
  const accept = 'application/graphql-response+json';
  const headers = { authorization: `Bearer ${token}`, 'query-purpose': 'CUSTOMS_CONTROL', accept, ...more };
  const response = await postJson(url, headers, { query, extensions });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const tokenOf = (agency: string, subject: string) => mintToken(folders[0].path, agency, 'ANALYST', subject);
/** Counts as ten thousand objects: a page of a hundred, of a hundred each. */
const large =
  '{ consignments(first: 99) { edges { node { seizures(first: 100) { edges { node { __typename } } } } } } }';
const cost = 99 + 99 * 100;
const sql = async (text: string) =>
  await withAdmin(database.adminUrl, async (admin) => (await admin.query(text)).rows as Record<string, string>[]);

describe('budgets of two instances', () => {
  test('are of one officer, whichever answers, and say in header fields and where asked what is left', async () => {
    const token = await tokenOf('NL-CUSTOMS', 'asks');
    const answers: Answer[] = [];
    const begun = performance.now();
    while (answers.length < 20 && answers.at(-1)?.status !== 429)
      answers.push(await ask(urls[answers.length % 2] as string, token, large, { cost: true }));
    const most = quotas.viewer * (1 + (performance.now() - begun) / 60_000);
    expect((answers.length - 1) * cost).toBeLessThanOrEqual(most);
    expect(answers.length).toBeGreaterThan(5);
    const [first, last] = [answers[0], answers.at(-1)] as [Answer, Answer];
    expect(first.headers.get('ratelimit-policy')).toBe(
      `"viewer";q=${quotas.viewer};w=60;qu="objects", "agency";q=${quotas.agency};w=60;qu="objects"`,
    );
    expect(first.headers.get('ratelimit')).toBe(
      `"viewer";r=${quotas.viewer - cost};t=10, "agency";r=${quotas.agency - cost};t=6`,
    );
    expect(first.body.extensions.cost).toEqual({ requested: cost, limit: 1_000_000, remaining: quotas.viewer - cost });
    expect(last.headers.get('retry-after')).toMatch(/^\d{1,2}$/);
    expect(last.headers.get('ratelimit')).toMatch(
      /^"viewer";r=\d{1,4};t=\d\d, "agency";r=\d+;t=\d\d, "refusals";r=\d+;t=\d$/,
    );
    const other = await ask(urls[1] as string, await tokenOf('NL-CUSTOMS', 'another'), large);
    expect([other.status, other.body.extensions.cost]).toEqual([200, undefined]);
  });

  test('are of one agency, and no other one waits for it', async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 12; turn += 1)
      statuses.push(
        (await ask(urls[turn % 2] as string, await tokenOf('BE-CUSTOMS', `officer-${turn}`), large)).status,
      );
    // A hundred thousand hold ten; a part of each instance's block may be unspent, and the minute goes on.
    const granted = statuses.filter((status) => status === 200).length;
    expect([granted >= 9, granted <= 11]).toEqual([true, true]);
    expect((await ask(urls[0] as string, await tokenOf('XA-CUSTOMS', 'officer'), large)).status).toBe(200);
  });

  test('cost a statement a block, not a request', async () => {
    const token = await tokenOf('XA-CUSTOMS', 'small');
    const written = async () => (await sql('select sum(full_at)::text as n from limits.budget'))[0]?.n;
    await ask(urls[0] as string, token, '{ consignments(first: 1) { edges { node { id } } } }');
    const before = await written();
    for (let turn = 0; turn < 20; turn += 1)
      expect((await ask(urls[0] as string, token, '{ consignments(first: 1) { edges { node { id } } } }')).status).toBe(
        200,
      );
    expect(await written()).toBe(before);
  });

  test('of refusals leave few entries of a viewer who floods both, and count the rest, by name', async () => {
    const token = await tokenOf('XA-CUSTOMS', 'floods');
    const begun = performance.now();
    const statuses: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      const part = Array.from({ length: 20 }, (_, at) =>
        ask(urls[at % 2] as string, token, `{ nothing${turn}x${at} }`),
      );
      statuses.push(...(await Promise.all(part)).map(({ status }) => status));
    }
    const most = quotas.refusals + Math.ceil((performance.now() - begun) / 1000);
    const refused = statuses.filter((status) => status === 429).length;
    expect([statuses.length - refused <= most, refused > 50]).toEqual([true, true]);
    const entries = async () =>
      await sql(`select code, convert_from(substr(header, 17), 'UTF8')::jsonb->>'count' as count
        from audit.entry where kind = 'REFUSED' and agency = 'XA-CUSTOMS'`);
    const counted = async () => (await entries()).reduce((sum, { count }) => sum + Number(count ?? 1), 0);
    for (let i = 0; i < 140 && (await counted()) < 140; i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    const found = await entries();
    expect(await counted()).toBe(140);
    expect(found.filter(({ code }) => code === 'GRAPHQL_VALIDATION_FAILED')).toHaveLength(statuses.length - refused);
    expect(found.length).toBeLessThan(most + 20);
  });

  test('tell nothing of the data: what is left is the same, whether or not anything was there', async () => {
    const query = `{ consignment(mrn: "${released}") { id mrn } }`;
    const asked = async (agency: string) => {
      const example = policy.agencies[agency]?.caseReference.example ?? '';
      const under = { 'query-purpose': 'CRIMINAL_INVESTIGATION', 'case-reference': example };
      return await ask(urls[0] as string, await tokenOf(agency, 'one'), query, { cost: true }, under);
    };
    const [sees, not] = [await asked('DE-POLICE'), await asked('EU-PROSECUTOR')];
    expect([sees.body.data.consignment?.mrn, not.body.data.consignment]).toEqual([released, null]);
    const told = ({ headers, body }: Answer) => [headers.get('ratelimit'), body.extensions.cost];
    expect(told(sees)).toEqual([
      expect.stringMatching(/^"viewer";r=\d+;t=\d+, "agency";r=\d+;t=\d+$/),
      expect.anything(),
    ]);
    expect(told(not)).toEqual(told(sees));
  });

  test('go on where an instance was killed with a block in hand, by a tenth where the limits are away too', async () => {
    const token = await tokenOf('XA-CUSTOMS', 'asks');
    expect((await ask(urls[1] as string, token, large)).status).toBe(200);
    running[1]?.process.kill('SIGKILL');
    await running[1]?.ended;
    await sql('alter function limits.take(jsonb) rename to away');
    // A tenth of a minute in each process: less than one such question.
    const few =
      '{ consignments(first: 50) { edges { node { seizures(first: 100) { edges { node { __typename } } } } } } }';
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1)
      statuses.push((await ask(urls[0] as string, await tokenOf('XA-CUSTOMS', 'asks'), few)).status);
    expect(statuses).toEqual([200, 429, 429]);
  });
});
