import { checkProof, type ShownByProof } from '../../auditlog/c2sp/proof.js';
import type { TrustFile } from '../../auditlog/c2sp/trustFile.js';
import { type Answer, ask } from './ask.js';

/** What the file of a receipt proves, or in words why it proves nothing. */
export type ReceiptCheck = ShownByProof | string;

/** Times to look again for a cosigned head, and the pause between: a head is cosigned every five seconds. */
const attempts = 20;
const pauseMs = 600;

/**
 * Fetches the proof that an answer's receipt stands for, as who asked, and verifies it by a trust file alone.
 *
 * @returns null for an answer without a receipt
 */
export async function completeReceipt(
  url: string,
  token: string,
  { asker, receipt }: Answer,
  trust: TrustFile,
): Promise<ReceiptCheck | null> {
  if (!receipt) return null;
  const query = `query Receipt { auditProof(log: ${JSON.stringify(receipt.log)}, index: ${receipt.index}) { text } }`;
  let checked: ReceiptCheck = 'it has no proof yet';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { data } = await ask(url, token, asker, query, {});
    const text = (data.auditProof as { readonly text: string } | null)?.text;
    checked = text === undefined ? checked : checkProof(text, trust, receipt.leafHash);
    if (typeof checked !== 'string') break;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return checked;
}
