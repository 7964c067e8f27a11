import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWholeFile } from '../../schema/wholeFile.js';

/** The RSA pair of the pseudonyms in the monthly indexes of the audit log. */
export interface PseudonymKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Reads the key of pseudonyms from the keys directory, and makes it where there is none. Lost: absence in the months that were
 * indexed under it cannot be proven any more, until they are indexed anew.
 */
export function openPseudonymKeys(directory: string): PseudonymKeys {
  const path = join(directory, 'auditIndex.pem');
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 0x10001 });
    // Why not replaced: of two commands at once, both must go on with the key that was there first.
    writeWholeFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'create');
  }
  const privateKey = createPrivateKey(readFileSync(path));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
