import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { AccessMap } from '../schema/access.js';
import { PortcullisError } from '../schema/errors.js';
import type { Bounds } from './bounds.js';
import { type FieldedType, guardOf, isRecord, possibleTypes } from './operations/coordinates.js';
import { mostNodes, notUnfolded } from './operations/unfold.js';
import { withUsedVariables } from './operations/usedVariables.js';
import type { Decision, WithheldEntry } from './types.js';

/** Prefix of the aliases of fields that the gate adds. The gateway refuses client aliases with it. */
export const reservedAlias = '__portcullis_';

/** An operation, and what one view may see of it. */
export interface ViewedOperation {
  /** The API schema, against which the operation has been validated. */
  readonly schema: GraphQLSchema;
  /** Labels of the supergraph, inaccessible coordinates included. */
  readonly access: AccessMap;
  readonly bounds: Bounds;
  /** Fragments unfolded, conditions settled. */
  readonly operation: OperationDefinitionNode;
  /** Coerced variables. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Given for foreign sources: their objects are not asked for `id`, and for their type only where it matters. */
  readonly foreign?: ForeignSelection | undefined;
}

/** How the objects of foreign sources are selected. */
export interface ForeignSelection {
  /** The field to select of an object of which nothing else is left. */
  readonly least: (type: GraphQLCompositeType) => FieldNode;
}

/** A field that was removed. Its path uses response names; `*` stands for each item of a list. */
export interface PrunedField {
  readonly path: string;
  readonly category: string;
  readonly effect: WithheldEntry['effect'];
  readonly reason: WithheldEntry['reason'];
  readonly rule: Decision['rule'];
  /** Object types on which it was removed: all that are possible there, or some of them. */
  readonly types: readonly string[];
}

/** What the first wall leaves of an operation. */
export interface PrunedOperation {
  /** The one operation, without fragments; null where nothing is left. */
  readonly document: DocumentNode | null;
  readonly withheld: readonly PrunedField[];
  /** Whether root fields `__schema` or `__type` were removed; the view's schema answers them. */
  readonly introspection: boolean;
}

/** A selection set that is being pruned. */
interface Place {
  readonly parent: GraphQLCompositeType;
  readonly possible: readonly FieldedType[];
  readonly path: string;
  /** Filled in during the walk; shared with the fragments in it. */
  readonly found: {
    /** Whether what is shown of its objects depends on their type. */
    isSplit: boolean;
    /** Types of which no object can be shown: a non-null field of theirs was removed. */
    readonly falling: Set<FieldedType>;
  };
}

/**
 * The first wall: removes from an operation what this view can never get, before it is planned. Fragments are inlined where
 * the type is known, and unused variables are removed. Every selection of a record also asks for its `id`, so that the plan
 * visits the owner, and every selection of several types for their `__typename`, under reserved aliases.
 *
 * @throws PortcullisError OPERATION_TOO_LARGE, OPERATION_RESOLUTION_FAILURE
 */
export function pruneOperation(input: ViewedOperation): PrunedOperation {
  const { operation, schema } = input;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new PortcullisError('OPERATION_RESOLUTION_FAILURE');
  const pruner = createPruner(input);
  const selections = pruner.pruneAll(operation.selectionSet.selections, { parent: root, possible: [root], path: '' });
  const { withheld, introspection } = pruner.result();
  if (selections.length === 0) return { document: null, withheld, introspection };
  const pruned = withUsedVariables({ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } });
  return { document: { kind: Kind.DOCUMENT, definitions: [pruned] }, withheld, introspection };
}

// Why long: one walk in short functions that share the withheld fields and the node count.
function createPruner({ schema, access, bounds, foreign }: ViewedOperation) {
  const withheld = new Map<string, PrunedField>();
  let introspection = false;
  let nodes = 0;

  /** What is left of a selection set; nothing where none of its objects can be shown. */
  function pruneAll(selections: readonly SelectionNode[], at: Omit<Place, 'found'>): SelectionNode[] {
    const found: Place['found'] = { isSplit: false, falling: new Set() };
    const kept = prune(selections, { ...at, found });
    if (at.possible.length > 0 && at.possible.every((type) => found.falling.has(type))) return [];
    // Also where only some types fall: objects of those are null, objects of the others have a null field.
    return [...kept, ...ownFields(at.parent, at.possible, found.isSplit || found.falling.size > 0)];
  }

  function prune(selections: readonly SelectionNode[], place: Place): SelectionNode[] {
    return selections.flatMap((selection) => {
      nodes += 1;
      if (nodes > mostNodes) throw new PortcullisError('OPERATION_TOO_LARGE', { facts: { limit: 'fields' } });
      if (selection.kind === Kind.FIELD) return pruneField(selection, place);
      if (selection.kind === Kind.INLINE_FRAGMENT) return pruneFragment(selection, place);
      throw notUnfolded(selection);
    });
  }

  function pruneFragment(selection: InlineFragmentNode, place: Place): SelectionNode[] {
    const condition = selection.typeCondition?.name.value;
    const named = condition === undefined ? place.parent : schema.getType(condition);
    if (!isCompositeType(named)) return [];
    const allowed = new Set(possibleTypes(schema, named));
    const possible = place.possible.filter((type) => allowed.has(type));
    if (possible.length === 0) return [];
    const { directives = [] } = selection;
    const flat = named === place.parent || isObjectType(place.parent);
    const kept = prune(selection.selectionSet.selections, { ...place, parent: flat ? place.parent : named, possible });
    // An object of these types is still there, though nothing of it is asked for; so is one of a single type whose source
    // knows the interface alone.
    if (kept.length === 0 && !flat) place.found.isSplit = true;
    if (kept.length === 0 || (flat && directives.length === 0)) return kept;
    return [inlineFragment(flat ? undefined : named.name, kept, directives)];
  }

  function pruneField(field: FieldNode, place: Place): SelectionNode[] {
    const name = field.name.value;
    if (name === '__typename') return [field];
    if (name === '__schema' || name === '__type') {
      introspection = true;
      return [];
    }
    const denied = place.possible.filter(({ name: type }) => isNever(`${type}.${name}`));
    withhold(field, place, denied);
    if (denied.length === 0) return [keepField(field, place)];
    if (denied.length < place.possible.length) place.found.isSplit = true;
    return place.possible
      .filter((type) => !denied.includes(type))
      .map((type) => inlineFragment(type.name, [keepField(field, { ...place, parent: type, possible: [type] })], []));
  }

  function keepField(field: FieldNode, place: Place): FieldNode {
    const type = isUnionType(place.parent) ? undefined : place.parent.getFields()[field.name.value]?.type;
    const named = type && getNamedType(type);
    if (!field.selectionSet || !isCompositeType(named)) return field;
    const possible = possibleTypes(schema, named);
    const path = pathOf(field, place) + '.*'.repeat(listDepth(type as GraphQLOutputType));
    const selections = pruneAll(field.selectionSet.selections, { parent: named, possible, path });
    if (selections.length === 0) selections.push(foreign?.least(named) ?? reserved('typename', '__typename'));
    return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  }

  function ownFields(named: Place['parent'], possible: Place['possible'], isSplit: boolean): SelectionNode[] {
    if (foreign) return isSplit ? [reserved('typename', '__typename')] : [];
    const records = possible.filter((type) => isRecord(access, type));
    if (isObjectType(named)) return records.length > 0 ? [reserved('id', 'id')] : [];
    const typename = reserved('typename', '__typename');
    return [typename, ...records.map(({ name }) => inlineFragment(name, [reserved('id', 'id')], []))];
  }

  function isNever(coordinate: string): boolean {
    return guardOf(access, bounds, coordinate).bound.ceiling === 'NONE';
  }

  function withhold(field: FieldNode, place: Place, denied: Place['possible']): void {
    // With the parent's own name: an object that is shown alike whatever its type is not asked for its type.
    const isWhole = foreign && denied.length === place.possible.length && isInterfaceType(place.parent);
    for (const [index, type] of denied.entries()) {
      if (isNonNullType(type.getFields()[field.name.value]?.type)) place.found.falling.add(type);
      const { category, bound } = guardOf(access, bounds, `${type.name}.${field.name.value}`);
      const path = pathOf(field, place);
      const key = JSON.stringify([path, category]);
      const known = withheld.get(key)?.types ?? [];
      const names = isWhole && index === 0 ? [type.name, place.parent.name] : [type.name];
      withheld.set(key, {
        path,
        category,
        effect: 'NONE',
        reason: bound.reason ?? 'CATEGORY',
        rule: bound.rule,
        types: [...new Set([...known, ...names])],
      });
    }
  }

  return { pruneAll, result: () => ({ withheld: [...withheld.values()], introspection }) };
}

function pathOf(field: FieldNode, place: Place): string {
  const name = (field.alias ?? field.name).value;
  return place.path === '' ? name : `${place.path}.${name}`;
}

function listDepth(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listDepth(nullable.ofType) : 0;
}

function reserved(alias: string, name: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: `${reservedAlias}${alias}` },
    name: { kind: Kind.NAME, value: name },
  };
}

function inlineFragment(
  condition: string | undefined,
  selections: readonly SelectionNode[],
  directives: SelectionNode['directives'],
): SelectionNode {
  const typeCondition = condition && {
    typeCondition: { kind: Kind.NAMED_TYPE as const, name: { kind: Kind.NAME as const, value: condition } },
  };
  return {
    kind: Kind.INLINE_FRAGMENT,
    ...typeCondition,
    ...(directives ? { directives } : {}),
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
