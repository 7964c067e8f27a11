import { Duplex } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { Pool } from 'undici';
import { CallConnection } from '../../../../gateway/execution/transport/http/callConnection.js';
import { sharedConnection } from '../../../../gateway/execution/transport/http/sharedConnection.js';
import { callsProtocol, upgradeHeader } from '../../../../subgraphs/kit/serve/calls/frames.js';

const answer = { [upgradeHeader.toLowerCase()]: callsProtocol };
const turn = () => new Promise((resolve) => setImmediate(resolve));
/** A connection whose other side takes nothing. */
const silent = () => new Duplex({ read: () => undefined, write: () => undefined });

/** A pool whose attempts to upgrade wait for `sockets` in turn, and a clock. */
function attempts() {
  const waiting: ((socket: Duplex) => void)[] = [];
  const upgrade = async () => ({ socket: await new Promise<Duplex>((resolve) => void waiting.push(resolve)) });
  const clock = { now: 0 };
  const shared = sharedConnection(
    { upgrade } as unknown as Pool,
    { path: '/', maxBytes: 1_000, timeoutMs: 60_000 },
    () => clock.now,
  );
  const heed = async (): Promise<void> => {
    shared.heed(answer, () => '');
    await turn();
  };
  return { waiting, clock, shared, heed };
}

test('a connection that was lost is opened again, after five seconds at the earliest', async () => {
  const { waiting, clock, shared, heed } = attempts();
  const first = silent();
  await heed();
  waiting[0]?.(first);
  await turn();
  expect(shared.current).toBeDefined();
  first.destroy();
  await turn();
  expect(shared.current).toBeUndefined();
  clock.now = 4_999;
  await heed();
  expect(waiting).toHaveLength(1);
  clock.now = 5_000;
  await heed();
  waiting[1]?.(silent());
  await turn();
  expect(shared.current).toBeDefined();
  shared.close();
});

test.each(['first', 'second'])(
  'of two attempts that succeed, the %s one faster, one connection stays open',
  async (faster) => {
    const { waiting, clock, shared, heed } = attempts();
    await heed();
    clock.now = 5_000;
    await heed();
    const sockets = [silent(), silent()] as const;
    const order = faster === 'first' ? [0, 1] : [1, 0];
    for (const at of order) {
      waiting[at]?.(sockets[at] as Duplex);
      await turn();
    }
    expect(order.map((at) => sockets[at]?.destroyed)).toEqual([false, true]);
    expect(shared.current).toBeDefined();
    shared.close();
    await turn();
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  },
);

test('a call goes on a connection of its own once a megabyte waits to leave', () => {
  const connection = new CallConnection(silent(), 1_000);
  const { signal } = new AbortController();
  const sent = [1, 2, 3, 4, 5, 6, 7].map(() => connection.ask({ assertion: '' }, 'x'.repeat(200_000), signal));
  for (const call of sent) call?.catch(() => undefined);
  expect(sent.map((call) => call !== null)).toEqual([true, true, true, true, true, true, false]);
  connection.close();
});
