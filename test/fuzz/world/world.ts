import {
  type GraphQLAbstractType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Atlas } from './atlas.js';
import { leafValue } from './leaves.js';
import { happens, hash } from './random.js';
import { stable } from './stable.js';

/** How often things are missing, 0 to 1. */
export interface Mood {
  readonly seed: number;
  readonly nulls: number;
  readonly errors: number;
  readonly missing: number;
}

/** An object of the world. Its number is its identity in every subgraph; all values follow from it. */
export interface WorldRecord {
  readonly __typename: string;
  readonly number: number;
  /** The representation that it was asked by. */
  readonly given?: Readonly<Record<string, unknown>>;
}

/** Entities of each type; few, so that the same one stands at many places. */
const POPULATION = 9;

/** Where a value is asked for. */
export interface Place {
  readonly subgraph: string;
  readonly schema: GraphQLSchema;
  readonly type: string;
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly record: WorldRecord | undefined;
}

/**
 * The value of a field: the same in whatever subgraph it is asked, but that a field with `@requires` also shows what its
 * representation brought.
 *
 * @throws Error at the mood's rate
 */
export function worldValue(atlas: Atlas, mood: Mood, place: Place, declared: GraphQLOutputType): unknown {
  const { record, field } = place;
  const owner = atlas.families.get(place.type)?.name ?? place.type;
  const number = record?.number ?? 0;
  const key = atlas.keys.get(`${place.type}.${field}`);
  if (key === 'leaf') return /Int|Float/.test(String(declared)) ? number : `${field}-${number}`;
  const named = atlas.fields.get(`${place.type}.${field}`) ?? '';
  if (key === 'object') return { __typename: named, number } satisfies WorldRecord;
  const required = atlas.requires.get(`${place.subgraph} ${place.type}.${field}`);
  const brought = required ? stable(project(record?.given ?? {}, required)) : '';
  const root = hash(mood.seed, owner, number, field, stable(place.args), brought);
  if (happens(mood.errors, root, 'error')) throw new Error(`planted in ${place.type}.${field}`);
  return make(declared, root);

  function make(type: GraphQLOutputType, seed: number): unknown {
    if (isNonNullType(type)) return some(type.ofType, seed);
    return happens(mood.nulls, seed, 'null') ? null : some(type, seed);
  }

  function some(type: GraphQLOutputType, seed: number): unknown {
    if (isNonNullType(type)) return some(type.ofType, seed);
    if (isListType(type)) {
      return Array.from({ length: hash(seed, 'length') % 4 }, (_, index) => make(type.ofType, hash(seed, index)));
    }
    if (isEnumType(type)) {
      const values = atlas.enums.get(type.name) ?? [];
      return values[seed % values.length];
    }
    if (isLeafType(type)) return leafValue(type.name, field, seed);
    return pick(isAbstractType(type) ? type : type.name, seed);
  }

  function pick(type: GraphQLAbstractType | string, seed: number): WorldRecord {
    if (typeof type === 'string') return { __typename: type, number: numberOf(type, seed) };
    const family = atlas.families.get(type.name);
    if (family) return recordOf(atlas, type.name, seed % (POPULATION * family.members.length));
    const members = place.schema.getPossibleTypes(type).map(({ name }) => name);
    return pick(members.sort()[hash(seed, 'type') % members.length] as string, seed);
  }

  function numberOf(type: string, seed: number): number {
    const family = atlas.families.get(type);
    // A value type has no identity to share: every one is another.
    if (!family) return isEntity(atlas, type) ? seed % POPULATION : seed;
    const index = family.members.indexOf(type);
    // In a subgraph that knows the interface as one object type, any member may stand.
    if (index < 0) return seed % (POPULATION * family.members.length);
    return (seed % POPULATION) * family.members.length + index;
  }
}

/** The entity that a representation names, or null at the mood's rate of missing ones. */
export function worldEntity(
  atlas: Atlas,
  mood: Mood,
  subgraph: { readonly name: string; readonly schema: GraphQLSchema },
  representation: Readonly<Record<string, unknown>>,
): WorldRecord | null {
  const type = String(representation.__typename);
  const number = numberIn(atlas, type, representation) ?? hash(stable(representation));
  const owner = atlas.families.get(type)?.name ?? type;
  if (happens(mood.missing, mood.seed, subgraph.name, owner, number, 'missing')) return null;
  const record = isObjectType(subgraph.schema.getType(type))
    ? { __typename: type, number }
    : recordOf(atlas, type, number);
  return { ...record, given: representation };
}

function recordOf(atlas: Atlas, type: string, number: number): WorldRecord {
  const members = atlas.families.get(type)?.members ?? [type];
  return { __typename: members[number % members.length] as string, number };
}

function isEntity(atlas: Atlas, type: string): boolean {
  for (const key of atlas.keys.keys()) if (key.startsWith(`${type}.`)) return true;
  return false;
}

function numberIn(atlas: Atlas, type: string, value: Readonly<Record<string, unknown>>): number | undefined {
  for (const [field, item] of Object.entries(value)) {
    const key = atlas.keys.get(`${type}.${field}`);
    if (key === 'leaf') {
      const digits = /\d+$/.exec(String(item));
      if (digits) return Number(digits[0]);
    } else if (key === 'object' && item !== null && typeof item === 'object') {
      const number = numberIn(atlas, atlas.fields.get(`${type}.${field}`) ?? '', item as Record<string, unknown>);
      if (number !== undefined) return number;
    }
  }
  return undefined;
}

/** Only what a field requires: a representation may bring more, for its neighbours. */
function project(value: unknown, set: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item) => project(item, set));
  if (value === null || typeof value !== 'object') return value;
  const projected: Record<string, unknown> = {};
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) Object.assign(projected, project(value, selection.selectionSet));
    else if (selection.kind === Kind.FIELD && Object.hasOwn(value, selection.name.value)) {
      const item = (value as Record<string, unknown>)[selection.name.value];
      projected[selection.name.value] = selection.selectionSet ? project(item, selection.selectionSet) : item;
    }
  }
  return projected;
}
