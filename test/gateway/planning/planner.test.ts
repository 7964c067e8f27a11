import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import type { Exchange } from '../../../gateway/exchange/exchange.js';
import type { Runtime } from '../../../gateway/exchange/runtime.js';
import { plan, planKey } from '../../../gateway/pipeline/plan.js';
import { createPlanner } from '../../../gateway/planning/planner.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { harbourSdl } from '../support/harbour.js';

/** A graph whose every field three sources can answer, so that a deep operation has very many plans. */
function manyWays(): { readonly sdl: string; readonly slow: string; readonly quick: string } {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
  const sources = [0, 1, 2];
  const { supergraphSdl } = composeServices(
    sources.map((number) => ({
      name: `s${number}`,
      url: `http://s${number}.invalid`,
      typeDefs: parse(`${link}
        type Query { t: T @shareable }
        type T @key(fields: "id") { id: ID! x: T @shareable y: T @shareable n: Int @shareable own${number}: Int }`),
    })),
  );
  const nest = (depth: number): string =>
    depth === 0 ? 'own0 own1 own2' : `x { ${nest(depth - 1)} } y { ${nest(depth - 1)} } n`;
  return { sdl: supergraphSdl ?? '', slow: `{ t { ${nest(4)} } }`, quick: '{ t { n } }' };
}

const planner = closedAfter(createPlanner(harbourSdl, 5_000));

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
    const { sdl, slow } = manyWays();
    const hasty = createPlanner(sdl, 50);
    const refusal = async (key: string) => await hasty.plan(key, slow).catch((error: unknown) => error);
    const first = await refusal('slow');
    expect(first).toMatchObject({ code: 'OPERATION_TOO_COSTLY' });
    expect(await refusal('slow')).toBe(first);
    // Twelve limits later it may be tried again.
    await sleep(700);
    expect(await refusal('slow')).not.toBe(first);
    await hasty.close();
  });
  test('fails nobody for the sake of one that is slow: those behind it wait, and it alone is told what helps', async () => {
    const { sdl, slow, quick } = manyWays();
    const limited = createPlanner(sdl, 200);
    const codes: string[] = [];
    const ask = async (key: string, text: string): Promise<void> => {
      const plan = await limited
        .plan(key, text)
        .catch((error: { code: string; extensions: { hint: string } }) => error);
      if ('code' in plan) expect(plan.extensions.hint).toContain('Split it');
      codes.push(`${key} ${'code' in plan ? plan.code : plan.kind}`);
      // Just when a thread was given up.
      if (key === 'slow') await ask('after', quick);
    };
    await Promise.all([ask('before', quick), ask('slow', slow), ask('behind', quick), ask('behind too', quick)]);
    expect(codes).toEqual([
      'before QueryPlan',
      'slow OPERATION_TOO_COSTLY',
      'behind QueryPlan',
      'behind too QueryPlan',
      'after QueryPlan',
    ]);
    await limited.close();
  });
  test('tells those who wait when it is closed', async () => {
    const { sdl, slow, quick } = manyWays();
    const planner = createPlanner(sdl, 5_000);
    const codes = [slow, quick].map((text) => planner.plan(text, text).catch(({ code }: { code: string }) => code));
    await planner.close();
    expect(await Promise.all(codes)).toEqual(['SHUTTING_DOWN', 'SHUTTING_DOWN']);
  });
  test('turns away what comes after it was closed', async () => {
    const closed = createPlanner(harbourSdl, 5_000);
    await closed.close();
    await expect(closed.plan('k', '{ ships { id } }')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});

test('plan keys tell apart every part of what a plan depends on', () => {
  const parts = ['schema', 'policy', 'view', 'text'];
  const keys = parts.map((_, index) => planKey(parts.map((part, i) => (i === index ? `${part}!` : part))));
  expect(new Set([...keys, planKey(parts)]).size).toBe(parts.length + 1);
  expect(planKey(['a', 'bc'])).not.toBe(planKey(['ab', 'c']));
});

test('plans never cross views, policies, schemas or texts', async () => {
  const keyOf = async (changed: Partial<Record<'schema' | 'policy' | 'view' | 'text', string>>): Promise<string> => {
    const keys: string[] = [];
    const planner = { plan: async (key: string) => void keys.push(key) };
    const { schema = 's', policy = 'p', view = 'v', text = '{ a }' } = changed;
    const runtime = {
      supergraph: { hash: schema },
      policy: { version: policy },
      federation: {
        planner,
        engine: { compile: () => ({}) },
        names: { form: () => ({ text, restore: (plan: unknown) => plan }) },
      },
    };
    const exchange = {
      asked: { admitted: { document: {}, pruned: [] } },
      checked: {},
      view: { id: view },
      signal: new AbortController().signal,
    };
    await plan(exchange as unknown as Exchange, runtime as unknown as Runtime);
    return keys.join();
  };
  const keys = [
    await keyOf({}),
    await keyOf({ schema: '!' }),
    await keyOf({ policy: '!' }),
    await keyOf({ view: '!' }),
    await keyOf({ text: '{ b }' }),
  ];
  expect(keys.every((key) => key.length === 64)).toBe(true);
  expect(new Set(keys).size).toBe(5);
});

describe('compiling', () => {
  const runtime = (compile: () => unknown) =>
    ({
      supergraph: { hash: 's' },
      policy: { version: 'p' },
      federation: {
        planner: { plan: async () => ({ kind: 'QueryPlan' }) },
        engine: { compile },
        names: { form: () => ({ text: '{ a }', restore: (plan: unknown) => plan }) },
      },
    }) as unknown as Runtime;
  const exchange = (asked: object) =>
    ({
      asked,
      checked: {},
      view: { id: 'v' },
      signal: new AbortController().signal,
    }) as unknown as Exchange;
  const admitted = { document: {}, pruned: [] };

  test('is done once for all who wait for it, and then known', async () => {
    let compiled = 0;
    const asked = { admitted };
    const count = runtime(() => ({ number: ++compiled }));
    const waiting = [exchange(asked), exchange(asked), exchange(asked)];
    await Promise.all(waiting.map((each) => plan(each, count)));
    const late = exchange(asked);
    expect(plan(late, count)).toBeUndefined();
    expect([...waiting, late].map((each) => each.compiled)).toEqual(Array(4).fill({ number: 1 }));
  });
  test('is tried again where it failed', async () => {
    let tries = 0;
    const asked = { admitted };
    const flaky = runtime(() => {
      tries += 1;
      if (tries === 1) throw new Error('busy');
      return {};
    });
    await expect(plan(exchange(asked), flaky)).rejects.toThrow('busy');
    await plan(exchange(asked), flaky);
    expect(tries).toBe(2);
  });
});
