import type { SourceAnswer, SourceClient, SourceRequest } from './sourceClient.js';

/** What the kit's subgraph offers to a gateway in the same process. */
export interface LocalSubgraph {
  execute(operation: {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly operationName?: string | undefined;
    readonly session: SourceRequest;
    readonly signal?: AbortSignal;
  }): Promise<unknown>;
}

/**
 * A source in this process: the checked request goes by reference, frozen; context and loaders are the source's own.
 *
 * Why the copy of the answer: the executor merges answers in place, and the source's objects are not ours to change.
 */
export function inProcessClient(subgraph: LocalSubgraph): SourceClient {
  return {
    execute: async (operation) => {
      const answer = (await subgraph.execute({
        ...operation,
        session: Object.freeze({ ...operation.session }),
      })) as SourceAnswer;
      return JSON.parse(JSON.stringify(answer)) as SourceAnswer;
    },
    close: async () => undefined,
  };
}
