import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * A worker is killed while a connection is on its way to it: it is stopped first, so that it takes none, and then killed.
 * Node's primary kept such connections open for ever, and their clients waited for ever.
 */
const directory = temporaryDataDirectory();

interface Served {
  readonly command: RunningCommand;
  readonly url: string;
}

async function serve(workers: number): Promise<Served> {
  const args = ['--workers', String(workers), '--port', '0', '--no-demo', '--data', directory.path];
  const command = closedAfter(runCommand(['serve', ...args]));
  const [, url = ''] = await command.until(/ready at (http\S+)/);
  return { command, url: new URL('/livez', url).href };
}

/** Process id of the newest worker of a place. */
function pidOf({ command }: Served, slot: number): number {
  const lines = command
    .err()
    .split('\n')
    .filter((line) => line.includes('a worker serves'));
  const found = lines.map((line) => JSON.parse(line) as { worker: number; pid: number });
  return found.findLast(({ worker }) => worker === slot)?.pid ?? 0;
}

/** Asks on a connection of its own: the status, or the error's code. */
function ask(url: string): Promise<number | string> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, headers: { connection: 'close' } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

/** Stops a worker, asks until one connection waits for it, kills it, and gives what came of that connection. */
async function killWhileHanding(served: Served, slot: number, others: number): Promise<number | string> {
  const pid = pidOf(served, slot);
  process.kill(pid, 'SIGSTOP');
  const answers: (number | string)[] = [];
  const asked = Array.from({ length: others + 1 }, async () => {
    const answer = await ask(served.url);
    answers.push(answer);
    return answer;
  });
  for (let tries = 0; tries < 1000 && answers.length < others; tries += 1) await sleep(20);
  // Long enough for the last one to have been accepted too, and handed to the one that is stopped.
  await sleep(1000);
  expect(answers).toEqual(Array.from({ length: others }, () => 200));
  process.kill(pid, 'SIGKILL');
  const late = sleep(20_000, 'still waiting' as const, { ref: false });
  await Promise.race([Promise.all(asked), late]);
  return answers.at(others) ?? (await late);
}

test.each([
  ['a worker that is killed is answered by another worker', 2, 5, 200],
  ['the only worker is closed when that is killed', 1, 0, 'ECONNRESET'],
])('a connection that is on its way to %s', async (_, workers, others, answer) => {
  const served = await serve(workers);
  expect(await killWhileHanding(served, workers, others)).toBe(answer);
  // The next one is on the same data directory.
  await served.command.close();
});
