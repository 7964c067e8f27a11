import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Traffic } from './handler.js';
import type { Listener } from './listener.js';

/**
 * Time for requests in flight to finish, and for the rest to be answered with 503, ms. Together under 2 s. Why not of the deadline: who
 * stops a server waits for it, and a client that gets 503 asks another.
 */
const GRACE = 1_500;
const LAST_ANSWERS = 300;

/** Time for idle connections while draining, ms: most clients close theirs sooner. Requests on them have their deadline. */
const IDLE_GRACE = 5_000;

/**
 * Stops accepting connections, and answers requests on open ones as usual; each answer asks the client to close. Ends when
 * no connection is left, or `limit` ms after the last idle ones were closed.
 */
export async function drain({ server }: Listener, traffic: Traffic, limit: number): Promise<void> {
  traffic.draining = true;
  // Why at once: who drains has a successor, whose policy may be another.
  for (const exchange of traffic.inFlight.exchanges()) if (exchange.exported) exchange.abort('SHUTTING_DOWN');
  // Not the server's own `close`: it cuts idle connections, on which a request may be arriving.
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
  for (const exchange of traffic.inFlight.exchanges()) exchange.abort('SHUTTING_DOWN');
  await untilEmpty(traffic, LAST_ANSWERS);
  server.closeAllConnections();
  await app.close();
}

async function untilEmpty(traffic: Traffic, limit: number): Promise<void> {
  const end = performance.now() + limit;
  while (traffic.inFlight.size > 0 && performance.now() < end) await sleep(10);
}
