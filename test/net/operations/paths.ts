import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isRequiredArgument,
} from 'graphql';
import type { ViewerName } from '../viewers.js';
import type { Operation, Values } from './operation.js';
import { fieldsOf, leavesOf, objectsOf, query, rowOf } from './schema.js';

/** Rows of the list at the top, and of those below. */
const rows = { first: 12, further: 3 } as const;

/** The shortest way from `Query` to a type: a text around what is asked of it. */
type Way = (inner: string) => string;

/** Links asked for at once. */
const mostLinks = 4;

/**
 * Of each type, the shortest way there, and every value of the objects that its fields lead to, some fields at a time. So
 * every field of the graph is asked for, and every link is followed.
 */
export function pathOperations(values: Values, viewers: readonly ViewerName[]): Operation[] {
  const ways = new Map<GraphQLObjectType, Way>([[query, (inner) => `{ ${inner} }`]]);
  const operations: Operation[] = [];
  // A map yields what is set while it is walked: the types nearest to `Query` come first.
  for (const [type, way] of ways) {
    const own: Values = (name) => (name === 'explain.field' ? [explainedOf(type)] : values(name));
    const links = fieldsOf(type).flatMap((field) => {
      const below = objectsOf(field);
      return below ? [{ field, row: rowOf(below), target: rowOf(below) ?? below }] : [];
    });
    const key = type === query || !type.getFields().id ? '' : 'id ';
    const texts: { name: string; text: string }[] = [];
    for (const { field, row, target } of links) {
      const step = stepTo(field, row !== null, own, type === query);
      texts.push({ name: field.name, text: step(leavesOf(target)) });
      const isList = row !== null || type !== query;
      if (!ways.has(target) && isList) ways.set(target, (inner) => way(`${key}${step(inner)}`));
    }
    for (const some of together(texts)) {
      const asked = `${key}${some.map(({ text }) => text).join(' ')}`;
      operations.push({ name: `${type.name}: ${some.map(({ name }) => name).join(', ')}`, query: way(asked), viewers });
    }
    if (ways.size < 2) throw new Error('nothing below Query');
    // Types that no list leads to are reached by a look-up.
    if (type === query) addLookUps(ways, values);
  }
  return operations;
}

/** Acts on a person's request, which are refused beside any other field. */
const acts: ReadonlySet<string> = new Set(['subject', 'subjectAnswer', 'subjectAgreement']);

/** The fields that each operation asks for. */
function together<Asked extends { readonly name: string }>(fields: readonly Asked[]): readonly (readonly Asked[])[] {
  const alone = fields.filter(({ name }) => acts.has(name));
  const others = fields.filter((field) => !alone.includes(field));
  const groups = Array.from({ length: Math.ceil(others.length / mostLinks) }, (_, at) =>
    others.slice(at * mostLinks, (at + 1) * mostLinks),
  );
  return [...groups, ...alone.map((field) => [field])];
}

/** The first value of a record; a viewer has any field explained. */
function explainedOf(type: GraphQLObjectType): string {
  const [first = ''] = leavesOf(type)
    .split(' ')
    .filter((name) => name !== 'id');
  return type.name === 'Viewer' ? 'Incident.narrative' : first;
}

function addLookUps(ways: Map<GraphQLObjectType, Way>, values: Values): void {
  for (const field of fieldsOf(query)) {
    const below = objectsOf(field);
    const target = below && (rowOf(below) ?? below);
    if (!below || !target || ways.has(target)) continue;
    const step = stepTo(field, rowOf(below) !== null, values, true);
    ways.set(target, (inner) => `{ ${step(inner)} }`);
  }
}

/** A field with its arguments, around what is asked of its objects. */
function stepTo(field: GraphQLField<unknown, unknown>, isList: boolean, values: Values, isFirst: boolean): Way {
  const filled = field.args
    .filter((argument) => isRequiredArgument(argument) || isIdentity(field, argument.name))
    .map(({ name, type }) => `${name}: ${stated(values, field.name, name, type)}`);
  const all = [...(isList ? [`first: ${isFirst ? rows.first : rows.further}`] : []), ...filled];
  const args = all.length === 0 ? '' : `(${all.join(', ')})`;
  return (inner) =>
    isList
      ? `${field.name}${args} { pageInfo { hasNextPage hasPreviousPage } edges { node { ${inner} } } }`
      : `${field.name}${args} { ${inner} }`;
}

/** A look-up takes one of several identities: here the first. */
function isIdentity(field: GraphQLField<unknown, unknown>, name: string): boolean {
  return field.args[0]?.name === name && name === 'id';
}

function stated(values: Values, field: string, name: string, type: GraphQLInputType): string {
  const named = getNamedType(type);
  const isQuestion = isInputObjectType(named);
  const from = isQuestion ? 'names' : name;
  const [value = 'none'] = [...values(`${field}.${from}`), ...values(from)];
  const isNumber = named.name === 'Int' || typeof value === 'number';
  const text = isNumber ? String(Number(value) || 0) : JSON.stringify(value);
  const one = isQuestion ? `{ names: [${text}] }` : text;
  return String(type).startsWith('[') ? `[${one}]` : one;
}
