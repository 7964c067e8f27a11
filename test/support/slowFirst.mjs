import Sequencer from '@jest/test-sequencer';

/** Files that take longest, in seconds on two cores. */
const seconds = {
  'e2e/failures/fullDisk': 60,
  'e2e/failures/failover': 40,
  'e2e/failures/slowDisk': 25,
  'e2e/workers/workers': 46,
  'e2e/log/replay': 45,
  'net/stored': 39,
  'docs/ingest': 35,
  'docs/ownAgency': 35,
  'policy/testing/product': 35,
  'e2e/start': 34,
  'e2e/apart/apart': 27,
  'e2e/givingBack': 27,
  'e2e/finding': 27,
  'ingest/run/kill': 25,
  'e2e/workers/workersReload': 25,
  'e2e/postmaster': 25,
  'ingest/mapping/draft/draft': 23,
  'subgraphs/kit/compiled/rules': 22,
  'ingest/input/readingMemory': 21,
  'cli/watch/watchFolder': 21,
  'e2e/recorder/recorder': 20,
  'e2e/workers/workersTwoGateways': 20,
  'e2e/log/inClear': 25,
  'e2e/log/auditVerify': 20,
  'auditlog/writer/killedAt': 20,
  'e2e/protectedPersons': 19,
  'e2e/prepareDatabase': 16,
  'e2e/watch': 16,
  'e2e/workers/workersKilled': 15,
  'subgraphs/kit/compiled/fuzz': 14,
  'ingest/mutations': 14,
  'e2e/missing/missing': 30,
  'e2e/apart/foreignRouter': 13,
  'ingest/purging/purge': 13,
  'ingest/purging/purgeKill': 13,
  'storage/embedded/embedded': 13,
  'auditlog/writer/kill': 13,
  'subgraphs/directory/realCodes': 13,
  'e2e/readingMakesNothing': 12,
  'fuzz/differential': 12,
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
