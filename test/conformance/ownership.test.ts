import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Federation, startFederation } from './support/federation.js';

/* Which source answers: overridden, provided and shared fields, chains of requirements, mutations, conditions. */
let federation: Federation;
const log: string[] = [];
let balance = 0;
beforeAll(async () => {
  federation = await startFederation({
    archive: {
      sdl: `
        type Query { pilots: [Pilot!]! pilot(no: ID!): Pilot count: Int @shareable }
        type Mutation { pay(amount: Int!): Int! fail: Int hire(no: ID!): Pilot }
        type Pilot @key(fields: "no") { no: ID! name: String @shareable rank: String port: Port @shareable years: Int }
        type Port @key(fields: "code") { code: ID! label: String @shareable depth: Int }`,
      resolvers: {
        Query: {
          pilots: () => ['1', '2'].map(pilot),
          pilot: (_: unknown, { no }: { no: string }) => pilot(no),
          count: () => 2,
        },
        Mutation: {
          pay: (_: unknown, { amount }: { amount: number }) => {
            log.push(`archive ${amount}`);
            balance += amount;
            return balance;
          },
          fail: () => {
            throw new Error('no');
          },
          hire: (_: unknown, { no }: { no: string }) => pilot(no),
        },
        Pilot: { __resolveReference: ({ no }: { no: string }) => pilot(no) },
        Port: { __resolveReference: ({ code }: { code: string }) => ({ code, label: `Port ${code}`, depth: 12 }) },
      },
    },
    office: {
      sdl: `
        type Query { onDuty: Pilot @provides(fields: "name port { label }") count: Int @shareable }
        type Mutation { double: Int! }
        type Pilot @key(fields: "no") {
          no: ID! name: String @external rank: String @override(from: "archive") years: Int @external
          port: Port @external pay: Int @requires(fields: "years") grade: String @requires(fields: "port { depth }")
        }
        type Port @key(fields: "code") { code: ID! label: String @external depth: Int @external }`,
      resolvers: {
        Query: {
          onDuty: () => ({ no: '1', name: 'from the office', port: { code: 'P1', label: 'here' } }),
          count: () => 2,
        },
        Mutation: {
          double: () => {
            log.push('office double');
            balance *= 2;
            return balance;
          },
        },
        Pilot: {
          __resolveReference: (representation: object) => representation,
          rank: () => 'Captain',
          pay: ({ years }: { years?: number | null }) => (years == null ? null : years * 100),
          grade: ({ port }: { port?: { depth: number } | null }) => (port ? `deep ${port.depth}` : 'none'),
        },
      },
    },
    union: {
      sdl: `
        type Query { motto: String }
        type Pilot @key(fields: "no") { no: ID! pay: Int @external dues: Int @requires(fields: "pay") }`,
      resolvers: {
        Query: { motto: () => 'together' },
        Pilot: {
          __resolveReference: (representation: object) => representation,
          dues: ({ pay }: { pay?: number | null }) => (pay == null ? null : pay / 10),
        },
      },
    },
  });
});
afterAll(async () => await federation?.close());
beforeEach(() => {
  log.length = 0;
  balance = 0;
});

function pilot(no: string): object {
  return {
    no,
    name: `Pilot ${no}`,
    rank: 'from the archive',
    years: no === '1' ? 9 : null,
    port: no === '1' ? { code: 'P1', label: 'Port P1', depth: 12 } : null,
  };
}

test('an overridden field is answered by the source that took it over', async () => {
  const { data } = await federation.ask('{ pilots { rank } }');
  expect(data).toEqual({ pilots: [{ rank: 'Captain' }, { rank: 'Captain' }] });
});

test('what a source provides on its way is not asked elsewhere', async () => {
  const { data } = await federation.ask('{ onDuty { name port { label } } }');
  expect(data).toEqual({ onDuty: { name: 'from the office', port: { label: 'here' } } });
  expect(federation.asked.map(({ source }) => source)).toEqual(['office']);
});

test('what it does not provide comes from its owner', async () => {
  const { data, errors } = await federation.ask('{ onDuty { name years port { depth } } }');
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ onDuty: { years: 9, port: { depth: 12 } } });
});

test('requirements of requirements are met in turn, nulls included', async () => {
  const { data, errors } = await federation.ask('{ pilots { dues grade } }');
  expect(errors).toEqual([]);
  expect(data).toEqual({
    pilots: [
      { dues: 90, grade: 'deep 12' },
      { dues: null, grade: 'none' },
    ],
  });
});

test('a root field that several sources share is asked of one', async () => {
  const { data } = await federation.ask('{ count }');
  expect(data).toEqual({ count: 2 });
  expect(federation.asked).toHaveLength(1);
});

test('mutations of several sources happen one after the other, in the order written', async () => {
  const { data, errors } = await federation.ask(
    'mutation { a: pay(amount: 5) double b: pay(amount: 1) again: double hire(no: "2") { name rank dues } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({ a: 5, double: 10, b: 11, again: 22, hire: { name: 'Pilot 2', rank: 'Captain', dues: null } });
  expect(log).toEqual(['archive 5', 'office double', 'archive 1', 'office double']);
});

test('a mutation that fails does not keep back those after it', async () => {
  const { data, errors } = await federation.ask('mutation { fail pay(amount: 2) }');
  expect(data).toEqual({ fail: null, pay: 2 });
  expect(errors.map(({ path }) => path)).toEqual([['fail']]);
});

test.each<[boolean, boolean, unknown]>([
  [true, true, { pilot: { no: '1' } }],
  [false, true, { pilot: { no: '1', dues: 90 } }],
  [false, false, { pilot: { no: '1', dues: 90, rank: 'Captain' } }],
])('conditions decide what is asked: skip %s, %s', async (noDues, noRank, data) => {
  const answer = await federation.ask(
    'query($a: Boolean!, $b: Boolean!) { pilot(no: "1") { no dues @skip(if: $a) ...Rank @skip(if: $b) } } fragment Rank on Pilot { rank @include(if: true) }',
    { a: noDues, b: noRank },
  );
  expect(answer).toEqual({ status: 200, data, errors: [] });
  expect(federation.asked.some(({ source }) => source === 'union')).toBe(!noDues);
});
