import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IngestDatabases } from '../../../ingest/databases.js';
import { type PurgeOptions, purge, type RecordedPurge } from '../../../ingest/purging/purge.js';
import { type RecordKind, recordSources, recordTables, type SourceRecord } from '../../../ingest/records/record.js';
import { withSourceLock } from '../../../ingest/run/sourceLock.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { recordSourceNames } from '../../../schema/sources.js';
import { everyKind, ingestRecords, originator, source } from '../exports/everyKind.js';
import { ownIngestDatabase } from '../support/samples.js';

const policy = loadPolicy();
const kinds = Object.keys(recordSources) as RecordKind[];
const past = '2020-01-01T00:00:00Z';
const future = '2999-01-01T00:00:00Z';
const { databases } = await ownIngestDatabase();

const recorded: RecordedPurge[] = [];
const run = (options: Partial<PurgeOptions> = {}) =>
  purge({
    databases,
    operator: 'test',
    record: async (one, work) => {
      recorded.push(one);
      return await work();
    },
    ...options,
  });

/** A record of a kind that asserts no links. */
function bareOf(wanted: RecordKind): SourceRecord {
  const record = everyKind(policy).find(({ kind }) => kind === wanted);
  return { ...record, relations: [], interests: [] } as unknown as SourceRecord;
}

const under = (records: readonly SourceRecord[], expiresAt: string | null, suffix: string): SourceRecord[] =>
  records.map((record) => ({
    ...record,
    sourceRef: `${record.sourceRef}${suffix}`,
    envelope: { ...record.envelope, originator, expiresAt },
  }));

/** Every table of the sources of records with its number of rows, but for those of runs. */
async function tableCounts(): Promise<Record<string, number>> {
  const tables = await databases.ingest.exec<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = any($1) and tablename <> 'cube' order by 1`,
    [recordSourceNames],
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await databases.ingest.exec<{ count: number }>(`select count(*)::int as count from ${name}`);
    if (row && row.count > 0) counts[name] = row.count;
  }
  return counts;
}

describe('purge', () => {
  it('takes away expired records of every kind with children, links, texts and versions, and nothing else', async () => {
    const records = everyKind(policy);
    // One of each kind at least goes; of most kinds others stay.
    const goes = new Set(kinds.map((one) => records.findIndex(({ kind }) => kind === one)));
    const isGoing = (_: SourceRecord, index: number) => index % 2 === 0 || goes.has(index);
    const staying = records.filter((record, index) => !isGoing(record, index));
    await ingestRecords(under(staying, future, ''), databases, policy);
    const before = await tableCounts();
    const going = under(records.filter(isGoing), past, '');
    await ingestRecords(going, databases, policy);
    // An earlier version of each, so that there is history.
    await ingestRecords(
      going.map((record) => ({ ...record, qualityFlags: ['CHANGED_SPECIMEN'] })),
      databases,
      policy,
    );
    const full = await tableCounts();
    expect(Object.keys(full)).toEqual(expect.arrayContaining(Object.keys(before)));
    expect(full['persons.history']).toBeGreaterThan(0);

    const check = await run({ check: true });
    expect(check).toMatchObject({ state: 'CHECKED', purge: null, deleted: { records: 0 } });
    expect(await tableCounts()).toEqual(full);
    expect(recorded).toEqual([]);
    for (const kind of kinds) {
      expect(check.due.records.map(({ table }) => table)).toContain(recordTables[kind]);
    }

    const result = await run();
    expect(result).toMatchObject({ state: 'DONE', busy: [] });
    expect(result.due).toEqual(check.due);
    const sum = (of: readonly { readonly count: number }[]) => of.reduce((total, { count }) => total + count, 0);
    expect(result.deleted).toEqual({
      records: sum(result.due.records),
      history: sum(result.due.history),
      quarantine: 0,
      staged: 0,
    });
    expect(await tableCounts()).toEqual(before);
    expect(recorded).toEqual([
      expect.objectContaining({
        purge: result.purge,
        operator: 'test',
        records: check.due.records,
        history: check.due.history,
      }),
    ]);
    expect(check.due.records[0]).toMatchObject({ source, originator });

    // Again there is nothing to do, and nothing to log.
    expect(await run()).toMatchObject({ state: 'NOTHING', purge: null });
    expect(recorded).toHaveLength(1);
  });

  it('takes nothing away where the audit log cannot be written, and is completed after being killed behind it', async () => {
    const person = bareOf('person');
    const many = Array.from({ length: 2500 }, (_, index) => ({ ...person, sourceRef: `batch-${index}` }));
    await ingestRecords(under(many, past, ''), databases, policy);
    const full = await tableCounts();
    const unlogged = async () => {
      throw Object.assign(new Error('no log'), { code: 'AUDIT_UNAVAILABLE' });
    };
    await expect(run({ record: unlogged })).rejects.toThrow('no log');
    expect(await tableCounts()).toEqual(full);

    // Killed between log and deletion: the log has it, the records are there.
    recorded.length = 0;
    const killed = async (one: RecordedPurge) => {
      recorded.push(one);
      throw new Error('killed');
    };
    await expect(run({ record: killed })).rejects.toThrow('killed');
    expect(await tableCounts()).toEqual(full);

    // Stopped after the first batch.
    const stopping = new AbortController();
    const stopped = await run({ signal: stopping.signal, onProgress: () => stopping.abort() });
    expect(stopped).toMatchObject({ state: 'STOPPED', deleted: { records: 1000 } });
    expect(await run()).toMatchObject({ state: 'DONE', deleted: { records: 1500 } });
    expect(recorded.map(({ records }) => records.find(({ table }) => table === 'persons.person')?.count)).toEqual([
      2500, 2500, 1500,
    ]);
  });

  it('takes away earlier versions that have expired, and those whose successor has', async () => {
    const person = bareOf('person');
    const version = (key: string, flag: string, expiresAt: string | null): SourceRecord => ({
      ...person,
      sourceRef: key,
      qualityFlags: [flag],
      envelope: { originator, expiresAt },
    });
    const histories: Record<string, readonly (string | null)[]> = {
      // The last one is live; what each leaves of its history is beside it.
      'versions-a': [null, past, future],
      'versions-b': [past, null, future],
      'versions-c': [null, future, null],
      'versions-d': [null, future, past],
    };
    for (let step = 0; step < 3; step += 1) {
      const records = Object.entries(histories).map(([key, expiries]) =>
        version(key, `STEP_${step}`, expiries[step] ?? null),
      );
      await ingestRecords(records, databases, policy);
    }
    const versions = () =>
      databases.persons.exec<{ source_ref: string; versions: number[] }>(
        `select source_ref, array_agg(version order by version) as versions from persons.history
         where source_ref like 'versions-_' group by 1 order by 1`,
      );
    expect((await versions()).map((row) => row.versions)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    const result = await run();
    expect(result.deleted).toMatchObject({ records: 1, history: 5 });
    expect(await versions()).toEqual([
      { source_ref: 'versions-b', versions: [2] },
      { source_ref: 'versions-c', versions: [1, 2] },
    ]);
    const live = await databases.persons.exec<{ source_ref: string }>(
      `select source_ref from persons.person where source_ref like 'versions-_' order by 1`,
    );
    expect(live.map((row) => row.source_ref)).toEqual(['versions-a', 'versions-b', 'versions-c']);
  });

  it('leaves a source that is being ingested for the next time, or waits for it', async () => {
    const person = bareOf('person');
    await ingestRecords(under([person], past, '/busy'), databases, policy);
    await withSourceLock({ database: databases.persons, source, wait: true }, async () => {
      expect(await run({ wait: false })).toMatchObject({ state: 'DONE', busy: [source], deleted: { records: 0 } });
    });
    const waited: string[] = [];
    const lock = withSourceLock({ database: databases.persons, source, wait: true }, async () => {
      while (waited.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    const result = await run({ onWait: (one) => waited.push(one) });
    await lock;
    expect(waited).toEqual([source]);
    expect(result.deleted.records).toBeGreaterThan(0);
    expect(result.busy).toEqual([]);
  });

  it('is done by one process at a time', async () => {
    const person = bareOf('person');
    await ingestRecords(under([person], past, '/once'), databases, policy);
    let other: unknown;
    await run({
      record: async (_, work) => {
        other = await run().catch((error: unknown) => error);
        return await work();
      },
    });
    expect(other).toMatchObject({ code: 'BAD_USER_INPUT', message: 'Another purge is on its way.' });
  });

  it('keeps quarantine for ever, or for the days that are asked for', async () => {
    const row = (id: string, days: number) =>
      databases.ingest.exec(
        `insert into ingest.quarantine (id, run_id, originator, format, file, line, reason, raw, first_seen_at, last_seen_at)
         values ($1, 'run_x', $2, $3, 'specimen.csv', 1, 'date.impossible', '', now() - interval '1000 days',
           now() - make_interval(days => $4::int))`,
        [id, originator, source, days],
      );
    await row('old', 31);
    await row('new', 29);
    expect(await run()).toMatchObject({ state: 'NOTHING' });
    recorded.length = 0;
    expect(await run({ quarantineDays: 30 })).toMatchObject({ state: 'DONE', deleted: { quarantine: 1 } });
    expect(recorded).toMatchObject([{ quarantineDays: 30, quarantine: [{ source, originator, count: 1 }] }]);
    expect(await databases.ingest.exec('select id from ingest.quarantine')).toEqual([{ id: 'new' }]);
  });

  it('takes away what finished runs have left staged, and nothing of those that may go on', async () => {
    const runs = { run_done: 'DONE', run_rolled: 'ROLLED_BACK', run_reading: 'READING', run_staged: 'STAGED' };
    for (const [id, state] of Object.entries(runs)) {
      await databases.ingest.exec(
        `insert into ingest.run (id, format, originator, files, started_at, state) values ($1, $2, $3, '{}', now(), $4)`,
        [id, source, originator, state],
      );
      await databases.cargo.exec(
        `insert into cargo.staged (run_id, seq, part, record_table, source_ref, action)
         select $1, n, 0, 'cargo.consignment', n::text, 'NEW' from generate_series(1, 1500) n`,
        [id],
      );
      await databases.cargo.exec('insert into cargo.staged_position (run_id, seq) values ($1, 1500)', [id]);
    }
    const result = await run();
    expect(result.due.staged).toEqual([
      { run: 'run_done', keptIn: 'cargo', count: 1500 },
      { run: 'run_rolled', keptIn: 'cargo', count: 1500 },
    ]);
    expect(result.deleted.staged).toBe(3000);
    const left = await databases.cargo.exec(
      'select run_id, count(*)::int as count from cargo.staged group by 1 order by 1',
    );
    expect(left).toEqual([
      { run_id: 'run_reading', count: 1500 },
      { run_id: 'run_staged', count: 1500 },
    ]);
    expect(await run()).toMatchObject({ state: 'NOTHING' });
    await databases.cargo.exec('delete from cargo.staged');
    await databases.cargo.exec('delete from cargo.staged_position');
  });

  it('never touches what has not expired, whatever the mixture', async () => {
    // Why no operation: its key is one of policy's.
    const pool = everyKind(policy).filter(({ kind }) => kind !== 'jointOperation');
    const keyOf = (index: number) => `${pool[index]?.kind === 'code' ? 'hs/' : ''}mixed-${index}`;
    const instants = fc.constantFrom(null, past, '2026-06-01T12:00:00.000Z', '2026-06-01T12:00:00.001Z', future);
    const asOf = '2026-06-01T12:00:00.000Z';
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(pool.length - 1), instants, instants), { minLength: 1, maxLength: 12 }),
        async (picks) => {
          await clear(databases);
          const chosen = new Map(picks.map(([index, first, second]) => [index, [first, second] as const]));
          for (const step of [0, 1] as const) {
            const records = [...chosen].map(([index, expiries]) => ({
              ...(pool[index] as SourceRecord),
              sourceRef: keyOf(index),
              qualityFlags: [`STEP_${step}`],
              envelope: { ...(pool[index] as SourceRecord).envelope, originator, expiresAt: expiries[step] },
            }));
            await ingestRecords(records, databases, policy);
          }
          await run({ asOf });
          const [live, history] = await keysLeft(databases);
          const isExpired = (instant: string | null) => instant !== null && Date.parse(instant) <= Date.parse(asOf);
          const expectedLive = [...chosen].filter(([, [, second]]) => !isExpired(second));
          const expectedHistory = [...chosen].filter(([, [first, second]]) => !isExpired(second) && !isExpired(first));
          expect(live).toEqual(expectedLive.map(([index]) => keyOf(index)).sort());
          // Where both steps say the same there is no earlier version.
          expect(history).toEqual(expectedHistory.map(([index]) => keyOf(index)).sort());
        },
      ),
      { numRuns: 8 },
    );
  });
});

/** Keys of records that are live, and of those with history; links are not looked at. */
async function keysLeft(from: IngestDatabases): Promise<[string[], string[]]> {
  const live: string[] = [];
  const history: string[] = [];
  for (const kind of kinds) {
    const keptIn = recordSources[kind];
    const table = recordTables[kind];
    live.push(
      ...(await keys(from, keptIn, `select source_ref from ${table} where source_ref ~ '^(hs/)?mixed-[0-9]+$'`)),
    );
    history.push(
      ...(await keys(
        from,
        keptIn,
        `select distinct source_ref from ${keptIn}.history where record_table = '${table}' and source_ref ~ '^(hs/)?mixed-[0-9]+$'`,
      )),
    );
  }
  return [live.sort(), history.sort()];
}

async function keys(from: IngestDatabases, keptIn: keyof IngestDatabases, text: string): Promise<string[]> {
  return (await from[keptIn].exec<{ source_ref: string }>(text)).map((row) => row.source_ref);
}

async function clear(from: IngestDatabases): Promise<void> {
  for (const kind of kinds) {
    const keptIn = recordSources[kind];
    for (const table of [recordTables[kind], `${keptIn}.provenance`, `${keptIn}.history`])
      await from[keptIn].exec(`delete from ${table}`);
  }
}
