import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from '@jest/globals';
import { withAdmin } from '../../../storage/roles.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { longTest } from '../../support/runner/longTest.js';
import { collect, expectThere, recoveryMs, type Served, serve, until } from '../../support/served.js';
import { makeOwnCluster, type OwnCluster, reachBy } from './ownCluster.js';
import { openTcpProxy, type TcpProxy } from './tcpProxy.js';

/*
 * A server whose PostgreSQL is a primary and a standby of somebody's own, behind one address. The primary is lost; the
 * standby takes its place: one that has every commit, or one that lagged. `npm test` tries a log that was forked, and lost
 * connections.
 */
const folder = temporaryDataDirectory();
interface Head {
  readonly size: number;
}

let primary: OwnCluster;
let standby: OwnCluster;
let proxy: TcpProxy;
let served: Served;
let environment: Readonly<Record<string, string>>;

async function open(name: string, settings: Readonly<Record<string, string>>): Promise<string> {
  primary = closedAfter(await makeOwnCluster());
  standby = closedAfter(await primary.copyAsStandby());
  proxy = closedAfter(await openTcpProxy(primary.port));
  environment = reachBy(primary, proxy.port);
  await primary.start({ settings });
  await standby.start();
  const data = `${folder.path}-${name}`;
  served = closedAfter(await serve(data, environment));
  return data;
}

const run = (data: string, ...args: string[]) => runCommand([...args, '--data', data], environment).said();

describe('a primary that is lost', () => {
  longTest(
    'leaves nothing behind with a synchronous standby: the server goes on there, with every receipt',
    async () => {
      const data = await open('synchronous', { synchronous_standby_names: '*' });
      const load = served.load(4);
      await until(load, 40);
      await primary.kill();
      await sleep(500);
      await standby.promote();
      proxy.leadTo(standby.port);
      expect(await served.untilAnswered()).toBeLessThan(recoveryMs);
      const { receipts, failures } = await collect(load, 40);
      expect(failures.filter((what) => !what.startsWith('503'))).toEqual([]);
      await expectThere(standby.adminUrl, receipts);
      await served.end();
      expect(await run(data, 'audit', 'verify')).toMatchObject({ code: 0 });
    },
  );

  longTest(
    'takes signed entries with it where the standby lagged: nothing is answered or signed until an operator decides',
    async () => {
      const data = await open('asynchronous', {});
      await served.untilAnswered();
      await standby.kill();
      const lost = await collect(served.load(2), 5);
      await primary.kill();
      await standby.start();
      await standby.promote();
      proxy.leadTo(standby.port);
      for (let tries = 0; tries < 300 && (await served.probe('readyz')) === 200; tries += 1) await sleep(100);
      const { headers, body, url } = served.operation;
      const before = await signedSize(standby);
      const answer = await fetch(url, { method: 'POST', headers, body });
      const said = (await answer.json()) as { data?: unknown; errors: [{ extensions: { code: string } }] };
      expect([answer.status, said.data, said.errors[0].extensions.code]).toEqual([503, undefined, 'AUDIT_FORKED']);
      await sleep(1500);
      expect(await signedSize(standby)).toBe(before);
      await served.end();

      // As docs/operations/forked.md says under "Failing over".
      const broken = await run(data, 'audit', 'verify', '--log', 'main');
      expect(broken).toMatchObject({
        code: 1,
        out: expect.stringMatching(/entries \d+ to \d+: the head file is over/),
      });
      const start = await run(data, 'start', '--port', '0', '--no-demo');
      expect([start.code, start.err]).toEqual([1, expect.stringContaining('AUDIT_FORKED')]);
      const adopted = await run(data, 'audit', 'adopt', '--new-log', 'main2', '--json');
      const { continues } = JSON.parse(adopted.out) as { continues: { log: string; committed: Head; found: Head }[] };
      const main = continues.find(({ log }) => log === 'main');
      expect(main?.committed.size).toBe(Math.max(...lost.receipts.map(({ index }) => index)) + 1);
      expect(main?.found.size).toBeLessThan(main?.committed.size ?? 0);
      served = closedAfter(await serve(data, { ...environment, PORTCULLIS_LOG_ID: 'main2' }));
      await served.untilAnswered();
      await served.end();
      expect(await run(data, 'audit', 'verify', '--log-id', 'main2', '--log', 'main2')).toMatchObject({ code: 0 });
      const all = await run(data, 'audit', 'verify', '--log-id', 'main2', '--json');
      const { logs } = JSON.parse(all.out) as { logs: { log: string; verdict: string }[] };
      expect(logs.filter(({ verdict }) => verdict !== 'OK').map(({ log }) => log)).toEqual(['main']);
    },
  );
});

/** How many entries the newest checkpoint is over. */
async function signedSize(cluster: OwnCluster): Promise<number> {
  return await withAdmin(cluster.adminUrl, async (admin) => {
    const { rows } = await admin.query(`select max(size)::int as size from audit.checkpoint where log = 'main'`);
    return rows[0].size;
  });
}
