import type { FetchNode, QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { eachField, mapFields } from '../../../policy/operations/eachField.js';
import { compositesOf, parseFieldSet, sourceNames, states, textArgument } from '../../../schema/federation/join.js';
import { entitiesOf, withEntities } from './entityFetch.js';

/** An interface that a source knows as one object type (`@interfaceObject`). */
interface InterfaceObject {
  /** The fields of each of its keys. */
  readonly keys: readonly Names[];
  /** The fields that a field requires, by its name. */
  readonly requires: ReadonlyMap<string, Names>;
}

type Names = readonly string[];

/** The interface objects of a supergraph, by source and type. */
export type InterfaceObjects = ReadonlyMap<string, InterfaceObject>;

/** Reads the interface objects off a supergraph. */
export function interfaceObjects(supergraph: DocumentNode): InterfaceObjects {
  const found = new Map<string, InterfaceObject>();
  const sources = sourceNames(supergraph);
  for (const [name, { directives = [], fields = [] }] of compositesOf(supergraph)) {
    const joins = directives.filter(({ name: { value } }) => value === 'join__type');
    for (const join of joins.filter((each) => states(each, 'isInterfaceObject', true))) {
      const graph = textArgument(join, 'graph') ?? '';
      const key = textArgument(join, 'key');
      const at = `${sources.get(graph)} ${name}`;
      const keys = [...(found.get(at)?.keys ?? []), ...(key === undefined ? [] : [namesOf(key)])];
      const requires = fields.flatMap(({ name: field, directives: stated = [] }): [string, Names][] => {
        const own = stated.find((each) => textArgument(each, 'graph') === graph);
        const text = own && textArgument(own, 'requires');
        return text === undefined ? [] : [[field.value, namesOf(text)]];
      });
      found.set(at, { keys, requires: new Map(requires) });
    }
  }
  return found;
}

/**
 * Replaces a fetch over an interface object whose representations lack a key, or lack what only part of the fetch requires.
 * Any other fetch is returned as it is.
 *
 * Where types of an interface are asked for different fields, the planner merges them into one fetch, and their
 * representations into one: the key of one type with what another requires. Without a key the source answers for another
 * entity or fails; and a type of which a required field was not asked gets nothing at all.
 */
export function keyedFetches(fetch: FetchNode, objects: InterfaceObjects): readonly FetchNode[] {
  const { requires = [], serviceName } = fetch;
  if (objects.size === 0 || requires.length < 2) return [fetch];
  const entities = entitiesOf(fetch);
  const [above, ...others] = new Set(typesOf(entities));
  const object = objects.get(`${serviceName} ${above}`);
  if (above === undefined || !object || others.length > 0) return [fetch];
  const keyed = keyedTypes(requires, above, object);
  const fetches = groupsOf(entities, object, keyed.length === 1).map(({ needs, isMember }) =>
    withEntities(
      fetch,
      mapFields(entities, '', (field) => (isMember(field.name.value) ? [field] : [])),
      keyed.flatMap((type) => representation(type, needs)),
    ),
  );
  return fetches.every((each) => each.requires?.length !== 0) ? fetches : [fetch];
}

/** The types that a fetch asks its entities as. */
function typesOf({ selections }: SelectionSetNode): readonly (string | undefined)[] {
  return selections.map((selection) =>
    selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined,
  );
}

/** The fields of a fetch that require the same. */
interface Group {
  readonly needs: Names;
  isMember(field: string): boolean;
}

/** The fields that are asked of the entities, grouped by what they require; of one type, all together. */
function groupsOf(entities: SelectionSetNode, object: InterfaceObject, isOneType: boolean): readonly Group[] {
  const asked = new Set<string>();
  eachField(entities, '', ({ name }) => asked.add(name.value));
  const needsOf = (field: string): Names => object.requires.get(field) ?? [];
  // Type and only key may be asked for in every group.
  const beside = new Set(['__typename', ...(object.keys.length === 1 ? object.keys.flat() : [])]);
  const needing = [...asked].filter((field) => !beside.has(field));
  const needs = new Map(needing.map((field) => [needsOf(field).join(), needsOf(field)]));
  if (isOneType || needs.size < 2) return [{ needs: [...new Set([...needs.values()].flat())], isMember: () => true }];
  return [...needs].map(([group, own]) => ({
    needs: own,
    isMember: (field) => beside.has(field) || needsOf(field).join() === group,
  }));
}

/** What is known of objects of one type when the fetch is made. */
interface KeyedType {
  readonly name: string;
  readonly key: Names;
  readonly fields: ReadonlyMap<string, QueryPlanFieldNode>;
}

/** The types with a known key; what is known of the interface is known of each type. */
function keyedTypes(
  requires: readonly QueryPlanSelectionNode[],
  above: string,
  { keys }: InterfaceObject,
): readonly KeyedType[] {
  const types = new Map<string, Map<string, QueryPlanFieldNode>>();
  for (const fragment of requires) {
    if (fragment.kind === 'Field') continue;
    const type = fragment.typeCondition ?? above;
    const fields = types.get(type) ?? new Map<string, QueryPlanFieldNode>();
    types.set(type, fields);
    for (const field of fragment.selections) if (field.kind === 'Field') fields.set(field.alias ?? field.name, field);
  }
  return [...types].flatMap(([name, own]): KeyedType[] => {
    const fields = new Map([...(types.get(above) ?? []), ...own]);
    const key = keys.find((names) => names.every((each) => fields.has(each)));
    return key ? [{ name, key, fields }] : [];
  });
}

/** The key of a type with what is needed beside; nothing where that is not known. */
function representation({ name, key, fields }: KeyedType, needs: Names): QueryPlanSelectionNode[] {
  const names = new Set(['__typename', ...key, ...needs]);
  const selections = [...names].flatMap((each) => fields.get(each) ?? []);
  return selections.length === names.size ? [{ kind: 'InlineFragment', typeCondition: name, selections }] : [];
}

function namesOf(fieldSet: string): Names {
  return parseFieldSet(fieldSet).selections.flatMap((each) => (each.kind === Kind.FIELD ? each.name.value : []));
}
