import { isPortcullisError } from '../../schema/errors.js';
import type { WritableDatabase } from '../../storage/types.js';
import { withSourceLock } from '../run/sourceLock.js';

/** Runs while no other process purges; null, and nothing is run, where one does. The lock ends with its connection. */
export async function withPurgeLock<T>(
  database: WritableDatabase,
  run: () => Promise<T>,
): Promise<{ readonly value: T } | null> {
  return await database.transaction(async (transaction) => {
    const [row] = await transaction.exec<{ held: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('portcullis/purge', 0)) as held`,
    );
    return row?.held ? { value: await run() } : null;
  });
}

/**
 * Runs while no delivery of a source is ingested.
 *
 * @returns false where one is and `wait` is false: nothing was run
 */
export async function whileNotIngested(
  options: {
    readonly database: WritableDatabase;
    readonly source: string;
    readonly wait: boolean;
    readonly onWait?: () => void;
  },
  run: () => Promise<void>,
): Promise<boolean> {
  let begun = false;
  try {
    await withSourceLock(options, async () => {
      begun = true;
      await run();
    });
    return true;
  } catch (error) {
    if (!begun && isPortcullisError(error) && error.code === 'BAD_USER_INPUT') return false;
    throw error;
  }
}
