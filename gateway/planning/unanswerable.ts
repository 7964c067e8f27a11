import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { type Composite, compositesOf, fieldOf, implementing, namedTypeOf } from './join.js';

/** Throws where a plan leaves a field of its operation unasked, which no other plan could ask either. */
export type AnswerableCheck = (plan: QueryPlan, text: string) => void;

/**
 * A check for interfaces that no type implements: a source may know the objects behind one by their key alone
 * (`@interfaceObject`), and the composition cannot tell whether a field of it is ever to be had. Where it is not, the
 * planner silently leaves it out; an answer of nulls would look like one.
 *
 * @param supergraph parsed
 * @returns a check that throws PortcullisError OPERATION_NOT_ANSWERABLE
 */
export function answerableCheck(supergraph: DocumentNode): AnswerableCheck {
  const types = compositesOf(supergraph);
  const bare = new Set([...types.values()].filter((type) => isBare(types, type)).map((type) => type.name.value));
  if (bare.size === 0) return () => undefined;
  return (plan, text) => {
    const needed = bareFields(parse(text, { noLocation: true }), types, bare);
    if (needed.length === 0) return;
    const asked = new Set<string>();
    if (plan.node && plan.node.kind !== 'Subscription') gather(plan.node, '', asked);
    const missing = needed.find((path) => !asked.has(path));
    if (missing !== undefined) throw new PortcullisError('OPERATION_NOT_ANSWERABLE', { at: missing.slice(1) });
  };
}

function isBare(types: ReadonlyMap<string, Composite>, type: Composite): boolean {
  if (type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return false;
  return implementing(types, type.name.value).every((name) => types.get(name)?.kind === Kind.INTERFACE_TYPE_DEFINITION);
}

/** Response paths of all fields that an operation selects directly on such an interface. */
function bareFields(
  document: DocumentNode,
  types: ReadonlyMap<string, Composite>,
  bare: ReadonlySet<string>,
): string[] {
  const found: string[] = [];
  forEachField(operationOf(document).selectionSet, rootType(document), '', fragmentsOf(document), (field) => {
    const { name, type, path } = field;
    if (bare.has(type) && name !== '__typename') found.push(path);
    const definition = fieldOf(types.get(type), name);
    return definition && namedTypeOf(definition);
  });
  return found;
}

/** Adds the response paths of everything that a plan asks. */
function gather(node: PlanNode, prefix: string, asked: Set<string>): void {
  if (node.kind === 'Sequence' || node.kind === 'Parallel') {
    for (const child of node.nodes) gather(child, prefix, asked);
  } else if (node.kind === 'Flatten') {
    const path = node.path.filter((step) => step !== '@').map((step) => `.${step}`);
    gather(node.node, prefix + path.join(''), asked);
  } else if (node.kind === 'Condition') {
    if (node.ifClause) gather(node.ifClause, prefix, asked);
    if (node.elseClause) gather(node.elseClause, prefix, asked);
  } else if (node.kind === 'Fetch') {
    const document = parse(node.operation, { noLocation: true });
    const { selectionSet } = operationOf(document);
    const [root] = selectionSet.selections;
    const entities = node.requires && root?.kind === Kind.FIELD ? root.selectionSet : selectionSet;
    if (!entities) return;
    forEachField(entities, '', prefix, fragmentsOf(document), ({ path }) => {
      asked.add(path);
      return '';
    });
  }
}

interface Visited {
  readonly name: string;
  /** Type that the selection stands on. */
  readonly type: string;
  /** Response path, each step after a dot. */
  readonly path: string;
}

function forEachField(
  set: SelectionSetNode,
  type: string,
  path: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  typeOf: (field: Visited) => string | undefined,
): void {
  for (const selection of set.selections) {
    if (isLeftOut(selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const at = `${path}.${(selection.alias ?? selection.name).value}`;
      const inner = typeOf({ name: selection.name.value, type, path: at });
      if (selection.selectionSet && inner !== undefined) {
        forEachField(selection.selectionSet, inner, at, fragments, typeOf);
      }
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) continue;
    forEachField(fragment.selectionSet, fragment.typeCondition?.name.value ?? type, path, fragments, typeOf);
  }
}

/** True where a condition that names no variable leaves the selection out: the planner then never sees it. */
function isLeftOut({ directives }: SelectionNode): boolean {
  return (directives ?? []).some(
    (directive) =>
      (directive.name.value === 'skip' && isLiteral(directive, true)) ||
      (directive.name.value === 'include' && isLiteral(directive, false)),
  );
}

function isLiteral(directive: DirectiveNode, wanted: boolean): boolean {
  const value = directive.arguments?.[0]?.value;
  return value?.kind === Kind.BOOLEAN && value.value === wanted;
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  return document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
}

function rootType(document: DocumentNode): string {
  return operationOf(document).operation === 'mutation' ? 'Mutation' : 'Query';
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}
