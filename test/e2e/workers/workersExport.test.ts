import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { initPolicy } from '../../../cli/policy/init.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { exampleCase } from '../../gateway/export/exporting.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { createDemoDatabase } from '../../support/demo.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* Exports from two workers, over TLS: each request on a connection of its own, so that one worker has no more to do with it than another. */
const directory = temporaryDataDirectory();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-exports-'));
const at = (name: string): string => join(folder, name);
const database = closedAfter(await createDemoDatabase());
const pool = closedAfter(openLogPool(database.adminUrl));
let server: RunningCommand;
let url = '';

beforeAll(async () => {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', at('key.pem')];
  const own = ['-subj', '/CN=portcullis', '-addext', 'subjectAltName=IP:127.0.0.1', '-out', at('cert.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, '-days', '2', ...own], { stdio: 'ignore' });
  initPolicy(at('policy'));
  const tls = ['--tls-cert', at('cert.pem'), '--tls-key', at('key.pem')];
  const environment = {
    ...{ DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: directory.path, PORTCULLIS_POLICY_DIR: at('policy') },
  };
  server = closedAfter(runCommand(['serve', '--workers', '2', '--port', '0', ...tls], environment));
  url = ((await server.until(/ready at (\S+) \(2 workers\)/))[1] ?? '').replace('/graphql', '/export');
});

interface Taken {
  readonly status: number;
  readonly id: string;
  text(): string;
  rows(): number;
  /** True where the connection was cut before the end of the body. */
  readonly isCut: Promise<boolean>;
  hangUp(): void;
}

/** One request on a new connection. */
async function send(subject: string, path = '', query?: string): Promise<Taken> {
  const token = await mintToken(directory.path, 'DE-POLICE', 'INVESTIGATOR', subject);
  const headers = {
    ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
    ...{ 'query-purpose': 'CRIMINAL_INVESTIGATION', 'case-reference': exampleCase('DE-POLICE') },
  };
  const method = query === undefined ? 'GET' : 'POST';
  return await new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers, agent: false, ca: readFileSync(at('cert.pem')) });
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      const isCut = new Promise<boolean>((end) => response.on('error', () => end(true)).on('end', () => end(false)));
      resolve({
        status: response.statusCode ?? 0,
        id: String(response.headers['export-id']),
        text: () => text,
        rows: () => text.match(/^\{"row":.*\}$/gm)?.length ?? 0,
        isCut,
        hangUp: () => void sent.destroy(),
      });
    });
    sent.end(query === undefined ? undefined : JSON.stringify({ query }));
  });
}

/** An export that lasts for seconds, once it has some rows. */
async function begin(subject: string, first = 1): Promise<Taken> {
  const taken = await send(subject, '', `{ consignments(first: ${first}) { edges { node { mrn } } } }`);
  expect(taken.status).toBe(200);
  while (taken.rows() < 5) await sleep(5);
  return taken;
}

async function receiptOf(subject: string, id: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await send(subject, `/${id}/receipt`);
  await answer.isCut;
  return JSON.parse(answer.text());
}

async function entriesOf(id: string) {
  const text = 'select kind, code, log from audit.entry where starts_with(request_id, $1) order by entry.index';
  return (await pool.query({ text, values: [id] })).rows;
}

/** Cut, and in the log as far as it had left. */
async function expectAborted(taken: Taken, code: string): Promise<void> {
  expect(await taken.isCut).toBe(true);
  expect(taken.text()).not.toContain('{"trailer":');
  let rows: readonly Readonly<Record<string, unknown>>[] = [];
  for (let tries = 0; tries < 200 && rows.at(-1)?.kind !== 'ABORTED'; tries += 1) {
    await sleep(20);
    rows = await entriesOf(taken.id);
  }
  const parts = rows.filter(({ kind }) => kind === 'EXPORT_PART').length;
  expect(rows.at(0)).toMatchObject({ kind: 'INTENT' });
  expect(rows.at(-1)).toMatchObject({ kind: 'ABORTED', code });
  expect(parts).toBeGreaterThanOrEqual(taken.rows());
  expect(new Set(rows.map(({ log }) => log)).size).toBe(1);
}

describe('an export from one of two workers', () => {
  it('is the only one of its viewer at the other worker too, and its receipt is the same at both', async () => {
    const taken = await begin('one-of-them', 5);
    const refused = await Promise.all(
      Array.from({ length: 8 }, () => send('one-of-them', '', '{ seizures(first: 1) { edges { node { id } } } }')),
    );
    for (const each of refused) {
      await each.isCut;
      expect([each.status, each.text()]).toEqual([429, expect.stringContaining('EXPORT_UNDER_WAY')]);
    }
    expect(await receiptOf('one-of-them', taken.id)).toMatchObject({ status: 'UNDER_WAY' });
    const refusing = server
      .err()
      .split('\n')
      .filter((line) => line.includes('"EXPORT_UNDER_WAY"'));
    expect(new Set(refusing.map((line) => JSON.parse(line).worker))).toEqual(new Set([1, 2]));
    expect(await taken.isCut).toBe(false);
    const receipts = await Promise.all(Array.from({ length: 6 }, () => receiptOf('one-of-them', taken.id)));
    const { trailer } = JSON.parse(taken.text().trimEnd().split('\n').at(-1) ?? '');
    for (const receipt of receipts) expect(receipt).toMatchObject({ status: 'WHOLE', rows: taken.rows(), ...trailer });
  });

  it('goes on where the process that writes the log is killed: the next one said that its end is unknown', async () => {
    const taken = await begin('past-the-writer', 5);
    const lines = server.err().split('\n');
    process.kill(
      JSON.parse(lines.findLast((line) => line.includes('the audit log is written')) ?? '{}').pid,
      'SIGKILL',
    );
    expect(await taken.isCut).toBe(false);
    const kinds = (await entriesOf(taken.id)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'EXPORT_PART')).toEqual(['INTENT', 'OUTCOME']);
    expect(
      server
        .err()
        .split('\n')
        .filter((line) => line.includes('the audit log is written')).length,
    ).toBeGreaterThan(1);
  });

  it('ends where SIGHUP takes a changed policy in: it went on under the old one for as long as its worker drained', async () => {
    const taken = await begin('by-the-old-policy');
    const agencies = at(join('policy', 'agencies.yaml'));
    writeFileSync(agencies, readFileSync(agencies, 'utf8').replace('customs-desk@nl', 'harbour-desk@nl'));
    server.process.kill('SIGHUP');
    await expectAborted(taken, 'SHUTTING_DOWN');
    expect(await receiptOf('by-the-old-policy', taken.id)).toMatchObject({ status: 'ABORTED', code: 'SHUTTING_DOWN' });
    const again = await begin('by-the-old-policy');
    again.hangUp();
    await expectAborted(again, 'CLIENT_CLOSED');
  });

  it('ends with the server: SIGTERM cuts it, and the log says so', async () => {
    const taken = await begin('until-the-end');
    const ended = server.close();
    await expectAborted(taken, 'SHUTTING_DOWN');
    await ended;
  });
});
