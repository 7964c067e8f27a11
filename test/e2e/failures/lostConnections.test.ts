import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { recoveryMs } from '../../support/served.js';
import { until } from '../../support/waiting/until.js';
import { makeOwnCluster, type OwnCluster, reachBy } from './ownCluster.js';
import { openTcpProxy, type TcpProxy } from './tcpProxy.js';

/*
 * Workers whose PostgreSQL is lost and comes back. Nobody sends them requests while /readyz says 503, so they must find out by
 * themselves that it is back.
 */
const data = temporaryDataDirectory();
let cluster: OwnCluster;
let proxy: TcpProxy;
let server: RunningCommand;
let url: string;

beforeAll(async () => {
  cluster = closedAfter(await makeOwnCluster());
  await cluster.start();
  proxy = closedAfter(await openTcpProxy(cluster.port));
  const environment = { ...reachBy(cluster, proxy.port), PORTCULLIS_DATA: data.path, PORTCULLIS_METRICS_PORT: '0' };
  server = closedAfter(runCommand(['serve', '--workers', '2', '--no-demo', '--port', '0'], environment));
  [, url = ''] = await server.until(/ready at (http\S+)/);
  await until(isReady, 'not ready');
});

const statusNow = async (): Promise<number> => (await fetch(new URL('/readyz', url))).status;

/** Both workers answer in turn: ten answers are of both. */
async function isReady(): Promise<boolean> {
  for (let answers = 0; answers < 10; answers += 1) if ((await statusNow()) !== 200) return false;
  return true;
}

/** Promised is the time limit of the log, 5 s; a writer that noticed nothing took 28 s and more. */
const mostMs = recoveryMs / 2;

/** How long it takes until both are ready again, ms; ends soon after the longest time that is allowed. */
async function recovery(): Promise<number> {
  const begun = performance.now();
  while (performance.now() - begun < mostMs && !(await isReady())) await sleep(50);
  return performance.now() - begun;
}

test('a PostgreSQL that is killed and started again is used at once', async () => {
  await cluster.kill();
  await until(async () => (await statusNow()) === 503, 'still ready');
  await sleep(3000);
  await cluster.start();
  expect(await recovery()).toBeLessThan(mostMs);
});

test('connections that nothing is heard of any more are given up, and so is the lease that they hold at the server', async () => {
  proxy.drop();
  await until(async () => (await statusNow()) === 503, 'still ready');
  // Each poll meets a dead connection.
  const end = performance.now() + 8000;
  while (performance.now() < end) await Promise.all([statusNow(), sleep(200)]);
  // What is measured waits for no database.
  const [metrics = ''] = /http:\S+\/metrics/.exec(server.err()) ?? [];
  expect(await (await fetch(metrics)).text()).toMatch(/^portcullis_pool_connections\{pool="log",state="used"\} \d/m);
  proxy.heal();
  expect(await recovery()).toBeLessThan(mostMs);
});
