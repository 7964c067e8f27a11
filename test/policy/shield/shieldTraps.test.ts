import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ApolloGateway } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { readApiSchema } from '../../../gateway/supergraph/apiSchema.js';
import { applyMiddleware, rule } from '../../../policy/graphqlShield.js';
import { createVerdictStore } from '../../../policy/rules/verdict.js';
import { compileShield, type RuleTree, wrapSchema } from '../../../policy/shield.js';
import type { Decision, Effect } from '../../../policy/types.js';
import { readAccess } from '../../../schema/access.js';
import { composeSupergraph } from '../../../schema/compose.js';
import { packageFile, readPackageFile } from '../../../schema/files.js';
import { parseSourceSdl } from '../../../schema/sourceSdl.js';

/*
 * Traps of the libraries that the field wall stands on. Each is a pair: the bare library falls into it, the wall does not. A first
 * half that turns red says that a library has mended its trap: then its guard here may go.
 */
const library = createRequire(import.meta.url)('graphql-shield') as Record<
  'allow' | 'deny' | 'not' | 'chain' | 'shield',
  // biome-ignore lint/suspicious/noExplicitAny: trees that the library's own types would refuse are given to it
  any
>;
const { allow, deny, not, shield } = library;

const typeDefs = parse(/* GraphQL */ `
  directive @access(category: String!) on OBJECT | INTERFACE | FIELD_DEFINITION
  type Query { person: Person @access(category: "public")  named: Named @access(category: "public")  anyone: Anyone @access(category: "public") }
  interface Named @access(category: "persons.identity") { name: String }
  union Anyone = Person
  type Person implements Named @access(category: "persons.identity") { name: String  passport: String @access(category: "persons.documents") }
`);
const access = readAccess(typeDefs);
const verdicts = createVerdictStore();
let effects: Record<string, Effect> = {};
const ada = () =>
  verdicts.set(
    { __typename: 'Person', name: 'Ada Example', passport: 'XA123' },
    { of: (category): Decision => ({ effect: effects[category] ?? 'NONE', reason: 'CATEGORY', rule: 'test' }) },
  );
const schema = buildSubgraphSchema({ typeDefs, resolvers: { Query: { person: ada, named: ada, anyone: ada } } });
const options = { verdictOf: verdicts.of, isVerified: () => true };
const tree = compileShield(schema, access, options);
const guarded = wrapSchema(schema, tree);

const bare = (rules: object, own: object = {}) => applyMiddleware(schema, shield(rules, own)) as GraphQLSchema;
const ours = (rules: object) => () => wrapSchema(schema, rules as RuleTree);

async function ask(against: GraphQLSchema, query = '{ person { name passport } }', contextValue: object = {}) {
  const { data, errors } = await execute({ schema: against, document: parse(query), contextValue });
  return { ...(data as { person?: object }), errors: (errors ?? []).map(({ message }) => message) };
}

const whole = { name: 'Ada Example', passport: 'XA123' };
const neither = { name: null, passport: null };
const failing = () => {
  throw new Error('secret of the deployment');
};

beforeEach(() => {
  effects = { 'persons.identity': 'FULL', 'persons.documents': 'FULL' };
});

describe('a type that no rule names', () => {
  it('the library shows: its fallback is to allow', async () => {
    expect((await ask(bare({ Query: { person: allow } }))).person).toEqual(whole);
  });
  it('ours has none: the start stops, and a field without a verdict is denied', async () => {
    expect(ours({ Query: tree.Query })).toThrow('shield: Person has no rules');
    effects = {};
    expect((await ask(guarded)).person).toEqual(neither);
  });
});

describe.each([
  ['undefined', undefined],
  ['a plain function', () => false],
])('%s among the rules of a type', (_, value) => {
  it('the library drops all rules of the type for it, denials too', async () => {
    expect((await ask(bare({ Person: { name: deny, passport: value } }))).person).toEqual(whole);
  });
  it('ours stops the start for it', () => {
    expect(ours({ ...tree, Person: { ...tree.Person, passport: value } })).toThrow(
      'shield: Person.passport has no rule',
    );
  });
});

describe('a rule on an interface or a union', () => {
  const query = '{ named { name } anyone { ... on Person { name } } }';
  it('the library ignores', async () => {
    const shown = await ask(bare({ Named: { name: deny }, Anyone: deny }), query);
    expect(shown).toEqual({ named: { name: whole.name }, anyone: { name: whole.name }, errors: [] });
  });
  it('ours stops the start for, and what comes by them has the rules of its own type', async () => {
    expect(ours({ ...tree, Named: { name: deny } })).toThrow('shield: Named is not an object type');
    expect(ours({ ...tree, Anyone: {} })).toThrow('shield: Anyone is not an object type');
    effects = {};
    expect(await ask(guarded, query)).toMatchObject({ named: { name: null }, anyone: { name: null } });
  });
});

describe.each(['contextual', 'strict'] as const)('a rule whose answers are kept, %s', (cache) => {
  const kept = (answer: (field: string) => boolean) =>
    rule('is shown', { cache })((_parent, _args, _context, { fieldName }) => answer(fieldName));

  it('the library asks once for all fields: what one allows is allowed for the next', async () => {
    const onlyNames = kept((field) => field === 'name');
    // `strict` goes by parent and arguments, which are the same for both fields.
    expect((await ask(bare({ Person: { name: onlyNames, passport: onlyNames } }))).person).toEqual(whole);
  });
  it("the library answers one source's question with another's answer, where their context is one", async () => {
    const context = {};
    const [open, shut] = [true, false].map((answer) => {
      const one = kept(() => answer);
      return bare({ Person: { name: one, passport: one } });
    }) as [GraphQLSchema, GraphQLSchema];
    expect((await ask(shut, undefined, {})).person).toEqual(neither);
    await ask(open, undefined, context);
    expect((await ask(shut, undefined, context)).person).toEqual(whole);
  });
  it('ours stops the start for, and nothing is kept in a context that is shared', async () => {
    expect(ours({ ...tree, Person: { ...tree.Person, passport: kept(() => true) } })).toThrow(
      'shield: the rule of Person.passport is cached',
    );
    const context = {};
    expect((await ask(guarded, undefined, context)).person).toEqual(whole);
    effects['persons.documents'] = 'NONE';
    expect((await ask(guarded, undefined, context)).person).toEqual({ ...whole, passport: null });
    expect(context).toEqual({ _shield: { cache: {} } });
  });
});

describe('not() of a rule that fails', () => {
  const isForbidden = rule('is forbidden', { cache: 'no_cache' })(failing);
  it('the library takes for leave', async () => {
    const rules = { Person: { name: not(isForbidden), passport: not(isForbidden) } };
    expect((await ask(bare(rules, { fallbackRule: deny, fallbackError: 'denied' }))).person).toBeNull();
    expect((await ask(bare({ Query: { person: allow }, ...rules }, { fallbackRule: deny }))).person).toEqual(whole);
  });
  it('ours takes no rule made of rules, and a check that fails denies', async () => {
    expect(ours({ ...tree, Person: { ...tree.Person, passport: not(isForbidden) } })).toThrow(
      'shield: Person.passport has no rule',
    );
    const broken = wrapSchema(schema, compileShield(schema, access, { ...options, verdictOf: failing }));
    expect((await ask(broken)).person).toEqual(neither);
  });
});

describe.each([
  ['a text', () => 'secret of the deployment'],
  ['an error', () => new Error('secret of the deployment')],
])('a rule that gives %s', (_, given) => {
  it('the library shows it to the client in place of the error that was set for all', async () => {
    const telling = rule('telling', { cache: 'no_cache' })(given);
    const { errors } = await ask(
      bare({ Person: { name: telling } }, { fallbackError: 'denied' }),
      '{ person { name } }',
    );
    expect(errors).toEqual(['secret of the deployment']);
  });
  it('ours lets no check but its own speak: what one gives or throws is a refusal in our words', async () => {
    for (const decide of [() => ({ effect: given() }) as never, failing]) {
      const told = wrapSchema(schema, compileShield(schema, access, { ...options, verdictOf: () => ({ of: decide }) }));
      const { person, errors } = await ask(told);
      expect(person).toEqual(neither);
      expect(errors).toHaveLength(2);
      expect(errors.join()).not.toContain('secret');
    }
  });
});

describe('util.isUndefined, which newer Node.js does not have', () => {
  const without = (script: string) => {
    const first = "delete require('node:util').isUndefined;";
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    const child = spawnSync(process.execPath, ['-e', first + script], { cwd: packageFile('.'), env, encoding: 'utf8' });
    return child.stdout.trim() || child.stderr;
  };
  const chained = `const { shield, chain, allow } = require('graphql-shield');
    chain(allow).resolve({}, {}, {}, {}, {}).then(console.log, (error) => console.log(error.message))`;

  it('the library imports: its ESM build does not load without it, its CommonJS build fails when a chain is asked', () => {
    const source = readFileSync(packageFile(join('node_modules', 'graphql-shield', 'esm', 'rules.js')), 'utf8');
    expect(source).toMatch(/import \{ isUndefined \} from ["']util["']/);
    expect(without(chained)).toContain('isUndefined) is not a function');
  });
  it('ours is loaded from the one place that brings it back', () => {
    const place = pathToFileURL(packageFile(join('dist', 'policy', 'graphqlShield.js'))).href;
    expect(without(`import('${place}').then(() => { ${chained} })`)).toBe('true');
  });
});

describe("a label of Apollo's own", () => {
  it.each(['@authenticated', '@requiresScopes(scopes: [["a"]])', '@policy(policies: [["a"]])'])(
    'the library composes, and its gateway does not start with: %s',
    async (label) => {
      const name = label.replace(/\(.*/, '');
      const link = `@link(url: "https://specs.apollo.dev/federation/v2.6", import: ["${name}"])`;
      const document = parseSourceSdl(`extend schema ${link} type Query { person: String ${label} }`);
      const { supergraphSdl, errors } = composeSupergraph([{ name: 'one', document }]);
      expect(errors).toEqual([]);
      const logger = { debug() {}, info() {}, warn() {}, error() {} };
      const gateway = new ApolloGateway({ supergraphSdl: supergraphSdl ?? '', logger });
      await expect(gateway.load({ apollo: {} } as never)).rejects.toThrow(name.slice(1));
    },
  );
  it('ours does not use: the labels travel as @access, which it loads', async () => {
    const sdl = readPackageFile('schema', 'supergraph.graphql');
    expect(sdl).not.toMatch(
      /specs\.apollo\.dev\/(authenticated|requiresScopes|policy)|@(authenticated|requiresScopes|policy)\b/i,
    );
    expect(sdl).toContain('@access(category: "persons.documents")');
    expect((await readApiSchema(sdl, 'none')).getType('Person')).toBeDefined();
  });
});
