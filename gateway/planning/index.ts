import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { print } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { separateArguments } from './argumentedFields.js';
import { interfaceObjects, keyedFetches } from './fetches/interfaceObjects.js';
import { bareInterfacesAsObjects, resolvableKeysFirst, withoutLabels } from './plannerWords.js';
import type { PlanReply } from './planningThread.js';
import { restoreArguments } from './restoreArguments.js';

/** The supergraph as the planner gets it. */
export interface PlannerSupergraph {
  readonly sdl: string;
  /** A plan over that supergraph as one over the sources. */
  restore(plan: QueryPlan): QueryPlan;
}

/**
 * Prepares a supergraph for the planner: the same graph in a form that the planner handles correctly. Clients and the API
 * schema never see it.
 *
 * @throws GraphQLError where it does not parse
 */
export function plannerSupergraph(supergraphSdl: string): PlannerSupergraph {
  const { document, ...fields } = separateArguments(withoutLabels(parseSupergraph(supergraphSdl)));
  const objects = interfaceObjects(document);
  return {
    sdl: print(resolvableKeysFirst(bareInterfacesAsObjects(document))),
    restore: (plan) =>
      replaceFetches(plan, (fetch) => keyedFetches(fetch, objects).flatMap((each) => restoreArguments(each, fields))),
  };
}

/**
 * The error of an operation without a plan. Where the planner could read it, no source can answer one of its fields there
 * (composition cannot exclude this for interfaces that no type implements); anything else is our fault.
 */
export function planningError({ error, isRead }: PlanReply): PortcullisError {
  return new PortcullisError(isRead ? 'OPERATION_NOT_ANSWERABLE' : 'INTERNAL', {
    cause: new Error(`planner: ${error}`),
  });
}

/** A plan with each fetch replaced; several replacements run in parallel. */
export function replaceFetches(plan: QueryPlan, replace: (fetch: FetchNode) => readonly FetchNode[]): QueryPlan {
  if (!plan.node || plan.node.kind === 'Subscription') return plan;
  return { ...plan, node: replaceIn(plan.node) };

  function replaceIn(node: PlanNode): PlanNode {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map(replaceIn) };
      case 'Flatten':
        return { ...node, node: replaceIn(node.node) };
      case 'Condition':
        return {
          ...node,
          ...(node.ifClause ? { ifClause: replaceIn(node.ifClause) } : {}),
          ...(node.elseClause ? { elseClause: replaceIn(node.elseClause) } : {}),
        };
      case 'Fetch': {
        const [first, ...others] = replace(node) as [FetchNode];
        return others.length === 0 ? first : { kind: 'Parallel', nodes: [first, ...others] };
      }
      default:
        return node;
    }
  }
}
