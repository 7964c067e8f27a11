import type { SourceName } from '../storage/types.js';
import { serveSubgraph } from '../subgraphs/kit/serve.js';
import type { Settings } from './config.js';
import { openFoundation } from './foundation.js';
import { openOrClose } from './lifecycle.js';
import { openLocalSource } from './localSources.js';
import { openLog } from './log.js';

/** One source over HTTP, until a signal comes. Attaches to the database of the data directory, or to DATABASE_URL. */
export async function startSubgraph(name: SourceName, settings: Settings): Promise<void> {
  const log = openLog(settings);
  const { lifecycle, opened } = await openOrClose(async (cycle) => {
    const foundation = await openFoundation(settings, log);
    cycle.add('database', () => foundation.databases.release());
    const source = openLocalSource(name, settings, foundation, log);
    cycle.add('source', () => source.close());
    const { host, port } = settings;
    const served = await serveSubgraph(source.subgraph, { host, port, key: foundation.keys.subgraph(name) });
    cycle.add('listener', () => served.close());
    return served;
  });
  console.log(`Source ${name} is ready at ${opened.url}; only its gateway may ask. Stop with Ctrl+C.`);
  await lifecycle.untilSignal();
}
