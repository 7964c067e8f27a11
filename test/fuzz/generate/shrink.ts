import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql';
import type { FuzzCase } from '../case.js';
import { coerceVariables } from './variables.js';

/** Trials at most; each runs both sides. */
const MOST_TRIALS = 600;

/**
 * The smallest case found that still fails: circumstances off, selections, fragments, arguments, directives, aliases
 * and variables out, one after the other, as long as it does.
 */
export async function shrink(
  failing: FuzzCase,
  schema: GraphQLSchema,
  fails: (candidate: FuzzCase) => Promise<boolean>,
): Promise<FuzzCase> {
  let best = failing;
  let trials = 0;
  for (let progress = true; progress; ) {
    progress = false;
    for (const candidate of smaller(best, schema)) {
      if (trials++ >= MOST_TRIALS) return best;
      if (!(await fails(candidate))) continue;
      best = candidate;
      progress = true;
      break;
    }
  }
  return best;
}

function* smaller(fuzzCase: FuzzCase, schema: GraphQLSchema): Generator<FuzzCase> {
  for (const name of ['errors', 'missing', 'nulls'] as const) if (fuzzCase[name] > 0) yield { ...fuzzCase, [name]: 0 };
  if (fuzzCase.hostility) yield { ...fuzzCase, hostility: null };
  if (fuzzCase.transport === 'bytes') yield { ...fuzzCase, transport: 'objects' };
  const document = parse(fuzzCase.query, { noLocation: true });
  const seen = new Set([fuzzCase.query]);
  for (const edited of edits(document)) {
    const tidy = withoutUnused(edited, fuzzCase.variables);
    const query = print(tidy.document);
    if (seen.has(query)) continue;
    seen.add(query);
    if (isValid(schema, tidy.document, tidy.variables)) yield { ...fuzzCase, query, variables: tidy.variables };
  }
}

function isValid(schema: GraphQLSchema, document: DocumentNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (validate(schema, document, undefined, { maxErrors: 1 }).length > 0) return false;
  return coerceVariables(schema, document, variables) !== null;
}

/** One step smaller each, the boldest first. */
function* edits(document: DocumentNode): Generator<DocumentNode> {
  const nodes: ASTNode[] = [];
  visit(document, { enter: (node) => void nodes.push(node) });
  for (const node of nodes) {
    if (node.kind === Kind.SELECTION_SET && node.selections.length > 1) {
      for (const selection of node.selections) {
        yield replace(document, node, { ...node, selections: node.selections.filter((other) => other !== selection) });
      }
    }
  }
  for (const node of nodes) {
    if (node.kind === Kind.FIELD && node.selectionSet && node.selectionSet.selections.some(isNotTypename)) {
      const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
      yield replace(document, node, { ...node, selectionSet: { ...node.selectionSet, selections: [typename] } });
    }
    if (node.kind === Kind.SELECTION_SET) {
      for (const selection of node.selections) {
        const inner = innerOf(document, selection);
        if (!inner) continue;
        const selections = node.selections.flatMap((other) => (other === selection ? inner.selections : [other]));
        yield replace(document, node, { ...node, selections });
        if (selection.kind === Kind.FRAGMENT_SPREAD) yield replace(document, selection, inline(document, selection));
      }
    }
    if ('directives' in node && node.directives?.length) {
      for (const directive of node.directives) {
        yield replace(document, node, {
          ...node,
          directives: node.directives.filter((other) => other !== directive),
        } as ASTNode);
      }
    }
    if (node.kind === Kind.FIELD) yield* fieldEdits(document, node);
    if (node.kind === Kind.OBJECT) {
      for (const field of node.fields)
        yield replace(document, node, { ...node, fields: node.fields.filter((other) => other !== field) });
    }
    if (node.kind === Kind.LIST) {
      for (const value of node.values)
        yield replace(document, node, { ...node, values: node.values.filter((other) => other !== value) });
    }
    if (node.kind === Kind.VARIABLE_DEFINITION && node.defaultValue) {
      const { defaultValue: _, ...rest } = node;
      yield replace(document, node, rest);
    }
  }
}

function* fieldEdits(document: DocumentNode, node: FieldNode): Generator<DocumentNode> {
  for (const argument of node.arguments ?? []) {
    yield replace(document, node, { ...node, arguments: node.arguments?.filter((other) => other !== argument) ?? [] });
  }
  if (node.alias) {
    const { alias: _, ...rest } = node;
    yield replace(document, node, rest);
  }
}

function replace(document: DocumentNode, old: ASTNode, by: ASTNode): DocumentNode {
  return visit(document, { enter: (node) => (node === old ? by : undefined) });
}

function isNotTypename(selection: SelectionNode): boolean {
  return selection.kind !== Kind.FIELD || selection.name.value !== '__typename';
}

function fragmentOf(document: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  return document.definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
}

function innerOf(document: DocumentNode, selection: SelectionNode): SelectionSetNode | undefined {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return fragmentOf(document, selection.name.value)?.selectionSet;
  return selection.selectionSet;
}

function inline(document: DocumentNode, selection: SelectionNode): ASTNode {
  const fragment = selection.kind === Kind.FRAGMENT_SPREAD && fragmentOf(document, selection.name.value);
  if (!fragment) return selection;
  const { typeCondition, selectionSet } = fragment;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives: selection.directives ?? [], selectionSet };
}

/** Without fragments and variables that nothing uses any more. */
function withoutUnused(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): { readonly document: DocumentNode; readonly variables: Readonly<Record<string, unknown>> } {
  const fragments = new Set<string>();
  const used = new Set<string>();
  const follow = (node: ASTNode): void =>
    void visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragmentOf(document, name.value);
        if (!fragment || fragments.has(name.value)) return;
        fragments.add(name.value);
        follow(fragment);
      },
    });
  const operation = getOperationAST(document);
  if (!operation) return { document, variables };
  follow(operation);
  const kept = {
    ...operation,
    variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
  };
  return {
    document: {
      ...document,
      definitions: document.definitions.flatMap((definition) => {
        if (definition === operation) return [kept];
        return definition.kind === Kind.FRAGMENT_DEFINITION && !fragments.has(definition.name.value)
          ? []
          : [definition];
      }),
    },
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name))),
  };
}
