import type { Mapping } from '../../ingest/mapping/mapping.js';
import { newId } from '../../storage/keys/ref.js';
import type { Settings } from '../config.js';
import { openFoundation } from '../foundation.js';
import { openLog } from '../log.js';
import { createOperatorLog } from './operatorLog.js';

/**
 * Writes into the audit log that another database is about to be read by a mapping. Its URL is not kept, only the name of
 * the variable that has it.
 *
 * @throws StorageError DATABASE_MISSING where nothing was started yet; AUDIT_UNAVAILABLE
 */
export async function logLookElsewhere(settings: Settings, operator: string, mapping: Mapping): Promise<void> {
  const log = openLog(settings);
  const foundation = await openFoundation(settings, log);
  try {
    const { digest, source, input, kind } = mapping;
    const facts = { mapping: digest, source, kind, urlVariable: input.urlVariable ?? null };
    await createOperatorLog(settings, foundation, log).look({
      ...({ act: 'mappingCheck', id: newId('look') } as const),
      ...{ operator, originator: null, startedAt: new Date().toISOString(), facts },
    });
  } finally {
    await foundation.databases.release();
  }
}
