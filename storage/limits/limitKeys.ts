import { createHmac, hkdfSync } from 'node:crypto';
import { openText, sealKeys, sealText } from '../keys/sealedText.js';

/** What the limits keep of names, dates, numbers and askers: nothing that is read without the keys directory. */
export interface LimitKeys {
  /** A keyed token, hex: 16 bytes. Equal parts have equal tokens. */
  token(...parts: readonly string[]): string;
  /** An asker, sealed, hex: equal askers are equal. */
  sealAsker(asker: string): string;
  /** The asker; null where it was sealed under another key. */
  openAsker(sealed: Uint8Array): string | null;
}

const TOKEN_BYTES = 16;

/**
 * Keys of the limits, drawn from the key that the sources share: where that is rotated, what was tried before is forgotten.
 *
 * @param shared the key `probe`
 */
export function createLimitKeys(shared: Uint8Array): LimitKeys {
  const key = new Uint8Array(hkdfSync('sha256', shared, '', 'portcullis/limits', 32));
  const askers = sealKeys(key, 'asker');
  return {
    token: (...parts) =>
      createHmac('sha256', key).update(JSON.stringify(parts)).digest().subarray(0, TOKEN_BYTES).toString('hex'),
    sealAsker: (asker) => sealText(askers, 'asker', asker).toString('hex'),
    openAsker: (sealed) => openText(askers, 'asker', sealed),
  };
}
