import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageFile } from '../../schema/files.js';
import { createSeededRandom } from '../../storage/ref.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { openIngestDatabases, writeFile } from './support.js';

/**
 * Editions of an invented list: persons with aliases, ships, companies, and lines that nobody can read. Each edition
 * changes a seventh of the entries, drops a few and adds some, and leaves the rest alone.
 */
const entries = 1500;
function edition(number: number): { sdn: string; alt: string } {
  const ids = Array.from({ length: entries }, (_, index) => index + 1 + number * 20);
  const lines = ids.map((id) => {
    if (id % 97 === 0) return `${id},"broken`;
    const type = ['"individual"', '"vessel"', '-0- '][id % 3];
    const remarks = id % 3 === 0 ? `DOB ${1950 + (id % 50)}; Passport SPEC${id} (Iran).` : 'Linked To: EXEMPLAR.';
    const changed = id % 7 === number % 7 ? ` Edition ${number}.` : '';
    return `${id},"EXEMPLAROV ${id}, Fictitia",${type},"DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"${remarks}${changed}"`;
  });
  return { sdn: lines.join('\r\n'), alt: ids.map((id) => `${id},${id},"aka","FICTITIUS ${id}",-0- `).join('\r\n') };
}

/** Kills that the runs must survive. */
const kills = 200;

let whole: TestDatabase;
let killed: TestDatabase;

beforeAll(async () => {
  [whole, killed] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([whole?.close(), killed?.close()]);
});

const editions = new Map<number, string[]>();
function filesOf(number: number): string[] {
  const known = editions.get(number);
  if (known) return known;
  const { sdn, alt } = edition(number);
  const files = [writeFile('sdn.csv', sdn), writeFile('alt.csv', alt)];
  editions.set(number, files);
  return files;
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** Runs one edition in a process of its own; after so many milliseconds from its first sign of life it is ended. */
function run(
  database: TestDatabase,
  audit: string,
  number: number,
  end?: { after: number; how: () => Promise<boolean> },
) {
  const args = [packageFile('test', 'ingest', 'ingestOnce.mjs'), 'ofac-sdn', database.ingestUrl, audit];
  const child = spawn(process.execPath, [...args, ...filesOf(number)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  let timer: NodeJS.Timeout | undefined;
  if (end) {
    const kill = async (): Promise<void> => {
      if (!(await end.how())) child.kill('SIGKILL');
    };
    timer = setTimeout(() => void kill(), end.after);
  }
  child.stdout.resume();
  return new Promise<Ending>((resolve) => {
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stderr });
    });
  });
}

/** Everything that a run leaves, but for run ids and times. */
async function endState(database: TestDatabase): Promise<Record<string, unknown[]>> {
  const { persons, close } = openIngestDatabases(database);
  try {
    const state: Record<string, unknown[]> = {};
    for (const table of ['person', 'organization', 'vessel_record']) {
      state[table] = await persons.exec(`select to_jsonb(t) as row from persons.${table} t order by id`);
    }
    const place = "- '{run_id,recorded_at,ended_at,ended_by_run}'::text[]";
    for (const table of ['provenance', 'history']) {
      state[table] = await persons.exec(
        `select to_jsonb(t) ${place} as row from persons.${table} t order by record_table, record_id, version`,
      );
    }
    state.quarantine = await persons.exec(
      "select id, file, line, reason, encode(raw, 'hex') as raw, state from ingest.quarantine order by id",
    );
    state.staged = await persons.exec(
      'select seq from persons.staged union all select seq from persons.staged_position',
    );
    return state;
  } finally {
    await close();
  }
}

describe('runs that are killed at 200 random moments', () => {
  it('go on where they ended, and leave byte for byte what undisturbed runs leave', async () => {
    const random = createSeededRandom('kill');
    const chance = (): number => (random(4) as Uint8Array).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
    const audits = { whole: writeFile('audit.jsonl', ''), killed: writeFile('audit.jsonl', '') };
    writeFileSync(audits.killed, '');
    const admin = openIngestDatabases(killed);
    // The other side: PostgreSQL ends every connection of the run, as it does when it is stopped.
    const endBackends = async (): Promise<boolean> => {
      const rows = await admin.persons.exec(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
      );
      return rows.length > 0;
    };
    let number = 0;
    let done = 0;
    let finished = 0;
    while (done < kills) {
      const how = done % 5 === 4 ? endBackends : async () => false;
      const ending = await run(killed, audits.killed, number, { after: 120 + 600 * chance(), how });
      if (ending.signal === 'SIGKILL' || ending.code === 75) done += 1;
      else if (ending.code === 0) {
        number += 1;
        finished += 1;
      } else throw new Error(`a run failed: ${ending.stderr}`);
    }
    expect(await run(killed, audits.killed, number)).toMatchObject({ code: 0 });
    await admin.close();
    expect(finished).toBeGreaterThan(3);

    for (let edition = 0; edition <= number; edition += 1) {
      expect(await run(whole, audits.whole, edition)).toMatchObject({ code: 0 });
    }
    const [end, expected] = await Promise.all([endState(killed), endState(whole)]);
    for (const table of Object.keys(expected)) expect([table, end[table]]).toEqual([table, expected[table]]);
    expect(end.staged).toEqual([]);
    expect(end.history?.length).toBeGreaterThan(100);
    // Each edition was logged before it was shown, with the same counts; a kill right after the log may log it twice.
    const counts = (file: string) => [
      ...new Set(
        readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.stringify(JSON.parse(line).counts)),
      ),
    ];
    expect(counts(audits.killed)).toEqual(counts(audits.whole));
  }, 300_000);
});
