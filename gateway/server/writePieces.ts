import type { ServerResponse } from 'node:http';
import { isPortcullisError, type PortcullisError } from '../../schema/errors.js';
import type { CancelSignal } from '../../storage/pool/cancellation.js';

/**
 * Writes pieces as the client takes them: the next one is asked for once the last one has left the process, or fits its buffers.
 * Where one fails, or the signal aborts, the connection is cut without an end of the body: a client sees that something is missing.
 *
 * Invariant: the pieces are begun, even if the client is gone, so that who makes them can tidy up.
 *
 * @returns why there is no answer, where nothing of it was written: the client can still be told; null otherwise
 * @throws any error of the pieces that is no `PortcullisError`
 */
export async function writePieces(
  response: ServerResponse,
  pieces: AsyncIterable<Uint8Array>,
  head: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  signal: CancelSignal,
): Promise<PortcullisError | null> {
  const begin = (): void => void (response.headersSent || response.writeHead(head.status, head.headers));
  try {
    for await (const piece of pieces) {
      if (signal.aborted) throw signal.reason;
      begin();
      if (!response.write(piece)) await drained(response, signal);
    }
    // No piece at all is a whole body, too.
    begin();
    await new Promise<void>((resolve) => {
      response.once('close', resolve);
      response.end(resolve);
    });
    return null;
  } catch (error) {
    if (isPortcullisError(error) && !response.headersSent && !response.destroyed) return error;
    response.destroy();
    if (!isPortcullisError(error)) throw error;
    return null;
  }
}

/** @throws the signal's reason */
async function drained(response: ServerResponse, signal: CancelSignal): Promise<void> {
  let wake: () => void = () => undefined;
  await new Promise<void>((resolve) => {
    wake = resolve;
    response.once('drain', resolve);
    // Aborted where the client hangs up, too.
    signal.addEventListener('abort', resolve, { once: true });
    if (signal.aborted) resolve();
  });
  response.off('drain', wake);
  signal.removeEventListener('abort', wake);
  if (signal.aborted) throw signal.reason;
}
