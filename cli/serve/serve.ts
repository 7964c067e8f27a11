import { readPackageFile } from '../../schema/files.js';
import { openArchiveWatch } from '../background/archiveWatch.js';
import { openCompletion } from '../background/completion.js';
import { openNightlyIndex } from '../background/nightlyIndex.js';
import { openNightlyPurge } from '../background/nightlyPurge.js';
import type { Settings } from '../config.js';
import { loadDemonstration } from '../ingest/demonstration.js';
import { openReadings } from '../metrics/openMeters.js';
import { serveWithWorkers } from './serveWithWorkers.js';

/** Sources and gateway in several processes on one port, until a signal comes. */
export async function serve(settings: Settings): Promise<void> {
  await serveWithWorkers(settings, {
    workers: settings.workers ?? 'auto',
    readSchema: () => readPackageFile('schema', 'supergraph.graphql'),
    prepare: (context) => loadDemonstration(settings, context),
    open: async (serving) => {
      // Why late: the primary opens no source.
      const { openGatewayAndSources } = await import('./openDeployment.js');
      return await openGatewayAndSources(serving);
    },
    openBackground: async (opening) => {
      openNightlyPurge(opening);
      openNightlyIndex(opening);
      openCompletion(opening);
      openArchiveWatch(opening);
      await openReadings(opening, { feeds: true });
    },
  });
}
