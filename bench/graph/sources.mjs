import { resolvers } from './resolvers.mjs';
import { labelledSdl, plainSdl, sourceNames } from './sdl.mjs';

/**
 * The sources of scoreboard (a).
 *
 * @typedef {object} Graph
 * @property {readonly string[]} sourceNames
 * @property {(name: string) => string} labelledSdl SDL of a source with the labels of Portcullis
 * @property {(name: string) => string} plainSdl the same without, for any Federation 2 router
 * @property {Record<string, object>} resolvers by source
 * @property {Record<string, string[]>} owned types whose records live in a source
 * @property {(query: string) => string} viewerOf who asks, by the query that a source gets
 */
export const graph = {
  sourceNames,
  labelledSdl,
  plainSdl,
  resolvers,
  owned: { cargo: ['Consignment'], persons: ['Person'], seizures: ['Seizure'], incidents: ['Incident'] },
  // Why by the operation's name: the planner keeps it in its fetches, and only Q5 is another viewer's.
  viewerOf: (query) => (/\bQ5/.test(query) ? 'antifraud' : 'analyst'),
};
