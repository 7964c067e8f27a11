import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createUsageCounts, type UsageRow } from '../documents/usage/counts.js';
import type { Exchange } from './exchange.js';
import type { GatewayObserver } from './observer.js';

/** Counts the fields of what is answered. */
export interface UsageMeter {
  /** Is told of answers, and tells the other. */
  beside(observer: GatewayObserver | undefined): GatewayObserver;
  /** Stores what was counted last. */
  close(): Promise<void>;
}

/**
 * Counts the fields of answers by agency, registered client and registered document, and has them stored.
 *
 * @param options.store what it does not store is lost, and nothing else
 * @param options.everyMs 60,000
 */
export function meterUsage(
  schema: GraphQLSchema,
  options: {
    readonly store: (rows: readonly UsageRow[]) => Promise<void>;
    readonly log: Pick<Logger, 'warn'>;
    readonly everyMs?: number;
  },
): UsageMeter {
  const { store, log, everyMs = 60_000 } = options;
  const counts = createUsageCounts(schema);
  const flush = async (): Promise<void> => {
    const rows = counts.take(new Date().toISOString().slice(0, 10));
    if (rows.length > 0) await store(rows).catch(() => log.warn('counts of usage were not stored, and are lost'));
  };
  const timer = setInterval(() => void flush(), everyMs).unref();
  return {
    beside: (observer) => ({
      answered(exchange, runtime) {
        countAnswered(exchange);
        observer?.answered(exchange, runtime);
      },
      pageRead: (page) => observer?.pageRead(page),
      planned: (durationMs) => observer?.planned(durationMs),
    }),
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };

  function countAnswered({ code, handler, identity, registered, checked }: Exchange): void {
    if ((code !== 'OK' && code !== 'PARTIAL') || !identity || !checked) return;
    // Its text is ours, not the client's.
    if (handler === 'authzen') return;
    const { viewer, client } = identity;
    counts.count({
      ...{ agency: viewer.agency, client },
      ...{ documentId: registered?.documentId, prepared: checked.prepared },
    });
  }
}
