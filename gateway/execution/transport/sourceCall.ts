import { Cancellation } from '../../../storage/pool/cancellation.js';
import {
  type ParsedAnswer,
  type SourceBytes,
  type SourceClient,
  SourceFailure,
  type SourceOperation,
} from './sourceClient.js';

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
export async function callSource(
  client: SourceClient,
  operation: Omit<SourceOperation, 'signal'>,
  timeoutMs: number,
  running: RunningCalls,
): Promise<ParsedAnswer | SourceBytes> {
  const cancellation = new Cancellation();
  let cancel: RunningCall['cancel'] = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    cancel = (reason) => {
      reject(reason);
      cancellation.abort(reason);
    };
  });
  const call = { cancel };
  const late = () => cancel(new SourceFailure('SOURCE_TIMEOUT', `no answer in ${timeoutMs} ms`));
  const timer = setTimeout(late, timeoutMs);
  running.add(call);
  try {
    const answer = client.execute(Object.assign(operation, { signal: cancellation }));
    return await Promise.race([answer, cancelled]);
  } finally {
    clearTimeout(timer);
    running.delete(call);
  }
}
