import type { QueryPlan } from '@apollo/query-planner';
import { parse, print } from 'graphql';
import { separateArguments } from './argumentedFields.js';
import { resolvableKeysFirst } from './resolvableKeys.js';
import { restoreArguments } from './restoreArguments.js';
import { answerableCheck } from './unanswerable.js';

/** The supergraph as the planner gets it, and the way back. */
export interface PlannerSupergraph {
  readonly sdl: string;
  /**
   * A plan over that supergraph as one over the sources.
   *
   * @param text the document that was planned
   * @throws PortcullisError OPERATION_NOT_ANSWERABLE
   */
  finish(plan: QueryPlan, text: string): QueryPlan;
}

/**
 * Prepares a supergraph for the planner: the same graph in words in which the planner makes no mistakes. Clients, and
 * the gateway's own API schema, never see it.
 *
 * @throws GraphQLError where it does not parse
 */
export function plannerSupergraph(supergraphSdl: string): PlannerSupergraph {
  const { document, ...fields } = separateArguments(parse(supergraphSdl, { noLocation: true }));
  const assertAnswerable = answerableCheck(document);
  return {
    sdl: print(resolvableKeysFirst(document)),
    finish: (plan, text) => {
      assertAnswerable(plan, text);
      return restoreArguments(plan, fields);
    },
  };
}
