import type { Tracer } from '../../subgraphs/kit/tracing/span.js';
import type { Opening } from '../instance/serving.js';

/**
 * Records spans and sends them to the collector of the settings; undefined where there is none.
 *
 * @param source name of the source that this process is; absent for a gateway
 */
export async function openTracer(
  { settings, log, lifecycle }: Pick<Opening, 'settings' | 'log' | 'lifecycle'>,
  source?: string,
): Promise<Tracer | undefined> {
  const { traces: url, traceRatio: ratio, logId } = settings;
  if (url === undefined) return undefined;
  // Why late: a server without traces loads nothing of them.
  const { createTracer } = await import('./createTracer.js');
  const service = source === undefined ? 'portcullis' : `portcullis ${source}`;
  const tracer = createTracer({ url, ratio, service, instance: logId, log });
  lifecycle.add('traces', () => tracer.close());
  return tracer;
}
