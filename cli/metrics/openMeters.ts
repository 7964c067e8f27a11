import type { Logger } from 'pino';
import type { Settings } from '../config.js';
import type { Lifecycle } from '../lifecycle.js';
import type { Meters } from './meters.js';
import type { ReadingOf, ReadingOptions } from './readings.js';

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

/**
 * Reads now and then what no request tells: disks, the database, feeds. Nothing where nobody reads metrics.
 *
 * @param options.feeds whether the runs of ingest are at hand
 * @param options.url the database; that of the log where absent
 */
export async function openReadings(
  of: ReadingOf & { readonly meters?: Meters | undefined },
  options: ReadingOptions,
): Promise<void> {
  if (of.meters === undefined) return;
  const { keepReading } = await import('./readings.js');
  keepReading(of, of.meters.registry, options);
}
