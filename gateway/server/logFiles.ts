import type { FastifyInstance } from 'fastify';
import type { VerifierKey } from '../../auditlog/c2sp/verifierKey.js';
import type { LogFiles } from '../../auditlog/files/logFiles.js';
import { isPortcullisError } from '../../schema/errors.js';
import { createExchange, type Exchange } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { singleHeader, toIncoming } from '../http/incoming.js';
import { verifyRequest } from '../identity/messageSignature.js';
import { identify } from '../pipeline/identify.js';
import { refusalHeaders } from '../pipeline/refuse.js';

/** The files of logs, and the witnesses that read them without a token. */
export interface ServedLogFiles {
  readonly files: LogFiles;
  /** Keys of witnesses. */
  readonly readers: readonly VerifierKey[];
}

/**
 * Serves the files of logs below `/log/<log>/`: heads, proofs, hash tiles. They show no entry, but their sizes show how much
 * is asked, so they are for authenticated viewers, and for witnesses, who sign their requests.
 *
 * @param present the runtime that decides now
 */
export function serveLogFiles(
  app: FastifyInstance,
  { files, readers }: ServedLogFiles,
  present: () => GateRuntime,
): void {
  app.get('/log/:log/*', async (request, reply) => {
    const runtime = present();
    const { log, '*': path } = request.params as { readonly log: string; readonly '*': string };
    const exchange = createExchange(toIncoming(request.raw, runtime.settings.behindProxy));
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    try {
      if (isSigned(exchange)) identifyReader(exchange, request.raw.url ?? '', readers, runtime);
      else await identify(exchange, runtime);
    } catch (error) {
      if (!isPortcullisError(error)) throw error;
      reply.headers(refusalHeaders(error, runtime.settings.publicUrl));
      return await reply.code(error.http).send({ status: error.code });
    }
    const file = await files.read(log, path);
    if (!file) return await reply.code(404).send({ status: 'not found' });
    // Private: a shared cache would give it to strangers.
    if (file.isImmutable) reply.header('cache-control', 'private, max-age=31536000, immutable');
    return await reply.type(file.type).send(file.body);
  });
}

/** Whether a request is authenticated by its signature: one with a token is not. */
function isSigned({ incoming: { headers } }: Exchange): boolean {
  return headers['signature-input'] !== undefined && headers.authorization === undefined;
}

/** @throws PortcullisError UNAUTHENTICATED, DUPLICATE_HEADER */
function identifyReader(
  { incoming, asOf }: Exchange,
  path: string,
  keys: readonly VerifierKey[],
  { auditLog }: GateRuntime,
): void {
  const header = (name: string): string => singleHeader(incoming, name) ?? '';
  try {
    // With the query: it is not signed, and no file has one, so it makes the signature invalid.
    const parts = { method: incoming.method, authority: header('host'), path };
    const headers = { 'signature-input': header('signature-input'), signature: header('signature') };
    verifyRequest(parts, headers, { keys, now: Math.floor(Date.parse(asOf) / 1000) });
  } catch (error) {
    if (isPortcullisError(error)) auditLog.countRefused(incoming.address, error.code, asOf);
    throw error;
  }
}
