import { toBase64 } from '../../auditlog/proofs/bytes.js';
import { type KeyName, keyNames } from '../../storage/keys/keyFiles.js';
import { assertRotatable, listKeys, rotateKey } from '../../storage/keys/keyRotation.js';
import { openKeys } from '../../storage/keys/keys.js';
import { changingKeys } from '../../storage/locks/keyLock.js';
import { keysDirectoryOf, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { print } from '../output/printLine.js';

/** Prints every key of the deployment: name, fingerprint, what losing it costs; never a secret. */
export function printKeys(settings: Settings, json: boolean): void {
  const directory = keysDirectoryOf(settings);
  const rows = listKeys(directory);
  if (rows.every(({ id }) => id === null)) throw new Error(`There are no keys in ${directory}: see --data and --keys.`);
  print({ json, out: console.log }, { keys: rows }, () =>
    rows.map(
      ({ name, id, previous, meaning }) =>
        `${name.padEnd(20)} ${(id ?? 'missing').padEnd(18)} ${previous.length} earlier kept   ${meaning}`,
    ),
  );
}

/**
 * Makes a new key and prints what to do next. The log has the fingerprint of the replaced key before, and that of the new one
 * after; for a new checkpoint key also its public key, in an entry that the old one signs.
 *
 * @throws Error in one line where there is no such key; StorageError where it may not be rotated, or nothing was started
 *   yet; AUDIT_UNAVAILABLE: then the key is unchanged
 */
export async function rotate(settings: Settings, name: string, operator: string): Promise<void> {
  const key = keyNames.find((known): known is KeyName => known === name);
  if (!key) throw new Error(`There is no key ${name}. Name one of ${keyNames.join(', ')}.`);
  assertRotatable(key);
  await withCommandContext(settings, async (context, log) => {
    const { keysDirectory } = context;
    const replaced = listKeys(keysDirectory).find((row) => row.name === key)?.id ?? null;
    const act = { act: 'keysRotate', ...beginAct('key', operator), facts: { key, replaced } } as const;
    const row = await changingKeys(keysDirectory, () =>
      createOperatorLog(settings, context, log).perform(act, async () => {
        const value = rotateKey(keysDirectory, key);
        return { value, facts: { made: value.id, ...(await successor(keysDirectory, key)) } };
      }),
    );
    const next = key === 'auditSeal' ? 'Servers take it up by themselves' : 'Restart the servers';
    console.log(`${row.name}: ${row.id}. ${next}; the old key still reads what it wrote.`);
  });
}

/** The public key of a new checkpoint key, for an entry that the old one signs; nothing for other keys. */
async function successor(keysDirectory: string, key: KeyName): Promise<{ readonly publicKey?: string }> {
  if (key !== 'checkpoint') return {};
  const { checkpoint } = await openKeys(keysDirectory);
  return { publicKey: toBase64(checkpoint.publicKey) };
}
