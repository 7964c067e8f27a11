import { originOf } from '../../auditlog/checkpoint.js';
import { listHeads } from '../../auditlog/heads.js';
import { checkpointPublicKeys } from '../../auditlog/keys.js';
import { verifierKeyOf } from '../../auditlog/verification/verifierKey.js';
import { operatorLogId } from '../../auditlog/writer/workerLogs.js';
import { openKeys } from '../../storage/keys/keys.js';
import type { Settings } from '../config.js';
import { dataDirectoryOf, headsDirectoryOf, keysDirectoryOf } from '../foundation.js';

/**
 * Prints the public keys that checkpoints are verified by, the present one of each log first and then those before a
 * rotation: a line each, or one JSON object. Needs no database.
 *
 * @throws StorageError KEY_MISSING where there are no keys
 */
export async function runAuditKey(
  settings: Settings,
  options: { readonly log?: string | undefined; readonly json: boolean; readonly out: (line: string) => void },
): Promise<void> {
  const { log: only, json, out } = options;
  const directory = keysDirectoryOf(settings, dataDirectoryOf(settings));
  const publicKeys = checkpointPublicKeys(await openKeys(directory));
  const heads = listHeads(headsDirectoryOf(settings, directory));
  const logs = only === undefined ? new Set([settings.logId, operatorLogId(settings.logId), ...heads]) : [only];
  const keys = [...logs].map((log) => ({ log, keys: publicKeys.map((key) => verifierKeyOf(originOf(log), key)) }));
  if (json) out(JSON.stringify({ logs: keys }));
  else for (const line of keys.flatMap((each) => each.keys)) out(line);
}
