import Sequencer from '@jest/test-sequencer';

/** Files that take longest, in seconds of a processor, or of waiting where that is more. */
const seconds = {
  'e2e/failures/fullDisk': 60,
  'e2e/workers/workers': 57,
  'e2e/failures/failover': 40,
  'e2e/workers/workersReload': 40,
  'e2e/givingBack': 35,
  'docs/ingest': 33,
  'net/stored': 32,
  'e2e/failures/slowDisk': 25,
  'ingest/input/readingMemory': 25,
  'e2e/start': 23,
  'cli/background/completion': 23,
  'e2e/finding': 22,
  'fuzz/guards/guards': 22,
  'e2e/protectedPersons': 21,
  'e2e/workers/workersPolicy': 20,
  'ingest/run/kill': 20,
  'subgraphs/persons/protectedHits': 20,
  'e2e/stopping/whileOpening': 19,
  'policy/testing/product': 18,
  'subgraphs/kit/compiled/rules': 18,
  'e2e/log/auditVerify': 17,
  'cli/watch/watchFolder': 16,
  'e2e/log/replay': 15,
  'e2e/apart/apart': 15,
  'e2e/workers/workersTwoGateways': 14,
  'e2e/watch': 14,
  'e2e/stopping/command': 14,
  'e2e/crawl/crawl': 14,
  'e2e/oracle/oracle': 14,
  'e2e/recorder/recorder': 13,
  'e2e/search': 13,
  'auditlog/writer/killedAt': 13,
  'e2e/prepareDatabase': 12,
  'e2e/workers/workersKilled': 12,
  'cli/demo/run': 12,
  'auditlog/cosigning/cosigner': 12,
  'cli/policy/explainRecord': 11,
  'ingest/purging/purge': 11,
  'e2e/log/inClear': 10,
  'ingest/mapping/draft/draft': 10,
  'fuzz/differential': 10,
  'gateway/authzen/authzen': 10,
  'e2e/missing/missing': 9,
  'e2e/postmaster': 9,
  'storage/embedded/embedded': 9,
  'subgraphs/kit/compiled/fuzz': 9,
  'subgraphs/kit/lookUp': 9,
  'e2e/turning/start': 9,
  'e2e/readingMakesNothing': 8,
  'auditlog/writer/kill': 8,
  'policy/explaining/explain': 8,
  'ingest/mutations': 8,
  'ingest/purging/purgeKill': 8,
  'auditlog/retention/expire': 8,
  'ingest/staging/finish': 8,
  'cli/documents/foreignDocuments': 8,
  'e2e/provenance': 7,
  'cli/policy/policyDirectory': 7,
  'ingest/subjects/propagateSubjects': 7,
  'ingest/exports/ftm': 7,
  'ingest/publishing/reindexNames': 7,
  'ingest/mapping/compile/expression': 7,
  'subgraphs/persons/readme': 7,
  'auditlog/retention/erase': 7,
  'ingest/run/copies': 7,
  'ingest/spill/occurrences': 7,
  'ingest/demo/load': 7,
  'fuzz/harness': 7,
  'e2e/turning/gateway': 7,
  'e2e/log/whoHasSeen': 7,
  'e2e/log/monitor': 6,
  'gateway/generation/policyGeneration': 6,
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
