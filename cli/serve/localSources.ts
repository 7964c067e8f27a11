import type { Policy } from '../../policy/policy.js';
import type { SourceName } from '../../schema/sources.js';
import { openDatabase } from '../../storage/pool/database.js';
import { subgraphs } from '../../subgraphs/index.js';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import type { LookupQuotas } from '../../subgraphs/kit/session/quota.js';
import type { Serving } from './serving.js';

/** A source in this process, and the way to end it. */
export interface LocalSource {
  readonly subgraph: Subgraph;
  /** The same source, over the same connections and quotas, under another policy. */
  under(policy: Policy): Subgraph;
  close(): Promise<void>;
}

/** Opens one source over its own login to its own database. */
export function openLocalSource(
  name: SourceName,
  { settings, foundation, log }: Pick<Serving, 'settings' | 'foundation' | 'log'>,
  { quotas, standsAlone = false }: { readonly quotas: LookupQuotas; readonly standsAlone?: boolean },
): LocalSource {
  const { keys, databases } = foundation;
  const database = openDatabase(databases.url(name), { source: name, max: settings.sourceConnections });
  const options = { database, keys, quotas, standsAlone, log: { error: log.error.bind(log) } };
  const under = (policy: Policy): Subgraph => {
    const subgraph = subgraphs[name]({ ...options, policy }, keys);
    // Why not waited for: the source is ready without.
    void subgraph.warm();
    return subgraph;
  };
  return { subgraph: under(foundation.policy), under, close: () => database.close() };
}
