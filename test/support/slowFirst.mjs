import Sequencer from '@jest/test-sequencer';

/** Files that take longest, in seconds of a processor, or of waiting where that is more. */
const seconds = {
  'e2e/workers/workers': 54,
  'docs/examples': 34,
  'e2e/failures/lostConnections': 34,
  'e2e/failures/slowDisk': 30,
  'e2e/stopped/commandsWait': 29,
  'e2e/search': 27,
  'docs/ingest': 27,
  'subgraphs/persons/protectedHits': 25,
  'e2e/postmaster': 23,
  'policy/testing/product': 23,
  'gateway/export/exportLimits': 23,
  'e2e/restoring/restored': 22,
  'net/stored': 22,
  'e2e/givingBack': 21,
  'e2e/failures/slowLog': 21,
  'e2e/crawl/crawl': 21,
  'e2e/start': 20,
  'browser/signingIn/link': 19,
  'gateway/export/export': 19,
  'e2e/workers/workersExport': 19,
  'subgraphs/kit/counting/plans': 17,
  'e2e/stopping/command': 17,
  'e2e/log/auditVerify': 17,
  'storage/backup/backup': 16,
  'e2e/workers/workersPolicy': 15,
  'subgraphs/kit/counting/twoWorlds': 15,
  'e2e/workers/workersTwoGateways': 15,
  'browser/story': 15,
  'e2e/log/replay': 15,
  'e2e/workers/workersKilled': 14,
  'e2e/finding': 14,
  'e2e/stopping/whileOpening': 14,
  'gateway/export/exportCells': 14,
  'e2e/protectedPersons': 14,
  'browser/hostile': 14,
  'ingest/publishing/reindexNames': 13,
  'e2e/apart/apart': 13,
  'cli/background/completion': 13,
  'e2e/limits/instances': 13,
  'e2e/oracle/oracle': 13,
  'e2e/metrics/hostile': 12,
  'browser/attacks': 12,
  'e2e/limits/budgets': 12,
  'cli/watch/watchFolder': 12,
  'e2e/recorder/recorder': 12,
  'auditlog/writer/killedAt': 12,
  'e2e/watch': 12,
  'storage/embedded/embedded': 12,
  'e2e/prepareDatabase': 11,
  'e2e/log/inClear': 11,
  'console/build': 11,
  'docs/units': 11,
  'auditlog/cosigning/cosigner': 11,
  'docs/auditors': 10,
  'e2e/stopped/ingestWaits': 10,
  'e2e/workers/workersReload': 10,
  'subgraphs/kit/lookUp': 10,
  'policy/loading/mistakes': 10,
  'cli/policy/exitCodes': 10,
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
