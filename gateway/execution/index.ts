import { parse } from 'graphql';
import { compileOperation } from './compile.js';
import type { SourceClient } from './sourceClient.js';
import { readSupergraphMap } from './supergraphMap.js';
import type { Engine, EngineOptions } from './types.js';

/**
 * Makes the engine of one supergraph; README.md tells how it answers.
 *
 * @throws GraphQLError where the supergraph's SDL does not parse
 */
export function createEngine(options: EngineOptions): Engine {
  const { sources, isA } = readSupergraphMap(parse(options.supergraphSdl, { noLocation: true }));
  const clients = new Map<string, SourceClient>();
  for (const [name, url] of sources) clients.set(name, options.clientOf(name, url));
  return {
    apiSchema: options.apiSchema,
    compile: (input) => compileOperation(input, { options, clients, isA }),
    close: async () => {
      await Promise.all([...new Set(clients.values())].map(async (client) => await client.close()));
    },
  };
}
