import type { Settings } from './config.js';
import { loadDemonstration } from './demonstration.js';
import { openGatewayAndSources } from './house.js';
import { openNightlyPurge } from './nightlyPurge.js';
import { serveWithWorkers } from './workers/serveWithWorkers.js';

/** Sources and gateway in several processes on one port, until a signal comes. */
export async function serve(settings: Settings): Promise<void> {
  await serveWithWorkers(settings, {
    workers: settings.workers ?? 'auto',
    prepare: (foundation) => loadDemonstration(settings, foundation),
    open: openGatewayAndSources,
    beside: (foundation, log, lifecycle) => openNightlyPurge(settings, foundation, log, lifecycle),
  });
}
