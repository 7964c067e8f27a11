import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import fastify, { type FastifyInstance } from 'fastify';
import { preflightHeaders } from '../http/cors.js';
import { plainAddress } from '../http/incoming.js';
import { refuseWebsocket, wantsWebsocket } from '../http/upgrade.js';
import type { GatewaySettings } from '../settings.js';

/** Node's limits for headers and slow clients: never shorter than the pipeline's deadline, which then says why. */
function serverOptions({ deadlineMs }: GatewaySettings): ServerOptions {
  return {
    maxHeaderSize: 16_384,
    headersTimeout: deadlineMs,
    requestTimeout: deadlineMs * 3,
    // Why not of a setting: longer than the minute for which proxies keep theirs, so that they close first.
    keepAliveTimeout: 65_000,
  };
}

/** The listener: the paths of handlers go straight to them, all others to Fastify's router. */
export interface Listener {
  readonly app: FastifyInstance;
  readonly server: Server;
  /** @throws the system's error (EADDRINUSE, ...) */
  listen(): Promise<string>;
}

/**
 * Makes the listener.
 *
 * Why `/graphql` and `/access` bypass Fastify's router: identity comes before method, media type and body, which the router
 * would check first.
 *
 * @param handlers by path
 * @param open by the whole target of a request, to the letter: who asks is not identified
 */
export function createListener(
  settings: GatewaySettings,
  handlers: ReadonlyMap<string, (request: IncomingMessage, response: ServerResponse) => void>,
  open: ReadonlyMap<string, RequestListener> = new Map(),
): Listener {
  let server: Server | undefined;
  const app = fastify({
    logger: false,
    forceCloseConnections: false,
    // No route declares a schema, and loading the compilers takes a twentieth of a start.
    schemaController: { compilersFactory: { buildValidator: refuseSchema, buildSerializer: refuseSchema } },
    serverFactory: (router) => {
      server = makeServer(settings, (request, response) => {
        if (wantsWebsocket(request)) return refuseWebsocket(response);
        const handle = handlers.get(request.url?.split('?', 1)[0] ?? '');
        if (!handle) return (open.get(request.url ?? '') ?? router)(request, response);
        const preflight = preflightHeaders(request, settings.corsOrigins);
        if (preflight) return void response.writeHead(204, preflight).end();
        handle(request, response);
      });
      return server;
    },
  });
  app.setErrorHandler(async (_error, _request, reply) => await reply.code(400).send({ status: 'error' }));
  app.setNotFoundHandler(async (_request, reply) => await reply.code(404).send({ status: 'not found' }));
  return {
    app,
    server: server as unknown as Server,
    listen: async () => {
      const address = await app.listen({ host: settings.host, port: settings.port });
      // Fastify does not know that our own server has TLS.
      return isEncrypted(settings) ? address.replace(/^http:/, 'https:') : address;
    },
  };
}

function refuseSchema(): never {
  throw new Error('a route declares a schema');
}

/** The server of a listener: with TLS where the settings say so. */
export function makeServer(settings: GatewaySettings, listener: RequestListener): Server {
  const server = !isEncrypted(settings)
    ? createServer(serverOptions(settings), listener)
    : createTlsServer(
        {
          cert: readFileSync(settings.tlsCert),
          key: readFileSync(settings.tlsKey),
          minVersion: 'TLSv1.2',
          ...serverOptions(settings),
          // A client without a certificate may bring a token; `authorized` states whether a certificate was verified.
          ...(settings.clientCa === undefined
            ? {}
            : { ca: readFileSync(settings.clientCa), requestCert: true, rejectUnauthorized: false }),
        },
        listener,
      );
  const { behindProxy } = settings;
  if (behindProxy !== undefined) {
    // Only the proxy may connect.
    server.on('connection', (socket) => {
      if (plainAddress(socket.remoteAddress) !== behindProxy) socket.destroy();
    });
  }
  return server;
}

function isEncrypted(settings: GatewaySettings): settings is GatewaySettings & { tlsCert: string; tlsKey: string } {
  return settings.tlsCert !== undefined && settings.tlsKey !== undefined;
}
