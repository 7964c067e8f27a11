import Sequencer from '@jest/test-sequencer';

/** Files that take longest, in seconds on two cores. */
const seconds = {
  'ingest/kill': 65,
  'e2e/workers': 40,
  'e2e/workersReload': 25,
  'e2e/givingBack': 22,
  'docs/ingest': 20,
  'e2e/finding': 20,
  'subgraphs/kit/compiled/rules': 17,
  'e2e/apart': 16,
  'ingest/readingMemory': 15,
  'cli/watch/watchFolder': 15,
  'e2e/workersTwoGateways': 14,
  'fuzz/differential': 13,
  'subgraphs/kit/compiled/fuzz': 13,
  'e2e/start': 13,
  'e2e/watch': 12,
  'ingest/mapping/draft/draft': 11,
};

const secondsOf = ({ path }) => seconds[/\/test\/(.*)\.test\.ts$/.exec(path.replaceAll('\\', '/'))?.[1] ?? ''] ?? 0;

/**
 * The slowest test files first, so that no worker is left with one of them while the other has nothing more to do.
 * Why a list: a fresh checkout knows no durations, and Jest goes by the size of files, which tells little.
 */
export default class SlowFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => secondsOf(b) - secondsOf(a));
  }
}
