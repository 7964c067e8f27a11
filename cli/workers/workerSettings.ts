import { embeddedConnections } from '../../storage/embedded/launch.js';
import type { Settings } from '../config.js';
import type { WorkerAssignment } from './messages.js';

/** Connections of the embedded server left to the primary and to other commands. */
const SPARE = 20;

/** Pools of a worker. */
const POOLS = 7;

/**
 * The settings of one worker. Concurrent requests to a remote source are counted in each process, so each gets its share.
 * The embedded server's connections are divided too, where there are too few for all workers and a successor.
 */
export function workerSettings(
  settings: Settings,
  { of }: Pick<WorkerAssignment, 'of'>,
  { isEmbedded }: { readonly isEmbedded: boolean },
): Settings {
  const room = Math.max(1, Math.floor((embeddedConnections - SPARE) / (of + 1) / POOLS));
  return {
    ...settings,
    sourceConcurrency: Math.ceil(settings.sourceConcurrency / of),
    sourceConnections: isEmbedded ? Math.min(settings.sourceConnections, room) : settings.sourceConnections,
  };
}
