import type { QueryPlan } from '@apollo/query-planner';
import { print } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { separateArguments } from './argumentedFields.js';
import { bareInterfacesAsObjects } from './bareInterfaces.js';
import { interfaceObjects, keyedFetches } from './fetches/interfaceObjects.js';
import { replaceFetches } from './fetches/replaceFetches.js';
import { resolvableKeysFirst } from './resolvableKeys.js';
import { restoreArguments } from './restoreArguments.js';
import { withoutLabels } from './withoutLabels.js';

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
 * What the planner's failure means. A field that no source has on the way that the operation takes is the operation's
 * matter (composition cannot exclude it behind interfaces that no type implements); all else is ours.
 *
 * @param message in the planner's words
 */
export function planningError(message: string): PortcullisError {
  const [, field] = /^Was not able to find any options for (\w+)/.exec(message) ?? [];
  if (field !== undefined) return new PortcullisError('OPERATION_NOT_ANSWERABLE', { at: field });
  return new PortcullisError('INTERNAL', { cause: new Error(`planner: ${message}`) });
}
