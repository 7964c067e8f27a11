import { checkProof, type ShownByProof } from '../../../auditlog/c2sp/proof.js';
import { primitives } from '../../../auditlog/primitives.js';
import { type Output, print } from '../../output/printLine.js';
import { readTrustFile } from '../../settings/trustFile.js';
import { type GivenFile, readText } from '../readText.js';

/**
 * Verifies proofs of entries offline, by a trust file and nothing else.
 *
 * @param options.leaf leaf hash stated by a receipt, hex; by default the one in the file
 * @returns exit code: 0 where all are proven, 1 where one is not
 */
export function runAuditVerifyProof(
  files: readonly GivenFile[],
  options: Output & { readonly policy: string; readonly leaf?: string | undefined },
): number {
  const trust = readTrustFile(readText(options.policy), options.policy);
  const results = files.map(({ file, text }) => {
    const shown = checkProof(text, trust, primitives, options.leaf);
    return typeof shown === 'string' ? { file, ok: false, fault: shown } : { file, ok: true, ...shown };
  });
  print(options, { ok: results.every(({ ok }) => ok), proofs: results }, () => results.map(describe));
  return results.every(({ ok }) => ok) ? 0 : 1;
}

function describe(result: { readonly file: string; readonly fault?: string } & Partial<ShownByProof>): string {
  const { file, fault, origin, index, size, leafHash, cosigned = [] } = result;
  if (fault !== undefined) return `UNPROVEN  ${file}: ${fault}.`;
  const witnesses = cosigned.map(({ witness, at }) => `${witness} at ${at}`).join(', ');
  return `OK        ${file}: entry ${index} of ${origin}, leaf ${leafHash}, under a head of ${size} entries; cosigned by ${witnesses || 'nobody'}.`;
}
