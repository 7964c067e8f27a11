import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { operatorLogId } from '../../auditlog/logIds.js';
import { readPackageFile } from '../../schema/files.js';
import { sourceNames } from '../../schema/sources.js';
import { openNightlyIndex } from '../background/nightlyIndex.js';
import type { Settings } from '../config.js';
import { closeOperators } from '../instance/closeOperators.js';
import { writingItself } from '../instance/instanceLog.js';
import { openInstanceRegister } from '../instance/instanceRegister.js';
import type { Opening } from '../instance/serving.js';
import { serveUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { openReadings, showMeters } from '../metrics/openMeters.js';
import { reloadOnHangUp } from './policy/reload.js';
import type { RemoteSources } from './remoteGateway.js';
import { openServerContext } from './serverContext.js';
import { serveWithWorkers, type WorkersPlan } from './serveWithWorkers.js';

/**
 * The gateway alone, in one process or by several workers, until a signal comes.
 *
 * @throws Error in one line where a source has no URL, or `permissive` is not allowed
 */
export async function startRemoteGateway(settings: Settings, remote: RemoteSources): Promise<void> {
  const permissive = assertRemote(settings, remote);
  const open: WorkersPlan['open'] = async (serving) => {
    // Why late: the primary of workers opens no gateway.
    const { openRemoteGateway } = await import('./remoteGateway.js');
    return await openRemoteGateway(serving, { ...remote, permissive });
  };
  if (permissive && !cluster.isWorker)
    console.error('WARNING: --policy permissive: every field is FULL for everyone with a token. For development only.');
  if (settings.workers !== undefined)
    return await serveWithWorkers(settings, {
      workers: settings.workers,
      open,
      openBackground,
      readSchema: () =>
        remote.supergraph === undefined
          ? readPackageFile('schema', 'supergraph.graphql')
          : readFileSync(remote.supergraph, 'utf8'),
    });
  const log = openLog(settings);
  await serveUntilSignal({
    open: async (lifecycle) => {
      const context = await openServerContext(settings, log, lifecycle);
      const meters = await showMeters({ settings, log, lifecycle });
      const opening = { settings, context, log, lifecycle, meters };
      const register = await openInstanceRegister(opening, { ahead: [operatorLogId(settings.logId)] });
      const serving = writingItself({ ...opening, register });
      const gateway = await open(serving);
      closeOperators(serving);
      reloadOnHangUp(serving, gateway);
      await openBackground(serving);
      return gateway;
    },
    announce: ({ url }) => console.log(`The gateway is ready at ${url}. Stop with Ctrl+C.`),
  });
}

async function openBackground(serving: Opening): Promise<void> {
  openNightlyIndex(serving);
  await openReadings(serving, { feeds: false });
}

function assertRemote(settings: Settings, { subgraphs, supergraph, policy }: RemoteSources): boolean {
  if (policy !== undefined && policy !== 'permissive')
    throw new Error('--policy takes only `permissive`; without it the policy directory is in force.');
  const permissive = policy === 'permissive';
  if (permissive && settings.production)
    throw new Error('--policy permissive is refused in production (NODE_ENV=production).');
  if (permissive && supergraph === undefined)
    throw new Error("--policy permissive needs --supergraph FILE: the product's own has a policy.");
  const missing = supergraph !== undefined ? [] : sourceNames.filter((name) => !subgraphs.has(name));
  if (missing.length > 0) throw new Error(`--subgraph NAME=URL is missing for ${missing.join(', ')}.`);
  return permissive;
}
