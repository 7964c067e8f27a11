import { originOf } from '../../auditlog/c2sp/checkpoint.js';
import { listHeads } from '../../auditlog/heads.js';
import { operatorLogId, registerLogId } from '../../auditlog/logIds.js';
import { checkpointPublicKeys, verifierKeyOf } from '../../auditlog/signing/keys.js';
import { openKeys } from '../../storage/keys/keys.js';
import { headsDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import { type Output, print } from '../output/printLine.js';

/**
 * Prints the public keys that verify checkpoints, for each log the present one and then those before a rotation. Needs no
 * database.
 *
 * @throws StorageError KEY_MISSING where there are no keys
 */
export async function runAuditKey(
  settings: Settings,
  options: Output & { readonly log?: string | undefined },
): Promise<void> {
  const { log: only } = options;
  const directory = keysDirectoryOf(settings);
  const own = await openKeys(directory);
  const heads = listHeads(headsDirectoryOf(settings, directory));
  const logs =
    only === undefined
      ? new Set([settings.logId, operatorLogId(settings.logId), registerLogId(settings.logId), ...heads])
      : [only];
  const keys = [...logs].map((log) => {
    const origin = originOf(log, own.origin);
    return { log, keys: checkpointPublicKeys(own).map((key) => verifierKeyOf(origin, key)) };
  });
  print(options, { logs: keys }, () => keys.flatMap((each) => each.keys));
}
