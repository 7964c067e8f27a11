import { createHash } from 'node:crypto';
import type { AuditLog, NewEntry, RefusedParty } from '../../../auditlog/types.js';
import { PortcullisError } from '../../../schema/errors.js';

export interface MemoryLog extends AuditLog {
  readonly entries: NewEntry[];
  readonly refused: { party: RefusedParty; code: string }[];
  /** Makes every append fail. */
  broken: boolean;
}

/** An audit log in memory, for tests of the gateway alone. */
export function memoryLog(): MemoryLog {
  const log: MemoryLog = {
    logId: 'test',
    entries: [],
    refused: [],
    broken: false,
    append: async (entry) => {
      if (log.broken) throw new PortcullisError('AUDIT_UNAVAILABLE');
      const index = log.entries.push(structuredClone(entry)) - 1;
      return { log: 'test', index, leafHash: createHash('sha256').update(JSON.stringify(entry)).digest('hex') };
    },
    countRefused: (party, code) => void log.refused.push({ party, code }),
    writable: async () => !log.broken,
    close: async () => undefined,
  };
  return log;
}
