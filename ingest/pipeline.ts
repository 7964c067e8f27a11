import { badUserInput, isPortcullisError, PortcullisError } from '../schema/errors.js';
import { sqlState } from '../storage/pool/databaseErrors.js';
import type { Format } from './formats/format.js';
import type { InputFile } from './input/inputFile.js';
import { closeFiles, openFiles } from './input/openFiles.js';
import { publishRun } from './publishing/publishRun.js';
import { assertNoFileTwice, recogniseFiles } from './recognise.js';
import { type EnvelopeOptions, resolveEnvelope, statementOf } from './rows/envelope/envelope.js';
import { assertInOrder, beginRun, deliveryKey } from './run/beginRun.js';
import type { Conduct, Deployment, Report, SettledDelivery } from './run/delivery.js';
import type { Limits } from './run/limits.js';
import { type IngestResult, toResult } from './run/result.js';
import { withSourceLock } from './run/sourceLock.js';
import { checkDelivery } from './staging/checkDelivery.js';
import { stageRun } from './staging/stageDelivery.js';

/** One delivery to be ingested: what it is, where it goes, and how the run is carried out. */
export interface IngestRun
  extends Pick<SettledDelivery, 'retry' | 'retried'>,
    Deployment,
    Pick<Conduct, 'operator' | 'record' | 'batchRows'>,
    Manner {
  readonly format: Format;
  /** Digest of what else decides how the files are read: a mapping. */
  readonly mapping?: string;
  /** Paths of the delivery's files, in any order, or files that are open already. */
  readonly files: readonly string[] | readonly InputFile[];
  readonly envelope: EnvelopeOptions;
  readonly limits?: Limits;
}

/** How a run is carried out, and whom it tells of its progress. */
export interface Manner {
  /** Reads everything, stores nothing, and says what would happen, once the audit log has it. */
  readonly check?: boolean;
  /** False: refuses where another run of the source is on its way, instead of waiting for it. */
  readonly wait?: boolean;
  readonly onWait?: () => void;
  /** Told after each batch. */
  readonly onProgress?: (progress: IngestProgress) => void;
  /** Bytes read so far, where the files are open already. */
  readonly bytesRead?: () => number;
}

/** How far a run is. */
export interface IngestProgress {
  readonly phase: 'READING' | 'PUBLISHING';
  /** Items read, or published. */
  readonly done: number;
  /** Bytes of all files read so far, as they are on disk. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly quarantined: number;
}

/**
 * Ingests one delivery.
 *
 * 1. The envelope of the run is settled; an originator that may not enter this source is refused before a file is read.
 * 2. The files are opened and hashed; one run at a time for each source; a delta that is not after the last is refused.
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
  const { format, policy } = run;
  const envelope = resolveEnvelope(policy, format.source ?? format.name, format.envelope, run.envelope);
  const started = Date.now();
  let bytes = 0;
  const files = await open(run.files, (more) => {
    bytes += more;
  });
  try {
    const delivery = await settle(run, envelope, files);
    return await carryOut(delivery, run, { bytesRead: () => bytes, ...run }, started);
  } catch (error) {
    throw toStopped(error);
  } finally {
    if (files !== run.files) await closeFiles(files);
  }
}

/** Settles what the files are, before a record of them is read. @throws BAD_USER_INPUT */
async function settle(
  run: IngestRun,
  envelope: SettledDelivery['envelope'],
  files: readonly InputFile[],
): Promise<SettledDelivery> {
  const { format, limits = {}, retry, retried } = run;
  assertNoFileTwice(format, files);
  const { version, sequence, isDelta } = await recogniseFiles(format, files);
  if (limits.whole && (isDelta || !format.mayBeWhole)) {
    throw notWhole(isDelta ? 'a delta' : `a delivery of ${format.name}`);
  }
  const delivery = {
    format,
    source: format.source ?? format.name,
    originator: run.envelope.originator,
    envelope,
    stated: statementOf(run.envelope),
    files,
    limits,
    version,
    sequence,
    ...(retry === undefined ? {} : { retry }),
    ...(retried === undefined ? {} : { retried }),
  };
  return { ...delivery, key: deliveryKey(delivery, run.mapping ?? '') };
}

/**
 * Carries out the run of a settled delivery, or tries it: one at a time for each source.
 *
 * @param started milliseconds since the epoch
 * @throws what `ingest` throws once the files are open
 */
export async function carryOut(
  delivery: SettledDelivery,
  deployment: Deployment,
  manner: Manner & Pick<Conduct, 'operator' | 'record' | 'batchRows'>,
  started: number,
): Promise<IngestResult> {
  const { ingest: database } = deployment.databases;
  const { source, files } = delivery;
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  const report: Report = (phase, done, quarantined) =>
    manner.onProgress?.({ phase, done, bytes: manner.bytesRead?.() ?? totalBytes, totalBytes, quarantined });
  const { onWait } = manner;
  const waiting = { wait: manner.wait !== false, ...(onWait ? { onWait } : {}) };
  return await withSourceLock({ database, source, ...waiting }, async (lock) => {
    const conduct = { ...manner, lock, report };
    await assertInOrder(database, delivery);
    if (manner.check) {
      return toResult(delivery, null, await checkDelivery(delivery, deployment, conduct), started);
    }
    const run = await beginRun(deployment.databases, delivery, manner.operator);
    const staged = await stageRun(delivery, deployment, run, conduct);
    return toResult(delivery, run, await publishRun(delivery, deployment, run, staged, conduct), started);
  });
}

/** A database that fails in the middle of a run: nothing acknowledged is lost, and the operator is told how to go on. */
function toStopped(error: unknown): unknown {
  if (!isPortcullisError(error) || error.code !== 'SOURCE_UNAVAILABLE') return error;
  const what =
    sqlState(error) === '53100' ? 'The disk of the database is full.' : 'The database cannot be written any more.';
  return new PortcullisError('SOURCE_UNAVAILABLE', {
    message: what,
    cause: error,
    facts: {
      ...error.extensions,
      hint: 'What was acknowledged stays. Run the same command again: it goes on where this one ended.',
    },
  });
}

async function open(
  files: readonly string[] | readonly InputFile[],
  onBytes: (bytes: number) => void,
): Promise<readonly InputFile[]> {
  const paths = files.filter((file) => typeof file === 'string');
  return paths.length === files.length ? await openFiles(paths, { onBytes }) : (files as readonly InputFile[]);
}

function notWhole(what: string): PortcullisError {
  return badUserInput(
    `${what[0]?.toUpperCase()}${what.slice(1)} is never a whole list: leave out --full.`,
    'portcullis formats NAME says whether a delivery may be a whole list.',
  );
}
