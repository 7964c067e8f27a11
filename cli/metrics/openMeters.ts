import type { Logger } from 'pino';
import type { Settings } from '../config.js';
import type { Lifecycle } from '../lifecycle.js';
import type { Meters } from './meters.js';

/** A process that measures. */
interface Showing {
  readonly settings: Settings;
  readonly lifecycle: Lifecycle;
}

async function openMeters({ metricsPort }: Pick<Settings, 'metricsPort'>): Promise<Meters | undefined> {
  if (metricsPort === undefined) return undefined;
  // Why late: a server without metrics loads nothing of them.
  const { createMeters } = await import('./meters.js');
  return createMeters();
}

/** Meters of a worker, or of the writer of its log, which its primary shows; undefined where nobody reads metrics. */
export async function openWorkerMeters({ settings, lifecycle }: Showing): Promise<Meters | undefined> {
  const meters = await openMeters(settings);
  if (meters === undefined) return undefined;
  const { tellPrimary } = await import('./sumProcesses.js');
  lifecycle.add('metrics', tellPrimary(meters.registry));
  return meters;
}

/**
 * Meters, and the listener that shows them; undefined where nobody reads metrics.
 *
 * @param isPrimary whether the other processes of this cluster are summed too
 */
export async function showMeters(
  { settings, log, lifecycle }: Showing & { readonly log: Logger },
  { isPrimary = false } = {},
): Promise<Meters | undefined> {
  const meters = await openMeters(settings);
  if (meters === undefined) return undefined;
  const { metricsHost: host, metricsPort: port = 0 } = settings;
  const { serveMetrics } = await import('./listener.js');
  const read = isPrimary
    ? (await import('./sumProcesses.js')).sumProcesses(meters.registry)
    : () => meters.registry.metrics();
  const listener = await serveMetrics({ host, port }, read);
  lifecycle.add('metrics', () => listener.close());
  log.info({ url: listener.url }, 'metrics are shown');
  return meters;
}
