import { loadPolicy } from '../../../policy/loading/load.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { cargo } from '../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../subgraphs/kit/createSubgraph.js';
import { unlimited } from '../../storage/limits/testLimits.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { keys } from './requests.js';

/** The source over a database of its own at the top of a test file, gone after its tests, and what writes there as ingest does. */
export async function openCargo() {
  const policy = loadPolicy();
  const database = await ownTestDatabase({ sources: ['cargo'] });
  const writer = database.ending(openDatabase(database.ingestUrl, { source: 'cargo' }));
  const reader = database.ending(openDatabase(database.url('cargo'), { source: 'cargo' }));
  const subgraph = createSubgraph(cargo, { policy, database: reader, keys, limits: unlimited });
  return { policy, writer, reader, subgraph };
}
