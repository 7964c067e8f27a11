import type { IncomingHttpHeaders } from 'node:http';
import type { Pool } from 'undici';
import { assertionHeader } from '../../../../subgraphs/kit/serve/assertion.js';
import { callsProtocol, upgradeHeader } from '../../../../subgraphs/kit/serve/calls/frames.js';
import { CallConnection } from './callConnection.js';

/** Shortest time between two attempts to open it, ms: a proxy between may not let it through. */
const BETWEEN_ATTEMPTS_MS = 5_000;

/** The connection to a source that its calls share, where there is one. */
export interface SharedConnection {
  readonly current: CallConnection | undefined;
  /**
   * Opens it where an answer says that the source knows how. Nothing waits for it: until it stands, and again once it is
   * lost, calls go on connections of their own.
   *
   * @param assert makes an assertion over an empty body
   */
  heed(answer: IncomingHttpHeaders, assert: () => string): void;
  close(): void;
}

/**
 * @param options.timeoutMs longest wait for the source to agree
 * @param options.maxBytes of an answer
 * @param clock monotonic, ms
 */
export function sharedConnection(
  pool: Pool,
  options: { readonly path: string; readonly maxBytes: number; readonly timeoutMs: number },
  clock: () => number = () => performance.now(),
): SharedConnection {
  let current: CallConnection | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  const open = async (assertion: string): Promise<void> => {
    const { socket } = await pool.upgrade({
      path: options.path,
      protocol: callsProtocol,
      headers: { [assertionHeader]: assertion },
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    // Closed meanwhile, or another attempt was faster.
    if (isClosed || current?.isOpen) socket.destroy();
    else current = new CallConnection(socket, options.maxBytes);
  };

  return {
    get current() {
      return current?.isOpen ? current : undefined;
    },
    heed(answer, assert) {
      if (answer[upgradeHeader.toLowerCase()] !== callsProtocol || current?.isOpen) return;
      const now = clock();
      if (now - triedAt < BETWEEN_ATTEMPTS_MS) return;
      triedAt = now;
      // Refused: calls go as they went.
      open(assert()).catch(() => undefined);
    },
    close() {
      isClosed = true;
      current?.close();
    },
  };
}
