import type { KnownKeys } from '../keys.js';
import { type CompactRange, emptyRange } from '../merkle.js';
import { checkpointPublicKeys } from '../signing/keys.js';
import type { Span } from '../spans.js';
import { streamCosigned } from '../store/cosigned.js';
import type { LogQuery } from '../store/pool.js';
import { readSize } from '../store/tree.js';
import { findLargestLease, readCheckpoints } from '../store/verification.js';
import { type Erasure, type Explained, explainMissed, findTakings, findUndone, type Taking } from './acts/erasures.js';
import { type BodyKeys, bodyKeys } from './checkEntry.js';
import { type Fault, Faults } from './faults.js';
import { type KnownHead, knownHeads, openStored, type TrustedHead } from './heads.js';
import { LogReading } from './logReading.js';
import { addOrphans } from './orphans.js';
import { checkPages, type Pace, type PageChecker } from './pages/checkPages.js';
import { addFalsePostings } from './postings.js';
import { readStart } from './tail.js';
import { blockAt } from './tree.js';
import { longestWait } from './waits.js';

/**
 * `OK`: nothing is wrong, and a head that was kept outside the database proves that this is the log. `UNPROVEN`:
 * nothing is wrong with what is there, but it cannot be known whether it is the log. `BROKEN`: something is wrong.
 */
export type Verdict = 'OK' | 'UNPROVEN' | 'BROKEN';

/** What a verification found. */
export interface Verification {
  readonly log: string;
  readonly verdict: Verdict;
  /** True if the verdict is `OK`. */
  readonly ok: boolean;
  /** Number of entries. */
  readonly size: number;
  /** Entries under an earlier head, which were not read again. */
  readonly unread: number;
  /** Root over all entries, hex; null if one is missing. */
  readonly root: string | null;
  /** Entries under the largest trusted head that fits. */
  readonly proven: number;
  /** Checkpoints that are validly signed and fit. */
  readonly checkpoints: number;
  /** Entries whose key an act of the log destroyed. */
  readonly erased: number;
  /** Entries of which an act left only the leaf. */
  readonly expired: number;
  /** These acts. */
  readonly erasures: readonly Erasure[];
  /** All that is wrong, by entry. */
  readonly faults: readonly Fault[];
  /** What is missing for `OK`: sentences without a full stop. */
  readonly missing: readonly string[];
  /** What this verification cannot exclude: sentences for the report. */
  readonly limits: string;
}

/** Keys of a verification. `auditSeal` opens bodies and compares the blind index with them; without `store` no keys are looked for. */
export interface VerificationKeys extends KnownKeys {
  readonly checkpoint?: { readonly publicKey: Uint8Array };
  /** Further public keys that may have signed checkpoints of this log. */
  readonly others?: readonly Uint8Array[];
}

/** What a verification compares the stored bytes with. */
export interface VerificationOptions {
  /** Heads that were kept outside the database, read before this is called; without one nothing is proven. */
  readonly trusted?: readonly TrustedHead[];
  /**
   * A head that was verified before. The stored hashes under it must make its root; its entries are not read again, except the last
   * 255 at most.
   */
  readonly since?: TrustedHead | undefined;
  /** Heads that entries of other logs name: the log must have them, but they do not prove it. */
  readonly named?: readonly TrustedHead[];
  /** The register that should name the log, if it does not. */
  readonly unnamedBy?: string | undefined;
  /** Entries of other logs that are proven already, by log: an act among them is genuine even if it cannot be opened. */
  readonly proven?: ReadonlyMap<string, number>;
  /** Milliseconds since 1970; the present by default. */
  readonly now?: number;
  /** Checks pages in place of this thread, with the same keys and database. */
  readonly threads?: PageChecker | undefined;
  /** Entries of a page; 500. */
  readonly pageSize?: number;
  readonly pace?: Pace;
}

/**
 * Verifies a whole log from its stored bytes: indices without a gap, each leaf, each sealed body against its
 * commitment and its key, each derived column against the header in the bytes, tokens and their postings, stored subtrees, every
 * checkpoint's signature and root, and the trusted heads. Finds all faults, each at its entry if stored bytes can
 * tell. Memory does not grow with the log; a log that grows meanwhile is verified up to its size at the start.
 */
export async function verifyLog(
  db: LogQuery,
  log: string,
  keys: VerificationKeys,
  options: VerificationOptions = {},
): Promise<Verification> {
  const { since, now = Date.now(), pageSize = 500, pace } = options;
  const faults = new Faults();
  const opening = bodyKeys(keys);
  const known = await readKnown(db, log, publicKeysOf(keys), options, faults);
  const { size, start, heads, checkpoints } = known;
  const reading = new LogReading(db, { log, start, fitted: 0, size, heads, checkpoints, now, faults });
  const takings = await findTakings(db, log, opening);
  // Threads take longer to start than one page takes to check.
  const threads = size - start.size > pageSize ? options.threads : undefined;
  await reading.read(threads ?? checkPages(db, opening, pace), pageSize, pace);
  await addBeside(db, { log, known, opening, pace }, faults);
  const explained = await explainMissed(db, log, reading, opening, faults);
  const missing = [
    ...missingHeads(known),
    ...reading.unsigned.map(describeUnsigned),
    ...unopenedActs(explained.erasures, (other) =>
      other === log ? reading.proven : (options.proven?.get(other) ?? 0),
    ),
    ...unfinishedActs(explained, takings, reading, { from: start.size, to: size - 1 }),
  ];
  return {
    log,
    ...verdictOf(faults, missing),
    size,
    unread: start.size,
    root: reading.root,
    proven: reading.proven,
    checkpoints: reading.fitting,
    ...takenBy(explained.erasures),
    faults: faults.list(),
    missing,
    limits: limitsOf(size, reading, { keys, since, unread: start.size }),
  };
}

/** Adds faults for what stands beside the entries of a log. */
async function addBeside(
  db: LogQuery,
  of: { readonly log: string; readonly known: Known; readonly opening: BodyKeys; readonly pace: Pace | undefined },
  faults: Faults,
): Promise<void> {
  const { log, known, opening, pace } = of;
  await addFalsePostings(db, { log, from: known.start.size, pace }, faults);
  await addOrphans(db, { id: log, isOpened: known.isTraced }, opening, faults);
}

/** What a log is compared with. */
interface Known {
  readonly size: number;
  /** The range over the entries that are not read again. */
  readonly start: CompactRange;
  readonly trusted: readonly TrustedHead[];
  readonly heads: readonly KnownHead[];
  readonly checkpoints: Awaited<ReturnType<typeof readCheckpoints>>;
  /** True if a writer opened it. */
  readonly isOpened: boolean;
  /** True if anything shows that it existed. */
  readonly isTraced: boolean;
}

async function readKnown(
  db: LogQuery,
  log: string,
  publicKeys: readonly Uint8Array[],
  options: VerificationOptions,
  faults: Faults,
): Promise<Known> {
  const { since, unnamedBy } = options;
  const unread = blockAt(since?.size ?? 0);
  const isRead = (head: TrustedHead): boolean => head.size >= unread;
  const trusted = [...(since ? [since] : []), ...(options.trusted ?? []).filter(isRead)];
  const named = (options.named ?? []).filter(isRead);
  // Invariant: checkpoints before the size. A checkpoint is written after its entries, so none may exceed the size.
  const checkpoints = await readCheckpoints(db, log, unread);
  const cosigned = await readCosigned(db, { id: log, publicKeys }, unread, faults);
  const lease = await findLargestLease(db, log);
  const size = await readSize(db, log);
  if (lease && lease.size > size) {
    faults.add(size, `a writer found ${lease.size} entries at ${lease.at}, but only ${size} are there`, lease.size - 1);
  }
  const heads = knownHeads({ id: log, size, checkpoints, cosigned, trusted, named, publicKeys }, faults);
  if (unnamedBy !== undefined && size > 0)
    faults.add(0, `no entry of ${unnamedBy} names it, which names all logs of its instance`);
  const isTraced = trusted.length > 0 || named.length > 0 || size > 0 || lease !== null;
  // If something before the start is missing, the log is read from the front, which finds it.
  const start = (await readStart(db, log, Math.min(unread, blockAt(size)))) ?? emptyRange;
  return { size, start, trusted, heads, checkpoints, isOpened: lease !== null, isTraced };
}

function verdictOf(faults: Faults, missing: readonly string[]): Pick<Verification, 'verdict' | 'ok'> {
  if (faults.size > 0) return { verdict: 'BROKEN', ok: false };
  return missing.length > 0 ? { verdict: 'UNPROVEN', ok: false } : { verdict: 'OK', ok: true };
}

/** Acts that nobody could open, and that no trusted head proves. */
function unopenedActs(erasures: readonly Erasure[], provenOf: (log: string) => number): readonly string[] {
  return erasures
    .filter(({ by, isOpened }) => !isOpened && by.index >= provenOf(by.log))
    .map(({ kind, by }) => `whether the ${kind} entry ${by.log}/${by.index} is genuine: the seal key opens it`);
}

/** Acts that were cut short, or undone. */
function unfinishedActs(
  { toErase, toExpire }: Explained,
  takings: readonly Taking[],
  reading: LogReading,
  read: Span,
): readonly string[] {
  // If nobody looked for keys, nothing is known of them.
  const undone = (kind: Erasure['kind']) => (reading.hasUnseen ? [] : findUndone(takings, kind, read, reading));
  return [
    ...describeUnended('erase', toErase, 'of which tokens are left'),
    ...describeUnended('expire', toExpire, 'of which headers are left'),
    ...describeUnended('erase', undone('ERASE'), 'whose keys are there'),
    ...describeUnended('expire', undone('EXPIRE'), 'whose keys are there'),
  ];
}

function takenBy(erasures: readonly Erasure[]): Pick<Verification, 'erased' | 'expired' | 'erasures'> {
  const count = (kind: Erasure['kind']): number =>
    erasures.reduce((sum, erasure) => sum + (erasure.kind === kind ? erasure.count : 0), 0);
  return { erased: count('ERASE'), expired: count('EXPIRE'), erasures };
}

/** Cosigned heads, each of which the log's own key must have signed. */
async function readCosigned(
  db: LogQuery,
  log: { readonly id: string; readonly publicKeys: readonly Uint8Array[] },
  from: number,
  faults: Faults,
): Promise<readonly KnownHead[]> {
  const heads: KnownHead[] = [];
  for await (const stored of streamCosigned(db, log.id, from))
    heads.push(...openStored(stored, 'COSIGNED', log, faults));
  return heads;
}

function describeUnsigned({ from, to }: Span): string {
  return `${namesOf(from, to)} waited more than ${longestWait / 1000} s for a checkpoint, and no OPENED entry says why`;
}

function describeUnended(act: 'erase' | 'expire', spans: readonly Span[], what: string): readonly string[] {
  const doing = { erase: 'erasing', expire: 'expiring' }[act];
  return spans.map(({ from, to }) => `the end of ${doing} ${namesOf(from, to)}, ${what}: ${act} them again`);
}

function namesOf(from: number, to: number): string {
  return from === to ? `entry ${from}` : `entries ${from} to ${to}`;
}

/** Public keys that may have signed checkpoints. */
export function publicKeysOf({ checkpoint, others = [], previous }: VerificationKeys): readonly Uint8Array[] {
  return checkpoint ? [...checkpointPublicKeys({ checkpoint, previous }), ...others] : others;
}

function missingHeads({ size, trusted, checkpoints, isOpened }: Known): readonly string[] {
  if (size === 0) return [`an entry: the log ${isOpened ? 'was opened and is empty' : 'is empty'}`];
  return [
    ...(trusted.some((head) => head.size > 0)
      ? []
      : ['a trusted head: there is no head file, and no note was given by --trust']),
    ...(checkpoints.length > 0 ? [] : ['a checkpoint: nothing in this log is signed']),
  ];
}

function limitsOf(
  size: number,
  { proven, hasUnseen }: LogReading,
  of: { readonly keys: VerificationKeys; readonly since: TrustedHead | undefined; readonly unread: number },
): string {
  const { keys, since, unread } = of;
  const limits = [describeProven(size, proven)];
  if (!keys.auditSeal)
    limits.push(since ? 'Bodies were not opened.' : 'Bodies were not opened: this verification was given no seal key.');
  if (since && unread > 0)
    limits.push(
      `Entries before ${unread} were not read again, nor what stands beside them: ${since.name} was verified before.`,
    );
  if (hasUnseen)
    limits.push('Whether the keys of entries are there was not looked at: where they lie is not known here.');
  return limits.join(' ');
}

function describeProven(size: number, proven: number): string {
  if (proven === size && size > 0) return 'All entries are those under the trusted head.';
  return proven === 0
    ? 'Without a trusted head it is not excluded that entries were rewritten, cut out or removed.'
    : `Entries from ${proven} on stand under checkpoints of this database alone: that more of them followed is not excluded.`;
}
