import { afterEach, expect, test } from '@jest/globals';
import { withAdmin } from '../../../storage/roles.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { type Served, serve } from '../../support/served.js';
import { makeOwnCluster, type OwnCluster, reachBy } from './ownCluster.js';
import { openTcpProxy, type TcpProxy } from './tcpProxy.js';

/* A server whose log has its keys in a database of their own, which goes away: nobody was told before midnight ended the answers. */
const folder = temporaryDataDirectory();
let cluster: OwnCluster;
let proxy: TcpProxy;
let served: Served;

afterEach(async () => {
  await served?.end();
  await proxy?.close();
  await cluster?.remove();
});

test('a database of keys that is away is said by /readyz, while answers go on by those of today', async () => {
  cluster = await makeOwnCluster();
  await cluster.start();
  await withAdmin(cluster.adminUrl, (admin) => admin.query('create database vault'));
  proxy = await openTcpProxy(cluster.port);
  const vault = new URL(cluster.adminUrl);
  vault.port = String(proxy.port);
  vault.pathname = '/vault';
  served = await serve(folder.path, { ...reachBy(cluster, cluster.port), DATABASE_URL_AUDIT_KEYS: vault.href });
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
