import type { SourceName } from '../schema/sources.js';
import { createAuditModule } from './audit/index.js';
import { cargo } from './cargo/index.js';
import { directory } from './directory/index.js';
import { incidents } from './incidents/index.js';
import { createSubgraph, type Subgraph } from './kit/createSubgraph.js';
import { outOfReach } from './kit/limits/limits.js';
import type { SubgraphModule } from './kit/module.js';
import { persons } from './persons/index.js';
import { seizures } from './seizures/index.js';

/** Makes the subgraph of a source; the audit log's alone opens what is sealed. */
type MakeSubgraph = (
  options: Parameters<typeof createSubgraph>[1],
  keys: Parameters<typeof createAuditModule>[0]['keys'],
) => Subgraph;

/** The module of each source of `schema/sources.ts`. */
export const subgraphs: Readonly<Record<SourceName, MakeSubgraph>> = {
  cargo: of(cargo),
  persons: of(persons),
  seizures: of(seizures),
  incidents: of(incidents),
  directory: of(directory),
  audit: (options, keys) =>
    createSubgraph(createAuditModule({ keys, limits: (options.limits ?? outOfReach).store }), options),
};

function of(module: SubgraphModule): MakeSubgraph {
  return (options) => createSubgraph(module, options);
}
