import type { AuditLog, NewEntry, Receipt } from '../../auditlog/types.js';
import { unavailable } from '../../auditlog/writer/pending.js';
import type { PlaceLocks } from '../../storage/locks/placeLocks.js';

/**
 * Appends to a log that another process writes, and holds each INTENT until its end is appended: who begins to write the log closes
 * those that nobody holds.
 */
export function holdingIntents(append: AuditLog['append'], locks: PlaceLocks): AuditLog['append'] {
  const held = new Map<string, () => void>();
  const letGo = (requestId: string): void => {
    held.get(requestId)?.();
    held.delete(requestId);
  };
  const begin = async (entry: NewEntry): Promise<Receipt> => {
    const { requestId } = entry.header;
    const release = await locks.take(requestId).catch((error: unknown) => {
      throw unavailable('An intent cannot be held.', error);
    });
    if (!release) throw unavailable('Another process works on this intent.');
    held.set(requestId, release);
    try {
      return await append(entry);
    } catch (error) {
      letGo(requestId);
      throw error;
    }
  };
  return (entry) => {
    const { kind, requestId } = entry.header;
    if (kind === 'INTENT') return begin(entry);
    // Parts of an export have request ids of their own.
    return held.has(requestId) ? append(entry).finally(() => letGo(requestId)) : append(entry);
  };
}
