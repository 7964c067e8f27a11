import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import type { CheckedDocument } from '../documents/checked.js';
import type { View } from '../gate/view.js';

/**
 * Answers `__schema` and `__type` from the view's schema: what this viewer may never ask is not there.
 *
 * @returns answers by response name; empty where the operation asks no introspection
 */
export async function answerIntrospection(
  checked: CheckedDocument,
  view: View,
): Promise<Readonly<Record<string, unknown>>> {
  if (checked.operation.operation !== OperationTypeNode.QUERY || !checked.prepared.introspects) return {};
  const operation = withIntrospectionOnly(checked);
  if (operation.selectionSet.selections.length === 0) return {};
  const fragments = checked.document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  const schema = view.schema();
  // Why a turn: making a view's schema and walking all of it are 20 to 40 ms each.
  await nextTurn();
  const result = executeSync({ schema, document, variableValues: checked.variables });
  if (result.errors?.length || !result.data) throw new PortcullisError('INTERNAL', { cause: result.errors?.[0] });
  return result.data;
}

/** The operation with the introspection fields of its root only; fragments of the root are unfolded. */
function withIntrospectionOnly(checked: CheckedDocument): OperationDefinitionNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of checked.document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return {
    ...checked.operation,
    directives: [],
    // Why: the view may lack the types of the others, or fields of them; introspection takes texts and switches alone.
    variableDefinitions: (checked.operation.variableDefinitions ?? []).filter(({ type }) =>
      ofIntrospection.has(nameOf(type)),
    ),
    selectionSet: keep(checked.operation.selectionSet),
  };

  function keep(set: SelectionSetNode): SelectionSetNode {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return isIntrospection(selection) ? [selection] : [];
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!inner) return [];
      const kept = keep(inner.selectionSet);
      if (kept.selections.length === 0) return [];
      return [{ kind: Kind.INLINE_FRAGMENT, directives: selection.directives ?? [], selectionSet: kept }];
    });
    return { ...set, selections };
  }
}

const ofIntrospection: ReadonlySet<string> = new Set(['String', 'Boolean']);

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}
