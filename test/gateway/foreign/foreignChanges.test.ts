import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Federation, startFederation } from '../../conformance/support/federation.js';
import { registryPolicy } from '../../policy/foreign/registry.js';

/* A change was asked of its source before the log had a word of it: the entry of its outcome came after. */
const done: string[] = [];
let federation: Federation;
/** What the log held when the source was asked. */
let before: readonly string[] = [];

beforeAll(async () => {
  const mooring = {
    sdl: 'type Query { berths: Int } type Mutation { moor(ship: String): String cast(ship: String): String }',
    resolvers: {
      Mutation: {
        moor: (_: object, { ship }: { readonly ship: string }) => {
          before = kinds();
          done.push(ship);
          return ship;
        },
      },
    },
  };
  const labels = 'labels: { Query: public, Mutation.moor: public, Mutation.moor(ship:): public }';
  const policy = registryPolicy(`sources: { mooring: { originator: DE-POLICE, classification: PUBLIC } }\n${labels}`);
  federation = await startFederation({ mooring }, { permissive: false, policy });
});
afterAll(async () => await federation?.close());
beforeEach(() => {
  federation.harness.restore();
  federation.harness.log.entries.length = 0;
  done.length = 0;
});

const kinds = () => federation.harness.log.entries.map(({ header }) => header.kind);

describe('a change of a foreign source', () => {
  test('is in the log with its words before it is asked for, and its outcome behind', async () => {
    const { body } = await federation.harness.ask('mutation { moor(ship: "Exemplar") }');
    expect([body.data, done, before, kinds()]).toEqual([
      { moor: 'Exemplar' },
      ['Exemplar'],
      ['INTENT'],
      ['INTENT', 'OUTCOME'],
    ]);
    const [intent, outcome] = federation.harness.log.entries;
    expect(intent?.header.requestId).toBe(outcome?.header.requestId);
    expect(intent?.body.document).toContain('moor(ship: ');
    expect(intent?.body.literals).toEqual(['Exemplar']);
  });

  test('is not asked for where the log cannot be written', async () => {
    federation.harness.log.broken = true;
    const { status, body } = await federation.harness.ask('mutation { moor(ship: "Exemplar") }');
    expect({ status, code: body.errors[0].extensions.code, done }).toEqual({
      ...{ status: 503, code: 'AUDIT_UNAVAILABLE', done: [] },
    });
  });

  test('that has no label is not asked for', async () => {
    const { body } = await federation.harness.ask('mutation { cast }');
    expect([body.data, body.extensions.withheld[0].path]).toEqual([{ cast: null }, 'cast']);
    expect(federation.asked.map(({ query }) => query).join()).not.toContain('cast');
  });

  test('alone has an entry before: a read has one', async () => {
    await federation.harness.ask('{ berths }');
    expect(kinds()).toEqual(['OUTCOME']);
  });
});
