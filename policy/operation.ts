import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { AccessMap } from '../schema/access.js';
import { PortcullisError } from '../schema/errors.js';
import type { Bounds } from './bounds.js';
import { guardOf, isRecord, possibleTypes } from './operations/coordinates.js';
import { mostNodes, notUnfolded } from './operations/unfold.js';
import { withUsedVariables } from './operations/usedVariables.js';
import type { Decision, WithheldEntry } from './types.js';

/** Begins the aliases of what the gate asks for itself. The gateway refuses client aliases that begin so. */
export const reservedAlias = '__portcullis_';

/** An operation, and what one view may see. */
export interface ViewedOperation {
  /** The API schema, against which the operation is valid. */
  readonly schema: GraphQLSchema;
  /** Labels of the supergraph, inaccessible coordinates included. */
  readonly access: AccessMap;
  readonly bounds: Bounds;
  /** Its fragments unfolded, its conditions settled. */
  readonly operation: OperationDefinitionNode;
  /** Coerced variables. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A field that was taken out. Its path pattern uses response names; `*` stands for each item of a list. */
export interface PrunedField {
  readonly path: string;
  readonly category: string;
  readonly effect: WithheldEntry['effect'];
  readonly reason: WithheldEntry['reason'];
  readonly rule: Decision['rule'];
  /** Object types on which it was taken out: all that may stand there, or some of them. */
  readonly types: readonly string[];
}

/** What the first wall leaves of an operation. */
export interface PrunedOperation {
  /** The one operation, without fragments; null where nothing is left to ask. */
  readonly document: DocumentNode | null;
  readonly withheld: readonly PrunedField[];
  /** Whether root fields `__schema` or `__type` were taken out; the view's schema answers them. */
  readonly introspection: boolean;
}

interface Place {
  readonly parent: GraphQLCompositeType;
  readonly possible: readonly GraphQLObjectType[];
  readonly path: string;
}

/**
 * The first wall: takes out of an operation what this view can never get, before it is planned. Fragments are taken in
 * where the type is known, unused variables go. Every selection of a record also asks its `id`, so
 * that the plan visits the owner, and every selection of several types their `__typename`, under reserved aliases.
 *
 * @throws PortcullisError OPERATION_TOO_LARGE, OPERATION_RESOLUTION_FAILURE
 */
export function pruneOperation(input: ViewedOperation): PrunedOperation {
  const { operation, schema } = input;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new PortcullisError('OPERATION_RESOLUTION_FAILURE');
  const pruner = createPruner(input);
  const selections = pruner.prune(operation.selectionSet.selections, { parent: root, possible: [root], path: '' });
  const { withheld, introspection } = pruner.result();
  if (selections.length === 0) return { document: null, withheld, introspection };
  const pruned = withUsedVariables({
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  });
  return { document: { kind: Kind.DOCUMENT, definitions: [pruned] }, withheld, introspection };
}

// Why long: the parts of one walk, each short, that share what is withheld and the count of nodes.
function createPruner({ schema, access, bounds }: ViewedOperation) {
  const withheld = new Map<string, PrunedField>();
  let introspection = false;
  let nodes = 0;

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
    const inner = prune(field.selectionSet.selections, { parent: named, possible, path });
    const own = ownFields(named, possible);
    const selections = [...inner, ...own];
    if (selections.length === 0) selections.push(reserved('typename', '__typename'));
    return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  }

  function ownFields(named: GraphQLCompositeType, possible: readonly GraphQLObjectType[]): SelectionNode[] {
    const records = possible.filter((type) => isRecord(access, type));
    if (isObjectType(named)) return records.length > 0 ? [reserved('id', 'id')] : [];
    const typename = reserved('typename', '__typename');
    return [typename, ...records.map(({ name }) => inlineFragment(name, [reserved('id', 'id')], []))];
  }

  function isNever(coordinate: string): boolean {
    return guardOf(access, bounds, coordinate).bound.cls === 'NEVER';
  }

  function withhold(field: FieldNode, place: Place, types: readonly GraphQLObjectType[]): void {
    for (const type of types) {
      const { category, bound } = guardOf(access, bounds, `${type.name}.${field.name.value}`);
      const path = pathOf(field, place);
      const key = JSON.stringify([path, category]);
      const known = withheld.get(key)?.types ?? [];
      const all = known.includes(type.name) ? known : [...known, type.name];
      withheld.set(key, {
        path,
        category,
        effect: 'NONE',
        reason: bound.reason ?? 'CATEGORY',
        rule: bound.rule,
        types: all,
      });
    }
  }

  return { prune, result: () => ({ withheld: [...withheld.values()], introspection }) };
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
