import { setTimeout as delay } from 'node:timers/promises';
import { restartPause } from '../restartPause.js';
import { isStorageError, StorageError } from '../storageError.js';
import type { DataLayout } from './layout.js';

/** Reports the end of the server and its restart; a pino logger fits. */
export interface ReviverLog {
  info(message: string): void;
  error(facts: { readonly pauseMs: number }, message: string): void;
}

/** Which server is kept running, and how it is restarted. */
export interface ReviverOptions {
  readonly layout: DataLayout;
  readonly log: ReviverLog;
  /** Starts the server; resolves when it is ready, however long its recovery takes. */
  readonly start: () => Promise<void>;
  /** See `restartPause`. */
  readonly pauseAfter?: typeof restartPause;
}

/** Pause while the disk is full, ms. */
const diskFullPause = 1000;

/**
 * Restarts a server that is gone: one attempt a call, after a pause that grows with each end and each failed start. While the disk
 * is full, it tries each second without a limit, and reports that once: freeing the disk must be enough.
 *
 * @returns the attempt; it throws StorageError if the server has ended or failed too often
 */
export function createReviver(options: ReviverOptions): (signal: AbortSignal) => Promise<void> {
  const { layout, log, start, pauseAfter = restartPause } = options;
  let ends: readonly number[] = [];
  let failure: unknown;
  let isFullReported = false;
  return async (signal) => {
    const now = performance.now();
    const isFull = isStorageError(failure) && failure.code === 'DISK_FULL';
    if (!isFull) ends = [...ends, now].slice(-20);
    const pauseMs = isFull ? diskFullPause : pauseAfter(ends, now);
    if (pauseMs === null) throw endedTooOften(layout, failure);
    if (failure === undefined) log.error({ pauseMs }, 'the embedded PostgreSQL has ended; it is started again');
    else if (!isFull || !isFullReported)
      log.error({ pauseMs }, `the embedded PostgreSQL did not start: ${messageOf(failure)} It is tried again`);
    isFullReported = isFull;
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await start();
      failure = undefined;
      log.info('the embedded PostgreSQL runs again');
    } catch (error) {
      failure = error;
    }
  };
}

function endedTooOften(layout: DataLayout, failure: unknown): StorageError {
  if (isStorageError(failure)) return failure;
  return new StorageError(
    'DATABASE_START_FAILED',
    failure === undefined
      ? 'The embedded PostgreSQL has ended too often within two minutes.'
      : `The embedded PostgreSQL could not be started again: ${messageOf(failure)}`,
    `See ${layout.log}.`,
    failure,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
