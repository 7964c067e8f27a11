import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Federation, type ForeignSource, startFederation } from '../../conformance/support/federation.js';
import { registryCoordinates, registryFiles, registryPolicy } from '../../policy/foreign/registry.js';
import type { AskOptions } from '../support/harness.js';
import { registry } from './registrySources.js';

/** Guarded by labels of its own: a policy over sources that know nothing of it. */
let federation: Federation;
beforeAll(async () => {
  federation = await startFederation(registry, {
    permissive: false,
    policy: registryPolicy(),
    policyFiles: registryFiles(),
  });
});
afterAll(async () => await federation?.close());

const customs: AskOptions = {};
const tax: AskOptions = {
  claims: { agency: 'ES-TAX', role: 'ANALYST' },
  headers: { 'query-purpose': 'SANCTIONS_ENFORCEMENT' },
};

/** Asked of the gateway, and what of it the sources were asked. */
async function ask(query: string, as: AskOptions = customs, variables?: Record<string, unknown>) {
  (federation.asked as unknown[]).length = 0;
  const { status, body } = await federation.harness.ask(query, { ...as, ...(variables ? { variables } : {}) });
  const { data, errors = [], extensions } = body;
  return {
    status,
    data,
    errors,
    withheld: extensions?.withheld ?? [],
    asked: federation.asked.map((each) => each.query),
  };
}

describe('a policy over foreign sources', () => {
  test('shows what is FULL, and asks no source for the rest', async () => {
    const { data, withheld, asked } = await ask('{ ships { name duty owner { name address notes } } }');
    expect(data).toEqual({
      ships: [
        { name: 'Exemplar', duty: 1800, owner: { name: 'Fictius', address: null, notes: null } },
        { name: 'Specimen', duty: 80, owner: null },
      ],
    });
    const line = {
      path: 'ships.*.owner.address',
      category: 'persons.contact',
      effect: 'NONE',
      reason: 'CATEGORY',
      count: 1,
    };
    expect(withheld).toEqual([line, { ...line, path: 'ships.*.owner.notes', category: 'unknown' }]);
    expect(asked.join()).not.toMatch(/address|notes/);
  });

  test('lets an object fall of which a field is withheld that is never null, and names the field', async () => {
    const { data, errors, withheld, asked } = await ask('{ ships { id flag tonnage } owner { id } }', tax);
    expect({ data, errors }).toEqual({ data: { ships: null, owner: { id: 'o1' } }, errors: [] });
    expect(withheld).toEqual([
      expect.objectContaining({ path: 'ships.*.flag', category: 'vessels.registration', count: 1 }),
    ]);
    expect(asked.join()).not.toMatch(/flag|tonnage/);
    const ofSeveralTypes = await ask('{ hulls { id ... on Ship { flag } } }', tax);
    expect(ofSeveralTypes).toMatchObject({
      data: { hulls: [null, null] },
      withheld: [{ path: 'hulls.*.flag', count: 2 }],
    });
  });

  test('answers introspection by what the viewer may see', async () => {
    const fields = async (as: AskOptions) =>
      (await ask('{ __type(name: "Ship") { fields { name } } }', as)).data.__type.fields.map(
        (one: { name: string }) => one.name,
      );
    expect(await fields(customs)).toEqual(expect.arrayContaining(['id', 'tonnage', 'flag', 'duty']));
    expect(await fields(tax)).toEqual(['id', 'owner']);
  });

  test('asks for a purpose where data are asked for', async () => {
    const without = { ...customs, headers: { 'query-purpose': '' } };
    expect((await ask('{ __typename }', { headers: {} })).status).toBe(200);
    const { status, errors } = await ask('{ ships { name } }', without);
    expect({ status, code: errors[0]?.extensions.code }).not.toMatchObject({ status: 200 });
  });
});

describe('an input of a foreign source is a filter', () => {
  test.each<[string, string, string, Record<string, unknown>?]>([
    ['a value', '{ ships(flag: "NL") { id } }', 'Query.ships(flag:)'],
    ['a variable', 'query ($flag: String) { ships(flag: $flag) { id } }', 'Query.ships(flag:)', { flag: 'NL' }],
    [
      'null, which may be looked for',
      'query ($flag: String) { ships(flag: $flag) { id } }',
      'Query.ships(flag:)',
      { flag: null },
    ],
    ['an order', '{ ships(order: TONNAGE) { id } }', 'ShipOrder.TONNAGE'],
    ['one below a field that is public', '{ owner(name: "F") { id } }', 'Query.owner(name:)'],
  ])('%s of what is withheld refuses the operation', async (...[, query, at, variables]) => {
    const { status, errors, asked } = await ask(query, tax, variables);
    expect({ status, code: errors[0]?.extensions.code, at: errors[0]?.extensions.at, asked }).toEqual({
      ...{ status: 403, code: 'FILTER_NOT_PERMITTED', at, asked: [] },
    });
    expect((await ask(query, customs, variables)).status).toBe(200);
  });

  test('is none where nothing is stated, no matter who asked before', async () => {
    const query = 'query ($flag: String) { ships(flag: $flag, order: NAME) { id } }';
    expect((await ask(query, tax)).status).toBe(200);
    expect((await ask(query, tax, { flag: null })).status).toBe(403);
    expect((await ask(query, tax)).data).toEqual({ ships: [{ id: 's1' }, { id: 's2' }] });
  });
});

test('the entry says that there was no manifest, and whom the answer told of', async () => {
  await ask('{ ships { __typename id owner { __typename id address } } }');
  const { body, decided } = federation.harness.log.entries.at(-1) ?? {};
  expect(body?.sources).toEqual([expect.objectContaining({ name: 'registry', result: 'OK', manifest: 'absent' })]);
  expect(body?.disclosed).toEqual([
    expect.objectContaining({ type: 'Owner', originator: 'DE-POLICE', ids: ['o1'] }),
    expect.objectContaining({ type: 'Ship', originator: 'DE-POLICE', ids: ['s1', 's2'] }),
  ]);
  expect(body?.withheld).toEqual([
    expect.objectContaining({ path: 'ships.*.owner.address', rule: 'cell.persons.contact.CUSTOMS_MS', count: 1 }),
  ]);
  expect(decided).toBeUndefined();
});

test('nothing starts over labels that tell of what is withheld', async () => {
  const files = registryFiles(registryCoordinates.replace('  Ship.owner:', '  Ship.duty: public\n  Ship.owner:'));
  const start = startFederation(registry, {
    permissive: false,
    policy: registryPolicy(files.coordinates),
    policyFiles: files,
  });
  await expect(start).rejects.toThrow(/^coordinates\.yaml:\d+:3: labels > Ship\.duty: .*derived from Ship\.tonnage/);
});

test('a source that the policy does not name is a failed source without a manifest, and another one an answer', async () => {
  const sdl = (name: string) => `type Query { ${name}: String }`;
  const resolvers = (name: string) => ({ Query: { [name]: () => name } });
  const policy = registryPolicy(
    'sources: { a: { originator: DE-POLICE, classification: PUBLIC } }\nlabels: { Query: public }',
  );
  const two = await startFederation(
    { a: { sdl: sdl('a'), resolvers: resolvers('a') }, b: { sdl: sdl('b'), resolvers: resolvers('b') } },
    { permissive: false, policy },
  );
  const { data, errors } = await two.ask('{ a b }').finally(() => two.close());
  expect(data).toEqual({ a: 'a', b: null });
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['SOURCE_PROTOCOL_ERROR']);
});

/*
 * Rights over a category differ by source: were views told apart by category alone, one who may see less would be answered
 * by the operation that was cut for one who may see more. With either secret, since either could be the one that is looked at.
 */
test.each(['first', 'second'])(
  'what one who may see both sources asked shows nothing of the %s to one who may not',
  async (secret) => {
    const names = ['first', 'second'];
    const [envelopes, sources] = [[] as string[], {} as Record<string, ForeignSource>];
    for (const name of names) {
      const level = name === secret ? 'RESTREINT_UE' : 'PUBLIC';
      envelopes.push(`  ${name}: { originator: DE-POLICE, classification: ${level} }`);
      sources[name] = { sdl: `type Query { ${name}: String }`, resolvers: { Query: { [name]: () => 'shown' } } };
    }
    const policy = registryPolicy(`sources:\n${envelopes.join('\n')}\nlabels: { Query: vessels.registration }`);
    const two = await startFederation(sources, { permissive: false, policy });
    const cleared = async (clearance: 'PUBLIC' | 'RESTREINT_UE') =>
      (await two.harness.ask('{ first second }', { claims: { clearance } })).body.data;
    const all = { first: 'shown', second: 'shown' };
    try {
      expect([await cleared('RESTREINT_UE'), await cleared('RESTREINT_UE')]).toEqual([all, all]);
      (two.asked as unknown[]).length = 0;
      expect(await cleared('PUBLIC')).toEqual({ ...all, [secret]: null });
      expect(two.asked.map(({ source }) => source)).toEqual(names.filter((name) => name !== secret));
      expect(await cleared('RESTREINT_UE')).toEqual(all);
    } finally {
      await two.close();
    }
  },
);

test('a key that is withheld is asked for, and not shown', async () => {
  const policy = registryPolicy(registryCoordinates.replace('Ship.id: public', 'Ship.id: persons.contact'));
  const keyed = await startFederation(registry, { permissive: false, policy });
  try {
    const shown = await keyed.ask('{ ships { duty } }');
    expect(shown).toEqual({ status: 200, data: { ships: [{ duty: 1800 }, { duty: 80 }] }, errors: [] });
    expect(keyed.asked.map(({ query }) => query).join()).toContain(' id ');
    expect((await keyed.ask('{ hulls { id } }')).data).toEqual({ hulls: [null, null] });
  } finally {
    await keyed.close();
  }
});

test('an interface that no type implements is guarded by its own labels', async () => {
  const sources = {
    quay: { sdl: 'type Query { q: Int } interface Mark @key(fields: "id") { id: ID! }', resolvers: {} },
    logbook: {
      sdl: `type Query { seen(hue: String): Mark } type Mark @interfaceObject @key(fields: "id", resolvable: false) {
        id: ID! colour: String light(hue: String): String }`,
      resolvers: { Query: { seen: () => ({ id: 'm2', colour: 'red', light: 'on' }) } },
    },
  };
  const envelope = '{ originator: DE-POLICE, classification: PUBLIC }';
  const policy = registryPolicy(
    `sources: { quay: ${envelope}, logbook: ${envelope} }\nlabels: { Query: public, Mark.id: public, Mark.light: public }`,
  );
  const marks = await startFederation(sources, { permissive: false, policy });
  try {
    const answer = await marks.ask('{ seen { ... on Mark { id colour light } } }');
    expect(answer).toEqual({ status: 200, data: { seen: { id: 'm2', colour: null, light: 'on' } }, errors: [] });
    expect(marks.asked.map(({ query }) => query).join()).not.toContain('colour');
    const refused = await marks.ask('{ seen { light(hue: "red") } }');
    expect(refused).toMatchObject({ status: 403, errors: [{ extensions: { at: 'Mark.light(hue:)' } }] });
  } finally {
    await marks.close();
  }
});
