import { type KeyName, keyNames } from '../../storage/keys/keyFiles.js';
import { assertRotatable, listKeys, rotateKey } from '../../storage/keys/keyRotation.js';
import { newId } from '../../storage/keys/ref.js';
import { createOperatorLog } from '../acts/operatorLog.js';
import type { Settings } from '../config.js';
import { keysDirectoryOf, openFoundation } from '../foundation.js';
import { openLog } from '../log.js';

/** Prints every key of the deployment: name, fingerprint, what losing it costs. Never a secret. */
export function printKeys(settings: Settings, json: boolean): void {
  const directory = keysDirectoryOf(settings);
  const rows = listKeys(directory);
  if (rows.every(({ id }) => id === null)) throw new Error(`There are no keys in ${directory}: see --data and --keys.`);
  if (json) {
    console.log(JSON.stringify({ keys: rows }));
    return;
  }
  for (const { name, id, previous, meaning } of rows) {
    console.log(`${name.padEnd(20)} ${(id ?? 'missing').padEnd(18)} ${previous.length} kept for reading   ${meaning}`);
  }
}

/**
 * Makes a new key and says what to do next. The audit log has it before, by the fingerprint of the key that is replaced,
 * and after, by that of the new one.
 *
 * @throws Error in one line where there is no such key; StorageError where it may not be rotated, or nothing was started
 *   yet; AUDIT_UNAVAILABLE: then the key is as it was
 */
export async function rotate(settings: Settings, name: string, operator: string): Promise<void> {
  const key = keyNames.find((known): known is KeyName => known === name);
  if (!key) throw new Error(`There is no key ${name}. Name one of ${keyNames.join(', ')}.`);
  assertRotatable(key);
  const log = openLog(settings);
  const foundation = await openFoundation(settings, log);
  try {
    const { keysDirectory } = foundation;
    const replaced = listKeys(keysDirectory).find((row) => row.name === key)?.id ?? null;
    const facts = { key, replaced };
    const startedAt = new Date().toISOString();
    const act = { act: 'keysRotate', id: newId('key'), operator, originator: null, startedAt, facts } as const;
    const row = await createOperatorLog(settings, foundation, log).perform(act, async () => {
      const value = rotateKey(keysDirectory, key);
      return { value, facts: { made: value.id } };
    });
    console.log(`${row.name}: ${row.id}. Restart what runs; the old key goes on reading what it wrote.`);
  } finally {
    await foundation.databases.release();
  }
}
