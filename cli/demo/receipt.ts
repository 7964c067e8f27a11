import { checkProof, type ShownByProof } from '../../auditlog/c2sp/proof.js';
import type { TrustFile } from '../../auditlog/c2sp/trustFile.js';
import { primitives } from '../../auditlog/primitives.js';
import { type Answer, ask } from './ask.js';
import { heading, type Paper, paints, say } from './paper.js';

/** What a receipt proves, or why it proves nothing. */
export type ReceiptCheck = ShownByProof | string;

/** Tries to find a cosigned head, and the pause between them: heads are cosigned every five seconds. */
const attempts = 20;

/**
 * Fetches the proof of an answer's receipt, as the one who asked, and verifies it by a trust file alone.
 *
 * @returns null for an answer without a receipt
 */
export async function completeReceipt(
  url: string,
  token: string,
  { asker, receipt }: Answer,
  trust: TrustFile,
  pauseMs = 600,
): Promise<ReceiptCheck | null> {
  if (!receipt) return null;
  const query = `query Receipt { auditProof(log: ${JSON.stringify(receipt.log)}, index: ${receipt.index}) { text } }`;
  let checked: ReceiptCheck = 'it has no proof yet';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { data } = await ask(url, token, asker, query, {});
    const text = (data.auditProof as { readonly text: string } | null)?.text;
    checked = text === undefined ? checked : checkProof(text, trust, primitives, receipt.leafHash);
    if (typeof checked !== 'string') break;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return checked;
}

/** Prints what a receipt proves to those who have nothing but a trust file. */
export function printReceipt(paper: Paper, receipt: ReceiptCheck | null): void {
  if (receipt === null) return;
  const { green, red, dim } = paints(paper);
  heading(paper, 'The receipt, to keep: a proof that a witness cosigned');
  if (typeof receipt === 'string') {
    paper.out(red(`  it proves nothing: ${receipt}`));
    return;
  }
  const { origin, index, size, leafHash, cosigned } = receipt;
  const witnesses = cosigned.map(({ witness, at }) => `${witness} at ${at}`).join(', ');
  paper.out(green(`  entry ${index} of ${origin}, under a head of ${size} entries, cosigned by ${witnesses}`));
  paper.out(dim(`  leaf ${leafHash}`));
  say(paper, 'A witness is `portcullis audit witness` in other hands; this one runs only during the demonstration.', 2);
}
