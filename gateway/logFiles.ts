import type { FastifyInstance } from 'fastify';
import type { LogFiles } from '../auditlog/files/logFiles.js';
import { isPortcullisError } from '../schema/errors.js';
import { createExchange } from './exchange.js';
import { toIncoming } from './http/incoming.js';
import { identify } from './pipeline/identify.js';
import type { GateRuntime } from './runtime.js';

/**
 * Serves the files of logs below `/log/<log>/`: heads, proofs, hash tiles. For anyone whom the gateway knows: they show no
 * entry, but their sizes tell how much is asked. No URL is logged, as nowhere.
 */
export function serveLogFiles(app: FastifyInstance, files: LogFiles, runtime: GateRuntime): void {
  app.get('/log/:log/*', async (request, reply) => {
    const { log, '*': path } = request.params as { readonly log: string; readonly '*': string };
    const exchange = createExchange(toIncoming(request.raw, { proxy: runtime.settings.behindProxy }));
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    try {
      await identify(exchange, runtime);
    } catch (error) {
      if (!isPortcullisError(error)) throw error;
      return await reply.code(error.http).header('www-authenticate', 'Bearer').send({ status: error.code });
    }
    const file = await files.read(log, path);
    if (!file) return await reply.code(404).send({ status: 'not found' });
    // Why private: a cache that is shared would hand it to those whom nobody knows.
    if (file.isImmutable) reply.header('cache-control', 'private, max-age=31536000, immutable');
    return await reply.type(file.type).send(file.body);
  });
}
