import { originOf } from '../../auditlog/c2sp/checkpoint.js';
import { mlDsaPublicKey } from '../../auditlog/c2sp/mlDsa.js';
import { signatureTypes } from '../../auditlog/c2sp/note.js';
import { verifierKeyOf, writeVerifierKey } from '../../auditlog/c2sp/verifierKey.js';
import { listHeads } from '../../auditlog/heads.js';
import { checkpointPublicKeys } from '../../auditlog/keys.js';
import { operatorLogId, registerLogId } from '../../auditlog/logIds.js';
import { type Keys, openKeys } from '../../storage/keys/keys.js';
import type { Settings } from '../config.js';
import { dataDirectoryOf, headsDirectoryOf, keysDirectoryOf } from '../foundation.js';
import { type Output, print } from '../printLine.js';

/**
 * Prints the public keys that checkpoints are verified by, the present one of each log first and then those before a
 * rotation: a line each, or one JSON object. Needs no database.
 *
 * @param options.isMlDsa those of ML-DSA-44
 * @throws StorageError KEY_MISSING where there are no keys
 */
export async function runAuditKey(
  settings: Settings,
  options: Output & { readonly log?: string | undefined; readonly isMlDsa?: boolean },
): Promise<void> {
  const { log: only, isMlDsa = false } = options;
  const directory = keysDirectoryOf(settings, dataDirectoryOf(settings));
  const own = await openKeys(directory);
  const textsOf = isMlDsa ? await mlDsaTexts(own) : (origin: string) => edTexts(own, origin);
  const heads = listHeads(headsDirectoryOf(settings, directory));
  const logs =
    only === undefined
      ? new Set([settings.logId, operatorLogId(settings.logId), registerLogId(settings.logId), ...heads])
      : [only];
  const keys = [...logs].map((log) => ({
    log,
    keys: textsOf(originOf(log, own.origin)),
  }));
  print(options, { logs: keys }, () => keys.flatMap((each) => each.keys));
}

function edTexts(keys: Keys, origin: string): readonly string[] {
  return checkpointPublicKeys(keys).map((key) => verifierKeyOf(origin, key));
}

/** The present key and those before it, for each log: made once, since it takes long. */
async function mlDsaTexts({ checkpointMlDsa, previous }: Keys): Promise<(origin: string) => readonly string[]> {
  const seeds = checkpointMlDsa ? [checkpointMlDsa, ...previous('checkpointMlDsa')] : [];
  const raws = await Promise.all(seeds.map(mlDsaPublicKey));
  return (origin) => raws.map((raw) => writeVerifierKey(origin, signatureTypes.mlDsa, raw));
}
