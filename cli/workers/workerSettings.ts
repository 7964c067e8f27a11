import { embeddedConnections } from '../../storage/embedded/launch.js';
import type { Settings } from '../config.js';
import type { Assignment } from './messages.js';

/** Connections of the embedded server that are left to the primary and to other commands. */
const SPARE = 20;

/** Pools of a worker, counting as one those of log, probe and register, which seldom hold more than one connection each. */
const POOLS = 7;

/**
 * The settings of one worker. What a remote source is asked at once is counted in each process, so each gets its share:
 * all together never ask more than the operator stated. The embedded server's connections are shared out too, where
 * there would not be enough for all of them and the successor that a reload starts.
 */
export function workerSettings(
  settings: Settings,
  { of }: Pick<Assignment, 'of'>,
  { isEmbedded }: { readonly isEmbedded: boolean },
): Settings {
  const room = Math.max(1, Math.floor((embeddedConnections - SPARE) / (of + 1) / POOLS));
  return {
    ...settings,
    sourceConcurrency: Math.ceil(settings.sourceConcurrency / of),
    sourceConnections: isEmbedded ? Math.min(settings.sourceConnections, room) : settings.sourceConnections,
  };
}
