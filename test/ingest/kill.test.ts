import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageFile } from '../../schema/files.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { openIngestDatabases, writeFile } from './support.js';

/** An invented delivery: persons with aliases and addresses, ships, companies, and lines that nobody can read. */
const entries = 4000;
const delivery = (() => {
  const lines = Array.from({ length: entries }, (_, index) => {
    const number = index + 1;
    if (number % 97 === 0) return `${number},"broken`;
    const type = ['"individual"', '"vessel"', '-0- '][number % 3];
    const remarks =
      number % 3 === 0 ? `DOB ${1950 + (number % 50)}; Passport SPEC${number} (Iran).` : 'Linked To: EXEMPLAR.';
    return `${number},"EXEMPLAROV ${number}, Fictitia",${type},"DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"${remarks}"`;
  });
  const alt = Array.from({ length: entries }, (_, index) => `${index + 1},${index},"aka","FICTITIUS ${index}",-0- `);
  return { sdn: lines.join('\r\n'), alt: alt.join('\r\n') };
})();

let whole: TestDatabase;
let killed: TestDatabase;
let files: string[];

beforeAll(async () => {
  [whole, killed] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  files = [writeFile('sdn.csv', delivery.sdn), writeFile('alt.csv', delivery.alt)];
});
afterAll(async () => {
  await Promise.all([whole?.close(), killed?.close()]);
});

/** Runs the delivery in a process of its own; kills it with SIGKILL once that many records are read. */
function run(database: TestDatabase, killAt?: number): Promise<NodeJS.Signals | number | null> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      packageFile('test', 'support', 'typescript.js'),
      packageFile('test', 'ingest', 'ingestOnce.ts'),
      'ofac-sdn',
      database.ingestUrl,
      ...files,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  child.stdout.on('data', (chunk: Buffer) => {
    const read = Number(chunk.toString().trim().split('\n').at(-1));
    if (killAt !== undefined && read >= killAt) child.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? code));
  });
}

/** Everything that a run leaves but what is random or a time. */
async function endState(database: TestDatabase): Promise<unknown> {
  const { persons, close } = openIngestDatabases(database);
  try {
    const tables = ['person', 'organization', 'vessel_record'].map(
      (table) => `select '${table}' as at, ref, content_hash, name_keys::text as text from persons.${table}`,
    );
    return await persons.exec(
      `${tables.join(' union all ')} union all select 'quarantine', id, reason, encode(raw, 'escape') from ingest.quarantine order by 1, 2`,
    );
  } finally {
    await close();
  }
}

describe('a run that is killed with SIGKILL', () => {
  it('leaves whole batches, and the same delivery again leads to the same end', async () => {
    expect(await run(whole)).toBe(0);
    for (const killAt of [500, 1500, 3000]) expect(await run(killed, killAt)).toBe('SIGKILL');
    const partial = (await endState(killed)) as unknown[];
    expect(partial.length).toBeGreaterThan(0);
    expect(partial.length).toBeLessThan(entries);
    expect(await run(killed)).toBe(0);
    const end = (await endState(killed)) as unknown[];
    // Each broken entry is in quarantine, and so is its alias, which belongs to nobody.
    expect(end.length).toBe(entries + Math.floor(entries / 97));
    expect(end).toEqual(await endState(whole));
  }, 90_000);
});
