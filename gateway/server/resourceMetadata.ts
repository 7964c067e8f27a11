import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GateRuntime } from '../exchange/runtime.js';
import { corsHeaders } from '../http/cors.js';
import { metadataPath } from '../identity/unauthenticated.js';
import { publicPoint } from './publicPoint.js';

/** What serves now, and at which paths. */
interface Serving {
  readonly runtime: GateRuntime;
  readonly routes: ReadonlyMap<string, unknown>;
}

/**
 * Serves the metadata of each path that takes tokens (RFC 9728), and of all together. It needs no token, so it tells what the
 * page of the console tells too, and no issuer but those that the operator calls public.
 */
export function describeResources(app: FastifyInstance, current: () => Serving): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, path: string) => {
    const { routes, runtime } = current();
    const { settings, tokens } = runtime;
    const point = publicPoint(app, settings);
    if (point === undefined || (path !== '' && !routes.has(path)))
      return await reply.code(404).send({ status: 'not found' });
    const ofConsole = settings.console && settings.consoleIssuer !== undefined ? [settings.consoleIssuer] : [];
    const issuers = [...new Set([...tokens.publicIssuers, ...ofConsole])];
    return await reply
      .headers({ 'cache-control': 'no-store', ...corsHeaders(request.headers.origin, settings.corsOrigins) })
      .send({
        resource: `${point}${path}`,
        ...(issuers.length === 0 ? {} : { authorization_servers: issuers }),
        bearer_methods_supported: ['header'],
      });
  };
  app.get(metadataPath, async (request, reply) => await answer(request, reply, ''));
  app.get(`${metadataPath}/*`, async (request, reply) => {
    const { '*': rest = '' } = request.params as { readonly '*'?: string };
    return await answer(request, reply, `/${rest}`);
  });
}
