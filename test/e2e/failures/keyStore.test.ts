import { expect, test } from '@jest/globals';
import { withAdmin } from '../../../storage/roles.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { serve } from '../../support/served.js';
import { makeOwnCluster, reachBy } from './ownCluster.js';
import { openTcpProxy } from './tcpProxy.js';

/* A server whose log has its keys in a database of their own, which goes away: nobody was told before midnight ended the answers. */
const folder = temporaryDataDirectory();

test('a database of keys that is away is said by /readyz, while answers go on by those of today', async () => {
  const cluster = closedAfter(await makeOwnCluster());
  await cluster.start();
  await withAdmin(cluster.adminUrl, (admin) => admin.query('create database vault'));
  const proxy = closedAfter(await openTcpProxy(cluster.port));
  const vault = new URL(cluster.adminUrl);
  vault.port = String(proxy.port);
  vault.pathname = '/vault';
  const urls = { ...reachBy(cluster, cluster.port), DATABASE_URL_AUDIT_KEYS: vault.href };
  const served = closedAfter(await serve(folder.path, urls));
  // Behind "ready" it still logs the tokens of its examples: where that cannot be, a start ends.
  await served.command.until(/^More:/m);
  const ready = async (): Promise<unknown> => {
    const response = await fetch(new URL('/readyz', served.operation.url));
    const { status, checks } = (await response.json()) as { status: string; checks: Record<string, string> };
    return [response.status, status, checks.keys, checks.audit];
  };
  expect(await ready()).toEqual([200, 'ok', 'ok', 'ok']);
  proxy.leadTo(1);
  expect(await ready()).toEqual([200, 'degraded', 'degraded', 'ok']);
  await served.untilAnswered();
  proxy.leadTo(cluster.port);
  await served.untilReady();
  expect(await ready()).toEqual([200, 'ok', 'ok', 'ok']);
});
