import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWholeFile } from '../../schema/wholeFile.js';

/** The RSA pair that makes the pseudonyms in the audit log's month indexes. */
export interface PseudonymKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Reads the pseudonym key from the keys directory, or makes it. If it is lost, absence in the months indexed under it cannot be
 * proven until they are indexed anew.
 */
export function openPseudonymKeys(directory: string): PseudonymKeys {
  const path = join(directory, 'auditIndex.pem');
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 0x10001 });
    // Not replaced: two commands at once must both use the key that was there first.
    writeWholeFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'create');
  }
  const privateKey = createPrivateKey(readFileSync(path));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
