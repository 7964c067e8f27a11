import { Cancellation, type CancelSignal } from '../../../storage/pool/cancellation.js';
import type { ParsedAnswer, SourceBytes } from './sourceClient.js';
import { type SourceClient, SourceFailure, type SourceOperation } from './sourceClient.js';

/** A fetch on its way, as long as it is not answered: the end of the request ends it. */
export interface RunningCall {
  cancel(reason: unknown): void;
}

/** Calls of one request that are on their way. */
export type RunningCalls = Set<RunningCall>;

/**
 * Asks a source, for `timeoutMs` at most, and not longer than the request lives: then the answer is not waited for, and
 * the transport is told by the operation's signal.
 *
 * Why one timer and no `AbortSignal.any` or `timeout`: these cost more than the rest of a call.
 *
 * @throws SourceFailure SOURCE_TIMEOUT; what `cancel` was given; whatever the client throws
 */
export function callSource(
  client: SourceClient,
  operation: Omit<SourceOperation, 'signal'>,
  timeoutMs: number,
  running: RunningCalls,
): Promise<ParsedAnswer | SourceBytes> {
  return new Promise((resolve, reject) => {
    const cancellation = new Cancellation();
    const call: RunningCall = {
      cancel: (reason) => {
        clearTimeout(timer);
        running.delete(call);
        reject(reason);
        cancellation.abort(reason);
      },
    };
    const timer = setTimeout(
      () => call.cancel(new SourceFailure('SOURCE_TIMEOUT', `no answer in ${timeoutMs} ms`)),
      timeoutMs,
    );
    running.add(call);
    const done = (): void => {
      clearTimeout(timer);
      running.delete(call);
    };
    execute(client, operation, cancellation).then(
      (answer) => {
        done();
        resolve(answer);
      },
      (error) => {
        done();
        reject(error);
      },
    );
  });
}

/** Why async: what a client throws at once is a failure like any other. */
async function execute(
  client: SourceClient,
  operation: Omit<SourceOperation, 'signal'>,
  signal: CancelSignal,
): Promise<ParsedAnswer | SourceBytes> {
  return await client.execute(Object.assign(operation, { signal }));
}
