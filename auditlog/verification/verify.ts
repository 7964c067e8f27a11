import type { KeyObject } from 'node:crypto';
import { checkpointPublicKeys } from '../c2sp/checkpoint.js';
import type { KnownKeys } from '../keys.js';
import { emptyRange } from '../merkle.js';
import type { Span } from '../spans.js';
import { streamCosigned } from '../store/cosigned.js';
import type { LogQuery } from '../store/pool.js';
import { readSize } from '../store/tree.js';
import { findLargestLease, readCheckpoints } from '../store/verification.js';
import { type Erasure, explainMissed, findTakings, findUndone } from './acts/erasures.js';
import { bodyKeys } from './checkEntry.js';
import { type Fault, Faults } from './faults.js';
import { type KnownHead, knownHeads, openStored, type TrustedHead } from './heads.js';
import { LogReading } from './logReading.js';
import { addOrphans } from './orphans.js';
import { checkPages, type Pace, type PageChecker } from './pages/checkPages.js';
import { readStart } from './tail.js';
import { blockAt } from './tree.js';
import { longestWait } from './waits.js';

/**
 * `OK`: nothing is wrong, and a head that was kept outside of the database says that this is the log. `UNPROVEN`:
 * nothing is wrong with what is there, but whether it is the log cannot be known. `BROKEN`: something is wrong.
 */
export type Verdict = 'OK' | 'UNPROVEN' | 'BROKEN';

/** What a verification found. */
export interface Verification {
  readonly log: string;
  readonly verdict: Verdict;
  /** True where the verdict is `OK`. */
  readonly ok: boolean;
  /** Entries that there are. */
  readonly size: number;
  /** Entries that stood under an earlier head and were not read again. */
  readonly unread: number;
  /** Root over them, hex; null where one is missing. */
  readonly root: string | null;
  /** Entries under the largest trusted head that fits. */
  readonly proven: number;
  /** Checkpoints whose signature holds and that fit. */
  readonly checkpoints: number;
  /** Entries whose key was destroyed by an act of which the log knows. */
  readonly erased: number;
  /** Entries of which an act left nothing but the leaf. */
  readonly expired: number;
  /** These acts. */
  readonly erasures: readonly Erasure[];
  /** All that is wrong, by entry. */
  readonly faults: readonly Fault[];
  /** What is missing for `OK`, in sentences without an end. */
  readonly missing: readonly string[];
  /** What this verification cannot exclude, in a sentence for the report. */
  readonly limits: string;
}

/** Keys of a verification. With that of the seal, bodies are opened and the blind index is compared with them; without `store` nobody sees whether keys are there. */
export interface VerificationKeys extends KnownKeys {
  readonly checkpoint?: { readonly publicKey: KeyObject };
  /** Further public keys that checkpoints of this log may be signed with. */
  readonly others?: readonly KeyObject[];
}

/** What a verification compares the stored bytes with, beside themselves. */
export interface VerificationOptions {
  /** Heads that were kept outside of the database; without one nothing is proven. Read before this is called. */
  readonly trusted?: readonly TrustedHead[];
  /**
   * A head that was verified before. What is stored of the hashes of entries under it must make it, and they are not read again, but for
   * the last ones, 255 at most.
   */
  readonly since?: TrustedHead | undefined;
  /** Heads that entries of other logs name: the log must have them, and is not proven by them. */
  readonly named?: readonly TrustedHead[];
  /** The register that should name the log, where that does not. */
  readonly unnamedBy?: string | undefined;
  /** Entries of other logs that are proven already, by log: an ERASE entry among them is genuine, no matter who opens it. */
  readonly proven?: ReadonlyMap<string, number>;
  /** Milliseconds since 1970; the present by default. */
  readonly now?: number;
  /** What checks pages in place of this thread: by the same keys, on the same database. */
  readonly threads?: PageChecker | undefined;
  /** Entries that are read at once; 500. */
  readonly pageSize?: number;
  /** Waited for after some milliseconds of work, and told how many: a server has others to serve. */
  readonly pace?: Pace;
}

/**
 * Verifies a whole log from its stored bytes: indices without a gap, each leaf, each sealed body against its
 * commitment and its key, each derived column against the header in the bytes, tokens, stored subtrees, every
 * checkpoint's signature and root, and the trusted heads. Finds all faults, each at its entry wherever stored bytes can
 * tell. Memory does not grow with the log; a log that grows meanwhile is verified as far as it reached at the start.
 */
export async function verifyLog(
  db: LogQuery,
  log: string,
  keys: VerificationKeys,
  options: VerificationOptions = {},
): Promise<Verification> {
  // Why long: one verdict from all that is found, in the order in which it must be read.
  const { since, unnamedBy, proven = new Map<string, number>(), now = Date.now() } = options;
  const faults = new Faults();
  const unread = blockAt(since?.size ?? 0);
  const isRead = (head: TrustedHead): boolean => head.size >= unread;
  const trusted = [...(since ? [since] : []), ...(options.trusted ?? []).filter(isRead)];
  const named = (options.named ?? []).filter(isRead);
  // Invariant: checkpoints before size. A checkpoint is written after its entries, so none may be beyond the size.
  const checkpoints = await readCheckpoints(db, log, unread);
  const publicKeys = publicKeysOf(keys);
  const cosigned = await readCosigned(db, { id: log, publicKeys }, unread, faults);
  const lease = await findLargestLease(db, log);
  const size = await readSize(db, log);
  if (lease && lease.size > size) {
    faults.add(size, `a writer found ${lease.size} entries at ${lease.at}, but only ${size} are there`, lease.size - 1);
  }
  const heads = knownHeads({ id: log, size, checkpoints, cosigned, trusted, named, publicKeys }, faults);
  if (unnamedBy !== undefined && size > 0)
    faults.add(0, `no entry of ${unnamedBy} names it, which names all logs of its instance`);
  const { pageSize = 500, pace } = options;
  // Where something of it is missing, the log is read from the front: so it is said what.
  const start = (await readStart(db, log, Math.min(unread, blockAt(size)))) ?? emptyRange;
  const reading = new LogReading(db, { log, start, fitted: 0, size, heads, checkpoints, now, faults });
  const takings = await findTakings(db, log, bodyKeys(keys));
  // Why not for a page alone: threads take longer to begin than that.
  const threads = size - start.size > pageSize ? options.threads : undefined;
  await reading.read(threads ?? checkPages(db, bodyKeys(keys), pace), pageSize, pace);
  const isOpened = [...trusted, ...named].length > 0 || size > 0 || lease !== null;
  await addOrphans(db, { id: log, isOpened }, bodyKeys(keys), faults);
  const { erasures, toErase, toExpire } = await explainMissed(db, log, reading, bodyKeys(keys), faults);
  const provenOf = (other: string): number => (other === log ? reading.proven : proven.get(other)) ?? 0;
  const read = { from: start.size, to: size - 1 };
  // Where nobody looked whether keys are there, nothing is said of them.
  const undone = (kind: Erasure['kind']) => (reading.hasUnseen ? [] : findUndone(takings, kind, read, reading));
  const missing = [
    ...missingHeads({ size, trusted, checkpoints: checkpoints.length, isOpened: lease !== null }),
    ...reading.unsigned.map(describeUnsigned),
    ...erasures
      .filter(({ by, isOpened }) => !isOpened && by.index >= provenOf(by.log))
      .map(({ kind, by }) => `whether the ${kind} entry ${by.log}/${by.index} is genuine: the seal key opens it`),
    ...describeUnended('erase', toErase, 'of which tokens are left'),
    ...describeUnended('expire', toExpire, 'of which headers are left'),
    ...describeUnended('erase', undone('ERASE'), 'whose keys are there'),
    ...describeUnended('expire', undone('EXPIRE'), 'whose keys are there'),
  ];
  const verdict = faults.size > 0 ? 'BROKEN' : missing.length > 0 ? 'UNPROVEN' : 'OK';
  return {
    log,
    verdict,
    ok: verdict === 'OK',
    size,
    unread: start.size,
    root: reading.root,
    proven: reading.proven,
    checkpoints: reading.fitting,
    erased: countBy(erasures, 'ERASE'),
    expired: countBy(erasures, 'EXPIRE'),
    erasures,
    faults: faults.list(),
    missing,
    limits: [
      limitsOf(size, reading.proven),
      ...(keys.auditSeal
        ? []
        : [since ? 'Bodies were not opened.' : 'Bodies were not opened: the seal key is not known here.']),
      ...(since && start.size > 0 ? [unreadOf(start.size, since)] : []),
      ...(reading.hasUnseen ? [unseen] : []),
    ].join(' '),
  };
}

function countBy(erasures: readonly Erasure[], kind: Erasure['kind']): number {
  return erasures.reduce((sum, erasure) => sum + (erasure.kind === kind ? erasure.count : 0), 0);
}

/** Heads that witnesses cosigned: the log's own key must have signed each. */
async function readCosigned(
  db: LogQuery,
  log: { readonly id: string; readonly publicKeys: readonly KeyObject[] },
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

/** Acts that were cut short. */
function describeUnended(act: 'erase' | 'expire', spans: readonly Span[], what: string): readonly string[] {
  const doing = { erase: 'erasing', expire: 'expiring' }[act];
  return spans.map(({ from, to }) => `the end of ${doing} ${namesOf(from, to)}, ${what}: ${act} them again`);
}

function namesOf(from: number, to: number): string {
  return from === to ? `entry ${from}` : `entries ${from} to ${to}`;
}

function unreadOf(size: number, { name }: TrustedHead): string {
  return `Entries before ${size} were not read again, nor what stands beside them: ${name} was verified before.`;
}

const unseen = 'Whether the keys of entries are there was not looked at: where they lie is not known here.';

/** Public keys that checkpoints may be signed with. */
export function publicKeysOf({ checkpoint, others = [], previous }: VerificationKeys): readonly KeyObject[] {
  return checkpoint ? [...checkpointPublicKeys({ checkpoint, previous }), ...others] : others;
}

function missingHeads(known: {
  readonly size: number;
  readonly trusted: readonly TrustedHead[];
  readonly checkpoints: number;
  readonly isOpened: boolean;
}): readonly string[] {
  const { size, trusted, checkpoints, isOpened } = known;
  if (size === 0) return [`an entry: the log ${isOpened ? 'was opened and is empty' : 'is empty'}`];
  return [
    ...(trusted.some((head) => head.size > 0)
      ? []
      : ['a trusted head: there is no head file, and no note was given by --trust']),
    ...(checkpoints > 0 ? [] : ['a checkpoint: nothing in this log is signed']),
  ];
}

function limitsOf(size: number, proven: number): string {
  if (proven === size && size > 0) return 'All entries are those under the trusted head.';
  return proven === 0
    ? 'Without a trusted head it is not excluded that entries were rewritten, cut out or removed.'
    : `Entries from ${proven} on stand under checkpoints of this database alone: that more of them followed is not excluded.`;
}
