import { contenders } from '../contenders/list.mjs';
import { createExpected } from '../graph/expected.mjs';
import { operations } from '../graph/operations.mjs';
import { startReplay, writeGraph } from './replay.mjs';
import { startAll, takeTurns } from './turns.mjs';

/**
 * Scoreboard (a), the gateway alone: sources answer bytes from memory, so that what is measured is the gateway. It gives
 * scoreboard (c) too, for Portcullis takes part with its guards on, without its log, and open. Each operation has processes of
 * its own, so that its first stretch is cold, and nobody keeps away from a source that failed before.
 *
 * @returns {Promise<import('./turns.mjs').Scoreboard>}
 */
export async function gatewayScoreboard(run) {
  const excluded = [];
  const rows = [];
  const expected = await createExpected();
  const rightOf = async () => (contender) => (contender.isGuarded ? expected.guarded : expected.plain);
  const taking = contenders.filter(({ id }) => run.contenders.includes(id));
  const replay = await startReplay(run);
  try {
    run.sources = replay.sources;
    const context = await writeGraph(run, replay.sources, expected);
    for (const operation of operations.filter(({ id }) => run.operations.includes(id))) {
      const running = await startAll(taking, { operation, context, excluded, run });
      try {
        rows.push(...(await takeTurns({ operation, running, rightOf, excluded, run })));
      } finally {
        await Promise.all(running.map(({ stop }) => stop()));
      }
    }
  } finally {
    delete run.sources;
    await replay.stop();
  }
  return { rows, excluded };
}
