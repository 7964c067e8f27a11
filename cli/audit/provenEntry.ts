import { setTimeout as delay } from 'node:timers/promises';
import { createAuditReader } from '../../auditlog/store/reader.js';
import type { Receipt } from '../../auditlog/types.js';
import { isPortcullisError } from '../../schema/errors.js';
import type { AuditAccess } from './access.js';
import { proveEntry } from './auditProve.js';
import type { VerifyingKeys } from './openBodies.js';

/** How long a head is waited for that includes a new entry, ms: the log signs one each second while it is written. */
const HEAD_MS = 10_000;

/** The log of this deployment, to compare with what somebody was given of it. */
export interface ComparedLog extends Pick<AuditAccess, 'pool' | 'keys'> {
  /** Without the keys of the seal, only the unsealed part is compared. */
  readonly opened: VerifyingKeys;
}

/** The entry of a receipt. */
export interface ProvenEntry {
  readonly entry: NonNullable<Awaited<ReturnType<ReturnType<typeof createAuditReader>['entry']>>>;
  /** What is missing for a verdict on all of it, in words. */
  readonly missing: readonly string[];
  /** Whether a signed head includes it. */
  readonly isUnderHead: boolean;
}

/** The entry that a receipt names, proven by the log; or why it is not, beginning with the place in the receipt. */
export async function provenEntry(
  { log, index, leafHash }: Receipt,
  compared: ComparedLog,
): Promise<ProvenEntry | string> {
  const proof = await proveUnderHead(compared, log, index).catch((error: unknown) => {
    if (isPortcullisError(error) && error.code === 'AUDIT_FORKED') return 'FORKED' as const;
    throw error;
  });
  if (proof === 'FORKED') return 'receipt: entries are gone that the log would prove it by';
  if (proof === null) return `receipt.index: the log ${log} has no entry ${index}`;
  if (proof.leafHash !== leafHash) return 'receipt.leafHash: the log holds another entry there';
  if (!proof.ok) return 'receipt: the log does not prove the entry';
  const entry = await createAuditReader(compared.pool, log, compared.opened.keys).entry(index);
  if (entry === null) return 'receipt: the entry cannot be read';
  const missing = [
    ...(entry.body === null
      ? [compared.opened.closedBecause ?? 'what was asked: the entry was erased, or its key is not known here']
      : []),
    ...(proof.checkpoint === null ? ['a signed head that includes the entry'] : []),
  ];
  return { entry, missing: missing.map((what) => `missing: ${what}`), isUnderHead: proof.checkpoint !== null };
}

/** Why it waits: who takes an answer along verifies it at once, before a head includes its end. */
async function proveUnderHead(compared: ComparedLog, log: string, index: number): ReturnType<typeof proveEntry> {
  const proof = await proveEntry(compared, log, index);
  if (!proof?.ok || proof.checkpoint !== null) return proof;
  const entry = await createAuditReader(compared.pool, log).entry(index);
  const isNew = entry !== null && Math.abs(Date.now() - Date.parse(entry.header.at)) < HEAD_MS;
  if (!isNew) return proof;
  await delay(HEAD_MS / 40);
  return await proveUnderHead(compared, log, index);
}

/** The verdict on one file that somebody was given. */
export interface Verdict {
  readonly file: string;
  readonly verdict: 'OK' | 'BROKEN' | 'UNPROVEN';
  /** Each begins with the place in the file, e.g. `lists[0].fileHashes: the log says another`. */
  readonly why: readonly string[];
}

/** A verdict as a line for people. */
export function verdictLine({ file, verdict, why }: Verdict): string {
  return `${verdict.padEnd(8)}  ${[file, why.join('; ')].filter(Boolean).join(': ')}`;
}

/** Exit code of some verdicts: 0 where all hold, 1 where one does not, 2 where something could not be compared. */
export function exitCodeOf(verdicts: readonly Verdict[]): number {
  const has = (wanted: Verdict['verdict']): boolean => verdicts.some(({ verdict }) => verdict === wanted);
  return has('BROKEN') ? 1 : has('UNPROVEN') ? 2 : 0;
}
