import Sequencer from '@jest/test-sequencer';

/** Files that take longest, in seconds on two cores. */
const seconds = {
  'ingest/kill': 70,
  'e2e/workers': 45,
  'e2e/workersReload': 35,
  'docs/ingest': 30,
  'e2e/givingBack': 25,
  'subgraphs/persons/readme': 25,
  'e2e/finding': 22,
  'e2e/apart': 20,
  'subgraphs/kit/compiled/rules': 17,
  'e2e/workersTwoGateways': 16,
  'cli/watch/watchFolder': 15,
  'e2e/start': 13,
  'subgraphs/kit/compiled/fuzz': 13,
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
