import { type DocumentNode, type FieldNode, type GraphQLSchema, Kind, print, type SelectionSetNode } from 'graphql';
import { corruptions } from './corruptions.js';
import { happens, hash } from './random.js';
import { stable } from './stable.js';

/** Ways in which a source breaks its contract. One case has at most one. */
export const hostilities = [
  'enum',
  'nesting',
  'typename',
  'leaf',
  'absent',
  'keys',
  'tooMany',
  'tooFew',
  'noEntities',
  'errors',
  'nullData',
  'noData',
  'dataIsList',
  'refused',
] as const;
export type Hostility = (typeof hostilities)[number];

/** Share of the places that a hostile source spoils, and of the sources that are hostile. */
const SPOILED = 0.12;
const HOSTILE_SOURCES = 0.5;

export interface HostileCall {
  readonly kind: Hostility;
  readonly seed: number;
  readonly subgraph: { readonly name: string; readonly schema: GraphQLSchema };
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An answer as a source may send it: nothing about it is sure. */
export interface RawAnswer {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/**
 * Spoils an answer. What is spoiled depends on the object and the field, never on aliases, on the place in a batch or on
 * how fetches were put together: two executors that ask in different words meet the same hostility.
 *
 * @throws Error where the source does not answer at all
 */
export function spoil(answer: RawAnswer, call: HostileCall): RawAnswer {
  const { kind, seed, subgraph } = call;
  if (!happens(HOSTILE_SOURCES, seed, subgraph.name, 'hostile')) return answer;
  const data = answer.data as Record<string, unknown> | null | undefined;
  const entities = data?._entities;
  switch (kind) {
    case 'tooMany':
      return Array.isArray(entities) ? { ...answer, data: { _entities: [...entities, null] } } : answer;
    case 'tooFew':
      return Array.isArray(entities) ? { ...answer, data: { _entities: entities.slice(1) } } : answer;
    case 'noEntities':
      return Array.isArray(entities) ? { ...answer, data: hash(seed) % 2 ? { _entities: null } : {} } : answer;
    case 'errors':
      return { ...answer, errors: [...((answer.errors as unknown[]) ?? []), ...strangeErrors] };
    case 'nullData':
      return { data: null, errors: [{ message: 'nothing today' }] };
    case 'noData':
      return hash(seed) % 2 ? {} : { data: null };
    case 'dataIsList':
      return { data: hash(seed) % 2 ? [data] : 'text' };
    case 'refused':
      throw new Error('connection refused');
    default:
      return data ? { ...answer, data: spoilData(data, call) } : answer;
  }
}

const strangeErrors = [
  { message: 'no path' },
  { message: 'far', path: ['_entities', 999, 'x'] },
  { message: 'negative', path: ['_entities', -1] },
  { message: 'unknown', path: ['nobody', 0, 'asked'] },
  { message: 'empty', path: [] },
  { message: 'text', path: 'a.b' },
  { message: 'objects', path: [{ a: 1 }, null] },
  { message: 'code', extensions: { code: 'INTERNAL', source: 'other', secret: 'http://10.0.0.1' } },
  {},
];

function spoilData(data: Record<string, unknown>, call: HostileCall): unknown {
  const { kind, seed, subgraph, document } = call;
  const representations = call.variables.representations as readonly unknown[] | undefined;
  const operation = document.definitions.find(({ kind: of }) => of === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return data;
  const root = hash(seed, subgraph.name, kind);
  if (!representations || !Array.isArray(data._entities)) return object(data, [operation.selectionSet], root, true);
  const set = (operation.selectionSet.selections[0] as FieldNode).selectionSet as SelectionSetNode;
  const entities = data._entities.map((entity, index) =>
    value(entity, [set], hash(root, stable(representations[index])), false),
  );
  return { ...data, _entities: entities };

  function value(item: unknown, sets: readonly SelectionSetNode[], at: number, isRoot: boolean): unknown {
    if (Array.isArray(item)) return item.map((element, index) => value(element, sets, hash(at, index), false));
    if (item === null || typeof item !== 'object' || sets.length === 0) return item;
    return object(item as Record<string, unknown>, sets, at, isRoot);
  }

  function object(
    source: Record<string, unknown>,
    sets: readonly SelectionSetNode[],
    at: number,
    isRoot: boolean,
  ): unknown {
    const spoiled: Record<string, unknown> = {};
    const fields = sets.flatMap((set) => fieldsOf(set, source));
    for (const [name, item] of Object.entries(source)) {
      const nodes = fields.filter(({ alias, name: own }) => (alias ?? own).value === name);
      const [node] = nodes;
      if (!node) continue;
      const inner = hash(at, node.name.value, (node.arguments ?? []).map(print).join());
      const below = value(
        item,
        nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        inner,
        false,
      );
      const done = happens(SPOILED, inner, 'spoil') ? corruptions[kind]?.(below, node, inner) : { value: below };
      if (done && 'value' in done) define(spoiled, name, done.value);
      else if (!done) define(spoiled, name, below);
    }
    if (kind === 'keys' && !isRoot && happens(SPOILED, at, 'keys')) return JSON.parse(withHostileKeys(spoiled));
    return spoiled;
  }

  function fieldsOf(set: SelectionSetNode, source: Record<string, unknown>): FieldNode[] {
    return set.selections.flatMap((selection): FieldNode[] => {
      if (selection.kind === Kind.FIELD) return [selection];
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : document.definitions.find(
              (definition) =>
                definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
            );
      if (!fragment || !('selectionSet' in fragment)) return [];
      const condition = 'typeCondition' in fragment ? fragment.typeCondition?.name.value : undefined;
      return applies(condition, source.__typename) ? fieldsOf(fragment.selectionSet as SelectionSetNode, source) : [];
    });
  }

  function applies(condition: string | undefined, typename: unknown): boolean {
    if (condition === undefined || typeof typename !== 'string' || condition === typename) return true;
    const abstract = subgraph.schema.getType(condition);
    const type = subgraph.schema.getType(typename);
    if (!abstract || !type || !('resolveType' in abstract) || !('getFields' in type)) return false;
    return subgraph.schema.isSubType(abstract, type as never);
  }
}

/** An own property also where it is called `__proto__`. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function withHostileKeys(value: Record<string, unknown>): string {
  const keys =
    '"__proto__":{"polluted":true,"toString":1},"constructor":{"prototype":{"polluted":true}},"hasOwnProperty":1';
  const rest = JSON.stringify(value).slice(1);
  return `{${keys}${rest === '}' ? '' : ','}${rest}`;
}
