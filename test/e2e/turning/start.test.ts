import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { readHeader } from '../../../auditlog/entry/header.js';
import { initPolicy } from '../../../cli/policy/init.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { hangUp, patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { createDemoDatabase } from '../../support/demo.js';
import { postJson, startLoad } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* `start` by a policy directory that changes: SIGHUP ended it, so that a steward had to start it again. */
const directory = temporaryDataDirectory();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-turning-'));
const own = join(folder, 'policy');
const agencies = join(own, 'agencies.yaml');
const database = closedAfter(await createDemoDatabase());
const pool = closedAfter(openLogPool(database.adminUrl));
let server: RunningCommand;
let url = '';
let authorization = '';

beforeAll(async () => {
  initPolicy(own);
  for (const file of ['agencies.yaml', 'operations.yaml']) {
    const text = readFileSync(join(own, file), 'utf8');
    writeFileSync(join(own, file), text.replaceAll('PL-BORDER', 'PL-GUARD'));
  }
  const environment = {
    ...patient,
    DATABASE_URL: database.adminUrl,
    PORTCULLIS_DATA: directory.path,
    PORTCULLIS_POLICY_DIR: own,
  };
  server = closedAfter(runCommand(['start', '--port', '0'], environment));
  url = (await server.until(/ready at (http\S+)/))[1] ?? '';
  authorization = `Bearer ${await mintToken(directory.path, 'NL-CUSTOMS')}`;
});

const headersFor = (purpose: string) => {
  return { authorization, 'content-type': 'application/json', 'query-purpose': purpose };
};

/** What became of a question for risk analysis, asked of two sources. */
async function asked(): Promise<string> {
  const query = '{ viewer { agency { contact } } persons(first: 1) { edges { node { id } } } }';
  const response = await postJson(url, headersFor('RISK_ANALYSIS'), { query });
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  const { data, errors } = (await response.json()) as any;
  return errors ? errors[0].extensions.code : data.viewer.agency.contact;
}

/** Entries of a log: kind and policy. */
async function entries(log: string): Promise<readonly { readonly kind: string; readonly policy: string }[]> {
  const { rows } = await pool.query({
    text: 'select kind, header from audit.entry where log = $1 order by index',
    values: [log],
  });
  return rows.map(({ kind, header }) => ({
    kind: String(kind),
    policy: readHeader(header as Uint8Array)?.policyVersion ?? '',
  }));
}

const ofActs = async () => (await entries('main.cli')).filter(({ kind }) => kind === 'INTENT' || kind === 'OUTCOME');

function edit(from: string, to: string): void {
  const before = readFileSync(agencies, 'utf8');
  expect(before).toContain(from);
  writeFileSync(agencies, before.replace(from, to));
}

// An agency of the demonstration that the policy did not have ended the start, whose example it is.
test('starts by a policy that lacks an agency of the demonstration, and gives the examples of the others', async () => {
  await server.until(/More: /);
  const questions = server
    .out()
    .split('\n')
    .filter((line) => line.startsWith('curl '));
  expect(questions).toHaveLength(2);
  expect(server.out()).not.toContain('as an agency that is entitled to less');
});

test('takes a policy in by SIGHUP, once it is in the log, and no request is lost over it', async () => {
  expect(await asked()).toBe('customs-desk@nl.example.org');
  const acts = (await ofActs()).length;
  const body = JSON.stringify({ query: '{ persons(first: 1) { edges { node { id } } } }' });
  const load = startLoad({ url, headers: headersFor('CUSTOMS_CONTROL'), body }, { clients: 4, pauseMs: 5 });
  edit('customs-desk@nl.example.org', 'harbour-desk@nl.example.org');
  await hangUp(server, /the policy was changed/);
  expect(await asked()).toBe('harbour-desk@nl.example.org');
  edit('purposes: [CUSTOMS_CONTROL, RISK_ANALYSIS, ', 'purposes: [CUSTOMS_CONTROL, ');
  await hangUp(server, /the policy was changed/);
  expect(await asked()).toBe('PURPOSE_NOT_ALLOWED');
  await load.stop();
  expect(load.clients.flatMap(({ failures }) => failures)).toEqual([]);
  const [first, second, third] = [...new Set((await entries('main')).map(({ policy }) => policy))];
  expect(third).toBeDefined();
  expect((await ofActs()).slice(acts)).toEqual([
    { kind: 'INTENT', policy: first },
    { kind: 'OUTCOME', policy: first },
    { kind: 'INTENT', policy: second },
    { kind: 'OUTCOME', policy: second },
  ]);
});

test('refuses a policy with a mistake, with its reasons and no entry, and what serves goes on', async () => {
  const acts = (await ofActs()).length;
  edit('kind: CUSTOMS_MS', 'kind: CUSTOM_MS');
  await hangUp(server, /reload refused, the old policy stays: .*agencies\.yaml:\d+:\d+: .*CUSTOM_MS/);
  expect(await asked()).toBe('PURPOSE_NOT_ALLOWED');
  edit('kind: CUSTOM_MS', 'kind: CUSTOMS_MS');
  await hangUp(server, /the policy is unchanged/);
  expect((await ofActs()).length).toBe(acts);
});
