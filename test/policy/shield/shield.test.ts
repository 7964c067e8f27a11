import { buildSubgraphSchema } from '@apollo/subgraph';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { rule } from '../../../policy/graphqlShield.js';
import { createVerdictStore } from '../../../policy/rules/verdict.js';
import { assertComplete, compileShield, type FieldLook, type RuleTree, wrapSchema } from '../../../policy/shield.js';
import { type Decision, type Effect, rank } from '../../../policy/types.js';
import { readAccess } from '../../../schema/access.js';

const typeDefs = parse(/* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  directive @access(category: String!) on OBJECT | INTERFACE | FIELD_DEFINITION
  type Query { person: Person @access(category: "public")  named: Named @access(category: "public")  anything: Thing @access(category: "public") }
  interface Named @access(category: "persons.identity") { name: String }
  union Thing = Person | Ship
  type Person implements Named @key(fields: "id") @access(category: "persons.identity") {
    id: ID! @access(category: "public")
    name: String
    passport: String @access(category: "persons.documents")
    address: Address @access(category: "persons.contact")
    broken: String
  }
  type Address @access(category: "persons.contact") { street: String }
  type Ship @access(category: "vessels.identity") { flag: String }
`);
const access = readAccess(typeDefs);
const verdicts = createVerdictStore();
let looks: FieldLook[] = [];
let effects: Record<string, Effect> = {};

function verdict<Value extends object>(object: Value): Value {
  return verdicts.set(object, {
    of: (category): Decision => ({ effect: effects[category] ?? 'NONE', reason: 'CATEGORY', rule: 'test' }),
  });
}

const ada = () =>
  verdict({
    __typename: 'Person',
    id: 'person_1',
    name: 'Ada Example',
    passport: 'XA123',
    address: verdict({ street: 'Long Lane' }),
  });

function build(): GraphQLSchema {
  return buildSubgraphSchema({
    typeDefs,
    resolvers: {
      Query: { person: ada, named: ada, anything: () => verdict({ __typename: 'Ship', flag: 'XA' }) },
      Person: {
        __resolveReference: (key: { id: string }) => (key.id === 'person_1' ? ada() : null),
        broken: () => {
          throw new Error('resolver broke');
        },
      },
    },
  });
}

const options = {
  verdictOf: verdicts.of,
  onField: (look: FieldLook) => void looks.push(look),
  isVerified: (context: unknown) => (context as { verified?: boolean }).verified === true,
};
const schema = build();
const tree = compileShield(schema, access, options);
const guarded = wrapSchema(schema, tree);

async function ask(query: string, contextValue: object = { verified: true }, against = guarded) {
  return execute({ schema: against, document: parse(query), contextValue });
}

beforeEach(() => {
  looks = [];
  effects = { 'persons.identity': 'FULL', 'vessels.identity': 'FULL' };
});

describe('the field wall', () => {
  it('shows what the verdict allows and withholds the rest', async () => {
    const { data, errors } = await ask('{ person { id name passport address { street } } }');
    expect(data).toEqual({ person: { id: 'person_1', name: 'Ada Example', passport: null, address: null } });
    expect(errors?.map((error) => error.extensions.code)).toEqual(['WITHHELD', 'WITHHELD']);
    expect(JSON.stringify(errors)).not.toContain('XA123');
  });

  it.each(['NONE', 'HIT', 'MASKED', 'FULL'] as const)('turns with the verdict: %s', async (effect) => {
    effects['persons.documents'] = effect;
    const { data } = await ask('{ person { passport } }');
    expect(data).toEqual({ person: { passport: rank[effect] >= rank.MASKED ? 'XA123' : null } });
  });

  it('denies every field of an object that has no verdict but what is public', async () => {
    const bare = buildSubgraphSchema({
      typeDefs,
      resolvers: { Query: { person: () => ({ id: 'person_1', name: 'Ada' }) } },
    });
    const { data } = await ask('{ person { id name } }', {}, wrapSchema(bare, compileShield(bare, access, options)));
    expect(data).toEqual({ person: { id: 'person_1', name: null } });
  });

  it('guards entities that are asked for directly, and asks them who called', async () => {
    const query =
      '{ _entities(representations: [{ __typename: "Person", id: "person_1" }]) { ... on Person { name passport } } }';
    expect((await ask(query)).data).toEqual({ _entities: [{ name: 'Ada Example', passport: null }] });
    for (const context of [{}, { verified: 1 }]) {
      const refused = await ask(query, context);
      expect(refused.data?._entities ?? null).toBeNull();
      expect(refused.errors?.[0]?.extensions.code).toBe('SOURCE_ASSERTION_INVALID');
    }
    expect((await ask('{ _service { sdl } }', {})).errors).toBeUndefined();
  });

  it('takes nothing but true for a verified session, and a failing check for a refusal', async () => {
    const query = '{ _entities(representations: [{ __typename: "Person", id: "person_1" }]) { __typename } }';
    const checks: ((context: unknown) => boolean)[] = [
      () => 'yes' as never,
      () => undefined as never,
      () => {
        throw new Error('no key');
      },
    ];
    for (const isVerified of checks) {
      const { data, errors } = await ask(
        query,
        {},
        wrapSchema(schema, compileShield(schema, access, { ...options, isVerified })),
      );
      expect(data?._entities ?? null).toBeNull();
      expect(errors).toHaveLength(1);
    }
  });

  it('tells of each look at a field that is not public', async () => {
    await ask('{ person { id name passport } }');
    expect(looks.map(({ coordinate, decision }) => [coordinate, decision?.effect])).toEqual([
      ['Person.name', 'FULL'],
      ['Person.passport', 'NONE'],
    ]);
  });

  it('denies with INTERNAL where looking up the verdict fails', async () => {
    const failing = {
      ...options,
      verdictOf: () => {
        throw new Error('secret of the deployment');
      },
    };
    const { data, errors } = await ask(
      '{ person { name } }',
      {},
      wrapSchema(schema, compileShield(schema, access, failing)),
    );
    expect(data).toEqual({ person: { name: null } });
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect(JSON.stringify(errors)).not.toContain('secret of the deployment');
  });

  it('leaves errors of resolvers to the kit', async () => {
    const { errors } = await ask('{ person { broken } }');
    expect(errors?.[0]?.message).toBe('resolver broke');
  });

  it('keeps reference resolvers and type resolution through wrapping', async () => {
    expect((await ask('{ anything { __typename } named { __typename } }')).data).toEqual({
      anything: { __typename: 'Ship' },
      named: { __typename: 'Person' },
    });
  });
});

describe('the boot assertions', () => {
  const allow = rule('test-allow', { cache: 'no_cache' })(() => true);
  const person = tree.Person ?? {};

  it.each<[string, Record<string, unknown>]>([
    ['a type without rules', { ...tree, Ship: undefined }],
    ['a field without a rule', { ...tree, Person: { ...person, passport: undefined } }],
    ['a plain function instead of a rule', { ...tree, Person: { ...person, passport: () => false } }],
    ['a rule instead of a map of rules', { ...tree, Person: allow }],
    [
      'a rule of another copy of the library',
      {
        ...tree,
        Person: {
          ...person,
          passport: new (class Rule {
            cache = 'no_cache';
          })(),
        },
      },
    ],
    [
      'a cached rule',
      { ...tree, Person: { ...person, passport: rule('cached', { cache: 'contextual' })(() => true) } },
    ],
    ['a wildcard', { ...tree, Person: { ...person, '*': allow } }],
    ['an interface', { ...tree, Named: { name: allow } }],
    ['a union', { ...tree, Thing: {} }],
    ['a type that the schema does not have', { ...tree, Ghost: { name: allow } }],
    ['a field that the type does not have', { ...tree, Person: { ...person, ghost: allow } }],
  ])('stop the start for %s', (_what, wrong) => {
    expect(() => assertComplete(schema, wrong as RuleTree)).toThrow(/^shield: /);
    expect(() => wrapSchema(schema, wrong as RuleTree)).toThrow(/^shield: /);
  });

  it('stop the start for a field without a category', () => {
    const unlabelled = buildSubgraphSchema({ typeDefs: parse('type Query { a: String }') });
    expect(() => compileShield(unlabelled, access, options)).toThrow('Query.a has no data category');
  });
});
