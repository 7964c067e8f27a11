import { setTimeout as sleep } from 'node:timers/promises';
import { closeFiles, openFiles } from '../../ingest/input/openFiles.js';
import type { EnvelopeOptions } from '../../ingest/rows/envelope/envelope.js';
import type { Limits } from '../../ingest/run/limits.js';
import type { IngestResult } from '../../ingest/run/result.js';
import { badUserInput, isPortcullisError } from '../../schema/errors.js';
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
  /** Most tries of what may succeed later; unlimited where absent. */
  readonly tries?: number;
  /** Called before each pause, with why the delivery waits. */
  readonly onRetry: (delivery: string, why: string, pauseMs: number) => void;
}

/** Thrown where the watcher is to end; the delivery stays at hand. */
export class StopRequested extends Error {
  override readonly name = 'StopRequested';
}

/** Codes of transient failures: a database, a log or a disk that cannot be used now. */
const transient = new Set([
  'SOURCE_UNAVAILABLE',
  'SOURCE_TIMEOUT',
  'AUDIT_UNAVAILABLE',
  'AUDIT_FORKED',
  'DATABASE_UNREACHABLE',
  'DISK_FULL',
  ...['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ESTALE', 'EIO', 'ETIMEDOUT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'],
]);

const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/** Ingests a delivery that was taken. @throws StopRequested */
export async function deliver(options: DeliverOptions, taken: Taken): Promise<Ending> {
  try {
    return { outcome: 'DONE', result: await untilDone(options, taken.name, () => ingestTaken(options, taken)) };
  } catch (error) {
    if (error instanceof StopRequested) throw error;
    if (!isPortcullisError(error) || error.code === 'INTERNAL') logUnknown(options, taken.name, error);
    return { outcome: 'FAILED', error: toDeliveryError(error) };
  }
}

/** Retries work until it succeeds or fails for good, with growing pauses. @throws StopRequested */
export async function untilDone<T>(
  options: Pick<DeliverOptions, 'signal' | 'tries' | 'onRetry'>,
  delivery: string,
  work: () => Promise<T>,
): Promise<T> {
  const { signal, tries, onRetry } = options;
  for (let tried = 1, pause = firstPauseMs; ; tried += 1, pause = Math.min(2 * pause, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StopRequested) throw error;
      const code = String((error as { readonly code?: unknown }).code);
      if (!(error instanceof SourceBusy) && !transient.has(code)) throw error;
      if (signal.aborted || (tries !== undefined && tried >= tries)) throw new StopRequested(code);
      onRetry(delivery, error instanceof SourceBusy ? 'another run is ingesting its source' : code, pause);
      // Why caught: an abort only ends the pause.
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw new StopRequested(code);
    }
  }
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
