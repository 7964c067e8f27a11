import type { GraphQLSchema } from 'graphql';
import { isForeign } from '../../policy/foreign/closeOverForeign.js';
import { foreignAccess } from '../../policy/foreign/foreignAccess.js';
import type { ForeignSelection } from '../../policy/operation.js';
import type { Policy } from '../../policy/policy.js';
import { type AccessMap, readAccess } from '../../schema/access.js';
import { type Costs, readCosts } from '../../schema/federation/costs.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { teachScalars } from '../../schema/scalars.js';
import { leastField } from '../planning/leastField.js';
import { hashOf, readApiSchema } from './apiSchema.js';

/** A supergraph and its labels. */
export interface Supergraph {
  readonly sdl: string;
  /** SHA-256 of the SDL, hex: part of every cache key and of every log entry. */
  readonly hash: string;
  /** Labels of every coordinate: its own, or those of `coordinates.yaml` where it is foreign. */
  readonly access: AccessMap;
  readonly isForeign: boolean;
}

/** What documents are checked against without being executed. */
export interface LoadedSchema {
  readonly apiSchema: GraphQLSchema;
  readonly access: AccessMap;
  readonly costs: Costs;
  /** Present where the sources are foreign. */
  readonly foreign?: ForeignSelection | undefined;
}

/**
 * Reads a supergraph's SDL. An `@access` in a foreign one is not a label of ours.
 *
 * @param policy null: the supergraph is served without labels
 */
export function readSupergraph(sdl: string, policy: Policy | null): Supergraph {
  const foreign = policy?.foreign && isForeign(policy, sdl) ? policy.foreign : null;
  const document = parseSupergraph(policy ? sdl : 'scalar None');
  const access = foreign ? foreignAccess(document, foreign.labels) : readAccess(document);
  return { sdl, hash: hashOf(sdl), access, isForeign: !policy || foreign !== null };
}

/**
 * The API schema of a supergraph, with its labels. For `portcullis documents`.
 *
 * @param policy absent: the supergraph is ours, whatever its sources are called
 */
export async function loadSchema(sdl: string, policy?: Policy): Promise<LoadedSchema> {
  const apiSchema = await readApiSchema(sdl);
  const costs = readCosts(parseSupergraph(sdl));
  if (policy && isForeign(policy, sdl))
    return { apiSchema, costs, access: readSupergraph(sdl, policy).access, foreign: { least: leastField(sdl) } };
  teachScalars(apiSchema);
  return { apiSchema, costs, access: readAccess(parseSupergraph(sdl)) };
}
