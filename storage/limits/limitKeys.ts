import { createHmac, hkdfSync } from 'node:crypto';
import { openText, sealKeys, sealText } from '../keys/sealedText.js';

/**
 * How the limits store names, dates, numbers and askers: nothing is readable without the keys directory, and nothing is equal for
 * two agencies, so that the tables do not tell that both look for one person.
 */
export interface LimitKeys {
  /** A keyed token, 16 bytes, hex. Equal parts have equal tokens. */
  token(...parts: readonly string[]): string;
  /** An asker or a name of an agency, sealed, hex. Equal texts of one agency are equal. */
  seal(agency: string, text: string): string;
  /** The text; null if it was sealed under another key, or for another agency. */
  open(agency: string, sealed: Uint8Array): string | null;
}

const tokenBytes = 16;

/**
 * Keys of the limits, derived from the key that the sources share: its rotation makes the limits forget what was tried.
 *
 * @param shared the key `probe`
 */
export function createLimitKeys(shared: Uint8Array): LimitKeys {
  const key = new Uint8Array(hkdfSync('sha256', shared, '', 'portcullis/limits', 32));
  const sealing = sealKeys(key, 'of an agency');
  return {
    token: (...parts) =>
      createHmac('sha256', key).update(JSON.stringify(parts)).digest().subarray(0, tokenBytes).toString('hex'),
    seal: (agency, text) => sealText(sealing, agency, text).toString('hex'),
    open: (agency, sealed) => openText(sealing, agency, sealed),
  };
}
