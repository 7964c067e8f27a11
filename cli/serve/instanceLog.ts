import type { AuditLog } from '../../auditlog/types.js';
import { openAuditLog } from '../../auditlog/writer/openLog.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { logOpening } from '../logOpening.js';
import type { Serving } from './serving.js';

/**
 * The audit log of this instance, open for writing.
 *
 * @param schema the schema that the instance answers by, as text
 */
export async function openInstanceLog(
  { settings, foundation, log, lifecycle }: Serving,
  schema?: string,
): Promise<AuditLog> {
  const pool = openLogPool(foundation.databases.auditWriterUrl);
  lifecycle.add('audit pool', () => pool.close());
  const watching = openLogPool(foundation.databases.auditWriterUrl);
  lifecycle.add('audit watch', () => watching.close());
  const auditLog = await openAuditLog({
    pool,
    logId: settings.logId,
    ...logOpening(foundation, schema, settings),
    log,
    watch: { db: watching },
  });
  lifecycle.add('audit log', () => auditLog.close());
  return auditLog;
}
