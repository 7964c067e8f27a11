import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { initPolicy } from '../../../cli/policy/init.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { hangUp, type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { createDemoDatabase } from '../../support/demo.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { until } from '../../support/waiting/until.js';

/* Two workers by a policy directory that changes: SIGHUP takes it in whole, logged first, or not at all. */
const directory = temporaryDataDirectory();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-reload-'));
const own = join(folder, 'policy');
const agencies = join(own, 'agencies.yaml');
const database = closedAfter(await createDemoDatabase());
const pool = closedAfter(openLogPool(database.adminUrl));
let server: RunningCommand;
let url = '';
let token = '';

beforeAll(async () => {
  initPolicy(own);
  const environment = {
    DATABASE_URL: database.adminUrl,
    PORTCULLIS_DATA: directory.path,
    PORTCULLIS_POLICY_DIR: own,
  };
  server = closedAfter(runCommand(['serve', '--workers', '2', '--port', '0'], environment));
  url = (await server.until(/ready at (\S+) \(2 workers\)/))[1] ?? '';
  token = await mintToken(directory.path, 'NL-CUSTOMS');
});

/** The contact of the agency that asks, as the worker that answers has it. */
async function contact(): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, connection: 'close' };
  const response = await postJson(url, headers, { query: '{ viewer { agency { contact } } }' });
  const { data } = (await response.json()) as { data: { viewer: { agency: { contact: string } } } };
  return data.viewer.agency.contact;
}

async function kinds(): Promise<readonly string[]> {
  const { rows } = await pool.query({ text: `select kind from audit.entry where log = 'main.cli' order by index` });
  return rows.map(({ kind }) => String(kind)).filter((kind) => kind === 'INTENT' || kind === 'OUTCOME');
}

/** Process ids of the two workers that serve, as the log says: the last that were begun. */
function serving(): readonly number[] {
  const begun = server
    .err()
    .split('\n')
    .filter((line) => line.includes('"msg":"a worker serves"'));
  return begun.slice(-2).map((line) => JSON.parse(line).pid);
}

function edit(from: string, to: string): void {
  writeFileSync(agencies, readFileSync(agencies, 'utf8').replace(from, to));
}

describe('SIGHUP', () => {
  test('takes a changed policy in, and the log says so before and after', async () => {
    const before = (await kinds()).length;
    expect(await contact()).toBe('customs-desk@nl.example.org');
    edit('customs-desk@nl.example.org', 'harbour-desk@nl.example.org');
    await hangUp(server, /the policy was changed/);
    expect(await contact()).toBe('harbour-desk@nl.example.org');
    expect((await kinds()).slice(before)).toEqual(['INTENT', 'OUTCOME']);
  });

  test('refuses a policy with a mistake, says why, and what serves goes on', async () => {
    const before = (await kinds()).length;
    edit('kind: POLICE_MS', 'kind: POLICE');
    await hangUp(
      server,
      /reload refused, the old policy stays: .*agencies\.yaml:\d+:\d+: agencies > 2 > kind: no kind POLICE/,
    );
    expect(await contact()).toBe('harbour-desk@nl.example.org');
    expect((await kinds()).length).toBe(before);
  });

  test('is what a change waits for: a worker that crashed begins anew by the policy that was logged', async () => {
    edit('kind: POLICE', 'kind: POLICE_MS');
    edit('harbour-desk@nl.example.org', 'unlogged-desk@nl.example.org');
    for (const pid of serving()) {
      const from = server.err().length;
      process.kill(pid, 'SIGKILL');
      await until(() => server.err().includes('"msg":"a worker serves"', from));
    }
    for (let i = 0; i < 4; i += 1) expect(await contact()).toBe('harbour-desk@nl.example.org');
  });
});
