import { closeFiles, openFiles } from '../../ingest/input/openFiles.js';
import type { EnvelopeOptions } from '../../ingest/rows/envelope/envelope.js';
import type { Limits } from '../../ingest/run/limits.js';
import type { IngestResult } from '../../ingest/run/result.js';
import { badUserInput, isInternal, isPortcullisError } from '../../schema/errors.js';
import { passesByItself } from '../../storage/pool/databaseErrors.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import type { IngestAccess } from '../ingest/access.js';
import { runDelivery } from '../ingest/ingest.js';
import { type Ending, toDeliveryError } from './report.js';
import type { Taken } from './taken.js';

/** How the deliveries of a folder are ingested. */
export interface DeliverOptions extends IngestAccess {
  /** Name of a format, or `auto`. */
  readonly format: string;
  readonly mapping?: string;
  readonly envelope: EnvelopeOptions;
  readonly limits: Limits;
  readonly operator: string;
  /** Aborted: the current batch is finished, and the next start resumes the run. */
  readonly signal: AbortSignal;
  /** Longest wait for a database or a log that is down or busy, or a source that another run is ingesting, ms. */
  readonly waitMs: number;
  /** Called at first and once a minute, with why the delivery waits. */
  readonly onWait: (delivery: string, why: string, waitedMs: number) => void;
}

/** Thrown where the watcher is to end; the delivery stays at hand. Its `cause` is what somebody must mend first, if any. */
export class StopRequested extends Error {
  override readonly name = 'StopRequested';
}

/** Codes of failures that pass by themselves, beside those of the database: of the log's lease, and of the file system. */
const passing = new Set(['AUDIT_UNAVAILABLE', 'EMFILE', 'ENFILE', 'ESTALE', 'EIO']);

/** Codes of failures of the deployment, not of the delivery: somebody must mend them where they do not pass. */
const ofDeployment = new Set([
  ...['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT', 'AUDIT_UNAVAILABLE', 'AUDIT_FORKED', 'DATABASE_UNREACHABLE'],
  ...['DATABASE_REFUSED', 'DISK_FULL', 'ENOSPC', 'EDQUOT'],
]);

/** Ingests a delivery that was taken. @throws StopRequested */
export async function deliver(options: DeliverOptions, taken: Taken): Promise<Ending> {
  try {
    return { outcome: 'DONE', result: await untilDone(options, taken.name, () => ingestTaken(options, taken)) };
  } catch (error) {
    if (error instanceof StopRequested) throw error;
    if (!isPortcullisError(error) || isInternal(error.code)) logUnknown(options, taken.name, error);
    return { outcome: 'FAILED', error: toDeliveryError(error) };
  }
}

/**
 * Does work, and waits while the database or the log is down or busy.
 *
 * @throws StopRequested where the watcher is to end; what the work throws where the delivery is to blame
 */
export async function untilDone<T>(
  { signal, waitMs, onWait }: Pick<DeliverOptions, 'signal' | 'waitMs' | 'onWait'>,
  delivery: string,
  work: () => Promise<T>,
): Promise<T> {
  const waiting = {
    ...{ waitMs, signal },
    onWait: (error: unknown, waitedMs: number) =>
      onWait(delivery, error instanceof SourceBusy ? 'another run is ingesting its source' : codeOf(error), waitedMs),
  };
  try {
    return await waitOut(work, waiting, passes);
  } catch (error) {
    if (error instanceof StopRequested) throw error;
    if (passes(error)) throw new StopRequested(codeOf(error));
    if (ofDeployment.has(codeOf(error))) throw new StopRequested(codeOf(error), { cause: error });
    throw error;
  }
}

/** Whether it helps to wait. Of the log without a cause: another process is writing it. */
function passes(error: unknown): boolean {
  if (error instanceof SourceBusy || passesByItself(error)) return true;
  const hasCause = isPortcullisError(error) && error.originalError !== undefined;
  return !hasCause && passing.has(codeOf(error));
}

/** Code of an error. Its message is not shown: it may name more than paths. */
export function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown } | null)?.code ?? 'INTERNAL');
}

async function ingestTaken(options: DeliverOptions, taken: Taken): Promise<IngestResult> {
  const { databases, keys, policy, record, format, mapping, envelope, limits, operator, signal } = options;
  if (taken.defect !== null) {
    const hint = 'Deliver plain files. Links are not followed, and a folder is one delivery.';
    throw badUserInput(taken.defect, hint);
  }
  const files = await openFiles(taken.files, { followLinks: false });
  try {
    return await runDelivery({
      ...{ databases, keys, policy, record, format, files, envelope, limits, operator },
      ...(mapping === undefined ? {} : { mapping }),
      // Why not wait there: the wait could not be aborted.
      onWait: () => {
        throw new SourceBusy();
      },
      // Called after each durable batch: a run that ends here resumes with the next one.
      onProgress: () => {
        if (signal.aborted) throw new StopRequested('stopped');
      },
    });
  } finally {
    await closeFiles(files);
  }
}

class SourceBusy extends Error {
  override readonly name = 'SourceBusy';
}

/** Logs where an unknown error came from. Never its message, which may hold a record's value. */
function logUnknown({ log }: DeliverOptions, delivery: string, error: unknown): void {
  const cause = (error instanceof Error && error.cause) || error;
  const { name, code, stack } = (cause ?? {}) as {
    readonly name?: string;
    readonly code?: unknown;
    readonly stack?: string;
  };
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  log.error({ delivery, error: name, code, frames: frames.slice(0, 8) }, 'a delivery failed');
}
