import { isPortcullisError, PortcullisError } from '../schema/errors.js';
import { settingRefusedByPooler, sqlState } from '../storage/pool/databaseErrors.js';
import { publishRun } from './publishing/publishRun.js';
import { assertInOrder, beginRun } from './run/beginRun.js';
import type { Conduct, Deployment, SettledDelivery } from './run/delivery.js';
import type { IngestResult, StagedRun } from './run/result.js';
import type { Run } from './run/runs.js';
import { withSourceLock } from './run/sourceLock.js';
import { type DeliveryOptions, settleDelivery } from './settle.js';
import { checkDelivery } from './staging/checkDelivery.js';
import { stageRun } from './staging/stageDelivery.js';

/** One delivery to be ingested: what it is, where it goes, and how the run is carried out. */
export interface IngestRun extends DeliveryOptions, Deployment, Manner {}

/** How a run is carried out, and who is told of its progress. */
export interface Manner extends Pick<Conduct, 'operator' | 'record' | 'batchRows'> {
  /** False: refuses while another run of the source is on its way, instead of waiting for it. */
  readonly wait?: boolean;
  readonly onWait?: () => void;
  /** Called after each batch. */
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly bytesRead?: () => BytesRead;
}

/** Bytes of the files, as they are on disk. */
export interface BytesRead {
  /** Read so far. */
  readonly bytes: number;
  /** Of them, those that an earlier process had read. */
  readonly bytesBefore: number;
}

/** How far a run is. */
export interface IngestProgress extends BytesRead {
  readonly phase: 'READING' | 'PUBLISHING';
  /** Items read, or published. */
  readonly done: number;
  /** Of those read, the ones that an earlier process had read. */
  readonly doneBefore: number;
  readonly totalBytes: number;
  readonly quarantined: number;
}

/**
 * Ingests one delivery.
 *
 * 1. The delivery is settled: its envelope, its format's version, its key. An originator that may not enter the source is
 *    refused before a file is read.
 * 2. One run at a time for each source; a delta that is not after the last is refused.
 * 3. The format yields items; they are checked, mapped and staged in batches, each acknowledged with its position.
 * 4. What is staged is counted; a run with too many defects is taken back whole.
 * 5. The audit log gets operator, hashes and counts; only then is anything published, two chunks at a time.
 *
 * Invariant: a run that is stopped at any moment goes on where it ended, and the end is the same, byte for byte; one that
 * another run of its source has overtaken begins anew.
 *
 * @throws BAD_USER_INPUT, FORBIDDEN before anything is written; INGEST_ROLLED_BACK for too many defects;
 *   SOURCE_UNAVAILABLE where a source cannot be written; AUDIT_UNAVAILABLE where the log cannot: run it again
 */
export async function ingest(run: IngestRun): Promise<IngestResult> {
  const startedAt = Date.now();
  const delivery = await settleDelivery(run);
  return await carryOut(delivery, run, run, startedAt);
}

/**
 * Says what ingesting a delivery would do: reads everything, stores nothing, and says so once the audit log has it.
 *
 * @throws what `ingest` throws but INGEST_ROLLED_BACK
 */
export async function dryRun(run: IngestRun): Promise<IngestResult> {
  const startedAt = Date.now();
  const delivery = await settleDelivery(run);
  return await alone(delivery, run, run, async (conduct) => {
    return toResult(delivery, null, await checkDelivery(delivery, run, conduct), startedAt);
  });
}

/**
 * Carries out the run of a settled delivery.
 *
 * @param startedAt milliseconds since the epoch
 * @throws what `ingest` throws once the delivery is settled
 */
export async function carryOut(
  delivery: SettledDelivery,
  deployment: Deployment,
  manner: Manner,
  startedAt: number,
): Promise<IngestResult> {
  return await alone(delivery, deployment, manner, async (conduct) => {
    const run = await beginRun(deployment, delivery, manner.operator);
    const staged = await stageRun(delivery, deployment, run, conduct);
    const published = await publishRun(delivery, deployment, run, staged, conduct);
    return toResult(delivery, run, published, startedAt);
  });
}

/** Works on a delivery while no other run of its source is on its way. @throws BAD_USER_INPUT for a delta out of order */
async function alone<T>(
  delivery: SettledDelivery,
  { databases: { ingest: database } }: Deployment,
  manner: Manner,
  work: (conduct: Conduct) => Promise<T>,
): Promise<T> {
  const { source, files, facts, limits } = delivery;
  const { operator, wait = true, onWait, onProgress, bytesRead } = manner;
  const logged = { ...facts, operator, whole: limits.whole === true };
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  const report: Conduct['report'] = (phase, done, quarantined, doneBefore = 0) => {
    const read = bytesRead?.() ?? { bytes: totalBytes, bytesBefore: 0 };
    onProgress?.({ phase, done, doneBefore, ...read, totalBytes, quarantined });
  };
  try {
    return await withSourceLock({ database, source, wait, ...(onWait ? { onWait } : {}) }, async (lock) => {
      await assertInOrder(database, delivery);
      return await work({ ...manner, logged, lock, report });
    });
  } catch (error) {
    throw toStopped(error);
  }
}

/** A database that fails in the middle of a run: nothing acknowledged is lost, and the operator learns how to go on. */
function toStopped(error: unknown): unknown {
  if (!isPortcullisError(error) || error.code !== 'SOURCE_UNAVAILABLE') return error;
  return new PortcullisError('SOURCE_UNAVAILABLE', {
    message: whyStopped(error),
    cause: error,
    facts: {
      ...error.extensions,
      hint: 'What was acknowledged stays. Run the same command again: it goes on where this one ended.',
    },
  });
}

function whyStopped(error: PortcullisError): string {
  const refused = settingRefusedByPooler(error);
  if (refused !== undefined)
    return `The pooler in front of the database refuses ${refused}: it belongs to its ignore_startup_parameters.`;
  if (sqlState(error) === '53100') return 'The disk of the database is full.';
  return 'The database is away, or too busy to answer in time.';
}

/** @param run null for a dry run */
function toResult(
  { facts }: SettledDelivery,
  run: Run | null,
  { counts: { read, ...counts }, reasons, unmapped, notWithdrawn, loosened, wouldRollBack, examples }: StagedRun,
  startedAt: number,
): IngestResult {
  return {
    run: run?.id ?? null,
    state: run === null ? 'CHECKED' : 'DONE',
    ...facts,
    resumed: run?.resumed ?? false,
    read,
    stored: counts.added + counts.changed,
    ...counts,
    reasons,
    unmapped,
    notWithdrawn,
    ...(loosened ? { loosened } : {}),
    ...(wouldRollBack === undefined ? {} : { wouldRollBack }),
    ...(examples ? { examples } : {}),
    seconds: Math.round(Date.now() - startedAt) / 1000,
  };
}
