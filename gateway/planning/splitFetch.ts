import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { eachField, mapFields } from '../../policy/operations/eachField.js';
import { notUnfolded } from '../../policy/operations/unfold.js';
import type { ArgumentedFields } from './argumentedFields.js';
import { entitiesOf, withEntities } from './fetches/entityFetch.js';

/** The fields that a representation needs: by place (`category.price`), the planner's name of the field. */
type Needs = ReadonlyMap<string, string>;

/**
 * Splits an entity fetch whose representations would need one field with two sets of arguments: `@requires(fields:
 * "price(currency: "USD")")` of one field, `"price(currency: "EUR")"` of another. Any other fetch is returned as it is.
 *
 * @param fetch in the names of the planner's supergraph
 */
export function splitFetch(fetch: FetchNode, fields: ArgumentedFields): readonly FetchNode[] {
  if (!fetch.requires || !isAmbiguous(fetch.requires, fields)) return [fetch];
  const groups = groupFields(fetch, entitiesOf(fetch), fields);
  if (groups.length < 2) return [fetch];
  return groups.map(({ entities, needs }) =>
    withEntities(fetch, entities, withoutOthers(fetch.requires ?? [], '', needs, fields)),
  );
}

/** A fetch to be made: what it asks of the entities, and the fields that it needs for that. */
interface Group {
  readonly needs: Map<string, string>;
  entities: SelectionSetNode;
}

function isAmbiguous(requires: readonly QueryPlanSelectionNode[], fields: ArgumentedFields): boolean {
  const seen = new Map<string, string>();
  return placesOf(requires, '', fields).some(([place, name]) => {
    const known = seen.get(place);
    seen.set(place, name);
    return known !== undefined && known !== name;
  });
}

/** Every place of a representation in the source's names, with the planner's name of the field. */
function placesOf(
  selections: readonly QueryPlanSelectionNode[],
  path: string,
  fields: ArgumentedFields,
): [string, string][] {
  return selections.flatMap((selection): [string, string][] => {
    if (selection.kind === 'InlineFragment') {
      const at = selection.typeCondition === undefined ? path : `${path}/${selection.typeCondition}`;
      return placesOf(selection.selections, at, fields);
    }
    const at = `${path}.${fields.named.get(selection.name)?.field ?? selection.name}`;
    return [[at, selection.name], ...placesOf(selection.selections ?? [], at, fields)];
  });
}

/** Puts each field of the entities into the first group whose needs it does not contradict. */
function groupFields(fetch: FetchNode, entities: SelectionSetNode, fields: ArgumentedFields): Group[] {
  const groups: Group[] = [];
  const members = new Map<FieldNode, Group>();
  eachField(entities, '', (field, type) => {
    const needs = needsOf(fetch.serviceName, type, field.name.value, fields);
    let group = groups.find((candidate) => agree(candidate.needs, needs));
    if (!group) {
      group = { needs: new Map(), entities };
      groups.push(group);
    }
    for (const [place, name] of needs) group.needs.set(place, name);
    members.set(field, group);
  });
  for (const group of groups)
    group.entities = mapFields(entities, '', (field) => (members.get(field) === group ? [field] : []));
  return groups;
}

function needsOf(source: string, type: string, field: string, fields: ArgumentedFields): Needs {
  const needs = new Map<string, string>();
  for (const requirement of fields.requirements) {
    if (requirement.source !== source || requirement.type !== type || requirement.field !== field) continue;
    for (const [place, name] of placesOf(trimmed(requirement.needs), `/${type}`, fields)) needs.set(place, name);
  }
  return needs;
}

function agree(known: Needs, asked: Needs): boolean {
  return [...asked].every(([place, name]) => (known.get(place) ?? name) === name);
}

/** The representation without the fields of other groups that have the name of one that this group needs. */
function withoutOthers(
  selections: readonly QueryPlanSelectionNode[],
  path: string,
  needs: Needs,
  fields: ArgumentedFields,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'InlineFragment') {
      const at = selection.typeCondition === undefined ? path : `${path}/${selection.typeCondition}`;
      return [{ ...selection, selections: withoutOthers(selection.selections, at, needs, fields) }];
    }
    const at = `${path}.${fields.named.get(selection.name)?.field ?? selection.name}`;
    if ((needs.get(at) ?? selection.name) !== selection.name) return [];
    if (!selection.selections) return [selection];
    const inside = withoutOthers(selection.selections, at, needs, fields);
    return inside.length > 0 ? [{ ...selection, selections: inside }] : [];
  });
}

function trimmed(set: SelectionSetNode): QueryPlanSelectionNode[] {
  return set.selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
    const selections = selection.selectionSet ? trimmed(selection.selectionSet) : undefined;
    if (selection.kind === Kind.FIELD) {
      return [{ kind: 'Field', name: selection.name.value, ...(selections ? { selections } : {}) }];
    }
    const typeCondition = selection.typeCondition?.name.value;
    return [{ kind: 'InlineFragment', ...(typeCondition ? { typeCondition } : {}), selections: selections ?? [] }];
  });
}
