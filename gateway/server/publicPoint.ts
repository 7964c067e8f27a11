import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../identity/loopback.js';
import type { GatewaySettings } from '../settings.js';

/**
 * The URL by which clients reach a server, without a path: the operator's, or on loopback the listener's address, never the name
 * that a client called. Undefined where neither is known.
 */
export function publicPoint(
  app: FastifyInstance,
  { publicUrl, tlsCert, host, behindProxy }: GatewaySettings,
): string | undefined {
  if (publicUrl !== undefined) return publicUrl;
  const address = app.server.address();
  if (!isLoopback(host) || behindProxy || address === null || typeof address === 'string') return undefined;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `${tlsCert === undefined ? 'http' : 'https'}://${name}:${address.port}`;
}
