// SPDX-License-Identifier: Apache-2.0
import type { Policy } from '../policy/policy.js';
import { isPortcullisError, PortcullisError } from '../schema/errors.js';
import { sqlState } from '../storage/pool/databaseErrors.js';
import { assertInOrder } from './deltaOrder.js';
import type { Format } from './formats/format.js';
import type { InputFile } from './input/inputFile.js';
import { closeFiles, openFiles } from './input/openFiles.js';
import { beginAnewIfOvertaken } from './overtaken.js';
import { publishRun } from './publishing/publishRun.js';
import type { Retried } from './quarantine/retry.js';
import { assertNoFileTwice, recogniseFiles } from './recognise.js';
import { type EnvelopeOptions, resolveEnvelope, statementOf } from './rows/envelope.js';
import type { IngestDatabases } from './rows/writer.js';
import type { RecordRun } from './run/recordedRun.js';
import { type IngestResult, toResult } from './run/result.js';
import { beginRun, deliveryKey } from './run/runs.js';
import { withSourceLock } from './run/sourceLock.js';
import { checkDelivery } from './staging/checkDelivery.js';
import { type Limits, sourcesOf, stageRun } from './staging/stageRun.js';

/** One delivery to be ingested. */
export interface IngestRun {
  readonly format: Format;
  /** Digest of what else decides how the files are read: a mapping. */
  readonly mapping?: string;
  /** Paths of the delivery's files, in any order, or files that are open already. */
  readonly files: readonly string[] | readonly InputFile[];
  /** Bytes read so far, where the files are open already. */
  readonly bytesRead?: () => number;
  readonly envelope: EnvelopeOptions;
  readonly databases: IngestDatabases;
  /** The deployment's link key; see storage/keys/keys.ts. */
  readonly linkKey: Uint8Array;
  readonly policy: Policy;
  /** Who runs it: for the audit log. */
  readonly operator: string;
  /** Writes the audit log; nothing is published before it has resolved. */
  readonly record: RecordRun;
  readonly limits?: Limits;
  /** The records come out of quarantine: what is loaded is still said to be the file that they came from. */
  readonly retry?: boolean;
  readonly retried?: Retried;
  /** Rows that are acknowledged together; 1000 by default. */
  readonly batchRows?: number;
  /** Reads everything, stores nothing, and says what would happen, once the audit log has it. */
  readonly check?: boolean;
  /** False: refuses where another run of the source is on its way, instead of waiting for it. */
  readonly wait?: boolean;
  readonly onWait?: () => void;
  /** Told after each batch. */
  readonly onProgress?: (progress: IngestProgress) => void;
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
 * Invariant: every step may be repeated. A run that is stopped at any moment goes on where it ended; the end is the
 * same, byte for byte.
 *
 * @throws BAD_USER_INPUT, FORBIDDEN before anything is written; INGEST_ROLLED_BACK for too many defects;
 *   SOURCE_UNAVAILABLE where a source cannot be written; AUDIT_UNAVAILABLE where the log cannot: run it again
 */
export async function ingest(run: IngestRun): Promise<IngestResult> {
  const { format, databases, policy } = run;
  const source = format.source ?? format.name;
  const envelope = resolveEnvelope(policy, source, format.envelope, run.envelope);
  const stated = statementOf(run.envelope);
  const started = Date.now();
  let bytes = 0;
  const files = await open(run.files, (more) => {
    bytes += more;
  });
  const bytesRead = run.bytesRead ?? (() => bytes);
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  try {
    assertNoFileTwice(format, files);
    const { version, sequence, isDelta } = await recogniseFiles(format, files);
    const whole = run.limits?.whole === true;
    if (whole && (isDelta || !format.mayBeWhole)) throw notWhole(isDelta ? 'a delta' : `a delivery of ${format.name}`);
    const mayLoosen = run.limits?.mayLoosen === true;
    const identity = {
      source,
      format: format.name,
      mapping: run.mapping ?? '',
      envelope,
      stated,
      whole,
      mayLoosen,
      files,
    };
    const key = deliveryKey(identity);
    const reading = { ...run, source, envelope, stated, files, key, version };
    const report = (phase: IngestProgress['phase'], done: number, quarantined: number): void =>
      run.onProgress?.({ phase, done, bytes: bytesRead(), totalBytes, quarantined });

    const lock = {
      database: databases.ingest,
      source,
      wait: run.wait !== false,
      ...(run.onWait ? { onWait: run.onWait } : {}),
    };
    return await withSourceLock(lock, async (held) => {
      await assertInOrder(databases.ingest, { source, originator: run.envelope.originator, sequence, key });
      const end = { source, format: format.name, originator: run.envelope.originator, files, started, version };
      if (run.check) {
        const checked = await checkDelivery(reading, report);
        return toResult({ ...end, ...checked, runId: null, state: 'CHECKED', resumed: false });
      }
      const found = await beginRun(databases.ingest, identity, { key, version, sequence, operator: run.operator });
      const begun = await beginAnewIfOvertaken(databases, found, source, sourcesOf(reading));
      const staged = await stageRun(reading, begun, held, report);
      const published = await publishRun(reading, begun, staged, held, report);
      return toResult({ ...end, ...staged, ...published, runId: begun.id, state: 'DONE', resumed: begun.resumed });
    });
  } catch (error) {
    throw toStopped(error);
  } finally {
    if (files !== run.files) await closeFiles(files);
  }
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
  return new PortcullisError('BAD_USER_INPUT', {
    message: `${what[0]?.toUpperCase()}${what.slice(1)} is never a whole list: leave out --full.`,
    facts: { hint: 'portcullis formats NAME says whether a delivery may be a whole list.' },
  });
}
