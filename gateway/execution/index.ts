import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { compileOperation } from './compile.js';
import { askEntityPseudonyms, searchedEntities } from './entityPseudonyms.js';
import { readSupergraphMap } from './supergraphMap.js';
import type { SourceClient } from './transport/sourceClient.js';
import type { Engine, EngineOptions } from './types.js';

/**
 * Makes the engine of one supergraph; see README.md.
 *
 * @throws GraphQLError where the supergraph's SDL does not parse
 */
export function createEngine(options: EngineOptions): Engine {
  const { sources, isA, resolversOf } = readSupergraphMap(parseSupergraph(options.supergraphSdl));
  const owners = resolversOf('RecordName');
  const clients = new Map<string, SourceClient>();
  for (const [name, url] of sources) clients.set(name, options.clientOf(name, url));
  return {
    apiSchema: options.apiSchema,
    entityPseudonyms: (document, call) => {
      const names = searchedEntities(document, options.apiSchema, call.variables);
      return names.length === 0 ? null : askEntityPseudonyms(names, call, { options, clients, sources: owners });
    },
    compile: (input) => compileOperation(input, { options, clients, isA }),
    close: async () => {
      await Promise.all([...new Set(clients.values())].map(async (client) => await client.close()));
    },
  };
}
