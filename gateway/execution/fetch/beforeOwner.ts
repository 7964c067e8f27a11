import { type GraphQLSchema, isNonNullType, type SelectionSetNode } from 'graphql';
import { eachField, fieldOn } from '../../../policy/operations/eachField.js';
import type { Fetch } from './fetch.js';

/**
 * Whether a source adds values to objects before it is known that their owner answers them: seizures of a person, where seizures
 * state who that is. An owner's null takes them out of the answer, so what was withheld of them may not be told either.
 */
export function addsBeforeOwner(fetches: readonly Fetch[], schema: GraphQLSchema): boolean {
  return fetches.some((owner) => {
    const owned = entityFields(owner);
    if (!owned || !isOwner(owned, schema)) return false;
    const place = namesOf(owner);
    const others = fetches.filter((fetch) => fetch !== owner);
    const atPlace = others.filter((fetch) => fetch.path.length > 0 && namesOf(fetch).join('.') === place.join('.'));
    const keys = new Set([owner, ...atPlace].flatMap(requiredOf));
    const below = (fetch: Fetch) => fieldsAt(fetch, place);
    const isEarly = (fetch: Fetch): boolean =>
      !atPlace.includes(fetch) ||
      requiredOf(fetch).every(
        (key) => !owned.has(key) || others.some((other) => other !== fetch && below(other).has(key)),
      );
    return others.some((fetch) => [...below(fetch).keys()].some((name) => !keys.has(name)) && isEarly(fetch));
  });
}

/** Fields of one place: the name of each and the type that it is selected on, by the name in the answer. */
type Fields = ReadonlyMap<string, { readonly name: string; readonly type: string; readonly set?: SelectionSetNode }>;

/** Whether the objects are null where the fetch has no answer: it brings something that is never null. */
function isOwner(fields: Fields, schema: GraphQLSchema): boolean {
  return [...fields.values()].some(({ name, type }) => isNonNullType(fieldOn(schema, type, name)?.type));
}

function entityFields({ path, place }: Fetch): Fields | null {
  return path.length === 0 ? null : entitiesIn(place.operation.selectionSet);
}

function entitiesIn(set: SelectionSetNode): Fields {
  return fieldsOf([...fieldsOf([set]).values()].flatMap((field) => field.set ?? []));
}

/** What a fetch asks for at a place: empty where it does not come there. */
function fieldsAt(fetch: Fetch, place: readonly string[]): Fields {
  const own = namesOf(fetch);
  if (own.some((name, index) => name !== place[index])) return new Map();
  let fields = entityFields(fetch) ?? fieldsOf([fetch.place.operation.selectionSet]);
  for (const name of place.slice(own.length)) {
    const set = fields.get(name)?.set;
    fields = fieldsOf(set ? [set] : []);
  }
  return fields;
}

function fieldsOf(sets: readonly SelectionSetNode[]): Fields {
  const fields = new Map<string, { name: string; type: string; set?: SelectionSetNode }>();
  for (const set of sets)
    eachField(set, '', ({ alias, name, selectionSet }, type) => {
      if (name.value === '__typename') return;
      const key = (alias ?? name).value;
      const known = fields.get(key)?.set;
      const selections = [...(known?.selections ?? []), ...(selectionSet?.selections ?? [])];
      fields.set(key, {
        ...{ name: name.value, type },
        ...(selectionSet ? { set: { ...selectionSet, selections } } : {}),
      });
    });
  return fields;
}

/** The keys by which a fetch asks for entities. */
function requiredOf({ node }: Fetch): readonly string[] {
  return (node.requires ?? []).flatMap((each) =>
    each.kind === 'InlineFragment' ? each.selections.flatMap((key) => (key.kind === 'Field' ? [key.name] : [])) : [],
  );
}

/** Names that lead to the objects of a fetch, without lists and conditions. */
function namesOf({ path }: Fetch): readonly string[] {
  return path.map((part) => String(part).replace(/\|.*$/, '')).filter((name) => name !== '@');
}
