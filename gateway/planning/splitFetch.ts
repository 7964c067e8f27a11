import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { fragmentsOf, operationOf } from '../documents/definitions.js';
import type { ArgumentedFields } from './argumentedFields.js';

/** What a representation holds: for each place of it (`category.price`), the argumented field that stands there. */
type Needs = ReadonlyMap<string, string>;

/**
 * The entity fetches that take the place of one whose representation would hold one name with two meanings. Any other
 * fetch comes back as it is.
 *
 * @param fetch in the names of the planner's supergraph
 */
export function splitFetch(fetch: FetchNode, fields: ArgumentedFields): readonly FetchNode[] {
  if (!fetch.requires || !isAmbiguous(fetch.requires, fields)) return [fetch];
  const document = parse(fetch.operation, { noLocation: true });
  const groups = groupFields(fetch, inlined(document), fields);
  if (groups.length < 2) return [fetch];
  return groups.map(({ entities, needs }) => withEntities(fetch, document, entities, needs, fields));
}

/** One fetch to be: what it asks of the entities, and which argumented fields it needs for that. */
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

/** Every place of a representation under the name that the source sees, with the name that the plan has for it. */
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

/** Deals the entities' fields out, each to the first group whose needs it does not contradict. */
function groupFields(fetch: FetchNode, entities: SelectionSetNode, fields: ArgumentedFields): Group[] {
  const groups: Group[] = [];
  const members = new Map<FieldNode, Group>();
  forEachField(entities, '', (field, type) => {
    const needs = needsOf(fetch.serviceName, type, field.name.value, fields);
    let group = groups.find((candidate) => agree(candidate.needs, needs));
    if (!group) {
      group = { needs: new Map(), entities };
      groups.push(group);
    }
    for (const [place, name] of needs) group.needs.set(place, name);
    members.set(field, group);
  });
  for (const group of groups) group.entities = keep(entities, (field) => members.get(field) === group);
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

function withEntities(
  fetch: FetchNode,
  document: DocumentNode,
  entities: SelectionSetNode,
  needs: Needs,
  fields: ArgumentedFields,
): FetchNode {
  const operation = operationOf(document);
  const root = operation.selectionSet.selections[0] as FieldNode;
  const asked: OperationDefinitionNode = {
    ...operation,
    selectionSet: { ...operation.selectionSet, selections: [{ ...root, selectionSet: entities }] },
  };
  const used = new Set<string>();
  visit(asked.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    ...fetch,
    operation: print({ ...asked, variableDefinitions }),
    requires: needed(fetch.requires ?? [], '', needs, fields),
    ...(fetch.variableUsages ? { variableUsages: fetch.variableUsages.filter((name) => used.has(name)) } : {}),
  };
}

/** The representation without the argumented fields that this fetch has no use for. */
function needed(
  selections: readonly QueryPlanSelectionNode[],
  path: string,
  needs: Needs,
  fields: ArgumentedFields,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'InlineFragment') {
      const at = selection.typeCondition === undefined ? path : `${path}/${selection.typeCondition}`;
      return [{ ...selection, selections: needed(selection.selections, at, needs, fields) }];
    }
    const original = fields.named.get(selection.name);
    const at = `${path}.${original?.field ?? selection.name}`;
    const wanted = needs.get(at);
    if (original ? wanted !== selection.name : wanted !== undefined && wanted !== selection.name) return [];
    if (!selection.selections) return [selection];
    const inside = needed(selection.selections, at, needs, fields);
    return inside.length > 0 ? [{ ...selection, selections: inside }] : [];
  });
}

/** What a fetch asks of its entities, fragments written out. */
function inlined(document: DocumentNode): SelectionSetNode {
  const fragments = fragmentsOf(document);
  const root = operationOf(document).selectionSet.selections[0] as FieldNode;
  return write(root.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] });

  function write(set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: set.selections.map(one) };
  }

  function one(selection: SelectionNode): SelectionNode {
    if (selection.kind === Kind.FIELD) {
      return selection.selectionSet ? { ...selection, selectionSet: write(selection.selectionSet) } : selection;
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return { ...selection, selectionSet: write(selection.selectionSet) };
    const fragment = fragments.get(selection.name.value) as FragmentDefinitionNode;
    const { directives } = selection;
    return {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: fragment.typeCondition,
      ...(directives ? { directives } : {}),
      selectionSet: write(fragment.selectionSet),
    };
  }
}

function forEachField(set: SelectionSetNode, type: string, visitor: (field: FieldNode, type: string) => void): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) visitor(selection, type);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      forEachField(selection.selectionSet, selection.typeCondition?.name.value ?? type, visitor);
    }
  }
}

function keep(set: SelectionSetNode, isKept: (field: FieldNode) => boolean): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return isKept(selection) ? [selection] : [];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const selectionSet = keep(selection.selectionSet, isKept);
    return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : [];
  });
  return { ...set, selections };
}

function trimmed(set: SelectionSetNode): QueryPlanSelectionNode[] {
  return set.selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const selections = selection.selectionSet ? trimmed(selection.selectionSet) : undefined;
    if (selection.kind === Kind.FIELD) {
      return [{ kind: 'Field', name: selection.name.value, ...(selections ? { selections } : {}) }];
    }
    const typeCondition = selection.typeCondition?.name.value;
    return [{ kind: 'InlineFragment', ...(typeCondition ? { typeCondition } : {}), selections: selections ?? [] }];
  });
}
