import { setTimeout as sleep } from 'node:timers/promises';
import type { Traffic } from './handler.js';
import type { Listener } from './listener.js';

/** How long requests in flight may take to finish, and the rest to be answered, ms. Together under 2 s. */
const GRACE = 1_500;
const LAST_ANSWERS = 300;

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
