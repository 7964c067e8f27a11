import type { Policy } from '../../policy/policy.js';
import type { SourceName } from '../../schema/sources.js';
import type { LimitStore } from '../../storage/limits/limitStore.js';
import { openDatabase } from '../../storage/pool/database.js';
import { subgraphs } from '../../subgraphs/index.js';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import { createLimits } from '../../subgraphs/kit/limits/limits.js';
import type { Serving } from '../instance/serving.js';

/** A source in this process. */
export interface LocalSource {
  readonly subgraph: Subgraph;
  /** The same source, over the same connections and limits, under another policy. */
  under(policy: Policy): Subgraph;
  close(): Promise<void>;
}

/** A source in a process of its own, and what is beside it. */
export interface SourceParts {
  readonly source: LocalSource;
  readonly limits: LimitStore;
  readonly isDatabaseReady: () => Promise<boolean>;
}

/**
 * Opens one source over its own login to its own database.
 *
 * @param options.limits of all sources of this process; absent for a caller that asks nothing they limit
 */
export function openLocalSource(
  name: SourceName,
  { settings, context, log, meters }: Pick<Serving, 'settings' | 'context' | 'log' | 'meters'>,
  { limits: store, standsAlone = false }: { readonly limits?: LimitStore; readonly standsAlone?: boolean } = {},
): LocalSource {
  const { keys, databases } = context;
  const database = openDatabase(databases.url(name), {
    source: name,
    max: settings.sourceConnections,
    timeoutMs: settings.sourceTimeoutMs,
  });
  meters?.pool(name, database);
  const limits = store && createLimits(meters?.counted(name, store) ?? store, settings);
  const options = { database, keys, limits, standsAlone, log: { error: log.error.bind(log) } };
  const under = (policy: Policy): Subgraph => {
    const subgraph = subgraphs[name]({ ...options, policy }, keys);
    // Why not awaited: the source is ready without it.
    void subgraph.warm();
    return subgraph;
  };
  return { subgraph: under(context.policy), under, close: () => database.close() };
}
