import Sequencer from '@jest/test-sequencer';

/** Files that take longest, in seconds on two cores. */
const seconds = {
  'ingest/run/kill': 45,
  'e2e/workers/workers': 41,
  'docs/ingest': 36,
  'e2e/postmaster': 30,
  'e2e/givingBack': 28,
  'e2e/workers/workersReload': 25,
  'e2e/protectedPersons': 25,
  'ingest/mutations': 23,
  'e2e/finding': 22,
  'e2e/log/auditVerify': 20,
  'cli/watch/watchFolder': 19,
  'e2e/recorder/recorder': 17,
  'e2e/apart/apart': 17,
  'e2e/start': 17,
  'e2e/prepareDatabase': 15,
  'net/stored': 15,
  'e2e/workers/workersTwoGateways': 15,
  'subgraphs/kit/compiled/rules': 15,
  'ingest/input/readingMemory': 15,
  'ingest/exports/ftm': 14,
  'auditlog/writer/kill': 14,
  'fuzz/differential': 13,
  'e2e/watch': 13,
  'ingest/formats/portcullisJsonl': 13,
  'ingest/mapping/draft/draft': 12,
  'subgraphs/kit/compiled/fuzz': 12,
  'e2e/workers/workersKilled': 12,
  'e2e/apart/hiveRouter': 12,
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
