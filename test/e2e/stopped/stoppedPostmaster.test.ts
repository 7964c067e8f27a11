import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningCommand, runCommand, runCurlLine, temporaryDataDirectory } from '../../support/command.js';
import { longTest } from '../../support/runner/longTest.js';
import { freePort } from '../../support/waiting/listen.js';
import { until } from '../../support/waiting/until.js';
import { stopPostmaster, untilOpen, workersOf } from './stopped.js';

/*
 * PostgreSQL takes no connection for a while, as on a machine that swaps or a disk that hangs: its postmaster is stopped.
 * What serves waits for it: a server once ended itself where that was so just after it listened.
 */
const directory = temporaryDataDirectory();
const isReady = async (port: number) => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
let server: RunningCommand | undefined;

beforeAll(async () => {
  const first = runCommand(['start', '--data', directory.path, '--port', '0', '--no-demo']);
  await first.until(/More: /);
  // Leaves a log open-ended, which the next start has to close.
  first.process.kill('SIGKILL');
  await first.ended;
});

afterEach(async () => {
  expect(await server?.close()).toBe(0);
});

test('a start whose PostgreSQL takes no connection when its port opens is ready at once, and has all later', async () => {
  const port = await freePort();
  server = runCommand(['start', '--data', directory.path, '--port', String(port), '--no-demo']);
  const stopping = untilOpen(port).then(() => stopPostmaster(directory.path, 6000));
  const begun = performance.now();
  await server.until(/ready at http/);
  let isOver = false;
  void stopping.then(() => {
    isOver = true;
  });
  await Promise.resolve();
  expect({ isOver, after: Math.round(performance.now() - begun) }).toMatchObject({ isOver: false });
  await stopping;
  await server.until(/More: /);
  expect(server.out()).not.toContain('No example tokens');
  const [line = ''] = server.out().match(/^curl .*$/m) ?? [];
  await until(() => isReady(port), 'not ready');
  expect((await runCurlLine(line)).status).toBe(200);
});

describe('serve --workers', () => {
  const serve = async (port: number, ...more: string[]) => {
    const where = ['--data', directory.path, '--port', String(port), '--no-demo'];
    server = runCommand(['serve', '--workers', '2', ...where, ...more]);
    const pid = server.process.pid ?? 0;
    await until(() => workersOf(pid).length === 2, 'no workers', 2);
    return { server, pid };
  };
  const served = (): number[] => [
    ...new Set(
      [...(server?.err() ?? '').matchAll(/"worker":(\d+).*"a worker serves"/g)].map(([, slot]) => Number(slot)),
    ),
  ];

  longTest('goes on where PostgreSQL takes no connection while its workers start', async () => {
    const port = await freePort();
    const { server: own } = await serve(port);
    await stopPostmaster(directory.path, 25_000);
    await own.until(/ready at http/);
    await until(() => served().sort().join() === '1,2', 'not every worker serves');
    await until(() => isReady(port), 'not ready');
  });

  longTest('goes on where one worker does not listen in time, and gives it another', async () => {
    const port = await freePort();
    const { server: own, pid } = await serve(port, '--deadline-ms', '4000');
    const [slow = 0] = workersOf(pid);
    process.kill(slow, 'SIGSTOP');
    await own.until(/ready at http/);
    expect(served()).toHaveLength(1);
    await until(() => isReady(port), 'not ready');
    expect(own.err()).toMatch(/did not serve within 24 s/);
    await until(() => served().sort().join() === '1,2', 'not every worker serves');
    expect(workersOf(pid)).not.toContain(slow);
  });
});
