import { createHash } from 'node:crypto';
import type { Reading, Recogniser } from './forms.js';

/** Begins with version and ends with check of the bytes: Bitcoin's first form, and of currencies that came from it. */
const base58 = /^[1-9A-HJ-NP-Za-km-z]{26,35}$/;
/** Bitcoin's, of which a wrong one is told from other texts. */
const bitcoin = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[13]/;
/** BIP 173, BIP 350. */
const segwit = /^(?:bc|ltc)1[02-9ac-hj-np-z]{11,71}$/;
/** EIP-55. Why not checked: many write it in small letters. */
const ethereum = /^0x[\da-f]{40}$/i;

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** The address of a wallet, as its currency writes it. */
async function readWallet(text: string): Promise<Reading | null> {
  if (ethereum.test(text)) return { value: text };
  const inSmall = text === text.toUpperCase() ? text.toLowerCase() : text;
  const isSegwit = segwit.test(inSmall);
  if (!isSegwit && !base58.test(text)) return null;
  const { bech32, bech32m, createBase58check } = await import('@scure/base');
  if (isSegwit)
    return {
      value: inSmall,
      checkDigitValid: [bech32, bech32m].some((each) => each.decodeUnsafe(inSmall) !== undefined),
    };
  const checkDigitValid = holds(() => createBase58check(sha256).decode(text));
  return checkDigitValid || bitcoin.test(text) ? { value: text, checkDigitValid } : null;
}

function holds(decode: () => unknown): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/** Where digital currencies are kept. */
export const wallets: readonly Recogniser[] = [
  { form: 'WALLET', label: 'wallet|btc|xbt|bitcoin|eth|ltc', read: readWallet },
];
