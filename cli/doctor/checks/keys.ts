import { readEscrowed } from '../../../storage/inspection/backedUp.js';
import { openGuardedKeys } from '../../../storage/keys/keyGuard.js';
import { overdueMs, replacedKeys } from '../../../storage/keys/keyRotation.js';
import { counted } from '../../output/counted.js';
import type { Check } from '../check.js';
import { type Finding, fine, warning } from '../finding.js';

/** A night that was missed, ms; the alert says the same. */
const lateMs = 86_400_000;

/** Whether all keys are there, and are those that the database was written with; whether those of the seal are renewed in time. */
export const keys: Check = {
  name: 'keys',
  lookAtData: async ({ databases, keysDirectory, now, read }) => {
    await openGuardedKeys(keysDirectory, databases.ownerUrl, { mayCreate: false });
    return [
      fine(keysDirectory, 'All are there, and are those of this database.'),
      ...lateFindings(keysDirectory, now),
      ...escrowFindings(keysDirectory, await read(databases.auditWriterUrl, readEscrowed)),
    ];
  },
};

/** A warning where an earlier key of the seal should have been forgotten; nothing where they are not renewed. */
export function lateFindings(keysDirectory: string, now: number): readonly Finding[] {
  const late = overdueMs(keysDirectory, now);
  if (late <= lateMs) return [];
  const days = counted(Math.floor(late / 86_400_000), 'day');
  const message = `The keys of the log were to be renewed ${days} ago: older backups still open what was erased.`;
  return [warning(keysDirectory, message, 'portcullis keys --renew, each night by a timer.')];
}

/** A warning where the newest export of keys was made before the two last ones of the seal; nothing where none was ever made. */
export function escrowFindings(keysDirectory: string, exportedAt: Date | null): readonly Finding[] {
  const [earlier] = replacedKeys(keysDirectory, 'auditSeal');
  if (!exportedAt || !earlier?.createdAt || exportedAt.toISOString() >= earlier.createdAt) return [];
  const message = 'The newest export of all keys opens no entry of the log: its keys were renewed twice since.';
  return [warning(keysDirectory, message, 'portcullis keys --export FILE --to age1..., after each renewal.')];
}
