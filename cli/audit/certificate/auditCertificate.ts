import { createAuditReader } from '../../../auditlog/store/reader.js';
import { type Output, print } from '../../output/printLine.js';
import type { AuditAccess } from '../access.js';
import { proveEntry } from '../auditProve.js';
import type { VerifyingKeys } from '../openBodies.js';
import type { GivenFile } from '../readText.js';
import { compareBody, compareHeader } from './compareCertificate.js';
import { type ReadCertificate, readCertificate } from './readCertificate.js';

/** The verdict on one certificate. */
interface Verdict {
  readonly file: string;
  readonly verdict: 'OK' | 'BROKEN' | 'UNPROVEN';
  /** Each begins with the place in the certificate, e.g. `lists[0].fileHashes: the log says another`. */
  readonly why: readonly string[];
}

/** Certificates to compare with the log of this deployment. */
export interface AuditCertificateOptions extends Output, Pick<AuditAccess, 'pool' | 'keys'> {
  readonly files: readonly GivenFile[];
  /** Without the keys of the seal, only the unsealed part is compared. */
  readonly opened: VerifyingKeys;
}

/**
 * Prints whether the log holds the search of each certificate as it states it: the receipt's entry under a signed head, by this
 * viewer under these rights, in these lists, with this question, finding nothing.
 *
 * @returns exit code: 0 where all hold, 1 where one does not, 2 where something could not be compared
 * @throws BAD_USER_INPUT for a file that is no certificate
 */
export async function runAuditCertificate(options: AuditCertificateOptions): Promise<number> {
  const verdicts: Verdict[] = [];
  for (const given of options.files) verdicts.push(await verify(given.file, readCertificate(given), options));
  print(options, verdicts, () =>
    verdicts.map(
      ({ file, verdict, why }) => `${verdict.padEnd(8)}  ${[file, why.join('; ')].filter(Boolean).join(': ')}`,
    ),
  );
  const worst = (wanted: Verdict['verdict']): boolean => verdicts.some(({ verdict }) => verdict === wanted);
  return worst('BROKEN') ? 1 : worst('UNPROVEN') ? 2 : 0;
}

async function verify(
  file: string,
  { certificate, faults: own }: ReadCertificate,
  options: AuditCertificateOptions,
): Promise<Verdict> {
  const broken = (...why: string[]): Verdict => ({ file, verdict: 'BROKEN', why });
  if (own.length > 0) return broken(...own);
  const { log, index, leafHash } = certificate.receipt;
  const proof = await proveEntry(options, log, index);
  if (proof === null) return broken(`receipt.index: the log ${log} has no entry ${index}`);
  if (proof.leafHash !== leafHash) return broken('receipt.leafHash: the log holds another entry there');
  if (!proof.ok) return broken('receipt: the log does not prove the entry');
  const entry = await createAuditReader(options.pool, log, options.opened.keys).entry(index);
  if (entry === null) return broken('receipt: the entry cannot be read');
  const faults = [...compareHeader(entry, certificate), ...(entry.body ? compareBody(entry.body, certificate) : [])];
  if (faults.length > 0) return broken(...faults);
  const missing = [
    ...(entry.body === null ? [options.opened.closedBecause ?? 'what was asked: the entry was erased'] : []),
    ...(proof.checkpoint === null ? ['a signed head that includes the entry'] : []),
  ];
  return missing.length === 0
    ? { file, verdict: 'OK', why: [] }
    : { file, verdict: 'UNPROVEN', why: missing.map((what) => `missing: ${what}`) };
}
