import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { Lifecycle } from '../../../cli/lifecycle.js';
import { keepReading, patiently, readingsOf } from '../../../cli/metrics/readings.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { listen } from '../../support/waiting/listen.js';

const database = await ownTestDatabase();
const log = database.ending(openLogPool(database.auditWriterUrl));
const ingest = database.ending(openLogPool(database.ingestUrl));

const here = { dataDirectory: '/nowhere/yet', keysDirectory: '/', headsDirectory: '/', isEmbedded: true };

/** Adds five runs of a feed: four hourly deliveries, the last three hours ago, and one that was rolled back since. */
async function deliver(): Promise<void> {
  const writer = openDatabase(database.ingestUrl, { source: 'ingest' });
  for (const [state, hours] of [
    ['DONE', 6],
    ['DONE', 5],
    ['DONE', 4],
    ['DONE', 3],
    ['ROLLED_BACK', 1],
  ] as const)
    await writer.exec(
      `insert into ingest.run (id, format, format_name, originator, files, state, started_at, finished_at)
       values ($1, 'ofac-sdn', 'ofac-sdn', 'NL-CUSTOMS', '{}', $2, $3, $3)`,
      [`run-${hours}`, state, new Date(Date.now() - hours * 3_600_000).toISOString()],
    );
  await writer.close();
}

test('tells the space of disks, the size of the log, and feeds by the age of their last good delivery', async () => {
  await deliver();
  const registry = new Registry();
  for (const read of readingsOf(registry, here, log, ingest).values()) await read();
  const text = await registry.metrics();
  const value = (series: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')[1],
    );
  for (const disk of ['data', 'keys', 'heads'])
    expect(value(`portcullis_disk_free_bytes{of="${disk}"}`)).toBeGreaterThan(0);
  expect(value('portcullis_log_bytes')).toBeGreaterThan(0);
  expect(value('portcullis_wal_archive_failing')).toBe(0);
  expect(value('portcullis_backup_age_seconds')).toBe(0);
  const feed = '{source="ofac-sdn",originator="NL-CUSTOMS"}';
  expect(value(`portcullis_feed_age_seconds${feed}`) / 3600).toBeCloseTo(3, 1);
  expect(value(`portcullis_feed_usual_gap_seconds${feed}`) / 3600).toBeCloseTo(1, 1);
});

test('keeps the age of a reading that failed', async () => {
  const registry = new Registry();
  const away = { query: () => Promise.reject(new Error('away')) };
  const readings = readingsOf(registry, here, away, undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await readings.get('disk')?.();
  await expect(readings.get('database')?.()).rejects.toThrow('away');
  const text = await registry.metrics();
  const age = (of: string): number => Number(new RegExp(`_age_seconds\\{of="${of}"\\} (\\S+)`).exec(text)?.[1]);
  expect(age('database')).toBeGreaterThanOrEqual(0.05);
  expect(age('disk')).toBeLessThan(age('database'));
});

test('gives up a statement that gets no answer, and its connection with it', async () => {
  await expect(patiently(log, 50).query({ text: 'select pg_sleep(60)' })).rejects.toThrow('timeout');
  expect(log.connections()).toMatchObject({ used: 0, waiting: 0 });
  expect((await patiently(log).query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
});

// Closing waited for it, and the process was ended before its gateway and its log were closed.
test('keeps nothing from being closed while a reading hangs', async () => {
  const silent = createServer();
  const port = await listen(silent);
  const lifecycle = new Lifecycle();
  const context = { ...here, databases: { auditWriterUrl: `postgres://x@127.0.0.1:${port}/x` } } as never;
  const asked = once(silent, 'connection');
  keepReading({ context, lifecycle }, new Registry(), { feeds: false });
  const [connection] = (await asked) as [Socket];
  let isHanging = true;
  connection
    .on('error', () => undefined)
    .on('close', () => {
      isHanging = false;
    });
  connection.resume();
  await lifecycle.close();
  expect(isHanging).toBe(true);
  connection.destroy();
  silent.close();
});
