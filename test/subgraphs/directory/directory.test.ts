import { describe, expect, it } from '@jest/globals';
import type { Purpose } from '../../../policy/types.js';
import { directory } from '../../../subgraphs/directory/index.js';
import { openSource } from '../openSource.js';

const { ask } = await openSource(directory);
const source = {
  /** Answers as an analyst of NL-CUSTOMS. */
  ask: (query: string, variables: Record<string, unknown> = {}, purpose?: Purpose) => {
    const asker = { agency: 'NL-CUSTOMS', clearance: 'RESTREINT_UE', caseReference: null } as const;
    return ask({ ...asker, ...(purpose ? { purpose } : {}) }, query, variables);
  },
};

describe('node', () => {
  const reference = `... on Person { __typename nodeKey } ... on JointOperation { __typename nodeKey }`;

  it('hands an id to its owner by type and key, and looks nothing up', async () => {
    const { data, extensions } = await source.ask(`{ node(id: "person_abcdefghijkl") { ${reference} } }`);
    expect(data).toEqual({ node: { __typename: 'Person', nodeKey: 'person_abcdefghijkl' } });
    const asked = { type: 'Person', originator: null, categories: [], asked: true, ids: ['person_abcdefghijkl'] };
    expect(extensions?.manifest).toMatchObject({ statements: 0, disclosed: [asked] });
  });

  it('keeps the order of the ids, null for one that no source gave out', async () => {
    const ids = ['operation_abcdefghijkl', 'nothing', 'person_abcdefghijkl', 'person_abcdefghijkl'];
    const { data, errors } = await source.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${reference} } }`, { ids });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      nodes: [
        { __typename: 'JointOperation', nodeKey: ids[0] },
        null,
        { __typename: 'Person', nodeKey: ids[2] },
        { __typename: 'Person', nodeKey: ids[2] },
      ],
    });
  });

  it('takes at most 100 ids', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }`;
    const idsOf = (count: number) => Array.from({ length: count }, () => 'person_abcdefghijkl');
    expect((await source.ask(query, { ids: idsOf(100) })).errors).toBeUndefined();
    const { data, errors } = await source.ask(query, { ids: idsOf(101) });
    expect(data).toEqual({ nodes: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', limit: 100 });
  });
});

describe('a location', () => {
  const query = `query ($code: String!) { location(unlocode: $code) { unlocode name country functions latitude longitude } }`;

  it('has its name, functions and position where the directory knows it', async () => {
    const { data, extensions } = await source.ask(query, { code: 'nl rtm' });
    expect(data?.location).toEqual({
      unlocode: 'NLRTM',
      name: 'Rotterdam',
      country: 'NL',
      functions: ['PORT', 'RAIL', 'ROAD', 'AIRPORT', 'POSTAL'],
      latitude: 51.92,
      longitude: 4.48,
    });
    expect(extensions?.manifest.statements).toBe(1);
  });

  it('resolves for any well-formed code, known or not, and for no other text', async () => {
    const { data } = await source.ask(query, { code: 'XAZZ9' });
    expect(data?.location).toEqual({
      unlocode: 'XAZZ9',
      name: null,
      country: 'XA',
      functions: null,
      latitude: null,
      longitude: null,
    });
    for (const code of ['', 'NLRT', 'NLRT1', 'Rotterdam']) {
      const answer = await source.ask(query, { code });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  it('answers as an entity, one statement for 1 and for 100', async () => {
    const entities = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Location { unlocode name latitude } } }`;
    const keysOf = (codes: string[]) => ({ keys: codes.map((unlocode) => ({ __typename: 'Location', unlocode })) });
    const hundred = Array.from(
      { length: 99 },
      (_, index) => `XA${String.fromCharCode(65 + (index % 26))}A${2 + (index % 8)}`,
    );
    const one = await source.ask(entities, keysOf(['DEHAM']));
    const many = await source.ask(entities, keysOf([...hundred, 'DEHAM']));
    expect(one.extensions?.manifest.statements).toBe(1);
    expect(many.extensions?.manifest.statements).toBe(1);
    const found = many.data?._entities as unknown[] | undefined;
    expect(found?.at(-1)).toEqual({ unlocode: 'DEHAM', name: 'Hamburg', latitude: 53.55 });
  });
});

describe('agencies', () => {
  it('answer by id, as entities and as pages, without what is theirs alone', async () => {
    const fields = `id name kind country contact roles purposes originates`;
    const { data, errors } = await source.ask(
      `query ($keys: [_Any!]!) { agency(id: "XA-CUSTOMS") { ${fields} } none: agency(id: "constructor") { id }
        agencies(first: 2) { edges { node { id } } pageInfo { hasNextPage } }
        _entities(representations: $keys) { ... on Agency { id country } } }`,
      {
        keys: [
          { __typename: 'Agency', id: 'NL-CUSTOMS' },
          { __typename: 'Agency', id: 'NOBODY' },
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      agency: {
        id: 'XA-CUSTOMS',
        kind: 'PARTNER_THIRD_COUNTRY',
        country: 'XA',
        contact: 'customs-desk@xa.example.org',
      },
      none: null,
      agencies: {
        edges: [{ node: { id: 'BE-CUSTOMS' } }, { node: { id: 'DE-POLICE' } }],
        pageInfo: { hasNextPage: true },
      },
      _entities: [{ id: 'NL-CUSTOMS', country: 'NL' }, null],
    });
  });
});

describe('the viewer', () => {
  it('learns who the gateway thinks it is and what it may see, with no purpose stated', async () => {
    const { data, errors, extensions } = await source.ask(
      `{ viewer { subject agency { id name } kind country role clearance purpose caseReference
        allowedPurposes { purpose meaning caseReferenceRequired justificationRequired }
        access { category meaning most least words reason legalBasis } } }`,
    );
    expect(errors).toBeUndefined();
    expect(extensions?.withheld).toEqual([]);
    expect(data?.viewer).toMatchObject({
      subject: 'staff-1',
      agency: { id: 'NL-CUSTOMS' },
      role: 'ANALYST',
      clearance: 'RESTREINT_UE',
      purpose: null,
      allowedPurposes: expect.arrayContaining([expect.objectContaining({ purpose: 'CUSTOMS_CONTROL' })]),
      access: expect.arrayContaining([
        expect.objectContaining({ category: 'persons.identity', most: 'NONE', words: 'Nothing.' }),
        expect.objectContaining({ category: 'public', most: 'FULL', words: 'The value.', reason: null }),
      ]),
    });
  });

  it('sees its rights for the purpose that it states', async () => {
    const { data } = await source.ask(`{ viewer { purpose access { category most words } } }`, {}, 'CUSTOMS_CONTROL');
    expect(data?.viewer).toMatchObject({
      purpose: 'CUSTOMS_CONTROL',
      access: expect.arrayContaining([
        expect.objectContaining({
          category: 'persons.identity',
          most: 'FULL',
          words: expect.stringContaining('Less where'),
        }),
      ]),
    });
  });
});
