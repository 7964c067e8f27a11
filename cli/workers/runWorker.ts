import cluster from 'node:cluster';
import type { Registering } from '../../auditlog/types.js';
import type { RunningGateway } from '../../gateway/index.js';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';
import { explain } from '../explain.js';
import { LAST_RESORT_MS, type Lifecycle, openOrClose } from '../lifecycle.js';
import type { Assignment, Order, Report } from './messages.js';
import { registerOfPrimary } from './registerOfPrimary.js';

/** What a worker has of its primary. */
export interface Primary {
  readonly register: Registering;
  /** Reports that this writer of the log stands by; resolves when it is to write. */
  standBy(): Promise<void>;
}

/**
 * The life of a worker, or of the process that writes its log: it gets its assignment, opens, serves, and ends when it is told to, when
 * its primary is gone, or on SIGTERM. Never returns; the process ends with 0, or with 1 where it could not start.
 */
export async function runWorker(
  open: (
    assignment: Assignment,
    lifecycle: Lifecycle,
    primary: Primary,
  ) => Promise<Pick<RunningGateway, 'url' | 'drain'>>,
): Promise<never> {
  const orders = listen();
  const primary = { register: registerOfPrimary(report), standBy };
  async function standBy(): Promise<void> {
    await report({ type: 'standing' });
    await orders.leading;
  }
  await report({ type: 'hello' });
  const assignment = await orders.begun;
  // Until it serves, it may end at once: there is no request to answer.
  let onEnd: () => void = () => process.exit(0);
  void orders.ended.then(() => onEnd());
  let worker: { readonly lifecycle: Lifecycle; readonly opened: Pick<RunningGateway, 'url' | 'drain'> };
  try {
    worker = await openOrClose((lifecycle) => open(assignment, lifecycle, primary));
  } catch (error) {
    await report({ type: 'failed', reason: explain(error), mayPass: isOutOfReach(error) });
    return process.exit(1);
  }
  onEnd = () => undefined;
  await report({ type: 'ready', url: worker.opened.url });
  const drained = orders.draining.then(() => worker.opened.drain()).then(() => report({ type: 'drained' }));
  await Promise.race([drained.then(() => orders.ended), orders.ended]);
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
  await worker.lifecycle.close();
  return process.exit(0);
}

interface Orders {
  readonly begun: Promise<Assignment>;
  readonly leading: Promise<void>;
  readonly draining: Promise<void>;
  /** Told to stop, or the primary is gone. */
  readonly ended: Promise<void>;
}

function listen(): Orders {
  // Why: Node ends a worker at once when its primary is gone; ours first answers requests in flight.
  if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;
  // Why ignored: a terminal sends these to the whole group, and the primary decides what they mean.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const on = <T>(type: Order['type'], value: (order: Order) => T): Promise<T> =>
    new Promise((resolve) => {
      process.on('message', (order: Order) => {
        if (order.type === type) resolve(value(order));
      });
    });
  const begun = on('begin', (order) => order as Extract<Order, { type: 'begin' }>).then(({ assignment }) => assignment);
  const left = new Promise<void>((resolve) => {
    process.once('disconnect', resolve);
    process.on('SIGTERM', () => resolve());
  });
  return {
    begun,
    leading: on('lead', () => undefined),
    draining: on('drain', () => undefined),
    ended: Promise.race([on('stop', () => undefined), left]),
  };
}

/** Reports to the primary, unless it is gone. */
async function report(message: Report): Promise<void> {
  if (!process.connected) return;
  await new Promise<void>((resolve) => process.send?.(message, () => resolve()));
}
