import { readArchiver } from '../../storage/backup/archiver.js';
import { superuser } from '../../storage/embedded/cluster.js';
import { explain } from '../explain.js';
import type { Opening } from '../instance/serving.js';

/** Time between two looks, ms. */
const lookMs = 60_000;

/** Looks between two lines that say the same. */
const repeated = 15;

/** Bytes that wait without a failure: the archive is too slow. */
const tooMuch = 1 << 30;

/**
 * Looks each minute, while this process serves, whether the archive takes what is written. What it does not take fills the disk of the
 * database, long before which the operator's log has said so. Nothing where there is no archive.
 */
export function openArchiveWatch(opening: Pick<Opening, 'settings' | 'context' | 'log' | 'lifecycle'>): void {
  const { settings, context, log, lifecycle } = opening;
  const { embedded } = context.databases;
  if (settings.walArchive === undefined || !embedded) return;
  const look = createArchiveLook(embedded.connectionString(superuser, 'postgres'), log);
  const timer = setInterval(look, lookMs);
  void look();
  lifecycle.add('watch of the archive', async () => clearInterval(timer));
}

/** One look; says what is wrong at once, then each quarter of an hour, and that it is over. Never rejects. */
export function createArchiveLook(adminUrl: string, log: Pick<Opening['log'], 'error' | 'info'>): () => Promise<void> {
  let looks = 0;
  return async () => {
    const wrong = await whatIsWrong(adminUrl);
    if (wrong && looks % repeated === 0) log.error({ waitingBytes: wrong.waitingBytes }, wrong.line);
    if (!wrong && looks > 0) log.info('the archive takes the write-ahead log again');
    looks = wrong ? looks + 1 : 0;
  };
}

async function whatIsWrong(adminUrl: string): Promise<{ readonly line: string; readonly waitingBytes: number } | null> {
  try {
    const { isOn, isFailing, waitingBytes } = await readArchiver(adminUrl);
    const wrong = (what: string) => ({ line: `the write-ahead log is not archived: ${what}`, waitingBytes });
    if (!isOn)
      return wrong('PostgreSQL was started by a command without walArchive; stop all commands, and start again');
    if (isFailing) return wrong('the archive is full, away or closed; what waits fills the disk of the database');
    return waitingBytes > tooMuch ? wrong('the archive is too slow; what waits fills the disk of the database') : null;
  } catch (error) {
    return { line: `the archive of the write-ahead log could not be looked at: ${explain(error)}`, waitingBytes: 0 };
  }
}
