import { Client, type Exchange, makeErrorResult, makeResult, type Operation, type OperationResult } from '@urql/core';
import { filter, make, mergeMap, pipe, type Source, takeUntil } from 'wonka';
import type { ViewerClient } from '../viewerClient.js';
import { questionOf } from './documents.js';

const made = new WeakMap<ViewerClient, Client>();

/**
 * urql's client over a client of ours, one for each. Its cache is ours: do not add urql's. `result.extensions` is whole;
 * `result.error.networkError` is a `Refusal` or `ClientError`.
 */
export function urqlClient(client: ViewerClient): Client {
  const known = made.get(client);
  if (known) return known;
  const urql = new Client({ url: client.viewer.server, exchanges: [viewerExchange(client)] });
  made.set(client, urql);
  return urql;
}

function viewerExchange(client: ViewerClient): Exchange {
  return () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind !== 'teardown'),
      mergeMap((operation) => {
        const isOver = ({ kind, key }: Operation) => kind === 'teardown' && key === operation.key;
        return pipe(answered(client, operation), takeUntil(pipe(operations, filter(isOver))));
      }),
    );
}

/** One answer. Who stops listening breaks the question off. */
function answered(client: ViewerClient, operation: Operation): Source<OperationResult> {
  return make((observer) => {
    const stop = new AbortController();
    const finish = (result: OperationResult): void => {
      observer.next({ ...result, stale: false, hasNext: false });
      observer.complete();
    };
    ask(client, operation, stop.signal).then(
      ({ data, errors, extensions }) =>
        finish(makeResult(operation, { data: data as object, errors: errors as never, extensions: { ...extensions } })),
      (error: Error) => !stop.signal.aborted && finish(makeErrorResult(operation, error)),
    );
    return () => stop.abort();
  });
}

async function ask(client: ViewerClient, { kind, query, variables, context }: Operation, signal: AbortSignal) {
  if (kind !== 'query') throw new TypeError('the graph accepts queries only');
  const again = context.requestPolicy === 'network-only' || context.requestPolicy === 'cache-and-network';
  return await client.ask(questionOf({ document: query as never, variables }), { signal, again });
}
