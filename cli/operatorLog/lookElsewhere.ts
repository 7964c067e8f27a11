import type { Mapping } from '../../ingest/mapping/mapping.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { beginAct } from './operatorAct.js';
import { createOperatorLog } from './operatorLog.js';

/**
 * Writes into the audit log that another database is about to be read by a mapping. Its URL is not kept, only the name of
 * the variable that has it.
 *
 * @throws StorageError DATABASE_MISSING where nothing was started yet; AUDIT_UNAVAILABLE
 */
export async function logLookElsewhere(settings: Settings, operator: string, mapping: Mapping): Promise<void> {
  const { digest, source, input, kind } = mapping;
  const facts = { mapping: digest, source, kind, urlVariable: input.urlVariable ?? null };
  await withCommandContext(settings, async (context, log) => {
    await createOperatorLog(settings, context, log).look({
      act: 'mappingCheck',
      ...beginAct('look', operator),
      facts,
    });
  });
}
