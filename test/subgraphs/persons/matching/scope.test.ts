import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Asker, analysis, openPersons, type PersonsSource, police } from '../ask.js';
import { insertRows, type Row } from '../fixtures.js';

const source = await openPersons();

const listed = (id: string, more: Row): Row => ({
  id: `person_${id}`,
  name: 'Tarvik Solomonov Exemplar',
  names: [{ name: 'Tarvik Solomonov Exemplar', kind: 'NAME', script: 'Latn' }],
  ...more,
});

beforeAll(async () => {
  await insertRows(source.adminUrl, 'person', [
    listed('one', { source: 'ofac-sdn', programmes: ['SDGT', 'EXEMPLAR2'] }),
    listed('two', { source: 'eu-fsf', programmes: ['EXEMPLAR2'] }),
    listed('three', { source: 'eu-fsf' }),
  ]);
});

const query = `query ($sources: [String!], $programmes: [String!]) {
  matchPersons(asked: [{ names: ["Tarvik Solomonov Exemplar"] }], sources: $sources, programmes: $programmes) {
    state matches { person { id } } } }`;
const searchQuery = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Search {
  persons { state similar { person { id } } } } } }`;

interface Found {
  readonly state: string;
  readonly matches?: readonly { readonly person: { readonly id: string } }[] | null;
  readonly similar?: readonly { readonly person: { readonly id: string } }[] | null;
}

async function found(scope: object, ask: PersonsSource['ask'] = source.ask, asker: Asker = police) {
  const { data, errors } = await ask(asker, query, { ...scope });
  if (errors) return errors.map(({ extensions }) => extensions.code);
  return idsOf((data?.matchPersons as Found[] | undefined)?.[0]);
}

function idsOf(answer: Found | undefined) {
  expect(answer?.state).toBe('OK');
  return (answer?.matches ?? answer?.similar ?? []).map(({ person }) => person.id.replace('person_', '')).sort();
}

async function searched(scope: { readonly sources?: readonly string[]; readonly programmes?: readonly string[] }) {
  const { sources = null, programmes = null } = scope;
  const recognised = [{ form: 'NAME', value: 'Tarvik Solomonov Exemplar' }];
  const probe = source.seal(police, { kind: 'search', recognised, feeds: sources, programmes });
  const { data } = await source.ask(police, searchQuery, { of: [{ __typename: 'Search', probe }] });
  return idsOf((data?._entities as { readonly persons: Found }[] | undefined)?.[0]?.persons);
}

const scopes = [
  [{}, ['one', 'three', 'two']],
  [{ sources: ['eu-fsf'] }, ['three', 'two']],
  [{ programmes: ['EXEMPLAR2'] }, ['one', 'two']],
  [{ sources: ['eu-fsf'], programmes: ['EXEMPLAR2', 'SDGT'] }, ['two']],
  [{ programmes: ['NONE'] }, []],
  [{ sources: [] }, []],
] as const;

describe('a question of lists or programmes', () => {
  it.each(scopes)('%j finds those alone', async (scope, ids) => {
    expect(await found(scope)).toEqual(ids);
    expect(await searched(scope)).toEqual(ids);
  });

  it('finds by a programme nobody of whom it is not in full', async () => {
    const blind = source.without('persons.sanctions', 'EUROPOL');
    expect(await found({}, blind, analysis)).toEqual(['one', 'three', 'two']);
    expect(await found({ programmes: ['EXEMPLAR2'] }, blind, analysis)).toEqual([]);
  });

  it('states fifty of each at most', async () => {
    const many = Array.from({ length: 51 }, (_, at) => `P${at}`);
    expect(await found({ programmes: many })).toEqual(['BAD_USER_INPUT']);
    expect(await found({ sources: many })).toEqual(['BAD_USER_INPUT']);
  });
});
