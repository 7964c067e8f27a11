import { createHmac, hkdfSync } from 'node:crypto';
import { openText, sealKeys, sealText } from '../keys/sealedText.js';

/**
 * What the limits keep of names, dates, numbers and askers: nothing that is read without the keys directory, and nothing that is
 * equal for two agencies, so that the tables do not tell that both look for one person.
 */
export interface LimitKeys {
  /** A keyed token, hex: 16 bytes. Equal parts have equal tokens. */
  token(...parts: readonly string[]): string;
  /** An asker or a name of an agency, sealed, hex: equal texts of one agency are equal. */
  seal(agency: string, text: string): string;
  /** The text; null where it was sealed under another key, or of another agency. */
  open(agency: string, sealed: Uint8Array): string | null;
}

const TOKEN_BYTES = 16;

/**
 * Keys of the limits, drawn from the key that the sources share: where that is rotated, what was tried before is forgotten.
 *
 * @param shared the key `probe`
 */
export function createLimitKeys(shared: Uint8Array): LimitKeys {
  const key = new Uint8Array(hkdfSync('sha256', shared, '', 'portcullis/limits', 32));
  const sealing = sealKeys(key, 'of an agency');
  return {
    token: (...parts) =>
      createHmac('sha256', key).update(JSON.stringify(parts)).digest().subarray(0, TOKEN_BYTES).toString('hex'),
    seal: (agency, text) => sealText(sealing, agency, text).toString('hex'),
    open: (agency, sealed) => openText(sealing, agency, sealed),
  };
}
