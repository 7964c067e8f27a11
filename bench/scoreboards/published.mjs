import { join } from 'node:path';
import { writeAuthorizations } from '../contenders/authorizations.mjs';
import { executeMonolith } from '../graph/expected.mjs';
import { composeLabelled, composePlain } from '../graph/sdl.mjs';
import { publishedOperation, publishedUsers } from '../published/operation.mjs';
import { graph } from '../published/sources.mjs';
import { measureOperation, startAll } from './gateway.mjs';
import { startReplay, writeText } from './replay.mjs';

const taking = ['guarded', 'permissive', 'apollo', 'hive-js', 'hive-rust'];

/**
 * Scoreboard (d), the public gateway benchmark: its data and its operation over sources that answer from memory, as many
 * connections as it has users, and an Authorization of its own for each request. Portcullis verifies each of them.
 *
 * @returns {Promise<import('./gateway.mjs').Scoreboard>}
 */
export async function publishedScoreboard(run) {
  const excluded = [];
  const right = executeMonolith(graph);
  const expected = { plain: right, guarded: right };
  const replay = await startReplay(run, 'published');
  let running = [];
  try {
    run.sources = replay.sources;
    const peerHeaders = join(run.work, 'authorizations.txt');
    await writeAuthorizations(peerHeaders, (index) => `Bearer bench-${index}`);
    const context = {
      sources: replay.sources,
      work: run.work,
      data: run.data,
      plainSupergraph: writeText(run, 'published.graphql', await composePlain(graph, (name) => replay.sources[name])),
      labelledSupergraph: writeText(run, 'published-labelled.graphql', await composeLabelled(graph)),
      authorizations: peerHeaders,
    };
    const contenders = run.contenders.filter((id) => taking.includes(id));
    running = await startAll(context, { ...run, contenders }, excluded);
    const loaded = { ...run, concurrencies: publishedUsers };
    return { rows: await measureOperation(publishedOperation, running, expected, excluded, loaded), excluded };
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
    delete run.sources;
    await replay.stop();
  }
}
