import type { Subgraph } from '../../../subgraphs/kit/createSubgraph.js';
import type { SourceRequest } from '../../../subgraphs/kit/request.js';
import type { ParsedAnswer, SourceClient } from './sourceClient.js';

/**
 * A source in this process: it gets the checked request by reference, frozen, and has its own context and loaders. Its
 * data are made anew for each call, so the executor may merge into them; errors become plain objects, as over HTTP.
 */
export function inProcessClient(subgraph: Pick<Subgraph, 'execute'>): SourceClient {
  return {
    execute: async (operation): Promise<ParsedAnswer> => {
      const session = Object.freeze<SourceRequest>({ audience: operation.audience, ...operation.session.request });
      const { data, errors, extensions } = await subgraph.execute(Object.assign({}, operation, { session }));
      return Object.assign(
        data === undefined ? {} : { data },
        errors ? { errors: errors.map((error) => error.toJSON()) } : {},
        extensions ? { extensions: { ...extensions } } : {},
      );
    },
    close: async () => undefined,
  };
}
