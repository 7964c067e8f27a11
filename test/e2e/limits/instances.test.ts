import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createMissingKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { createDemoDatabase, writeDemoKey } from '../../support/demo.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* Two instances over one database, one of them with two workers: what one officer tries is counted once, no matter which of them answers, is started again or is killed. */
const [one, two] = [temporaryDataDirectory('portcullis one '), temporaryDataDirectory('portcullis two ')];
const database = closedAfter(await createDemoDatabase());
let running: RunningCommand[] = [];

createMissingKeys(join(one.path, 'keys'));
writeDemoKey(join(one.path, 'keys'));
cpSync(join(one.path, 'keys'), join(two.path, 'keys'), { recursive: true });
closedAfter({ close: () => Promise.all(running.map((each) => each.close())) });

interface Served {
  readonly url: string;
  readonly token: string;
}

async function launch(folder: { readonly path: string }, ...command: string[]): Promise<[RunningCommand, Served]> {
  const environment = { DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: folder.path, ...patient };
  const started = runCommand([...command, '--port', '0', '--no-demo'], environment);
  running.push(started);
  const [, url = ''] = await started.until(/ready at (\S+)/);
  return [started, { url, token: await mintToken(folder.path, 'ES-TAX') }];
}

const day = (at: number): string => new Date(Date.UTC(1961, 0, 2 + at)).toISOString().slice(0, 10);

/** How many dates of a name an officer of ES-TAX is answered for, over connections of their own, which workers take in turn. */
async function tryDates({ url, token }: Served, name: string, from: number, count: number): Promise<number> {
  const states = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'query-purpose': 'FINANCIAL_INVESTIGATION',
          'case-reference': 'EST-2026-00001',
          'content-type': 'application/json',
          connection: 'close',
        },
        signal: AbortSignal.timeout(60_000),
        body: JSON.stringify({
          query: 'query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked) { hitState hit { id } } }',
          variables: { asked: [{ names: [name], birthDate: day(from + at) }] },
        }),
      }).catch(() => null);
      const { data } = response ? ((await response.json().catch(() => ({}))) as { data?: never }) : {};
      return (data as { matchPersons: { hitState: string }[] } | undefined)?.matchPersons[0]?.hitState;
    }),
  );
  return states.filter((state) => state === 'ASKED').length;
}

const kept = async () =>
  await withAdmin(database.adminUrl, async (admin) => (await admin.query('select day from limits.trial')).rows.length);

test('what is tried is counted over instances, workers, a restart and a kill', async () => {
  const [[, ofWorkers], [alone, ofAlone]] = await Promise.all([
    launch(one, 'serve', '--workers', '2'),
    launch(two, 'start', '--log-id', 'other'),
  ]);
  const shared = await Promise.all([
    tryDates(ofWorkers, 'Nemo Nusquamov', 0, 6),
    tryDates(ofAlone, 'Nemo Nusquamov', 100, 6),
  ]);
  expect(shared[0] + shared[1]).toBe(5);

  // Killed while it answers: what it answered is counted, at least.
  const before = await kept();
  let answered = 0;
  const flood = tryDates(ofAlone, 'Nihil Nusquamov', 0, 12).then((count) => {
    answered = count;
  });
  const until = Date.now() + 20_000;
  while ((await kept()) === before && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 5));
  alone.process.kill('SIGKILL');
  await Promise.all([flood, alone.ended]);
  running = running.filter((each) => each !== alone);
  expect(await kept()).toBeGreaterThan(before);
  const left = await tryDates(ofWorkers, 'Nihil Nusquamov', 100, 10);
  expect(answered + left).toBeLessThanOrEqual(5);
  expect(await tryDates(ofWorkers, 'Quartus Nusquamov', 0, 7)).toBe(5);

  const [, again] = await launch(two, 'start', '--log-id', 'other');
  expect(await tryDates(again, 'Nemo Nusquamov', 200, 5)).toBe(0);
  expect(await tryDates(again, 'Nullus Nusquamov', 200, 7)).toBe(5);
});
