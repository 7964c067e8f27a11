import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Exported, Receipt } from '../../auditlog/types.js';
import { isPortcullisError } from '../../schema/errors.js';
import { createExchange, provided } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { corsHeaders, preflightHeaders } from '../http/cors.js';
import { toIncoming } from '../http/incoming.js';
import { identify } from '../pipeline/identify.js';
import { refusalHeaders } from '../pipeline/refuse.js';

/** What the log says last of an export. */
export interface LoggedExport {
  /** Who exported. */
  readonly agency: string | null;
  readonly subject: string | null;
  readonly kind: string;
  readonly code: string;
  readonly exported: Exported;
  readonly receipt: Receipt;
}

/** Finds exports in the log. */
export interface LoggedExports {
  /** Null where there is none of this id. @throws where the log cannot be read */
  find(id: string): Promise<LoggedExport | null>;
}

const path = '/export/:id/receipt';

const statuses: Readonly<Record<string, string>> = { INTENT: 'UNDER_WAY', OUTCOME: 'WHOLE' };

/**
 * Serves what the log says of an export, to the viewer who made it: its rows, the hash of its file up to the trailer, and where that
 * stands in the log. It has no data. To anybody else there is no such export.
 */
export function serveReceipts(app: FastifyInstance, exports: LoggedExports, present: () => GateRuntime): void {
  app.options(path, async (request, reply) => {
    const headers = preflightHeaders(request.raw, present().settings.corsOrigins);
    return await reply
      .code(headers ? 204 : 404)
      .headers(headers ?? {})
      .send();
  });
  app.get(path, async (request, reply) => {
    const runtime = present();
    const { origin } = request.headers;
    reply.headers({
      ...corsHeaders(origin, runtime.settings.corsOrigins),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    try {
      return await answer(request, reply, exports, runtime);
    } catch (error) {
      if (!isPortcullisError(error)) return await reply.code(503).send({ status: 'AUDIT_UNAVAILABLE' });
      reply.headers(refusalHeaders(error, runtime.settings.publicUrl));
      return await reply.code(error.http).send({ status: error.code });
    }
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, exports: LoggedExports, runtime: GateRuntime) {
  const exchange = createExchange(toIncoming(request.raw, runtime.settings.behindProxy));
  await identify(exchange, runtime);
  const { viewer } = provided(exchange.identity, 'identity');
  const { id } = request.params as { readonly id: string };
  const found = /^[0-9a-f-]{36}$/.test(id) ? await exports.find(id) : null;
  if (found?.agency !== viewer.agency || found.subject !== viewer.subject)
    return await reply.code(404).send({ status: 'not found' });
  const { kind, code, exported, receipt } = found;
  const { format, parts, rows, sha256 } = exported;
  const status = statuses[kind] ?? kind;
  return await reply.send({ export: id, status, code, format, parts, rows, sha256, receipt });
}
