import { join } from 'node:path';
import { writeAuthorizations } from '../contenders/authorizations.mjs';
import { contenders } from '../contenders/list.mjs';
import { executeMonolith } from '../graph/expected.mjs';
import { composeLabelled, composePlain } from '../graph/sdl.mjs';
import { publishedOperation, publishedUsers } from '../published/operation.mjs';
import { graph } from '../published/sources.mjs';
import { startReplay, writeText } from './replay.mjs';
import { startAll, takeTurns } from './turns.mjs';

const asked = ['guarded', 'permissive', 'apollo', 'hive-js', 'hive-rust'];

/**
 * Scoreboard (d), the public gateway benchmark: its data and its operation over sources that answer from memory, as many
 * connections as it has users, and an Authorization of its own for each request. Portcullis verifies each of them.
 *
 * @returns {Promise<import('./turns.mjs').Scoreboard>}
 */
export async function publishedScoreboard(run) {
  const excluded = [];
  const right = executeMonolith(graph);
  const operation = publishedOperation;
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
      databaseUrl: run.databaseUrl,
      plainSupergraph: writeText(run, 'published.graphql', await composePlain(graph, (name) => replay.sources[name])),
      labelledSupergraph: writeText(run, 'published-labelled.graphql', await composeLabelled(graph)),
      authorizations: peerHeaders,
    };
    const taking = contenders.filter(({ id }) => asked.includes(id) && run.contenders.includes(id));
    running = await startAll(taking, { operation, context, excluded, run });
    const loaded = { ...run, concurrencies: publishedUsers };
    const rows = await takeTurns({ operation, running, rightOf: async () => () => right, excluded, run: loaded });
    return { rows, excluded };
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
    delete run.sources;
    await replay.stop();
  }
}
