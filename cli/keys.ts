import { type KeyName, keyNames } from '../storage/keyFiles.js';
import { listKeys, rotateKey } from '../storage/keyRotation.js';
import type { Settings } from './config.js';
import { keysDirectoryOf } from './foundation.js';

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
 * Makes a new key and says what to do next.
 *
 * @throws Error in one line where there is no such key; StorageError where it may not be rotated
 */
export function rotate(settings: Settings, name: string): void {
  if (!keyNames.some((known) => known === name)) {
    throw new Error(`There is no key ${name}. Name one of ${keyNames.join(', ')}.`);
  }
  const row = rotateKey(keysDirectoryOf(settings), name as KeyName);
  console.log(`${row.name}: ${row.id}. Restart what runs; the old key goes on reading what it wrote.`);
}
