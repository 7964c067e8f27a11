import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { mulberry32 } from '../../../fuzz/world/random.js';

/** A stream of numbers in [0, 1) that a seed fixes. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  return () => next() / 0x1_0000_0000;
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Values that make sense in this source's data: by the name of an argument, input field or key. */
export type Pools = Readonly<Record<string, readonly unknown[]>>;

export interface RandomOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

interface Writer {
  readonly schema: GraphQLSchema;
  readonly random: Random;
  readonly pools: Pools;
  readonly representations: readonly object[];
  readonly variables: Record<string, unknown>;
  readonly definitions: string[];
  readonly fragments: string[];
  aliases: number;
  /** Fields that may still be written. */
  left: number;
}

/** A valid operation on a source: any fields, arguments, fragments and conditions that its schema has. */
export function randomOperation(
  schema: GraphQLSchema,
  random: Random,
  { pools, representations }: { readonly pools: Pools; readonly representations: readonly object[] },
): RandomOperation {
  const writer: Writer = {
    schema,
    random,
    pools,
    representations,
    variables: {},
    definitions: [],
    fragments: [],
    aliases: 0,
    left: 40,
  };
  const query = schema.getQueryType() as GraphQLObjectType;
  const selection = writeSelection(writer, query, 0);
  const head = writer.definitions.length > 0 ? `query (${writer.definitions.join(', ')})` : 'query';
  return { query: `${head} ${selection}\n${writer.fragments.join('\n')}`, variables: writer.variables };
}

function writeSelection(writer: Writer, type: GraphQLNamedType, depth: number): string {
  const { random } = writer;
  const parts: string[] = [];
  if (random() < 0.15 || !isObjectType(type)) parts.push('__typename');
  if (isAbstractType(type)) {
    const possible = writer.schema.getPossibleTypes(type);
    if ('getFields' in type && random() < 0.7) parts.push(...writeFields(writer, type as never, depth));
    for (const each of possible) {
      if (random() < 0.6) parts.push(`... on ${each.name} ${writeSelection(writer, each, depth + 1)}`);
    }
    return `{ ${parts.join(' ')} }`;
  }
  parts.push(...writeFields(writer, type as GraphQLObjectType, depth));
  return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}

function writeFields(writer: Writer, type: GraphQLObjectType, depth: number): string[] {
  const { random } = writer;
  const isRoot = type === writer.schema.getQueryType();
  const wanted = isRoot ? 0.5 : Math.max(0.3, 0.75 - depth * 0.05);
  const fields = Object.values(type.getFields()).filter(({ name }) => random() < (rare.has(name) ? 0.03 : wanted));
  return fields.flatMap((field) => {
    const named = getNamedType(field.type);
    if (isCompositeType(named) && (depth > 6 || writer.left <= 0)) return [];
    writer.left -= 1;
    const args = writeArguments(writer, field.args);
    // Fields of one key must agree: a field with arguments gets a key of its own.
    const alias = args || random() < 0.1 ? `a${writer.aliases++}: ` : '';
    const below = isLeafType(named) ? '' : ` ${writeSelection(writer, named, depth + 1)}`;
    const text = `${alias}${field.name}${args}${writeCondition(writer)}${below}`;
    const shape = random();
    if (shape < 0.08) return [`... on ${type.name}${writeCondition(writer)} { ${text} }`];
    if (shape < 0.12) return [`...${writeCondition(writer)} { ${text} }`];
    if (shape < 0.18) return [`${writeFragment(writer, type.name, text)}`];
    if (shape < 0.22 && isLeafType(named)) return [text, text];
    return [text];
  });
}

/** Fields that would make most answers alike: one long text, and a key that is null where another was stated. */
const rare = new Set(['_service', 'ref']);

function writeFragment(writer: Writer, typeName: string, text: string): string {
  const name = `F${writer.fragments.length}`;
  writer.fragments.push(`fragment ${name} on ${typeName} { ${text} }`);
  return writer.random() < 0.3 ? `...${name} ...${name}` : `...${name}`;
}

function writeCondition(writer: Writer): string {
  const { random } = writer;
  if (random() > 0.08) return '';
  const directive = random() < 0.5 ? 'skip' : 'include';
  const value = random() < 0.5;
  if (random() < 0.3) return ` @${directive}(if: ${value})`;
  return ` @${directive}(if: ${writeVariable(writer, 'Boolean!', value)})`;
}

function writeVariable(writer: Writer, type: string, value: unknown): string {
  const name = `v${writer.definitions.length}`;
  writer.definitions.push(`$${name}: ${type}`);
  writer.variables[name] = value;
  return `$${name}`;
}

function writeArguments(writer: Writer, args: readonly GraphQLArgument[]): string {
  const { random } = writer;
  const chosen = isLookUp(args) ? pick(random, args) : null;
  const stated = args.flatMap((arg) => {
    if (arg.name === 'representations') {
      const count = Math.floor(random() * 8);
      const asked = Array.from({ length: count }, () => pick(random, writer.representations));
      return [`representations: ${writeVariable(writer, '[_Any!]!', asked)}`];
    }
    // A look-up takes one of its arguments.
    if (isLookUp(args)) {
      if (arg !== chosen && random() < 0.97) return [];
    }
    const isNeeded =
      arg === chosen || isNonNullType(arg.type) || (args.length === 1 && random() < 0.95) || arg.name === 'first';
    if (!isNeeded && random() > (arg.name === 'filter' || arg.name === 'after' ? 0.08 : 0.3)) return [];
    const value = randomValue(writer, arg.type, arg.name, 0);
    if (random() < 0.5) return [`${arg.name}: ${writeVariable(writer, String(arg.type), value)}`];
    return [`${arg.name}: ${literal(value, arg.type)}`];
  });
  return stated.length > 0 ? `(${stated.join(', ')})` : '';
}

function isLookUp(args: readonly GraphQLArgument[]): boolean {
  return args.length > 1 && args.some(({ name }) => name === 'id');
}

function randomValue(writer: Writer, type: GraphQLInputType, name: string, depth: number): unknown {
  const { random, pools } = writer;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const count = depth > 2 ? 0 : Math.floor(random() * 3);
    return Array.from({ length: count }, () => randomValue(writer, nullable.ofType, name, depth + 1));
  }
  if (isEnumType(nullable)) return pick(random, nullable.getValues()).name;
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(
      (field) =>
        isNonNullType(field.type) || (random() < 0.2 && !(depth > 1 && isInputObjectType(getNamedType(field.type)))),
    );
    return Object.fromEntries(
      fields.map((field) => [
        field.name,
        randomValue(writer, field.type, name === 'filter' ? field.name : `${name}.${field.name}`, depth + 1),
      ]),
    );
  }
  if (name === 'first') return random() < 0.03 ? 0 : 1 + Math.floor(random() * 12);
  const pool = pools[name] ?? pools[nullable.name] ?? [];
  if (pool.length > 0 && random() < 0.9) return pick(random, pool);
  if (nullable.name === 'Int' || nullable.name === 'Float') return Math.floor(random() * 100);
  if (nullable.name === 'Boolean') return random() < 0.5;
  if (nullable.name === 'DateTime') return '2026-06-01T00:00:00Z';
  if (nullable.name === 'PartialDate') return '1980-01';
  return 'x';
}

function literal(value: unknown, type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (value === null || value === undefined) return 'null';
  if (isListType(nullable)) return `[${(value as unknown[]).map((each) => literal(each, nullable.ofType)).join(', ')}]`;
  if (isEnumType(nullable)) return String(value);
  if (isInputObjectType(nullable)) {
    const fields = nullable.getFields();
    const members = Object.entries(value as object).map(
      ([name, member]) => `${name}: ${literal(member, fields[name]?.type as GraphQLInputType)}`,
    );
    return `{ ${members.join(', ')} }`;
  }
  return JSON.stringify(value);
}
