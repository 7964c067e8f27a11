import type { Logger } from 'pino';
import { openDatabase } from '../../storage/pool/database.js';
import type { SourceName } from '../../storage/types.js';
import { createAuditModule } from '../../subgraphs/audit/index.js';
import { cargo } from '../../subgraphs/cargo/index.js';
import { directory } from '../../subgraphs/directory/index.js';
import { incidents } from '../../subgraphs/incidents/index.js';
import { createSubgraph, type Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import type { LookupQuota } from '../../subgraphs/kit/session/quota.js';
import type { SubgraphModule } from '../../subgraphs/kit/types.js';
import { persons } from '../../subgraphs/persons/index.js';
import { seizures } from '../../subgraphs/seizures/index.js';
import type { Settings } from '../config.js';
import type { Foundation } from '../foundation.js';

/** A source in this process, and the way to end it. */
export interface LocalSource {
  readonly subgraph: Subgraph;
  close(): Promise<void>;
}

/** Opens one source over its own login to its own database. */
export function openLocalSource(
  name: SourceName,
  settings: Pick<Settings, 'sourceConnections'>,
  foundation: Foundation,
  log: Logger,
  { quota, standsAlone = false }: { readonly quota: LookupQuota; readonly standsAlone?: boolean },
): LocalSource {
  const { policy, keys, databases } = foundation;
  const database = openDatabase(databases.url(name), { source: name, max: settings.sourceConnections });
  const options = { policy, database, keys, quota, standsAlone, log: { error: log.error.bind(log) } };
  return { subgraph: build(name, foundation, options), close: () => database.close() };
}

type Options = Parameters<typeof createSubgraph>[1];

function build(name: SourceName, { keys }: Foundation, options: Options): Subgraph {
  // Why a switch and no table: each module has loaders of a type of its own.
  const create = <Loaders>(module: SubgraphModule<Loaders>): Subgraph => createSubgraph(module, options);
  switch (name) {
    case 'cargo':
      return create(cargo);
    case 'persons':
      return create(persons);
    case 'seizures':
      return create(seizures);
    case 'incidents':
      return create(incidents);
    case 'directory':
      return create(directory);
    case 'audit':
      return create(createAuditModule({ keys }));
  }
}
