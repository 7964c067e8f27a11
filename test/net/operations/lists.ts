import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import type { ViewerName } from '../viewers.js';
import type { Operation, Values } from './operation.js';
import { byName, fieldsOf, leavesOf, objectsOf, query, rowOf } from './schema.js';

/** Every list of `Query` by each filter with each of its operators, and in each order, page after page. */
export function listOperations(values: Values, viewers: readonly ViewerName[]): Operation[] {
  return fieldsOf(query).flatMap((field) => {
    const connection = objectsOf(field);
    const row = connection && rowOf(connection);
    if (!row) return [];
    const list = (alias: string, args: string, selection: string) =>
      `${alias}${field.name}(${field.name === 'codes' ? 'list: "unlocode", ' : ''}first: 5${args}) { pageInfo { hasNextPage endCursor } edges { node { ${selection} } } }`;
    const paged = (name: string, args: string, selection: string): Operation => ({
      name: `${field.name} ${name}`,
      query: `query ($after: String) { ${list('', `, after: $after${args}`, selection)} }`,
      pages: field.name,
      viewers,
    });
    const filtered = (name: string, texts: readonly string[]): Operation => ({
      name: `${field.name} by ${name}`,
      query: `{ ${texts.map((text, at) => list(`f${at}: `, `, filter: ${text}`, briefly(row, name))).join(' ')} }`,
      viewers,
    });
    const ofList: Values = (name) => [...values(`${field.name}.${name}`), ...values(name)];
    const filters = filterTexts(inputOf(field, 'filter'), ofList);
    const orders = sortFields(inputOf(field, 'sort'));
    return [
      paged('all', '', leavesOf(row)),
      ...[...filters].map(([name, texts]) => filtered(name, texts)),
      ...(inputOf(field, 'filter')?.getFields().and
        ? [filtered('all of them', combined([...filters.values()].flat()))]
        : []),
      ...orders.map((name) => paged(`up by ${name}`, `, sort: { field: ${name}, direction: ASC }`, briefly(row, name))),
      ...orders.map((name) =>
        paged(`down by ${name}`, `, sort: { field: ${name}, direction: DESC }`, briefly(row, name)),
      ),
    ];
  });
}

function inputOf(field: GraphQLField<unknown, unknown>, argument: string): GraphQLInputObjectType | null {
  const found = field.args.find(({ name }) => name === argument);
  const type = found && getNamedType(found.type);
  return isInputObjectType(type) ? type : null;
}

/** What is filtered or sorted by, beside the key, where the row has it by the same name. */
function briefly(row: GraphQLObjectType, name: string): string {
  const camel = name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const shown = fieldsOf(row).filter((field) => [name, camel].includes(field.name) && !objectsOf(field));
  const key = row.getFields().id ? 'id' : '__typename';
  return [key, ...shown.map((field) => field.name).filter((one) => one !== key)].join(' ');
}

/** Filters by the field that they filter by: one with each of its operators. */
function filterTexts(type: GraphQLInputObjectType | null, values: Values): ReadonlyMap<string, readonly string[]> {
  const members = byName(Object.values(type?.getFields() ?? {})).filter(
    ({ name }) => !['and', 'or', 'not'].includes(name),
  );
  return new Map(
    members.map(({ name, type: of }) => {
      const operators = getNamedType(of);
      if (!isInputObjectType(operators)) return [name, [`{ ${name}: ${value(of, name, values)} }`]];
      const each = byName(Object.values(operators.getFields()));
      return [name, each.map((one) => `{ ${name}: { ${one.name}: ${value(one.type, name, values)} } }`)];
    }),
  );
}

/** Both, either, and not. */
function combined(filters: readonly string[]): string[] {
  const [one] = filters;
  const last = filters.at(-1);
  return [`{ and: [${one}, ${last}] }`, `{ or: [${one}, ${last}] }`, `{ not: ${one} }`];
}

function sortFields(type: GraphQLInputObjectType | null): string[] {
  const field = type?.getFields().field;
  const names = field ? getNamedType(field.type) : undefined;
  return isEnumType(names) ? byName([...names.getValues()]).map(({ name }) => name) : [];
}

/** The largest box and circle: what is found differs by what a viewer may see. */
const edges: Readonly<Record<string, number>> = { south: -90, west: -180, north: 90, east: 180, radiusKm: 500 };

/** A value of an input, of those that answers had where there are such. */
function value(type: GraphQLInputType, name: string, values: Values): string {
  const named = getNamedType(type);
  const [first] = values(name);
  const wrap = (text: string) => (isListType(type) || String(type).startsWith('[') ? `[${text}]` : text);
  if (isEnumType(named)) {
    const known = named
      .getValues()
      .map((one) => one.name)
      .sort();
    return wrap(known.includes(String(first)) ? String(first) : (known[0] ?? 'null'));
  }
  if (isInputObjectType(named)) {
    const members = byName(Object.values(named.getFields()));
    return wrap(`{ ${members.map((one) => `${one.name}: ${value(one.type, one.name, values)}`).join(', ')} }`);
  }
  const edge = edges[name];
  if (edge !== undefined) return String(edge);
  if (named.name === 'Boolean') return 'true';
  if (named.name === 'Int' || named.name === 'Float') return wrap(String(Number(first) || 10));
  if (named.name === 'DateTime') return wrap('"2026-11-20T00:00:00Z"');
  if (named.name === 'PartialDate') return wrap('"2019"');
  return wrap(JSON.stringify(String(first ?? 'EX')));
}
