import { type LogRegister, openLogRegister } from '../../auditlog/register/register.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import { logOpening } from '../logOpening.js';
import { waitingOf } from '../waiting.js';
import type { Opening } from './serving.js';

/**
 * The register of this instance's logs, open for writing before any other log.
 *
 * @param options.ahead logs of the instance that other processes write
 * @param options.onWhole called with whether all logs match the register, whenever that changes
 */
export async function openInstanceRegister(
  { settings, context, log, lifecycle }: Opening,
  options: { readonly ahead: readonly string[]; readonly onWhole?: (isWhole: boolean) => void },
): Promise<LogRegister> {
  const pool = openLogPool(context.databases.auditWriterUrl, settings.logTimeoutMs);
  lifecycle.add('register pool', () => pool.close());
  const watching = openLogPool(context.databases.auditWriterUrl, settings.logTimeoutMs);
  lifecycle.add('register watch', () => watching.close());
  const opening = logOpening(context, undefined, settings);
  const register = await waitOut(
    () => openLogRegister({ ...options, ...opening, pool, watching, instance: settings.logId, log }),
    waitingOf(settings, (line) => log.warn(line), lifecycle.ending),
  );
  lifecycle.add('register of logs', () => register.close());
  return register;
}
