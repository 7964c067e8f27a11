import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import type { Receipt } from '../../../auditlog/types.js';
import { openAuditLog } from '../../../auditlog/writer/openLog.js';
import { story } from '../../../ingest/demo/story.js';
import { createMissingKeys, openKeys } from '../../../storage/keys/keys.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { testOpening } from '../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../auditlog/support/samples.js';
import { patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { createDemoDatabase, writeDemoKey } from '../../support/demo.js';
import { type Load, type Posted, startLoad } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { until } from '../../support/waiting/until.js';

/*
 * Three workers over the demonstration, under load: nothing that was answered is missing from the logs, whatever
 * happens to a worker.
 */
const directory = temporaryDataDirectory();
const database = closedAfter(await createDemoDatabase());
const pool = closedAfter(openLogPool(database.adminUrl));
let server: RunningCommand;
let operation: Posted;
const everyReceipt: Receipt[] = [];

beforeAll(async () => {
  await leaveOpenIntents(['main', 'main.cli']);
  const environment = { DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: directory.path, ...patient };
  const args = ['serve', '--workers', '3', '--port', '0', '--lookups-per-hour', '8', '--metrics-port', '0'];
  server = closedAfter(runCommand(args, environment));
  const [, url = ''] = await server.until(/ready at (\S+) \(3 workers\)/);
  operation = {
    url,
    headers: {
      authorization: `Bearer ${await mintToken(directory.path, 'NL-CUSTOMS')}`,
      'query-purpose': 'JOINT_OPERATION',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      query:
        'query Q($c: ID!) { container(id: $c) { consignments(first: 1) { edges { node { mrn consignor { name person { name } } } } } } }',
      variables: { c: story.containerId },
    }),
  };
});

/** As processes leave them that are killed while they answer, or at a command. */
async function leaveOpenIntents(logIds: readonly string[]): Promise<void> {
  createMissingKeys(join(directory.path, 'keys'));
  writeDemoKey(join(directory.path, 'keys'));
  const keys = await openKeys(join(directory.path, 'keys'));
  const heads = join(directory.path, 'heads');
  for (const logId of logIds) {
    const log = await openAuditLog({
      pool,
      logId,
      keys: { ...keys, store: keyStoreBeside(database.auditKeysUrl) },
      heads,
      opening: testOpening,
      log: pino({ level: 'silent' }),
    });
    await log.append({ header: sampleHeader({ kind: 'INTENT' }), body: sampleBody() });
    await log.close();
  }
}

/** Process id by worker, of those that serve now, as the log says. */
function workers(): Map<number, number> {
  const found = new Map<number, number>();
  for (const line of server.err().split('\n')) {
    const { worker, pid, msg } = line.startsWith('{') ? JSON.parse(line) : {};
    if (msg === 'a worker serves') found.set(worker, pid);
  }
  return found;
}

/** The workers that answered with this code since then, as the log says. */
function answeringSince(from: number, wanted: string): Set<number> {
  const lines = server.err().slice(from).split('\n');
  const said = lines.flatMap((line) => (line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line)] : []));
  return new Set(said.flatMap(({ worker, code }) => (code === wanted ? [worker] : [])));
}

/** The requests that all processes together count as answered, and the entries of their log. */
async function counted(): Promise<{ readonly answers: number; readonly outcomes: number }> {
  const [, url = ''] = /"url":"(http:[^"]+\/metrics)"/.exec(server.err()) ?? [];
  const text = await (await fetch(url)).text();
  const sum = (pattern: RegExp) => [...text.matchAll(pattern)].reduce((all, [, count]) => all + Number(count), 0);
  return {
    answers: sum(/^portcullis_requests_total\{[^}]*code="OK",purpose="JOINT_OPERATION"[^}]*\} (\d+)$/gm),
    outcomes: sum(/^portcullis_log_entries_total\{kind="OUTCOME"\} (\d+)$/gm),
  };
}

/** Process id of the one that writes the log now. */
function writer(): number {
  const lines = server
    .err()
    .split('\n')
    .filter((line) => line.includes('the audit log is written'));
  return JSON.parse(lines.at(-1) ?? '{}').pid;
}

async function stopped(load: Load): Promise<Receipt[]> {
  await load.stop();
  const receipts = load.clients.flatMap((client) => client.receipts);
  everyReceipt.push(...receipts);
  return receipts;
}

function underLoad(pauseMs: number): Load {
  return closedAfter(startLoad(operation, { clients: 6, pauseMs }));
}

const failuresOf = (load: Load) => load.clients.flatMap(({ failures }) => failures);

async function expectAllLogged(): Promise<void> {
  const { rows } = await pool.query({ text: 'select log, index::text as index, leaf_hash, kind from audit.entry' });
  const stored = new Map(rows.map((row) => [`${row.log}/${row.index}`, (row.leaf_hash as Buffer).toString('hex')]));
  expect(everyReceipt.filter(({ log, index, leafHash }) => stored.get(`${log}/${index}`) !== leafHash)).toEqual([]);
  expect(new Set(everyReceipt.map(({ log, index }) => `${log}/${index}`)).size).toBe(everyReceipt.length);
  for (const log of new Set(rows.map((row) => String(row.log)))) {
    const indices = rows.filter((row) => row.log === log).map((row) => Number(row.index));
    expect(indices.sort((a, b) => a - b)).toEqual(indices.map((_, index) => index));
  }
}

describe('three workers on one port', () => {
  test('close what earlier processes left open as UNKNOWN, also in the log of the operators', async () => {
    const closed = ['main', 'main.cli'].flatMap((log) => ['INTENT', 'UNKNOWN'].map((kind) => ({ log, kind })));
    const read = async () =>
      await pool.query({
        text: `select log, kind from audit.entry where request_id in (select request_id from audit.entry where kind = 'INTENT')
          and log in ('main', 'main.cli') order by log, index limit 4`,
      });
    // Why tries: it is done beside what serves.
    for (let tries = 0; tries < 500 && (await read()).rows.length < closed.length; tries += 1) await sleep(20);
    expect((await read()).rows).toEqual(closed);
  });

  test('serve the console, all of them the same', async () => {
    const ask = async () => await fetch(new URL('/', operation.url), { headers: { connection: 'close' } });
    const pages = await Promise.all(Array.from({ length: 9 }, async () => await (await ask()).text()));
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('{&quot;link&quot;:false}');
  });

  test('answer side by side into one log, which is dense and holds every receipt', async () => {
    const before = server.err().length;
    const load = underLoad(5);
    await until(() => load.count() >= 100);
    const receipts = await stopped(load);
    expect(failuresOf(load)).toEqual([]);
    expect(new Set(receipts.map(({ log }) => log))).toEqual(new Set(['main']));
    expect(answeringSince(before, 'OK')).toEqual(new Set([1, 2, 3]));
    await expectAllLogged();
  });

  test('share the quota of look-ups: no connection to another worker gives a guesser more', async () => {
    const guess = async (number: number): Promise<string | undefined> => {
      const mrn = `26NLDEMO${String(26_900_000 + number)}R8`;
      const body = JSON.stringify({ query: `{ consignment(mrn: "${mrn}") { id } }` });
      // Why close: each guess comes over a connection of its own, which the workers take in turn.
      const sent = await fetch(operation.url, {
        method: 'POST',
        headers: { ...operation.headers, connection: 'close' },
        body,
      });
      const answer = (await sent.json()) as { errors?: { extensions: { code: string } }[] };
      return answer.errors?.[0]?.extensions.code;
    };
    const before = server.err().length;
    const codes = await Promise.all(Array.from({ length: 24 }, (_, number) => guess(number)));
    expect(codes.filter((code) => code === undefined)).toHaveLength(8);
    expect(codes.filter((code) => code === 'LOOKUP_QUOTA_EXCEEDED')).toHaveLength(16);
    // A busy machine may give all of a burst to one of them.
    while (answeringSince(before, 'PARTIAL').size < 2) expect(await guess(25)).toBe('LOOKUP_QUOTA_EXCEEDED');
  });

  test('say that they are degraded while a log that nobody writes now is gone', async () => {
    const ready = async () =>
      (await (await fetch(new URL('/readyz', operation.url))).json()) as { readonly checks: { readonly logs: string } };
    const move = (from: string, to: string) =>
      pool.query({ text: 'update audit.entry set log = $2 where log = $1', values: [from, to] });
    expect(await ready()).toMatchObject({ status: 'ok', checks: { logs: 'ok' } });
    await move('main.cli', 'away');
    await untilReady('degraded');
    await move('away', 'main.cli');
    await untilReady('ok');

    async function untilReady(logs: string): Promise<void> {
      for (let tries = 0; tries < 120 && (await ready()).checks.logs !== logs; tries += 1) await sleep(250);
      expect(await ready()).toMatchObject({ status: logs, checks: { logs } });
    }
  });

  test('go on when one of them is killed, and lose nothing that was answered', async () => {
    // Why no faster: the successor that starts beside it needs the processor too.
    const load = underLoad(40);
    await until(() => load.count() >= 100);
    const before = server.err().length;
    process.kill(workers().get(2) ?? 0, 'SIGKILL');
    await until(() => server.err().slice(before).includes('a worker serves'));
    await stopped(load);
    // The connections of the one that was killed.
    expect(failuresOf(load).filter((failure) => failure !== 'ECONNRESET')).toEqual([]);
    const afterwards = underLoad(5);
    await until(() => afterwards.count() >= 50);
    await stopped(afterwards);
    expect(failuresOf(afterwards)).toEqual([]);
    await expectAllLogged();
  });

  test('fail no request when the process that writes their log is killed, and another takes its place', async () => {
    const load = underLoad(20);
    for (let round = 0; round < 2; round += 1) {
      const [before, answered] = [server.err().length, load.count()];
      await until(() => load.count() >= answered + 40);
      process.kill(writer(), 'SIGKILL');
      await until(() => server.err().slice(before).includes('the audit log is written'));
      const since = load.count();
      await until(() => load.count() >= since + 40);
    }
    await stopped(load);
    expect(failuresOf(load)).toEqual([]);
    await expectAllLogged();
  });

  test('are replaced one by one on SIGHUP, and no request fails', async () => {
    const countedBefore = await counted();
    const load = underLoad(150);
    const before = [...workers().values()];
    const writing = writer();
    server.process.kill('SIGHUP');
    await until(() => server.err().includes('reloaded: every worker is new'));
    await until(() => writer() !== writing);
    const receipts = await stopped(load);
    expect(() => process.kill(writing, 0)).toThrow();
    expect(receipts.length).toBeGreaterThan(40);
    expect(failuresOf(load)).toEqual([]);
    for (const pid of before) expect(() => process.kill(pid, 0)).toThrow();
    await expectAllLogged();
    // What the replaced ones counted is not lost with them.
    const after = await counted();
    expect(after.answers - countedBefore.answers).toBe(receipts.length);
    expect(after.outcomes - countedBefore.outcomes).toBeGreaterThanOrEqual(receipts.length);
  });

  test('verify, all logs together, and leave nothing when they stop under load', async () => {
    const load = underLoad(5);
    await until(() => load.count() >= 100);
    server.process.kill('SIGTERM');
    setTimeout(() => server.process.kill('SIGTERM'), 20);
    // The last resort, after ten seconds, ends with 1.
    expect(await server.ended).toBe(0);
    await stopped(load);
    await expectAllLogged();
    const verify = runCommand(['audit', 'verify', '--json', '--data', directory.path], {
      DATABASE_URL: database.adminUrl,
    });
    expect(await verify.ended).toBe(0);
    const { logs } = JSON.parse(verify.out());
    const { rows } = await pool.query({ text: `select count(*)::int as entries from audit.entry` });
    expect(logs.reduce((sum: number, { size }: { size: number }) => sum + size, 0)).toBe(rows[0]?.entries);
    for (const pid of [writer(), ...workers().values()]) expect(() => process.kill(pid, 0)).toThrow();
  });
});
