import { setTimeout as sleep } from 'node:timers/promises';
import { badUserInput } from '../../schema/errors.js';
import type { WritableDatabase } from '../../storage/types.js';

/** Milliseconds between two tries. */
const pause = 500;

/** The lock of a source, held while a run is on its way. */
export interface SourceLock {
  /** @throws SOURCE_UNAVAILABLE where the connection that holds the lock was lost, and the lock with it */
  assertHeld(): Promise<void>;
}

/** Which source is locked, and what to do where it is locked already. */
export interface SourceLockOptions {
  readonly database: WritableDatabase;
  /** Value of the envelope's `source`: one run at a time for each. */
  readonly source: string;
  /** False: refuses at once where another run holds it. */
  readonly wait: boolean;
  /** Called once, before waiting. */
  readonly onWait?: () => void;
}

/**
 * Runs while no other run ingests the same source. The lock is PostgreSQL's and ends with its connection, however the
 * process ends.
 *
 * @throws BAD_USER_INPUT where another run holds it and `wait` is false
 */
export async function withSourceLock<T>(options: SourceLockOptions, run: (lock: SourceLock) => Promise<T>): Promise<T> {
  const { database, source, wait, onWait } = options;
  return await database.transaction(async (transaction) => {
    let told = false;
    for (;;) {
      const [row] = await transaction.exec<{ held: boolean }>(
        `select pg_try_advisory_xact_lock(hashtextextended('portcullis/ingest/' || $1, 0)) as held`,
        [source],
      );
      if (row?.held) break;
      if (!wait)
        throw badUserInput(`Another run is ingesting ${source}: wait until it is done, or leave out --no-wait.`);
      if (!told) onWait?.();
      told = true;
      await sleep(pause);
    }
    return await run({ assertHeld: async () => void (await transaction.exec('select 1')) });
  });
}
