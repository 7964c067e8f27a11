import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Traffic } from './handler.js';
import type { Listener } from './listener.js';

/** How long requests in flight may take to finish, and the rest to be answered, ms. Together under 2 s. */
const GRACE = 1_500;
const LAST_ANSWERS = 300;

/** How long a connection may stay open without a request while draining, ms: most clients close an idle one sooner. */
const IDLE_GRACE = 5_000;

/**
 * Stops accepting, and answers as usual whatever comes on the connections that are open; each answer asks the client
 * to close its connection. Ends when none is left, or when the last request may have come `limit` ms ago.
 */
export async function drain({ server }: Listener, traffic: Traffic, limit: number): Promise<void> {
  traffic.draining = true;
  // Why not the server's own `close`: it cuts idle connections, on which a request may just be on its way.
  NetServer.prototype.close.call(server);
  const patience = performance.now() + IDLE_GRACE;
  while ((await countConnections(server)) > 0 && performance.now() < patience + limit) {
    if (performance.now() > patience) server.closeIdleConnections();
    await sleep(10);
  }
}

async function countConnections(server: NetServer): Promise<number> {
  return await new Promise((resolve) => server.getConnections((_error, count) => resolve(count ?? 0)));
}

/** Stops accepting, lets requests in flight finish, answers the rest with 503 SHUTTING_DOWN, then closes every socket. */
export async function closeGracefully({ app, server }: Listener, traffic: Traffic): Promise<void> {
  traffic.stopping = true;
  server.close();
  server.closeIdleConnections();
  await untilEmpty(traffic, GRACE);
  for (const exchange of traffic.inFlight) exchange.abort('SHUTTING_DOWN');
  await untilEmpty(traffic, LAST_ANSWERS);
  server.closeAllConnections();
  await app.close();
}

async function untilEmpty(traffic: Traffic, limit: number): Promise<void> {
  const end = performance.now() + limit;
  while (traffic.inFlight.size > 0 && performance.now() < end) await sleep(10);
}
