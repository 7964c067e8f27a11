import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { PortcullisError } from '../../../../schema/errors.js';
import type { SourceDatabase } from '../../../../storage/types.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import type { ResolverMap } from '../../../../subgraphs/kit/module.js';
import type { SourceRequest } from '../../../../subgraphs/kit/request.js';
import type { SourceContext, SourceSession } from '../../../../subgraphs/kit/sourceSession.js';
import { openTestLimits, type TestLimits } from '../../../storage/limits/testLimits.js';
import { keys, requestOf } from '../../cargo/requests.js';

const policy = loadPolicy();
const session = requestOf(policy, 'NL-CUSTOMS');
const logged: unknown[] = [];
const log = { error: (fields: unknown, message: string) => void logged.push({ fields, message }) };

function databaseThat(rows: () => Promise<never[]>): SourceDatabase {
  return { rows, statements: 0, timeoutMs: 5000, close: async () => undefined };
}

const empty = databaseThat(async () => []);
const subgraph = createSubgraph(cargo, { policy, database: empty, keys, log });
const codeOf = async (stated: Partial<SourceRequest> | undefined, query = '{ __typename }') => {
  const call = stated === undefined ? undefined : ({ ...session, ...stated } as SourceRequest);
  const answer = await subgraph.execute({ query, session: call as SourceRequest });
  expect(answer.data).toBeUndefined();
  return answer.errors?.[0]?.extensions.code;
};

describe('a call', () => {
  test.each(['{ __typename }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])(
    'without a checked request is refused: %s',
    async (query) => {
      expect(await codeOf(undefined, query)).toBe('SOURCE_ASSERTION_INVALID');
      expect(await codeOf({ audience: 'persons' }, query)).toBe('SOURCE_ASSERTION_INVALID');
      expect(await codeOf({ intent: 'WRITE' as 'READ' }, query)).toBe('SOURCE_ASSERTION_INVALID');
      expect(await codeOf({ facts: undefined as never }, query)).toBe('SOURCE_ASSERTION_INVALID');
    },
  );

  test('decided by another policy is refused', async () => {
    expect(await codeOf({ policyVersion: 'other' })).toBe('SOURCE_POLICY_OTHER');
  });

  test('with a document that is not valid is refused without a suggestion', async () => {
    const answer = await subgraph.execute({ query: '{ consignmen { id } }', session });
    expect(answer.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(JSON.stringify(answer)).not.toContain('onsignments');
    expect(await codeOf({}, '{')).toBe('GRAPHQL_PARSE_FAILED');
  });

  test('with a variable of the wrong type is refused, not crashed', async () => {
    const query = 'query ($f: Int) { consignments(first: $f) { pageInfo { hasNextPage } } }';
    const answer = await subgraph.execute({ query, variables: { f: 'x' }, session });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('carries a manifest also where nothing was found', async () => {
    const answer = await subgraph.execute({ query: '{ consignments { edges { node { id } } } }', session });
    expect(answer.extensions).toEqual({
      // Two statements: no row has a sort key, then no row at all.
      manifest: { source: 'cargo', policyVersion: policy.version, disclosed: [], decided: [], hits: 0, statements: 2 },
      withheld: [],
    });
  });

  test('serves the SDL of the source to a checked request', async () => {
    const answer = await subgraph.execute({ query: '{ _service { sdl } }', session });
    expect(String((answer.data?._service as { sdl: string } | undefined)?.sdl)).toContain('type Consignment');
  });

  test('ends with the reason of its signal', async () => {
    const reason = new PortcullisError('DEADLINE_EXCEEDED');
    const signal = AbortSignal.abort(reason);
    await expect(
      subgraph.execute({ query: '{ consignments { edges { node { id } } } }', session, signal }),
    ).rejects.toBe(reason);
  });
});

describe('an error', () => {
  const failing = (error: Error) =>
    createSubgraph(cargo, { policy, database: databaseThat(() => Promise.reject(error)), keys, log });
  const query = '{ consignments { edges { node { id } } } }';

  test('that the registry does not know leaves no word of itself, in the answer or in the log', async () => {
    const error = Object.assign(new Error(`select secret from cargo.consignment where mrn = '26NL'`), {
      code: '42P01',
    });
    const answer = await failing(error).execute({ query, session });
    expect(answer.errors?.[0]?.toJSON()).toMatchObject({ path: ['consignments'], extensions: { code: 'INTERNAL' } });
    expect(JSON.stringify(answer)).not.toMatch(/secret|26NL|select/);
    expect(JSON.stringify(logged)).toContain('42P01');
    expect(JSON.stringify(logged)).not.toMatch(/secret|26NL/);
  });

  test('of the registry keeps its code', async () => {
    const answer = await failing(new PortcullisError('SOURCE_TIMEOUT')).execute({ query, session });
    expect(answer.errors?.[0]?.extensions.code).toBe('SOURCE_TIMEOUT');
  });
});

describe('a source', () => {
  test('is not built with a resolver for what the SDL does not have', () => {
    const resolvers = {
      ...cargo.resolvers,
      Consignment: { ...cargo.resolvers.Consignment, secret: () => 1 },
    } as ResolverMap;
    expect(() => createSubgraph({ ...cargo, resolvers }, { policy, database: empty, keys })).toThrow(
      /Consignment\.secret/,
    );
  });

  test('shows nothing of an object that a resolver made without projecting it', async () => {
    const raw = { id: 'consignment_x', mrn: 'RAW', consignor: { name: 'RAW' } };
    const resolvers = {
      ...cargo.resolvers,
      Query: { ...cargo.resolvers.Query, consignment: () => raw },
    } as ResolverMap;
    const careless = createSubgraph({ ...cargo, resolvers }, { policy, database: empty, keys });
    const answer = await careless.execute({ query: '{ consignment(id: "x") { id mrn consignor { name } } }', session });
    expect(JSON.stringify(answer.data)).not.toContain('RAW');
  });

  test('makes a session anew for every call', async () => {
    const made: unknown[] = [];
    const watch = (given: SourceSession) => {
      made.push(given);
    };
    const watched = watchedBy(watch);
    await watched.execute({ query, session });
    await watched.execute({ query, session });
    expect(made).toHaveLength(2);
    expect(made[0]).not.toBe(made[1]);
  });

  test('has a wall of its own for each record type: the cache once looked at the alias alone', async () => {
    const walls: unknown[] = [];
    const watch = (given: SourceSession) => {
      for (const type of ['Consignment', 'Person', 'Consignment']) walls.push(given.wall(type));
      expect(() => given.wall('Nothing')).toThrow(PortcullisError);
    };
    await watchedBy(watch).execute({ query, session });
    expect(walls[0]).not.toBe(walls[1]);
    expect(walls[0]).toBe(walls[2]);
  });

  test('looks nothing up by an argument that names no data category', async () => {
    let failure: unknown;
    const watch = (given: SourceSession) => {
      const found = given.lookup(
        { argument: 'Query.consignment(number:)', value: '1', counting: 'misses', countTried: () => undefined },
        async () => [],
        () => null,
      );
      found.catch((error: unknown) => {
        failure = error;
      });
    };
    await watchedBy(watch).execute({ query, session });
    expect(failure).toBeInstanceOf(PortcullisError);
  });

  const query = '{ container(id: "QQQU0000017") { containerId } }';
  const watchedBy = (watch: (given: SourceSession) => void) => {
    const container = (_: unknown, __: unknown, context: SourceContext) => {
      watch(context.session);
      return null;
    };
    const resolvers = { ...cargo.resolvers, Query: { ...cargo.resolvers.Query, container } };
    return createSubgraph({ ...cargo, resolvers }, { policy, database: empty, keys });
  };
});

describe('look-ups by identity', () => {
  let limits: TestLimits;
  beforeEach(async () => {
    limits = await openTestLimits();
  });
  afterEach(() => limits.close());

  test('are refused when the quota is used up, whether or not anything matches', async () => {
    const strict = createSubgraph(cargo, {
      policy,
      database: empty,
      keys,
      limits: limits.of({ lookupsPerHour: 2 }),
    });
    const lookUp = () => strict.execute({ query: '{ consignment(mrn: "06DE586600006143E1") { id } }', session });
    const codes = [];
    for (let time = 0; time < 3; time += 1) codes.push((await lookUp()).errors?.[0]?.extensions.code);
    expect(codes).toEqual([undefined, undefined, 'LOOKUP_QUOTA_EXCEEDED']);
    const other = requestOf(policy, 'NL-CUSTOMS', { subject: 'officer-2' });
    const answer = await strict.execute({ query: '{ consignment(mrn: "06DE586600006143E1") { id } }', session: other });
    expect(answer.errors).toBeUndefined();
  });
  test('are reserved before anything is looked for: neither aliases nor requests at once pass the quota', async () => {
    const strict = createSubgraph(cargo, {
      policy,
      database: empty,
      keys,
      limits: limits.of({ lookupsPerHour: 8 }),
    });
    const aliases = Array.from({ length: 20 }, (_, i) => `a${i}: consignment(mrn: "06DE586600006143E1") { id }`);
    const query = `{ ${aliases.join(' ')} }`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => strict.execute({ query, session })));
    const refused = answers.flatMap(({ errors }) => errors ?? []);
    expect(new Set(refused.map(({ extensions }) => extensions.code))).toEqual(new Set(['LOOKUP_QUOTA_EXCEEDED']));
    expect(refused).toHaveLength(10 * 20 - 8);
  });
});
