import { Cancellation } from '../../../storage/pool/cancellation.js';
import {
  type ParsedAnswer,
  type SourceBytes,
  type SourceClient,
  SourceFailure,
  type SourceOperation,
} from './sourceClient.js';

/** A call that is not answered yet: the end of its request cancels it. */
export interface RunningCall {
  cancel(reason: unknown): void;
}

/** The calls of one request that are not answered yet. */
export type RunningCalls = Set<RunningCall>;

/**
 * Calls a source, and waits `timeoutMs` at most, and no longer than the request lives; the operation's signal then
 * aborts the transport.
 *
 * Why one timer instead of `AbortSignal.any` and `timeout`: these cost more than the rest of a call.
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
