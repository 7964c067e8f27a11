import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import { findDiffering } from '../../../ingest/cube/differing.js';
import { createRandom } from '../../../ingest/demo/invented/random.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { packageFile } from '../../../schema/files.js';
import type { TestDatabase } from '../../support/postgres.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { tries } from '../../support/runner/tries.js';
import { openIngestDatabases, writeFile } from '../support/samples.js';

/**
 * Editions of an invented list: persons with aliases, ships, companies, and lines that nobody can read. Each edition
 * changes a seventh of the entries, drops a few and adds some, and leaves the rest alone.
 */
const entries = 240;
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

/** Each edition is brought in by one of two agencies, in turn: each has a copy of the list. */
const agencies = ['EU-SANCTIONS-DESK', 'EU-ANALYSIS'];

/** Kills that the runs must survive: 200 by `npm run fuzz -- kills`. */
const kills = tries(4, 200);

const [whole, killed] = [await ownTestDatabase(), await ownTestDatabase()];

const policyFile = writeFile('policy', serialize(loadPolicy()));

const editions = new Map<number, string[]>();
function filesOf(number: number): string[] {
  const known = editions.get(number);
  if (known) return known;
  const { sdn, alt } = edition(number);
  const files = [writeFile('sdn.csv', sdn), writeFile('alt.csv', alt)];
  editions.set(number, files);
  return files;
}

/** A process that ingests, and what it says. */
interface Ingester {
  /** Ready to begin. */
  readonly ready: Promise<void>;
  /** Begins a delivery; true when it is done, false when the process was killed before. */
  ingest(number: number): Promise<boolean>;
  kill(): void;
  end(): Promise<void>;
}

function startIngester(database: TestDatabase, audit: string): Ingester {
  const program = packageFile('test', 'ingest', 'run', 'ingestOnce.mjs');
  const child = spawn(process.execPath, [program, 'ofac-sdn', database.ingestUrl, audit, policyFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? code));
  });
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout });
  const said = (word: string): Promise<void> =>
    new Promise((resolve) => {
      lines.on('line', (line) => {
        if (line === word) resolve();
      });
    });
  const ready = said('READY');
  return {
    ready,
    ingest: async (number) => {
      await ready;
      const done = said('DONE').then(() => true);
      child.stdin.write(`${JSON.stringify({ originator: agencies[number % 2], files: filesOf(number) })}\n`);
      return await Promise.race([
        done,
        exit.then((how) => {
          if (how !== 'SIGKILL') throw new Error(`the run ended by itself: ${how}`);
          return false;
        }),
      ]);
    },
    kill: () => void child.kill('SIGKILL'),
    end: async () => {
      child.stdin.end();
      await exit;
    },
  };
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
    state.numbers = await persons.exec(
      'select record_table, facet, envelope_key, value, number from persons.cube_count where number <> 0 order by 1, 2, 3, 4',
    );
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

describe('runs that are killed at random moments', () => {
  it('go on where they ended, and leave byte for byte what undisturbed runs leave', async () => {
    const { next: chance } = createRandom('kill', 'moments');
    const audits = { whole: writeFile('audit.jsonl', ''), killed: writeFile('audit.jsonl', '') };
    const undisturbed = startIngester(whole, audits.whole);
    await undisturbed.ready;
    expect(await undisturbed.ingest(0)).toBe(true);
    const started = Date.now();
    expect(await undisturbed.ingest(1)).toBe(true);
    const usual = Date.now() - started;

    const admin = openIngestDatabases(killed);
    // The other side: PostgreSQL ends every connection of the run, as it does when it is stopped.
    const endConnections = async (): Promise<void> => {
      await admin.persons.exec(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
      );
    };
    let number = 0;
    let done = 0;
    let current = startIngester(killed, audits.killed);
    let next = startIngester(killed, audits.killed);
    while (done < kills) {
      await current.ready;
      let over = false;
      const running = current.ingest(number).then((finished) => {
        over = true;
        if (finished) number += 1;
        return finished;
      });
      while (!over && done < kills) {
        // Most within the usual time of a run, some beyond it: so that all of its steps are met, and it ends.
        await Promise.race([running, sleep(usual * chance() * (done % 4 === 3 ? 3 : 1))]);
        if (over) break;
        done += 1;
        if (done % 4 !== 0) {
          await endConnections();
          continue;
        }
        current.kill();
        break;
      }
      if (await running) continue;
      current = next;
      next = startIngester(killed, audits.killed);
    }
    // What was begun is ended, and one more edition follows undisturbed.
    const last = startIngester(killed, audits.killed);
    for (const end = number + 1; number <= end; number += 1) expect(await last.ingest(number)).toBe(true);
    await Promise.all([current.end(), next.end(), last.end()]);
    expect(await findDiffering({ persons: admin.persons })).toEqual([]);
    await admin.close();

    for (let edition = 2; edition < number; edition += 1) expect(await undisturbed.ingest(edition)).toBe(true);
    await undisturbed.end();
    const [end, expected] = await Promise.all([endState(killed), endState(whole)]);
    for (const table of Object.keys(expected)) expect([table, end[table]]).toEqual([table, expected[table]]);
    expect(end.staged).toEqual([]);
    expect(end.history?.length).toBeGreaterThan(10);
    // Each edition was logged before it was shown, with the same counts; a kill right after the log may log it twice, and
    // one right after the end begins a run that finds nothing new.
    const counts = (file: string) => [
      ...new Set(
        readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).counts)
          .filter(({ added, changed }) => added + changed > 0)
          .map((one) => JSON.stringify(one)),
      ),
    ];
    expect(counts(audits.killed)).toEqual(counts(audits.whole));
  }, 900_000);
});
