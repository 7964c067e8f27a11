import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Receipt } from '../../../auditlog/types.js';
import { packageFile } from '../../../schema/files.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { patient, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { postJson, startLoad } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/*
 * Two instances over one PostgreSQL, as on two machines: data directories of their own, the same keys, a log each.
 * They start at the same moment over an empty database.
 */
const sites = [temporaryDataDirectory(), temporaryDataDirectory()] as const;
const keys = join(sites[0].path, '..', 'keys');
const database = await ownTestDatabase();
const pool = closedAfter(openLogPool(database.adminUrl));
const environment = {
  ...{ DATABASE_URL: database.adminUrl, PORTCULLIS_KEYS: keys, PORTCULLIS_LOG_LEVEL: 'warn', ...patient },
};
let urls: string[];
const receipts: Receipt[] = [];

async function startAt(site: number, logId: string): Promise<string> {
  const args = ['start', '--no-demo', '--port', '0', '--data', sites[site]?.path ?? '', '--log-id', logId];
  const server = closedAfter(runCommand(args, environment));
  return (await server.until(/ready at (\S+)/))[1] ?? '';
}

beforeAll(async () => {
  const { rows } = await pool.query({
    text: `select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public)'`,
  });
  for (const { nspname } of rows) await pool.query({ text: `drop schema ${nspname} cascade` });
  urls = await Promise.all([startAt(0, 'site-a'), startAt(1, 'site-b')]);
});

async function output(...args: string[]): Promise<string> {
  const command = runCommand([...args, '--data', sites[0].path], environment);
  await command.ended;
  return command.out().trim().split('\n').at(-1) ?? '';
}

const headersOf = (token: string) => ({
  authorization: `Bearer ${token}`,
  'query-purpose': 'SANCTIONS_ENFORCEMENT',
  'content-type': 'application/json',
});

describe('two instances over one database', () => {
  test('answer at the same time, each into its own log, which is dense and holds every receipt', async () => {
    const headers = headersOf(await output('token', '--agency', 'NL-CUSTOMS'));
    const body = JSON.stringify({ query: '{ vessel(imo: "7937317") { records { edges { node { name } } } } }' });
    const loads = urls.map((url) => closedAfter(startLoad({ url, headers, body }, { clients: 4, pauseMs: 5 })));
    for (let i = 0; i < 4_000 && loads.some((load) => load.count() < 60); i += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const [site, load] of loads.entries()) {
      await load.stop();
      const own = load.clients.flatMap((client) => client.receipts);
      expect(load.clients.flatMap(({ failures }) => failures)).toEqual([]);
      expect(own.length).toBeGreaterThanOrEqual(60);
      expect(new Set(own.map(({ log }) => log))).toEqual(new Set([`site-${'ab'[site]}`]));
      receipts.push(...own);
    }
    const { rows } = await pool.query({ text: 'select log, index::text as index, leaf_hash from audit.entry' });
    const stored = new Map(rows.map((row) => [`${row.log}/${row.index}`, (row.leaf_hash as Buffer).toString('hex')]));
    expect(receipts.filter(({ log, index, leafHash }) => stored.get(`${log}/${index}`) !== leafHash)).toEqual([]);
    for (const log of ['site-a', 'site-b']) {
      const indices = rows.filter((row) => row.log === log).map((row) => Number(row.index));
      expect(indices.sort((a, b) => a - b)).toEqual(indices.map((_, index) => index));
    }
  });

  test('share the register of documents: registered by one, revoked by the other', async () => {
    const file = packageFile('schema', 'profiles', 'vessel.graphql');
    expect(readFileSync(file, 'utf8')).toContain('query');
    const agency = ['--agency', 'BE-CUSTOMS'];
    const documentId = await output('documents', '--register', file, ...agency, '--purpose', 'SANCTIONS_ENFORCEMENT');
    const headers = headersOf(await output('token', ...agency, '--role', 'SYSTEM_CLIENT'));
    const run = async (url: string): Promise<[number, string | undefined]> => {
      const response = await postJson(url, headers, { documentId, variables: { imo: '7937317' } });
      const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
      return [response.status, errors?.[0]?.extensions.code];
    };
    for (const url of urls) expect(await run(url)).toEqual([200, undefined]);
    await output('documents', documentId, '--revoke', ...agency);
    for (const url of urls) expect((await run(url))[1]).toBe('PERSISTED_DOCUMENT_NOT_FOUND');
  });

  test('cannot be one log: the third is refused in one line that says so', async () => {
    const site = temporaryDataDirectory();
    // Why less patient: it waits that long for the log that another one writes.
    const third = runCommand(['start', '--no-demo', '--port', '0', '--data', site.path, '--log-id', 'site-a'], {
      ...environment,
      PORTCULLIS_LOG_TIMEOUT_MS: '3000',
    });
    expect(await third.ended).toBe(1);
    expect(third.err().trim().split('\n')).toHaveLength(1);
    expect(third.err()).toContain('Another instance writes the audit log site-a');
  });

  test('verify together', async () => {
    const { faults, logs } = JSON.parse(await output('audit', 'verify', '--json'));
    expect(faults).toEqual([]);
    expect(logs.map(({ log }: { log: string }) => log).sort()).toEqual([
      'main.cli',
      'main.register',
      'site-a',
      'site-a.cli',
      'site-a.register',
      'site-b',
      'site-b.cli',
      'site-b.register',
    ]);
  });
});
