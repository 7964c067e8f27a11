import { spawn } from 'node:child_process';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reindexNames } from '../../../ingest/publishing/reindexNames.js';
import type { RecordSource } from '../../../ingest/records/record.js';
import { namedTables } from '../../../ingest/rows/matched.js';
import { analyseName, matcherVersion, nameKeys } from '../../../matching/index.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { packageFile } from '../../../schema/files.js';
import { everyKind, ingestRecords } from '../exports/everyKind.js';
import { ownIngestDatabase } from '../support/samples.js';

const policy = loadPolicy();
const { database, databases } = await ownIngestDatabase();
const { persons } = databases;
const databaseOf = (table: string) => databases[table.split('.')[0] as RecordSource];

/** What the names of every record are found by, as stored. */
async function keysNow(): Promise<unknown> {
  const keys: unknown[] = [];
  for (const table of namedTables.keys())
    keys.push(await databaseOf(table).exec(`select id, match_keys, matcher_version from ${table} order by id`));
  return keys;
}

/** As the migration leaves a filled database, or as an older matcher does. */
async function forgetKeys(version: number | null): Promise<void> {
  for (const table of namedTables.keys())
    await databaseOf(table).exec(`update ${table} set match_keys = '{}', matcher_version = $1`, [version]);
}

let asIngested: unknown;
beforeAll(async () => {
  await ingestRecords(everyKind(policy), databases, policy);
  // Why so many: the process that is killed does them in batches.
  await persons.exec(`insert into persons.person (id, ref, originator, source, source_ref, content_hash, name, names)
    select 'person_' || n, 'ref_' || n, 'DE-POLICE', 'demo-persons', 'many-' || n, '', name,
      jsonb_build_array(jsonb_build_object('name', name, 'kind', 'NAME'))
    from (select n, 'Exemplar Number' || n as name from generate_series(1, 4000) n) many`);
  await reindexNames({ databases });
  asIngested = await keysNow();
});
beforeEach(() => forgetKeys(null));

describe('reindexNames', () => {
  it('gives records of every named kind the keys that ingest gives them', async () => {
    const told: (readonly [number, number])[] = [];
    const done = await reindexNames({ databases, onProgress: (...progress) => told.push(progress) });
    expect(await keysNow()).toEqual(asIngested);
    expect(done).toBeGreaterThan(4000);
    expect(told.at(0)).toEqual([0, done]);
    expect(told.at(-1)).toEqual([done, done]);
    expect(await reindexNames({ databases })).toBe(0);
    expect(JSON.stringify(asIngested)).toContain(`"matcher_version":${matcherVersion}`);
  });

  it('does again what another version of the matcher did', async () => {
    await forgetKeys(matcherVersion + 1);
    await reindexNames({ databases });
    expect(await keysNow()).toEqual(asIngested);
  });

  it('loses nothing by a kill amid it, and goes on where it was', async () => {
    for (let times = 0; times < 2; times += 1) {
      const child = spawn(process.execPath, [
        packageFile('test', 'ingest', 'publishing', 'reindexOnce.mjs'),
        database.ingestUrl,
      ]);
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (told: Buffer) => {
          if (Number(String(told).trim().split('\n').at(-1)) > 0) resolve();
        });
      });
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    const left = await reindexNames({ databases });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(4000);
    expect(await keysNow()).toEqual(asIngested);
  });

  it('passes over a record that is being written until it is', async () => {
    let done: Promise<number> | undefined;
    await persons.transaction(async (transaction) => {
      await transaction.exec(
        `update persons.person set names = '[{"name": "Changed Exemplar"}]' where id = 'person_1'`,
      );
      await new Promise<void>((resolve) => {
        done = reindexNames({ databases, onProgress: (some) => (some > 0 ? resolve() : undefined) });
      });
    });
    await done;
    const [row] = await persons.exec<{ match_keys: string[]; matcher_version: number }>(
      `select match_keys, matcher_version from persons.person where id = 'person_1'`,
    );
    expect(row?.match_keys).toEqual(nameKeys(analyseName('Changed Exemplar', 'person')));
    expect(row?.matcher_version).toBe(matcherVersion);
  });
});

describe('ingest', () => {
  it('changes what a record is found by with its names', async () => {
    const keysOf = async () => {
      const [row] = await persons.exec<{ match_keys: string[]; matcher_version: number }>(
        `select match_keys, matcher_version from persons.person where source_ref = 'renamed'`,
      );
      return row;
    };
    for (const name of ['Fictius Exemplarov', 'Quillon Specimen']) {
      const record = { kind: 'person', sourceRef: 'renamed', names: [{ name, kind: 'NAME' }] };
      const said = await ingestRecords([record as never], databases, policy);
      expect(said.quarantined).toBe(0);
      const match_keys = nameKeys(analyseName(name, 'person'));
      expect(await keysOf()).toEqual({ match_keys, matcher_version: matcherVersion });
    }
  });
});
