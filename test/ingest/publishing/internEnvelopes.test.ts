import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { internEnvelopes } from '../../../ingest/publishing/internEnvelopes.js';
import { recordSources, recordTables } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { recordSourceNames } from '../../../schema/sources.js';
import { everyKind, ingestRecords } from '../exports/everyKind.js';
import { ownIngestDatabase } from '../support/samples.js';

const policy = loadPolicy();
const { databases } = await ownIngestDatabase();
const kinds = Object.keys(recordTables) as (keyof typeof recordTables)[];

/** The key of every record, and the envelopes, as ingest made them. */
async function keysNow(): Promise<unknown> {
  const keys: unknown[] = [];
  for (const kind of kinds) {
    keys.push(
      await databases[recordSources[kind]].exec(`select id, envelope_key from ${recordTables[kind]} order by id`),
    );
  }
  for (const source of recordSourceNames)
    keys.push(await databases[source].exec(`select * from ${source}.envelope order by key`));
  return keys;
}

/** As the migration leaves a filled database. */
async function forgetKeys(): Promise<void> {
  for (const kind of kinds) {
    await databases[recordSources[kind]].exec(`update ${recordTables[kind]} set envelope_key = null`);
  }
  for (const source of recordSourceNames) await databases[source].exec(`delete from ${source}.envelope`);
}

let asIngested: unknown;
beforeAll(async () => {
  await ingestRecords(everyKind(policy), databases, policy);
  asIngested = await keysNow();
});
beforeEach(forgetKeys);

describe('internEnvelopes', () => {
  it('gives records of every kind the keys that ingest gives them', async () => {
    const told: (readonly [number, number])[] = [];
    const given = await internEnvelopes({ databases, onProgress: (done, all) => told.push([done, all]) });
    expect(await keysNow()).toEqual(asIngested);
    expect(given).toBeGreaterThan(100);
    expect(told.at(0)).toEqual([0, given]);
    expect(told.at(-1)).toEqual([given, given]);
    expect(await internEnvelopes({ databases })).toBe(0);
  });

  it('goes on where it was stopped', async () => {
    const stopping = new AbortController();
    const onProgress = (done: number): void => (done > 0 ? stopping.abort() : undefined);
    const given = await internEnvelopes({ databases, onProgress, signal: stopping.signal });
    const more = await internEnvelopes({ databases });
    expect(given).toBeGreaterThan(0);
    expect(more).toBeGreaterThan(0);
    expect(await keysNow()).toEqual(asIngested);
  });

  it('passes over a record that is being written, and gives it the key of what it says then', async () => {
    const { persons } = databases;
    let given: Promise<number> | undefined;
    await persons.transaction(async (transaction) => {
      await transaction.exec(
        `update persons.person set hit_to = '{kind:POLICE}' where id = (select min(id) from persons.person)`,
      );
      await new Promise<void>((resolve) => {
        given = internEnvelopes({ databases, onProgress: (done) => (done > 0 ? resolve() : undefined) });
      });
    });
    await given;
    const [keyless] = await persons.exec(
      'select count(*)::int as count from persons.person where envelope_key is null',
    );
    expect(keyless).toEqual({ count: 0 });
    const named =
      await persons.exec(`select e.hit_to from persons.envelope e join persons.person p on p.envelope_key = e.key
      where p.id = (select min(id) from persons.person)`);
    expect(named).toEqual([{ hit_to: ['kind:POLICE'] }]);
  });
});
