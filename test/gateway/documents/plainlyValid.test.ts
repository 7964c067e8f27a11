import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { isPlainlyValid } from '../../../gateway/documents/plainlyValid.js';
import { scalarsAreWellFormed } from '../../../gateway/documents/validate.js';
import { hash } from '../../fuzz/world/random.js';

const schema = buildSchema(`
  scalar Instant
  enum Kind { SHIP BARGE }
  input Filter { name: String kind: Kind }
  interface Craft { id: ID! name(short: Boolean): String crew(first: Int! = 5, kind: Kind): [Person!]! }
  type Ship implements Craft { id: ID! name(short: Boolean): String crew(first: Int! = 5, kind: Kind): [Person!]! home: Port }
  type Port { code: String! ships(at: Instant, names: [String!], filter: Filter): [Ship] any: Any }
  type Person { id: ID! name: String kind: Kind boss: Person }
  union Any = Ship | Person
  type Query { ship(imo: ID!, at: Instant): Ship craft(kind: Kind): Craft people(first: Int): [Person!] any: Any }
  type Mutation { ship(imo: ID!): Ship }
`);

/** Random documents. */
const count = Number(process.env.PLAIN_DOCUMENTS ?? 5_000);

const isPlain = (text: string) => isPlainlyValid(schema, parse(text));
const isValid = (text: string) => validate(schema, parse(text)).length === 0;

const wrongWords = ['nothing', 'constructor', '__proto__', '__schema', 'name', 'home', 'toString'];
const wrongValues = [
  '$a',
  '$b',
  '$c',
  '$d',
  '1',
  '99999999999',
  '1.5',
  '"x"',
  'true',
  'SHIP',
  'TUG',
  'null',
  '[1]',
  '{}',
];
const rightValues: Readonly<Record<string, readonly string[]>> = {
  Boolean: ['true', '$a'],
  Int: ['1', '$b'],
  Kind: ['SHIP', '$c'],
  ID: ['"x"', '$d'],
};

/** A document by its number: right in most of its places. */
function documentOf(seed: number): string {
  let at = 0;
  const next = (below: number): number => hash(seed, at++) % below;
  const pick = <Value>(from: readonly Value[]): Value => from[next(from.length)] as Value;
  const errs = (): boolean => next(40) === 0;
  const text = write(schema.getQueryType() as GraphQLObjectType, 0);
  const right: Readonly<Record<string, string>> = { $a: 'Boolean', $b: 'Int', $c: 'Kind', $d: 'ID!' };
  const used = [...new Set(text.match(/\$\w/g)), ...(errs() ? ['$b'] : [])];
  const defined = used.map((name) => `${name}: ${errs() ? pick(['Int', 'ID', 'Port', 'Int = 3']) : right[name]}`);
  const operation = errs() ? pick(['mutation', 'subscription', 'query Q']) : 'query';
  return `${operation} ${defined.length > 0 ? `(${defined.join(' ')})` : ''} ${text}`;

  function write(type: GraphQLObjectType | GraphQLInterfaceType, depth: number): string {
    const fields = Array.from({ length: 1 + next(3) }, (_, index) => {
      const field = pick(Object.values(type.getFields()));
      const alias = errs() ? '' : `x${index}: `;
      const given = field.args.filter((one) => isRequiredArgument(one) !== errs() || next(3) === 0).map(argument);
      const named = getNamedType(field.type);
      const below = (isObjectType(named) || isInterfaceType(named)) && depth < 4 ? write(named, depth + 1) : '';
      const directive = errs() ? '@skip(if: true)' : '';
      return `${alias}${errs() ? pick(wrongWords) : field.name}${given.length > 0 ? `(${given})` : ''} ${directive} ${below}`;
    });
    return `{ ${errs() ? `... on Ship { id }` : ''} ${fields.join(' ')} }`;
  }

  function argument({ name, type }: GraphQLArgument): string {
    const values = rightValues[getNamedType(type).name] ?? wrongValues;
    return `${errs() ? pick(wrongWords) : name}: ${errs() ? pick(wrongValues) : pick(values)}`;
  }
}

describe('what is plainly valid', () => {
  test('is valid by the rules of the specification, whatever the document', () => {
    let plain = 0;
    for (let seed = 0; seed < count; seed += 1) {
      const text = documentOf(seed);
      if (!isPlain(text)) continue;
      plain += 1;
      expect([text, ...validate(schema, parse(text), [scalarsAreWellFormed, ...specifiedRules])]).toEqual([text]);
    }
    expect(plain).toBeGreaterThan(count / 20);
  });

  test.each([
    'query Q($id: ID!, $n: Int) { ship(imo: $id) { id name(short: true) crew(first: 3, kind: SHIP) { id boss { name } } } people(first: $n) { id } }',
    '{ craft { __typename id a: name(short: true) b: name(short: false) } }',
  ])('are most documents: %s', (text) => {
    expect([isPlain(text), isValid(text)]).toEqual([true, true]);
  });

  test.each([
    ['a field that is not there', '{ people { nothing } }'],
    ['a field of another type', '{ craft { home { code } } }'],
    ['a leaf with fields', '{ people { id { id } } }'],
    ['an object without', '{ people }'],
    ['an argument that is not there', '{ people(last: 1) { id } }'],
    ['an argument twice', '{ people(first: 1, first: 2) { id } }'],
    ['an argument that is missing', '{ ship { id } }'],
    ['a literal of another type', '{ people(first: "1") { id } }'],
    ['a number that is too large', '{ people(first: 9999999999) { id } }'],
    ['a value that an enum has not', '{ craft(kind: TUG) { id } }'],
    ['a variable of another type', 'query($id: String!) { ship(imo: $id) { id } }'],
    ['a variable that may be null', 'query($id: ID) { ship(imo: $id) { id } }'],
    ['a variable that is not defined', '{ ship(imo: $id) { id } }'],
    ['a variable that is not used', 'query($id: ID!) { people { id } }'],
    ['a variable twice', 'query($id: ID!, $id: ID!) { ship(imo: $id) { id } }'],
    ['a variable of an output type', 'query($id: Ship) { people { id } }'],
    ['one name for two fields', '{ people { name name: id } }'],
    ['one name with two values', '{ craft { name(short: true) name(short: false) } }'],
    ['a directive that is not there', '{ people { id @nothing } }'],
    ['a directive of another place', 'query @skip(if: true) { people { id } }'],
    ['a fragment that is not there', '{ people { ...Nothing } }'],
    ['a fragment that is not used', '{ people { id } } fragment F on Person { id }'],
    ['a second operation without a name', '{ people { id } } query Q { people { id } }'],
    ['a scalar of ours that is nothing', '{ ship(imo: "1", at: {}) { id } }'],
    ['what an object inherits', '{ people { constructor } }'],
  ])('is nothing that has %s', (_title, text) => {
    expect(isPlain(text)).toBe(false);
  });
});
