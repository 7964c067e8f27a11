import { PortcullisError } from '../schema/errors.js';
import type { Hash } from './proofs/treeHashes.js';

/** A head as found; without a root if the entries have a gap. */
export interface FoundHead {
  readonly size: number;
  readonly root: Hash | null;
}

/**
 * The error for a log that is not what its writer committed. A writer that meets it writes, signs and answers nothing more; only a
 * restart, which checks again, or `audit adopt` ends that.
 *
 * @param heads what the writer committed (null if unknown) and what was found, for the operator
 */
export function forked(
  log: string,
  what: string,
  heads?: { readonly committed: FoundHead | null; readonly found: FoundHead },
): PortcullisError {
  const both = heads ? ` Committed: ${describe(heads.committed)}; found: ${describe(heads.found)}.` : '';
  return new PortcullisError('AUDIT_FORKED', {
    message: `The audit log ${log} is not what its writer committed: ${what}.${both} Nothing is written or signed.`,
    cause: new Fork(what),
  });
}

/** True for an error of `forked`, from any part. */
export function isForked(error: unknown): boolean {
  return error instanceof PortcullisError && error.code === 'AUDIT_FORKED';
}

/** What is wrong, without the heads. */
export function faultOf(error: unknown): string {
  const fork = error instanceof PortcullisError ? error.originalError : null;
  return fork instanceof Fork ? fork.message : String(error instanceof Error ? error.message : error);
}

/** What a client learns if an entry was not written: a code, and nothing of the log. */
export function notLogged(cause: unknown): PortcullisError {
  return new PortcullisError(isForked(cause) ? 'AUDIT_FORKED' : 'AUDIT_UNAVAILABLE', { cause });
}

class Fork extends Error {}

function describe(head: FoundHead | null): string {
  if (!head) return 'not known';
  const root = head.root ? Buffer.from(head.root).toString('hex') : 'not to be computed';
  return `${head.size} entries, root ${root}`;
}
