import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { makeServer } from '../../gateway/server/listener.js';
import { readRestoring } from '../../storage/acts/restoring.js';
import type { Settings } from '../config.js';

/**
 * Waits while the database is being restored. The listener says so to all who come (503, `restoring`), and asks the database
 * nothing.
 */
export async function whileRestoring(
  settings: Settings,
  dataDirectory: string,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  log.warn(
    'the database is being restored: nothing is answered until that has ended (portcullis restore --redo goes on with it)',
  );
  const server = makeServer(settings, (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '5' });
    response.end(JSON.stringify({ status: 'restoring' }));
  });
  server.listen({ host: settings.host, port: settings.port });
  await once(server, 'listening');
  try {
    while (readRestoring(dataDirectory) !== null) await delay(200, undefined, { signal });
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}
