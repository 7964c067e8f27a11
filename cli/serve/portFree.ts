import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Refuses a port that is taken, before anything is opened or loaded. The listener checks again.
 *
 * @throws the system's error, EADDRINUSE or EACCES
 */
export async function assertPortFree({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  const listening = once(probe, 'listening');
  probe.listen({ host, port, exclusive: true });
  await listening;
  probe.close();
  await once(probe, 'close');
}
