import type { Subgraph } from '../../../subgraphs/kit/createSubgraph.js';
import type { SourceRequest } from '../../../subgraphs/kit/request.js';
import type { ParsedAnswer, SourceClient } from './sourceClient.js';

/**
 * A source in this process: the checked request goes by reference, frozen; context and loaders are the source's own.
 * Its data are fresh from execution, so the executor may merge into them; errors become plain, as over HTTP.
 */
export function inProcessClient(subgraph: Pick<Subgraph, 'execute'>): SourceClient {
  return {
    execute: async (operation): Promise<ParsedAnswer> => {
      const session = Object.freeze({ ...operation.session }) as SourceRequest;
      const { data, errors, extensions } = await subgraph.execute({ ...operation, session });
      return {
        ...(data === undefined ? {} : { data }),
        ...(errors ? { errors: errors.map((error) => error.toJSON()) } : {}),
        ...(extensions ? { extensions: { ...extensions } } : {}),
      };
    },
    close: async () => undefined,
  };
}
