import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

/** How long a process may take to say what it measured, ms. */
const patienceMs = 1_000;

/** From the primary to another process of its cluster: say what you measured. */
interface Measure {
  readonly type: 'measure';
}

/** What a process measured. */
type Metrics = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** The answer, and the last word of a process that ends. */
interface Measured {
  readonly type: 'measured';
  readonly metrics: Metrics;
}

/** Has a process of a cluster say what it measured, whenever its primary asks. @returns says it for the last time */
export function tellPrimary(own: Registry): () => Promise<void> {
  const tell = async (): Promise<void> => {
    const metrics = await own.getMetricsAsJSON();
    if (!process.connected) return;
    await new Promise<void>((resolve) =>
      process.send?.({ type: 'measured', metrics } satisfies Measured, () => resolve()),
    );
  };
  process.on('message', ({ type }: Measure) => {
    if (type === 'measure') void tell();
  });
  return tell;
}

/**
 * Reads the metrics of this process and of all others of its cluster, summed. Of a process that does not answer, or has ended, the last
 * that it said counts: a sum that falls would be a new beginning to Prometheus.
 *
 * Why not prom-client's own: there one process that hangs leaves no metrics at all, and one that ends takes its sums along.
 *
 * @see docs/decisions/0097-sums-outlive-their-process.md
 */
export function sumProcesses(own: Registry): () => Promise<string> {
  const last = new Map<number, Metrics>();
  const waiting = new Map<number, () => void>();
  let ended: Promise<Metrics> = Promise.resolve([]);
  cluster.on('message', ({ id }: Worker, message: Measured) => {
    if (message.type !== 'measured') return;
    last.set(id, message.metrics);
    waiting.get(id)?.();
  });
  cluster.on('disconnect', ({ id }: Worker) => {
    waiting.get(id)?.();
    const lasting = (last.get(id) ?? []).filter(({ type }) => String(type) !== 'gauge');
    last.delete(id);
    ended = ended.then((sums) => AggregatorRegistry.aggregate([sums, lasting]).getMetricsAsJSON());
  });
  const ask = (worker: Worker): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      waiting.set(worker.id, () => {
        clearTimeout(timer);
        resolve();
      });
      worker.send({ type: 'measure' } satisfies Measure, () => undefined);
    });
  return async () => {
    const others = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(others.filter((worker) => worker.isConnected()).map(ask));
    waiting.clear();
    const all = [await own.getMetricsAsJSON(), ...last.values(), await ended];
    return await AggregatorRegistry.aggregate(all).metrics();
  };
}
