import { ageOf, type BackedUp, readBackedUp } from '../../../../storage/inspection/backedUp.js';
import { needsEmbedded } from '../../../../storage/provision/resolveDatabases.js';
import { describeAge } from '../../../ingest/sources.js';
import type { Check } from '../../check.js';
import { type Finding, fine, warning } from '../../finding.js';

/** Age from which on a night was missed, ms; the alert says the same. */
const lateMs = 36 * 3_600_000;

/** Whether the embedded database was backed up last night; one's own is backed up by its own tools. */
export const backups: Check = {
  name: 'backups',
  lookAtData: async ({ databases, settings, read, now }) =>
    needsEmbedded(settings) ? [judge(await read(databases.auditWriterUrl, readBackedUp), now)] : [],
};

/** Whether the newest backup is old, or of no known age. */
export function judge(backedUp: BackedUp, now: number): Finding {
  const { since, isBackedUp } = backedUp;
  const age = ageOf(backedUp, now);
  if (since && age === Number.POSITIVE_INFINITY) {
    const dated = `By the log it is ${describeAge(since.getTime() - now)} until the newest was made.`;
    return warning('backups', dated, 'Set the clock, and give backups with a later name another one.');
  }
  const newest = isBackedUp
    ? `The newest is ${describeAge(age)} old.`
    : 'The log of this database has none: none was made yet, or it was restored from one.';
  if (age <= lateMs) return fine('backups', newest);
  return warning('backups', newest, 'portcullis backup FOLDER --keep 14d, each night by a timer.');
}
