import { expect, test } from '@jest/globals';
import { temporaryDataDirectory } from '../../support/command.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { serve } from '../../support/served.js';
import { makeOwnCluster, reachBy } from './ownCluster.js';
import { openTcpProxy } from './tcpProxy.js';

/* A server whose limits of what is tried stand in a database that goes away: nothing that they limit may be answered, all else is. */
const folder = temporaryDataDirectory();

test('limits that are away are said by /readyz and by hitState, while names are compared on; nobody but the log said so', async () => {
  const cluster = closedAfter(await makeOwnCluster());
  await cluster.start();
  const proxy = closedAfter(await openTcpProxy(cluster.port));
  const limits = new URL(cluster.adminUrl);
  limits.port = String(proxy.port);
  const urls = { ...reachBy(cluster, cluster.port), DATABASE_URL_LIMITS: limits.href };
  const served = closedAfter(await serve(folder.path, urls));
  await served.command.until(/^More:/m);
  const { url } = served.operation;
  const ready = async (): Promise<unknown> => {
    const response = await fetch(new URL('/readyz', url));
    const { status, checks } = (await response.json()) as { status: string; checks: Record<string, string> };
    return [response.status, status, checks.limits, checks.database];
  };
  const token = await mintToken(folder.path, 'NL-CUSTOMS');
  const headers = { authorization: `Bearer ${token}`, 'query-purpose': 'CUSTOMS_CONTROL' };
  const ask = async (birthDate: string): Promise<unknown> => {
    const query = `{ matchPersons(asked: [{ names: ["Imya Secretna"], birthDate: "${birthDate}" }]) { state hitState hit { id } } }`;
    const response = await postJson(url, headers, { query });
    return ((await response.json()) as { data: { matchPersons: unknown[] } }).data.matchPersons[0];
  };
  expect(await ready()).toEqual([200, 'ok', 'ok', 'ok']);
  expect(await ask('1961-02-03')).toEqual({ state: 'OK', hitState: 'ASKED', hit: null });
  proxy.leadTo(1);
  expect(await ready()).toEqual([200, 'degraded', 'degraded', 'ok']);
  expect(await ask('1961-02-04')).toEqual({ state: 'OK', hitState: 'UNAVAILABLE', hit: null });
  proxy.leadTo(cluster.port);
  await served.untilReady();
  expect(await ready()).toEqual([200, 'ok', 'ok', 'ok']);
  expect(await ask('1961-02-05')).toEqual({ state: 'OK', hitState: 'ASKED', hit: null });
});
