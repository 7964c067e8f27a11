import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startHarness } from '../../gateway/support/harness.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * How a request ends early: deadline, hang-up, shutdown.
 */
const open = closedAfter(await startHarness({ settings: { corsOrigins: ['https://desk.example'] } }));
afterEach(() => {
  open.restore();
});

describe('time', () => {
  test('a request over its deadline is refused without data, and its reads are cancelled', async () => {
    const hasty = await startHarness({ settings: { deadlineMs: 1_500 } });
    // Why first: on a busy machine the planner's thread may take longer to load than this deadline.
    const question = 'query ($ms: Int!) { slow(ms: $ms) ships { name } berths { label } }';
    const ask = (ms: number) => hasty.ask(question, { variables: { ms } });
    await eventually(async () => (await ask(0)).status === 200);
    hasty.sources.ships.asked.length = 0;
    hasty.log.entries.length = 0;
    const { status, body } = await ask(9000);
    const [asked] = hasty.sources.ships.asked;
    await hasty.close();
    expect([status, body.errors[0].extensions.code]).toEqual([503, 'DEADLINE_EXCEEDED']);
    expect(body).not.toHaveProperty('data');
    expect(asked?.signal.aborted).toBe(true);
    expect(hasty.log.entries[0]?.header).toMatchObject({ kind: 'REFUSED', code: 'DEADLINE_EXCEEDED' });
    // What was asked in vain was asked: the log names the source that had answered.
    expect(hasty.log.entries[0]?.body.sources).toMatchObject([{ name: 'berths', result: 'OK' }]);
  });
  test('a client that hangs up cancels its reads, and the log says so', async () => {
    open.sources.ships.asked.length = 0;
    const before = open.log.entries.length;
    const hangUp = new AbortController();
    const left = expect(open.ask('{ slow(ms: 3000) }', { signal: hangUp.signal })).rejects.toThrow();
    await eventually(() => open.sources.ships.asked.length === 1);
    hangUp.abort();
    await left;
    await eventually(() => open.log.entries.length > before);
    expect(open.sources.ships.asked[0]?.signal.aborted).toBe(true);
    expect(open.log.entries.at(-1)?.header.code).toBe('CLIENT_CLOSED');
    expect(open.lines.at(-1)).toMatchObject({ code: 'CLIENT_CLOSED' });
  });
  test('stopping answers what is in flight, and does not wait for what takes long', async () => {
    const stopping = await startHarness();
    await stopping.ask('{ __typename }');
    const quick = stopping.ask('{ slow(ms: 500) }');
    const slow = stopping.ask('{ slow(ms: 25000) }');
    await eventually(() => stopping.sources.ships.asked.length === 2);
    const startedAt = performance.now();
    await stopping.close();
    // Two seconds on an idle machine; what takes long takes twenty-five.
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect((await quick).body.data).toEqual({ slow: 'done' });
    expect([(await slow).status, (await slow).body.errors[0].extensions.code]).toEqual([503, 'SHUTTING_DOWN']);
    await expect(fetch(stopping.url)).rejects.toThrow();
  });
});

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1_000; i += 1) {
    if (await condition()) return;
    await sleep(10);
  }
  expect(await condition()).toBe(true);
}
