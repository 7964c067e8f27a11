import { existsSync, mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { openAuditLog } from '../auditlog/store.js';
import type { AuditLog } from '../auditlog/types.js';
import { createDocumentRepository } from '../gateway/documents/repository.js';
import { inProcessClient } from '../gateway/execution/inProcess.js';
import type { SourceClient } from '../gateway/execution/sourceClient.js';
import { openLocalKey } from '../gateway/identity/localIssuer.js';
import { assertTrust } from '../gateway/identity/trust.js';
import { type RunningGateway, startGateway } from '../gateway/index.js';
import { readPackageFile } from '../schema/files.js';
import { openDatabase } from '../storage/database.js';
import { openLogPool } from '../storage/logPool.js';
import { acquireServerLock } from '../storage/serverLock.js';
import { sourceNames } from '../storage/types.js';
import type { Settings } from './config.js';
import { loadDemonstration } from './demonstration.js';
import { dataDirectoryOf, type Foundation, openFoundation } from './foundation.js';
import type { Lifecycle } from './lifecycle.js';
import { openLocalSource } from './localSources.js';
import { openNightlyPurge } from './nightlyPurge.js';
import { assertPortFree } from './portFree.js';

/** The foundation of a server: the one of its kind on this data directory. */
export async function openServerFoundation(settings: Settings, log: Logger, lifecycle: Lifecycle): Promise<Foundation> {
  assertTrust(settings);
  const dataDirectory = dataDirectoryOf(settings);
  // Why in this order: nothing is made for a port that cannot be had, and a second server is told that it is the second.
  if (!existsSync(dataDirectory)) await assertPortFree(settings);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o711 });
  const lock = acquireServerLock(dataDirectory);
  lifecycle.add('lock', async () => lock.release());
  await assertPortFree(settings);
  const foundation = await openFoundation(settings, log);
  lifecycle.add('database', () => foundation.databases.stop());
  return foundation;
}

/** The audit log of this instance, open for writing. */
export async function openInstanceLog(
  { logId }: Pick<Settings, 'logId'>,
  foundation: Foundation,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<AuditLog> {
  const pool = openLogPool(foundation.databases.auditWriterUrl);
  lifecycle.add('audit pool', () => pool.close());
  const auditLog = await openAuditLog({ pool, logId, keys: foundation.keys, log });
  lifecycle.add('audit log', () => auditLog.close());
  return auditLog;
}

/** The six sources in this process, as the gateway asks for them by name. */
function openLocalClients(
  settings: Settings,
  foundation: Foundation,
  log: Logger,
  lifecycle: Lifecycle,
): GatewayParts['clientOf'] {
  const clients = new Map<string, SourceClient>();
  for (const name of sourceNames) {
    const source = openLocalSource(name, settings, foundation, log);
    lifecycle.add(`source ${name}`, () => source.close());
    clients.set(name, inProcessClient(source.subgraph));
  }
  return (name) => {
    const client = clients.get(name);
    if (!client) throw new Error(`the supergraph names the source ${name}, which is not one of ours`);
    return client;
  };
}

/** Everything in this process: foundation, demonstration where it belongs in, sources, gateway. */
export async function openHouse(
  settings: Settings,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<{ readonly foundation: Foundation; readonly gateway: RunningGateway }> {
  const foundation = await openServerFoundation(settings, log, lifecycle);
  await loadDemonstration(settings, foundation);
  const gateway = await openGatewayAndSources(settings, foundation, log, lifecycle);
  openNightlyPurge(settings, foundation, log, lifecycle);
  return { foundation, gateway };
}

/** The sources in this process and the gateway in front of them, serving. */
export async function openGatewayAndSources(
  settings: Settings,
  foundation: Foundation,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<RunningGateway> {
  const clientOf = openLocalClients(settings, foundation, log, lifecycle);
  return await openGateway(settings, foundation, { clientOf }, log, lifecycle);
}

/** What a gateway is opened with beside the foundation. */
interface GatewayParts {
  readonly clientOf: (name: string, url: string) => SourceClient;
  readonly supergraphSdl?: string;
  readonly permissive?: boolean;
}

/** The gateway in front of the sources, serving. */
export async function openGateway(
  settings: Settings,
  foundation: Foundation,
  parts: GatewayParts,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<RunningGateway> {
  const auditLog = await openInstanceLog(settings, foundation, log, lifecycle);
  const probe = openLogPool(foundation.databases.auditWriterUrl);
  lifecycle.add('probe', () => probe.close());
  const register = openDatabase(foundation.databases.gatewayUrl, { source: 'directory' });
  lifecycle.add('register of documents', () => register.close());
  const gateway = await startGateway({
    settings,
    supergraphSdl: parts.supergraphSdl ?? readPackageFile('schema', 'supergraph.graphql'),
    policy: foundation.policy,
    clientOf: parts.clientOf,
    auditLog,
    documents: createDocumentRepository(register),
    localKey: await openLocalKey(foundation.keysDirectory),
    isDatabaseReady: async () => (await probe.query({ text: 'select 1' })).rows.length === 1,
    permissive: parts.permissive,
    log,
  });
  lifecycle.add('gateway', () => gateway.close());
  return gateway;
}
