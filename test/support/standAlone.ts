import pino from 'pino';
import type { RunningServer } from '../../gateway/server/serve.js';
import type { GatewaySettings } from '../../gateway/settings.js';
import { startStandAlone } from '../../gateway/standAlone/index.js';
import { loadPolicy } from '../../policy/loading/load.js';
import type { SourceName } from '../../schema/sources.js';
import { openDatabase } from '../../storage/pool/database.js';
import type { SourceDatabase } from '../../storage/types.js';
import { createAuditModule } from '../../subgraphs/audit/index.js';
import { createAssertOfRequest } from '../../subgraphs/audit/requests/ofRequest.js';
import { cargo } from '../../subgraphs/cargo/index.js';
import { directory } from '../../subgraphs/directory/index.js';
import { incidents } from '../../subgraphs/incidents/index.js';
import { createSubgraph } from '../../subgraphs/kit/createSubgraph.js';
import { createLimits } from '../../subgraphs/kit/limits/limits.js';
import type { SubgraphModule } from '../../subgraphs/kit/module.js';
import { persons } from '../../subgraphs/persons/index.js';
import { seizures } from '../../subgraphs/seizures/index.js';
import { type MemoryLog, memoryLog } from '../gateway/support/memoryLog.js';
import type { TestDeployment } from './deployment.js';

/** The six sources of a deployment once more, each standing alone over HTTP, with a log in memory. */
export interface StandingAlone {
  readonly urls: ReadonlyMap<SourceName, string>;
  readonly logs: ReadonlyMap<SourceName, MemoryLog>;
  close(): Promise<void>;
}

export async function openStandingAlone(
  { parts }: Pick<TestDeployment, 'parts'>,
  settings: Partial<GatewaySettings> = {},
): Promise<StandingAlone> {
  const policy = loadPolicy();
  const log = pino({ level: 'silent' });
  const asks = openDatabase(parts.auditWriterUrl, { source: 'audit', max: 1 });
  const databases: SourceDatabase[] = [asks];
  const servers: RunningServer[] = [];
  const urls = new Map<SourceName, string>();
  const logs = new Map<SourceName, MemoryLog>();
  const add = async (module: SubgraphModule): Promise<void> => {
    const { keys, localKey, limits } = parts;
    const database = openDatabase(parts.url(module.name), { source: module.name, max: 2 });
    databases.push(database);
    const subgraph = createSubgraph(module, {
      policy,
      database,
      keys,
      limits: createLimits(limits),
      standsAlone: true,
    });
    const auditLog = memoryLog();
    const server = await startStandAlone(subgraph, {
      settings: { ...settings, port: 0 },
      policy,
      auditLog,
      assertOfRequest: createAssertOfRequest(asks, keys),
      localKey,
      log,
    });
    servers.push(server);
    urls.set(module.name, server.url);
    logs.set(module.name, auditLog);
  };
  await add(cargo);
  await add(persons);
  await add(seizures);
  await add(incidents);
  await add(directory);
  await add(createAuditModule({ keys: parts.keys, limits: parts.limits }));
  return {
    urls,
    logs,
    close: async () => {
      for (const each of [...servers, ...databases]) await each.close();
    },
  };
}
