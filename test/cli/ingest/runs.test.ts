import { beforeEach, describe, expect, it } from '@jest/globals';
import { runDropRun, runRuns } from '../../../cli/ingest/runs.js';
import { formats } from '../../../ingest/formats/index.js';
import type { RecordedRun } from '../../../ingest/run/recordedRun.js';
import { withSourceLock } from '../../../ingest/run/sourceLock.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { PortcullisError } from '../../../schema/errors.js';
import { ingest } from '../../ingest/support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../../ingest/support/samples.js';
import { recordBy } from '../../support/acts.js';

// All entries are invented.
const policy = loadPolicy();
const { databases } = await ownIngestDatabase();
beforeEach(async () => {
  await databases.ingest.exec('delete from ingest.run');
  for (const table of ['staged', 'staged_position']) await databases.persons.exec(`delete from persons.${table}`);
});

const entry = (id: number): string =>
  `${id},"EXEMPLAROV, Number ${id}","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1970."`;
const list = (...ids: number[]) => [...ids.map(entry), '99,"broken'].join('\r\n');

const load = (text: string, more: object = {}) =>
  ingest({
    ...{ format: formats.get('ofac-sdn') as never, files: [writeFile('sdn.csv', text)], databases, linkKey, policy },
    envelope: { originator: 'EU-SANCTIONS-DESK' },
    batchRows: 2,
    ...testRun(),
    ...more,
  });

/** A run that ends with its process: after its first batches, or while the audit log is asked. */
const stopped = async (text: string, when: 'READING' | 'LOGGING') => {
  const stop = new PortcullisError('AUDIT_UNAVAILABLE');
  const fail = () => {
    throw stop;
  };
  const how = when === 'READING' ? { onProgress: fail } : { record: recordBy(fail) };
  await expect(load(text, how)).rejects.toBe(stop);
};

async function told(filter: object = {}, json = false): Promise<string[]> {
  const lines: string[] = [];
  await runRuns({ databases, filter, json, out: (line) => lines.push(line) });
  return lines;
}
const runs = async (filter: object = {}) => JSON.parse((await told(filter, true))[0] ?? '');

async function drop(id: string) {
  const lines: string[] = [];
  const recorded: RecordedRun[] = [];
  const record = recordBy((run) => void recorded.push(run));
  await runDropRun({ databases, record, id, operator: 'night shift', json: false, out: (line) => lines.push(line) });
  return { lines, recorded };
}

const staged = async () => {
  const [row] = await databases.persons.exec<{ count: number }>(
    'select (select count(*) from persons.staged)::int + (select count(*) from persons.staged_position)::int as count',
  );
  return row?.count;
};

const quarantined = async (run: string) =>
  (await databases.ingest.exec('select from ingest.quarantine where run_id = $1', [run])).length;

describe('portcullis sources --runs', () => {
  it('lists runs with how far they are, and those that were stopped with what they keep staged', async () => {
    expect(await told()).toEqual(['There was no run.']);
    const { run } = await load(list(1, 2));
    await stopped(list(1, 2, 3, 4), 'READING');
    expect(await runs({ open: true })).toMatchObject([
      {
        ...{
          state: 'READING',
          source: 'ofac-sdn',
          format: 'ofac-sdn',
          originator: 'EU-SANCTIONS-DESK',
          operator: 'test',
        },
        files: [{ name: 'sdn.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number) }],
        ...{ position: 2, staged: 2, sourceBusy: false, recorded: false, finishedAt: null },
      },
    ]);
    expect((await runs()).map(({ state }: { state: string }) => state)).toEqual(['READING', 'DONE']);
    expect(await told({ id: run ?? '' })).toEqual([
      `${run}  done`,
      '  ofac-sdn of EU-SANCTIONS-DESK, ofac-sdn legacy: sdn.csv',
      expect.stringMatching(/^ {2}started \S+Z by test, ended \S+Z$/),
      '  read 3: new 2, changed 0, unchanged 0, withdrawn 0, quarantined 1',
    ]);
    const [first] = await told({ open: true });
    expect(first).toMatch(
      /stopped while reading: ingest the same delivery again to resume it; or portcullis sources --drop-run$/,
    );
    await withSourceLock({ database: databases.ingest, source: 'ofac-sdn', wait: false }, async () => {
      expect((await told({ open: true }))[0]).toMatch(/reading, or stopped: a run of this source is in progress$/);
    });
  });
});

describe('portcullis sources --drop-run', () => {
  it.each(['READING', 'LOGGING'] as const)(
    'lets go of what a run stopped while %s keeps for ever otherwise; quarantine and log have it',
    async (when) => {
      await stopped(list(11, 12, 13), when);
      expect(await staged()).toBeGreaterThan(0);
      const [{ run, staged: rows }] = await runs({ open: true });
      // Why counted: how far a run has read ahead of its first batch is a matter of time.
      const kept = await quarantined(run);
      const { lines, recorded } = await drop(run.slice(0, 12));
      expect(lines).toEqual([expect.stringContaining(`Dropped ${run} of ofac-sdn: ${rows} staged rows are gone`)]);
      expect(recorded).toMatchObject([
        { run, outcome: 'ROLLED_BACK', operator: 'night shift', source: 'ofac-sdn', counts: { added: 0 } },
      ]);
      expect(await staged()).toBe(0);
      expect(await told({ open: true })).toEqual(['Every run has ended.']);
      expect(await runs()).toMatchObject([{ run, state: 'ROLLED_BACK' }]);
      expect(await quarantined(run)).toBe(kept);
      if (when === 'LOGGING') expect(kept).toBe(1);
      // The delivery is a new run then, and loses nothing.
      expect(await load(list(11, 12, 13))).toMatchObject({ read: 4, quarantined: 1, resumed: false });
    },
  );

  it('refuses a run on its way, one that has ended, one that is in the audit log, and none', async () => {
    const refused = (id: string, message: RegExp) =>
      expect(drop(id)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) });
    const { run } = await load(list(21));
    await refused(run ?? '', /has ended \(DONE\)/);
    await refused('run_nobody', /no such run/);
    await stopped(list(22, 23, 24), 'READING');
    await refused('run_', /Several runs/);
    const [{ run: open }] = await runs({ open: true });
    await withSourceLock({ database: databases.ingest, source: 'ofac-sdn', wait: false }, () =>
      refused(open, /is on its way/),
    );
    await databases.ingest.exec('update ingest.run set recorded_at = now() where id = $1', [open]);
    await refused(open, /is in the audit log/);
    expect(await staged()).toBeGreaterThan(0);
  });
});
