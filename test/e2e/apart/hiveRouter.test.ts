import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { story } from '../../../ingest/demo/story.js';
import { packageFile, readPackageFile } from '../../../schema/files.js';
import type { SourceName } from '../../../schema/sources.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { postJson } from '../../support/load.js';
import { openStandingAlone, type StandingAlone } from '../../support/standAlone.js';

/*
 * The six sources behind Hive Gateway, in a process of its own, as test/e2e/apart/foreignRouter.test.ts has them behind Apollo's.
 * It is installed apart: npm ci --prefix test/peers.
 */
const peers = packageFile('test', 'peers');
const isInstalled = existsSync(packageFile('test', 'peers', 'node_modules', '@graphql-hive', 'gateway-runtime'));
if (!isInstalled) console.warn('SKIPPED: Hive Gateway is not installed; npm ci --prefix test/peers installs it');
const withHive = isInstalled ? describe : describe.skip;

let deployment: TestDeployment;
let alone: StandingAlone;
let router: ChildProcess;
let url = '';

beforeAll(async () => {
  if (!isInstalled) return;
  deployment = await openTestDeployment({ demo: true });
  alone = await openStandingAlone(deployment);
  router = spawn(process.execPath, ['hiveGateway.mjs'], { cwd: peers, stdio: ['pipe', 'pipe', 'inherit'] });
  router.stdin?.end(
    readPackageFile('schema', 'supergraph.graphql').replace(
      /"source:(\w+)"/g,
      (_: string, name: string) => `"${alone.urls.get(name as SourceName)}"`,
    ),
  );
  const [line] = (await once(router.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  url = line.toString().trim();
});

afterAll(async () => {
  if (!isInstalled) return;
  router?.kill('SIGTERM');
  await alone?.close();
  await deployment?.close();
});

async function throughHive(asker: Asker, query: string, variables = {}) {
  const response = await postJson(url, await deployment.headersOf(asker), { query, variables });
  return (await response.json()) as { readonly data?: unknown; readonly errors?: readonly unknown[] };
}

const question = readPackageFile('ingest', 'demo', 'question.graphql');
const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const police: Asker = { agency: 'DE-POLICE', purpose: 'JOINT_OPERATION' };
const border: Asker = { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' };

withHive('six sources that stand alone behind Hive Gateway', () => {
  test.each([customs, police, border])('answer the question as they do behind ours: $agency', async (asker) => {
    const ours = await deployment.ask(asker, question, { container: story.containerId });
    const theirs = await throughHive(asker, question, { container: story.containerId });
    expect(theirs.errors).toBeUndefined();
    expect(theirs.data).toEqual(ours.body.data);
    const [edge] = ours.body.data.container.consignments.edges;
    if (asker === customs) expect(edge.node.consignor.person.seizures.edges.length).toBeGreaterThan(0);
  });

  test('match names across sources, each asked by a request of its own', async () => {
    const vessels = `{ vessels(first: 50) { edges { node { id matchProbe { incidents { id score statedName } } } } } }`;
    const ours = await deployment.ask(police, vessels);
    const theirs = await throughHive(police, vessels);
    expect([theirs.errors, theirs.data]).toEqual([undefined, ours.body.data]);
    expect(JSON.stringify(theirs)).toContain('"score"');
  });

  test('refuse anyone who brings no token', async () => {
    const response = await postJson(url, {}, { query: '{ persons(first: 1) { edges { node { id name } } } }' });
    const answer = (await response.json()) as {
      readonly data?: { readonly persons?: unknown };
      readonly errors?: unknown;
    };
    expect(answer.data?.persons ?? null).toBeNull();
    expect(answer.errors).toBeDefined();
  });
});
