import {
  type DefinitionNode,
  type GraphQLSchema,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { CheckedDocument } from './documents/checked.js';
import type { Admitted, Gate } from './gate.js';
import { withTypeNames } from './shape/typeNames.js';
import type { View } from './view.js';

/**
 * A gate that stands open: every field FULL for everyone who is authenticated. For development and conformance tests
 * over any Federation 2 supergraph; it asks for no `@access` label.
 */
export function permissiveGate(schema: GraphQLSchema): Gate {
  const view: View = { id: 'permissive', schema: () => schema };
  return {
    needsPurpose: () => false,
    viewOf: () => view,
    checkInputs: () => undefined,
    prune: (checked) => {
      const { document } = withoutIntrospection(checked);
      if (!document) return { document: null, text: '', pruned: [] };
      const own = withTypeNames(document, schema);
      return { document: own, text: print(own), pruned: [] };
    },
  };
}

/** The document with the chosen operation only, introspection taken off its root; null where nothing is left. */
export function withoutIntrospection(checked: CheckedDocument): Admitted {
  const selectionSet = strip(checked.operation.selectionSet);
  if (selectionSet.selections.length === 0) return { document: null, text: '', pruned: [] };
  const document = {
    ...checked.document,
    definitions: checked.document.definitions.flatMap((definition): DefinitionNode[] => {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) return [definition];
      return definition === checked.operation ? [{ ...checked.operation, selectionSet }] : [];
    }),
  };
  return { document, text: print(document), pruned: [] };
}

// Why the root only: `__schema` and `__type` stand nowhere else.
function strip(set: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.filter((selection) => !isIntrospection(selection));
  return { ...set, selections };
}

function isIntrospection(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type');
}
