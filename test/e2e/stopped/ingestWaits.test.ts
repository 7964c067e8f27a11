import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { superuser } from '../../../storage/embedded/cluster.js';
import { dataLayout } from '../../../storage/embedded/layout.js';
import { readPasswords } from '../../../storage/embedded/passwords.js';
import { readPostmasterFile } from '../../../storage/embedded/postmaster.js';
import { embeddedDatabase } from '../../../storage/embedded/start.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { until } from '../../support/waiting/until.js';

/*
 * PostgreSQL dies under an ingest, as it does where memory is short. An ingest once ended with "The database cannot be written
 * any more" while a server started PostgreSQL again.
 */
const directory = temporaryDataDirectory();
const list = join(directory.path, '..', 'sdn.csv');
const records = 5_000;

beforeAll(async () => {
  const lines = Array.from(
    { length: records },
    (_, i) => `${i + 1},"EXEMPLAROV ${i}","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1970."`,
  );
  writeFileSync(list, `${lines.join('\n')}\n`);
});

const ingest = (...more: string[]): RunningCommand =>
  runCommand([
    'ingest',
    'ofac-sdn',
    list,
    '--originator',
    'EU-SANCTIONS-DESK',
    '--data',
    directory.path,
    '--json',
    ...more,
  ]);

/** Kills PostgreSQL once the run of the list is in this state. */
async function killPostmasterOnce(state: 'READING' | 'PUBLISHING'): Promise<void> {
  const layout = dataLayout(directory.path);
  let pid = 0;
  // Why no start of our own: it would bring PostgreSQL up again in place of the command.
  const isSeen = async (): Promise<boolean> => {
    const running = readPostmasterFile(layout.cluster);
    pid = running?.pid ?? 0;
    const password = readPasswords(layout.passwords)[superuser] ?? '';
    const admin = new pg.Client({ host: running?.socket ?? '', user: superuser, password, database: embeddedDatabase });
    admin.on('error', () => undefined);
    await admin.connect();
    const seen = 'select 1 from ingest.run where state = $1 and finished_at is null';
    return await admin
      .query(seen, [state])
      .then(({ rows }) => rows.length > 0)
      .finally(() => admin.end());
  };
  // A new database, or its tables, may not be there yet.
  await until(() => isSeen().catch(() => false), `no run that is ${state}`, 5);
  process.kill(pid, 'SIGKILL');
}

test('an ingest whose PostgreSQL dies ends where it may not wait, and goes on by itself where it may', async () => {
  const hasty = ingest('--no-wait');
  await killPostmasterOnce('READING');
  expect(await hasty.ended).toBe(1);
  expect(hasty.out()).toContain('Run the same command again');

  const patient = ingest();
  await killPostmasterOnce('PUBLISHING');
  expect(await patient.ended).toBe(0);
  expect(patient.err()).toContain('waiting for the database, at most 10m (--wait)');
  expect(JSON.parse(patient.out())).toMatchObject({ state: 'DONE', resumed: true, read: records, added: records });
});
