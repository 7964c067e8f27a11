import type { Mapping } from '../../ingest/mapping/mapping.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { beginAct } from './operatorAct.js';
import { createOperatorLog } from './operatorLog.js';

/**
 * Logs that a mapping is about to read another database. The log keeps the name of the variable that holds its URL, not the URL.
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
