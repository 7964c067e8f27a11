import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { RecordedPurge } from '../../../ingest/purging/purge.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { linesOf, startScript } from '../../support/waiting/child.js';
import { everyKind, ingestRecords, originator } from '../exports/everyKind.js';
import { ownIngestDatabase, writeFile } from '../support/samples.js';

const policy = loadPolicy();
const { database, databases } = await ownIngestDatabase();

const audit = writeFile('audit.jsonl', '');

const start = (...halt: string[]) => startScript('ingest/purging/purgeChild.ts', [database.ingestUrl, audit, ...halt]);

/** Starts a purge, which halts when it has said the word, and kills it there. */
async function killAt(word: string): Promise<void> {
  const child = start(word);
  for await (const line of linesOf(child)) {
    if (line !== word) continue;
    child.kill('SIGKILL');
    break;
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
}

/** Live persons, and rows of theirs that lack what they belong to. */
async function state(): Promise<{ persons: number; history: number; orphans: number }> {
  const [row] = await databases.persons.exec<{ persons: number; history: number; orphans: number }>(
    `select (select count(*)::int from persons.person) as persons,
       (select count(*)::int from persons.history where record_table = 'persons.person') as history,
       (select count(*)::int from (
          select record_id from persons.provenance where record_table = 'persons.person'
          union all select record_id from persons.history where record_table = 'persons.person') kept
        where not exists (select from persons.person r where r.id = kept.record_id)) as orphans`,
  );
  return row as { persons: number; history: number; orphans: number };
}

describe('a purge that is killed', () => {
  it('between log and deletion, and between batches, is completed by the next one', async () => {
    const person = { ...everyKind(policy).find(({ kind }) => kind === 'person'), relations: [], interests: [] };
    const many = (flag: string, expiresAt: string) =>
      Array.from({ length: 3000 }, (_, index) => ({
        ...person,
        sourceRef: `specimen-${index}`,
        qualityFlags: [flag],
        envelope: { originator, expiresAt: index % 10 === 0 ? '2999-01-01T00:00:00Z' : expiresAt },
      })) as unknown as SourceRecord[];
    await ingestRecords(many('FIRST', '2999-01-01T00:00:00Z'), databases, policy);
    await ingestRecords(many('SECOND', '2020-01-01T00:00:00Z'), databases, policy);
    const full = { persons: 3000, history: 3000, orphans: 0 };
    expect(await state()).toEqual(full);

    await killAt('LOGGED');
    expect(await state()).toEqual(full);

    await killAt('DELETED');
    const half = await state();
    expect(half.orphans).toBe(0);
    expect(half.persons).toBeLessThan(3000);

    const [code] = await once(start(), 'exit');
    expect(code).toBe(0);
    expect(await state()).toEqual({ persons: 300, history: 300, orphans: 0 });

    const logged = readFileSync(audit, 'utf8').trimEnd().split('\n');
    const counts = logged.map((line) => (JSON.parse(line) as RecordedPurge).records[0]?.count);
    // Every time it says what goes, before it goes.
    expect(counts).toEqual([2700, 2700, half.persons - 300]);
  });
});
