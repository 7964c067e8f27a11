import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { openIngestDatabases } from '../ingest/support/samples.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../support/command.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';

/* The watcher as a process of its own: killed in the middle of a delivery, started again, ended in order. */
const directory = temporaryDataDirectory();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-watched-'));
const rows = 12_000;
const delivery = [
  'date,longitude,latitude,vessel_name',
  ...Array.from({ length: rows }, (_, index) => `2001-01-01,1,${index % 90},Exemplar ${index}`),
].join('\n');
const database = await ownTestDatabase();
const databases = database.ending(openIngestDatabases(database));

function run(command: string, ...args: string[]): RunningCommand {
  const environment = { DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: directory.path };
  return runCommand([command, ...args], environment);
}

const watch = (...args: string[]): RunningCommand =>
  run('ingest', '--watch', folder, '--originator', 'EU-ANALYSIS', '--interval', '100', '--json', ...args);

const filesOf = (where: string): string[] => readdirSync(join(folder, where)).sort();

/** Waits until the run of the delivery is in this state, with something of it read. */
async function untilState(state: string): Promise<void> {
  for (let found = ''; found !== state; await sleep(3)) {
    const [begun] = await databases.ingest.exec<{ state: string; position: string }>(
      'select state, position::text from ingest.run order by started_at desc limit 1',
    );
    if (begun?.state === 'DONE') throw new Error('the run is done already');
    if (begun && begun.position !== '0') found = begun.state;
  }
}

describe('portcullis ingest --watch, killed in the middle of a delivery', () => {
  test('takes the delivery up again at the next start, and goes on with the run where it ended', async () => {
    let watcher = database.ending(watch());
    await watcher.until(/WATCHING/);
    writeFileSync(join(folder, 'attacks.csv.part'), delivery);
    renameSync(join(folder, 'attacks.csv.part'), join(folder, 'attacks.csv'));
    await untilState('READING');
    watcher.process.kill('SIGKILL');
    await watcher.ended;
    expect(filesOf('done')).toEqual([]);
    expect(filesOf('failed')).toEqual([]);

    watcher = database.ending(watch());
    await watcher.until(/PUT_AWAY/);
    const [name = ''] = filesOf('done');
    expect(name).toMatch(/^\d{8}T\d{9}Z-attacks\.csv$/);
    expect(readFileSync(join(folder, 'done', name), 'utf8')).toBe(delivery);
    const report = JSON.parse(readFileSync(join(folder, 'done', `${name}.report.json`), 'utf8'));
    expect(report).toMatchObject({ state: 'DONE', resumed: true, read: rows, stored: rows, quarantined: 0 });
    const runs = await databases.ingest.exec('select id, state from ingest.run');
    expect(runs).toEqual([{ id: report.run, state: 'DONE' }]);
    expect(await databases.incidents.exec('select count(*)::int as count from incidents.incident')).toEqual([
      { count: rows },
    ]);

    // A second one is refused in one line; the first goes on, and ends in order.
    const second = watch();
    expect(await second.ended).toBe(1);
    expect(second.err()).toMatch(/^portcullis: Another watcher \(process \d+\) holds .+\n$/);
    expect(await watcher.close()).toBe(0);
    expect(watcher.out()).toMatch(/"STOPPED","atHand":null/);
  });

  test('ends with exit code 1 after --once where a delivery failed, and 0 where none did', async () => {
    writeFileSync(join(folder, 'noise.txt'), 'nothing that any format knows');
    expect(await watch('--once').ended).toBe(1);
    expect(filesOf('failed').map((name) => name.replace(/^\w+-/, ''))).toEqual([
      'noise.txt',
      'noise.txt.report.json',
      'noise.txt.report.txt',
    ]);
    mkdirSync(join(folder, 'nothing in it'));
    expect(await watch('--once').ended).toBe(0);
  });

  test('leaves what sources tells, of all and of one record: its key began with a dash and was read as an option', async () => {
    const sources = run('sources');
    expect(await sources.ended).toBe(0);
    expect(sources.out()).toMatch(
      new RegExp(
        `^pirate-attacks of EU-ANALYSIS: ${rows} records, 0 in quarantine\n` +
          ' {2}from attacks\\.csv \\(pirate-attacks 2021\\), .+ old: .+Z\n {2}last run run_\\w+: done; started .+Z\n$',
      ),
    );
    const [record] = await databases.incidents.exec<{ key: string }>(
      `select source_ref as key from incidents.incident where source_ref like '-%' order by id limit 1`,
    );
    const history = run('sources', 'pirate-attacks', record?.key ?? '');
    expect([await history.ended, history.err()]).toEqual([0, '']);
    expect(history.out()).toMatch(
      /^incidents\.incident incident_\w+ version 1: live\n {2}recorded .+ from attacks\.csv:\d+ /,
    );
  });
});
