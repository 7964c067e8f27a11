import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { print } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { separateArguments } from './argumentedFields.js';
import { interfaceObjects, keyedFetches } from './fetches/interfaceObjects.js';
import { bareInterfacesAsObjects, resolvableKeysFirst, withoutLabels } from './plannerWords.js';
import type { PlanReply } from './planningThread.js';
import { restoreArguments } from './restoreArguments.js';

/** The supergraph as the planner gets it, and the way back. */
export interface PlannerSupergraph {
  readonly sdl: string;
  /** A plan over that supergraph as one over the sources. */
  restore(plan: QueryPlan): QueryPlan;
}

/**
 * Prepares a supergraph for the planner: the same graph in words in which the planner makes no mistakes. Clients, and
 * the gateway's own API schema, never see it.
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
 * What it means that there is no plan. Where the planner has read the operation, a field of it is one that no source has on the
 * way to it (composition cannot exclude that behind interfaces that no type implements); all else is our fault.
 */
export function planningError({ error, isRead }: PlanReply): PortcullisError {
  return new PortcullisError(isRead ? 'OPERATION_NOT_ANSWERABLE' : 'INTERNAL', {
    cause: new Error(`planner: ${error}`),
  });
}

/** A plan with other fetches in the place of each; where they are several, beside one another. */
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
