import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Exchange } from '../../gateway/exchange.js';
import { createPlanner, type Planner } from '../../gateway/execution/planner.js';
import type { House } from '../../gateway/house.js';
import { plan, planKey } from '../../gateway/pipeline/plan.js';
import { harbourSdl } from './support/harbour.js';

let planner: Planner;
beforeAll(() => {
  planner = createPlanner(harbourSdl);
});
afterAll(async () => await planner.close());

describe('the planner', () => {
  test('makes plans in its own thread, once for each key', async () => {
    const [a, b] = await Promise.all([
      planner.plan('k', '{ ships { name } }'),
      planner.plan('k', '{ ships { name } }'),
    ]);
    expect(a).toBe(b);
    expect(a).toMatchObject({ kind: 'QueryPlan', node: { kind: 'Fetch', serviceName: 'ships' } });
    expect(await planner.plan('k', 'never read, the key is known')).toBe(a);
  });
  test('survives what it cannot plan', async () => {
    await expect(planner.plan('bad', '{ nope }')).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await planner.plan('good', '{ ships { id } }')).toBeDefined();
  });
  test('remembers what took too long to plan, so that it stops nobody twice', async () => {
    const hasty = createPlanner(harbourSdl, 1);
    const refusal = async (key: string) => await hasty.plan(key, '{ ships { id } }').catch((error: unknown) => error);
    const first = await refusal('slow');
    expect(first).toMatchObject({ code: 'OPERATION_TOO_COSTLY' });
    expect(await refusal('slow')).toBe(first);
    await hasty.close();
  });
  test('turns away what comes after it was closed', async () => {
    const closed = createPlanner(harbourSdl);
    await closed.close();
    await expect(closed.plan('k', '{ ships { id } }')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});

test('plan keys tell apart every part of what a plan hangs on', () => {
  const parts = ['schema', 'policy', 'view', 'text', 'name'];
  const keys = parts.map((_, index) => planKey(parts.map((part, i) => (i === index ? `${part}!` : part))));
  expect(new Set([...keys, planKey(parts)]).size).toBe(parts.length + 1);
  expect(planKey(['a', 'bc'])).not.toBe(planKey(['ab', 'c']));
});

test('plans of one text never cross views, policies, schemas or operations', async () => {
  const keyOf = async (
    changed: Partial<Record<'schema' | 'policy' | 'view' | 'operation', string>>,
  ): Promise<string> => {
    const keys: string[] = [];
    const planner = { plan: async (key: string) => void keys.push(key) };
    const { schema = 's', policy = 'p', view = 'v', operation = 'o' } = changed;
    const house = {
      supergraph: { hash: schema },
      policy: { version: policy },
      federation: { planner, engine: { compile: () => ({}) }, names: { rename: (text: string) => text } },
    };
    const exchange = {
      asked: { admitted: { document: {}, text: '{ a }', pruned: [] } },
      checked: {},
      view: { id: view },
      operationName: operation,
      signal: new AbortController().signal,
    };
    await plan(exchange as unknown as Exchange, house as unknown as House);
    return keys.join();
  };
  const keys = [
    await keyOf({}),
    await keyOf({ schema: '!' }),
    await keyOf({ policy: '!' }),
    await keyOf({ view: '!' }),
    await keyOf({ operation: '!' }),
  ];
  expect(keys.every((key) => key.length === 64)).toBe(true);
  expect(new Set(keys).size).toBe(5);
});

describe('compiling', () => {
  const house = (compile: () => unknown) =>
    ({
      supergraph: { hash: 's' },
      policy: { version: 'p' },
      federation: {
        planner: { plan: async () => ({ kind: 'QueryPlan' }) },
        engine: { compile },
        names: { rename: (text: string) => text },
      },
    }) as unknown as House;
  const exchange = (asked: object) =>
    ({
      asked,
      checked: {},
      view: { id: 'v' },
      operationName: null,
      signal: new AbortController().signal,
    }) as unknown as Exchange;
  const admitted = { document: {}, text: '{ a }', pruned: [] };

  test('is done once for all who wait for it, and then known', async () => {
    let compiled = 0;
    const asked = { admitted };
    const count = house(() => ({ number: ++compiled }));
    const waiting = [exchange(asked), exchange(asked), exchange(asked)];
    await Promise.all(waiting.map((each) => plan(each, count)));
    const late = exchange(asked);
    expect(plan(late, count)).toBeUndefined();
    expect([...waiting, late].map((each) => each.compiled)).toEqual(Array(4).fill({ number: 1 }));
  });
  test('is tried again where it failed', async () => {
    let tries = 0;
    const asked = { admitted };
    const flaky = house(() => {
      tries += 1;
      if (tries === 1) throw new Error('busy');
      return {};
    });
    await expect(plan(exchange(asked), flaky)).rejects.toThrow('busy');
    await plan(exchange(asked), flaky);
    expect(tries).toBe(2);
  });
});
