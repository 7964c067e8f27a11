import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type Pools, pick, type Random } from '../../subgraphs/kit/compiled/randomOperation.js';

/** Root fields that the recorder asks, each with the argument that it fills. */
const roots: readonly (readonly [field: string, argument: string | null])[] = [
  ...['consignments', 'persons', 'organizations', 'vessels', 'aircraftRecords', 'seizures', 'incidents'].map(
    (field) => [field, null] as const,
  ),
  ['jointOperations', null],
  ['consignment', 'mrn'],
  ['container', 'containerId'],
  ['vessel', 'imo'],
  ['node', 'id'],
  ['seizure', 'caseReference'],
  ['aircraft', 'registration'],
  ['organization', 'eori'],
  ['matchPersons', 'name'],
  ['search', 'name'],
];

/** Arguments that are more than a text. */
const argumentsOf: Readonly<Record<string, (value: string) => string>> = {
  matchPersons: (value) => `asked: [{ names: [${value}] }]`,
  search: (value) => `text: ${value}`,
};

/** Filters of lists: a leaf, and the pool of its values. */
const filters: Readonly<Record<string, readonly (readonly [leaf: string, pool: string])[]>> = {
  persons: [
    ['name: { eq: $ }', 'name'],
    ['birthDate: { startsWith: $ }', 'year'],
  ],
  organizations: [['name: { eq: $ }', 'name']],
  vessels: [['imo: { eq: $ }', 'imo']],
  consignments: [['mrn: { eq: $ }', 'mrn']],
};

/** How an argument is called, where it is not as the pool is. */
const argumentOf: Readonly<Record<string, string>> = { containerId: 'id' };

/** A question over records and their links, as deep as five levels of objects, that this viewer's schema has. */
export function randomQuestion(schema: GraphQLSchema, random: Random, pools: Pools): string {
  const query = schema.getQueryType() as GraphQLObjectType;
  const budget = { fields: 60 };
  const asked = Array.from({ length: random() < 0.7 ? 1 : 2 }, (_, at) => {
    const [name, argument] = pick(random, roots);
    const field = query.getFields()[name];
    if (!field) return '';
    const from = (pool: string): string => JSON.stringify(pick(random, pools[pool] ?? ['x']));
    const stated =
      argument === null
        ? `first: ${1 + Math.floor(random() * 8)}${filterOf(name, from)}`
        : (argumentsOf[name]?.(from(argument)) ?? `${argumentOf[argument] ?? argument}: ${from(argument)}`);
    return `q${at}: ${name}(${stated}) ${selection(field, 0)}`;
  });
  return `{ __typename ${asked.join(' ')} }`;

  function selection({ type }: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(type);
    if (!isCompositeType(named)) return '';
    return `{ ${fieldsOf(named, depth).join(' ') || '__typename'} }`;
  }

  function filterOf(list: string, from: (pool: string) => string): string {
    const leaves = filters[list];
    if (!leaves || random() > 0.5) return '';
    const [leaf, pool] = pick(random, leaves);
    return `, filter: { ${leaf.replace('$', from(pool))} }`;
  }

  /** Now and then what tells that a row is there and shows nothing of it. */
  function pageField(field: GraphQLField<unknown, unknown>, depth: number): string[] {
    const told = random();
    if (field.name === 'pageInfo') return told < 0.3 ? ['pageInfo { hasNextPage startCursor endCursor }'] : [];
    if (field.name === 'cursor') return told < 0.15 ? ['cursor'] : [];
    if (field.name === 'edges' && told < 0.1) return ['edges { __typename }'];
    if (field.name === 'node' && told < 0.15) return told < 0.08 ? ['node { __typename }'] : [];
    return ['edges', 'node'].includes(field.name) ? [`${field.name} ${selection(field, depth)}`] : [];
  }

  function fieldsOf(type: GraphQLNamedType, depth: number): string[] {
    if (!isObjectType(type)) {
      const possible = schema.getPossibleTypes(type as never);
      return possible.map((each) => `... on ${each.name} { ${fieldsOf(each, depth).join(' ') || '__typename'} }`);
    }
    const isPage = type.name.endsWith('Connection') || type.name.endsWith('Edge');
    return Object.values(type.getFields()).flatMap((field) => {
      const isBelow = isCompositeType(getNamedType(field.type));
      if (isPage) return pageField(field, depth);
      if (random() > (isBelow ? 0.45 : 0.3) || (isBelow && (depth > 4 || budget.fields <= 0))) return [];
      if (field.args.some((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined)) return [];
      budget.fields -= 1;
      const page = field.args.some(({ name }) => name === 'first') ? '(first: 3)' : '';
      const alias = random() < 0.1 ? `a${budget.fields + 1000}: ` : '';
      return [`${alias}${field.name}${page} ${selection(field, depth + 1)}`];
    });
  }
}
