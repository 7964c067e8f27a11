import { type Output, print } from '../../output/printLine.js';
import { type ComparedLog, exitCodeOf, provenEntry, type Verdict, verdictLine } from '../provenEntry.js';
import type { GivenFile } from '../readText.js';
import { compareBody, compareHeader } from './compareCertificate.js';
import { type ReadCertificate, readCertificate } from './readCertificate.js';

/** Certificates to compare with the log of this deployment. */
export interface AuditCertificateOptions extends Output, ComparedLog {
  readonly files: readonly GivenFile[];
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
  print(options, verdicts, () => verdicts.map(verdictLine));
  return exitCodeOf(verdicts);
}

async function verify(
  file: string,
  { certificate, faults: own }: ReadCertificate,
  options: AuditCertificateOptions,
): Promise<Verdict> {
  const broken = (...why: string[]): Verdict => ({ file, verdict: 'BROKEN', why });
  if (own.length > 0) return broken(...own);
  const proven = await provenEntry(certificate.receipt, options);
  if (typeof proven === 'string') return broken(proven);
  const { entry, missing } = proven;
  const faults = [...compareHeader(entry, certificate), ...(entry.body ? compareBody(entry.body, certificate) : [])];
  if (faults.length > 0) return broken(...faults);
  return { file, verdict: missing.length === 0 ? 'OK' : 'UNPROVEN', why: missing };
}
