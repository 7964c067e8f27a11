import { logOf } from '../../auditlog/c2sp/checkpoint.js';
import type { VerifierKey } from '../../auditlog/c2sp/verifierKey.js';
import { listHeads } from '../../auditlog/heads.js';
import { instanceOf, isOfAnswers, registerLogId } from '../../auditlog/logIds.js';
import { listTracedLogs } from '../../auditlog/store/foreign/orphans.js';
import { listTreeLogs } from '../../auditlog/store/keyTree/treeKeys.js';
import type { LogQuery } from '../../auditlog/store/pool.js';
import { listLogs } from '../../auditlog/store/rows.js';
import { listActingLogs } from '../../auditlog/store/verification.js';
import { bodyKeys } from '../../auditlog/verification/checkEntry.js';
import type { Fault } from '../../auditlog/verification/faults.js';
import type { TrustedHead } from '../../auditlog/verification/heads.js';
import { findNamedHeads, type NamedHeads } from '../../auditlog/verification/named.js';
import { findOrphanEnvelopes } from '../../auditlog/verification/orphans.js';
import { findFalseShape } from '../../auditlog/verification/shape.js';
import {
  publicKeysOf,
  type Verdict,
  type Verification,
  type VerificationKeys,
  verifyLog,
} from '../../auditlog/verification/verify.js';
import { badUserInput } from '../../schema/errors.js';
import { type Output, print } from '../output/printLine.js';
import { type PageThreadData, PageThreads } from './threads/pageThreads.js';
import { readKeptHead, readTrustedNotes } from './trustedHeads.js';

/** What was found of a log, and from which of its entries on a common backup of database and head file would stay unseen. */
interface LogReport extends Verification {
  /** Null if a head that was kept elsewhere covers all entries, or the log proves nothing anyway. */
  readonly unshownFrom: number | null;
}

/** The log that `portcullis audit verify` reads, and what it is compared with. */
export interface AuditVerifyOptions extends Output {
  readonly pool: LogQuery;
  /** The keys of this deployment; bodies stay closed without those of the seal. */
  readonly keys: VerificationKeys;
  /** Databases of the log and of the nodes of its keys, for threads; absent: no threads. */
  readonly urls?: Omit<PageThreadData, 'index'>;
  /** Folder of the heads that the writers keep. */
  readonly heads: string;
  /** This log only. */
  readonly log?: string | undefined;
  /** Files of notes that are trusted too. */
  readonly trust?: readonly string[];
  /** Files of notes whose entries were verified before: logs are read from there on. */
  readonly since?: readonly string[];
  /** Keys of those notes, beside the deployment's own. */
  readonly verifierKeys?: readonly VerifierKey[];
  /** Of a copy, by log, ms since 1970: nothing in it can be later. Of any other log: it goes on now. */
  readonly asOf?: ReadonlyMap<string, number> | undefined;
  /** Why the bodies stay closed although the keys are here, as a clause without a full stop. */
  readonly closedBecause?: string | undefined;
}

/**
 * Verifies one log, or all in the database and the folder of heads, and prints the result.
 *
 * @returns exit code: 0 where everything is proven, 1 where something is broken, 2 where nothing is broken and something
 *   is not proven
 */
export async function runAuditVerify(options: AuditVerifyOptions): Promise<number> {
  const { keys, pool, log } = options;
  const shape = await findFalseShape(pool, keys.store ?? null);
  const { results, unread } = await verifyAll(options).then(
    (all) => ({ results: all, unread: [] }),
    (error: unknown) => {
      // The wrong shape of the tables may be why they cannot be read.
      if (shape.length === 0) throw error;
      return { results: [], unread: [`the logs could not be read: ${error instanceof Error ? error.message : error}`] };
    },
  );
  // Envelopes, like the tables, belong to all logs.
  const orphans = log === undefined && unread.length === 0 ? await findOrphanEnvelopes(pool, bodyKeys(keys)) : [];
  const shared = [...shape, ...unread, ...orphans.map(strayEnvelope)];
  const verdict = shared.length > 0 ? 'BROKEN' : verdictOf(results);
  const lines = [
    ...results.flatMap(describe),
    ...shared.map((what) => `BROKEN    ${what}.`),
    ...describeUnshown(results),
  ];
  print(options, toJson(verdict, results, shared), () =>
    lines.length === 0 ? ['UNPROVEN  There is no audit log and no head.'] : lines,
  );
  return { OK: 0, BROKEN: 1, UNPROVEN: 2 }[verdict];
}

async function verifyAll(options: AuditVerifyOptions): Promise<readonly LogReport[]> {
  const { urls, keys } = options;
  const keysDirectory = keys.auditSeal && urls?.keysDirectory;
  const threads = urls && new PageThreads({ ...urls, keysDirectory, index: bodyKeys(keys).index });
  return await verifyLogs(options, threads).finally(() => threads?.close());
}

async function verifyLogs(
  options: AuditVerifyOptions,
  threads: PageThreads | undefined,
): Promise<readonly LogReport[]> {
  const { pool, keys, heads, log: only, verifierKeys = [], asOf } = options;
  const { stated, before } = readStated(options);
  const sinceOf = new Map(before.map((head) => [head.log, head]));
  // Why the heads first: a log grows meanwhile, and a head read later may be ahead of the entries read.
  const known = only === undefined ? [...listHeads(heads), ...[...stated, ...before].map(({ log }) => log)] : [only];
  const kept = new Map(known.map((log) => [log, readKeptHead(heads, log)]));
  // Why after them: what the register names existed before, and must be among the logs read below.
  const named = await findNamedHeads(pool, new Map(before.map(({ log, size }) => [log, size])));
  const isGrown = [...named.heads].filter(([, of]) => of.length > 0).map(([log]) => log);
  const stored = only === undefined ? await listStoredLogs(pool, keys) : [];
  const logs = only === undefined ? [...new Set([...known, ...isGrown, ...stored])].sort() : [only];
  const acting = await listActingLogs(pool);
  const results: LogReport[] = [];
  const proven = new Map<string, number>();
  // Logs that dispose of entries of others come first.
  for (const log of logs.toSorted((a, b) => Number(acting.has(b)) - Number(acting.has(a)))) {
    const { trusted, unreadable } = kept.get(log) ?? { trusted: [] };
    const others = verifierKeys.filter(({ name }) => logOf(name) === log).map(({ publicKey }) => publicKey);
    const all = [...trusted, ...stated.filter((head) => head.log === log)];
    const result = await verifyLog(
      pool,
      log,
      { ...keys, others },
      {
        ...{ trusted: all, proven, named: named.heads.get(log) ?? [] },
        ...{ unnamedBy: unnamedBy(log, named), threads, since: sinceOf.get(log), now: asOf?.get(log) ?? Date.now() },
      },
    );
    if (result.verdict !== 'BROKEN') proven.set(log, result.proven);
    const missing = [unreadable, options.closedBecause].filter((what) => what !== undefined);
    const elsewhere = [...stated, ...before].filter((head) => head.log === log);
    const unshownFrom = trusted.length > 0 ? unshownIn(result, elsewhere) : null;
    results.push({ ...missing.reduce(withMissing, result), unshownFrom });
  }
  return results.sort((a, b) => (a.log < b.log ? -1 : 1));
}

/** All logs with any stored row. */
async function listStoredLogs(pool: LogQuery, { store }: VerificationKeys): Promise<readonly string[]> {
  return [...(await listLogs(pool)), ...(await listTracedLogs(pool)), ...(store ? await listTreeLogs(store) : [])];
}

/** The notes that the operator trusts, and those whose entries were verified before, the largest of a log last. */
function readStated({ trust = [], since = [], verifierKeys = [], keys, log: only }: AuditVerifyOptions) {
  const signers = { given: verifierKeys, own: publicKeysOf(keys) };
  const stated = readTrustedNotes(trust, signers);
  const before = readTrustedNotes(since, { ...signers, option: '--since' }).toSorted((a, b) => a.size - b.size);
  const stray = [...stated, ...before].find(({ log }) => only !== undefined && log !== only);
  if (stray)
    throw badUserInput(
      `${stray.name} is of the log ${stray.log}, and only ${only} is to be verified.`,
      'Leave out the note, or name its log.',
    );
  return { stated, before };
}

/** The register that should name a log and does not; undefined where it does, or names none. Each of its entries names all. */
function unnamedBy(log: string, { byRegister }: NamedHeads): string | undefined {
  const register = registerLogId(instanceOf(log));
  const names = byRegister.get(register);
  return log === register || !names || names.has(log) ? undefined : register;
}

/** An unreadable head proves nothing, and neither do bodies that stay closed. */
function withMissing(result: Verification, unreadable: string): Verification {
  const verdict = result.verdict === 'OK' ? 'UNPROVEN' : result.verdict;
  return { ...result, verdict, ok: false, missing: [...result.missing, unreadable] };
}

/** A backup of both holds database and head file alike: only a head that is kept elsewhere can be newer than they are. */
function unshownIn({ size, verdict }: Verification, elsewhere: readonly TrustedHead[]): number | null {
  const covered = Math.max(0, ...elsewhere.map((head) => head.size));
  return verdict === 'BROKEN' || covered >= size ? null : covered;
}

/** What no verdict over these logs shows; null where nothing is left. `of` says which logs, or from which entry on. */
function notShown(of: string): string {
  return `whether database and head file were restored together from one backup${of}: only a head that is kept elsewhere (--trust NOTE), or a witness, tells`;
}

const fromEntry = (from: number): string => (from === 0 ? '' : ` from entry ${from} on`);

/** Once for all logs: it is true of nearly all of them alike. */
function describeUnshown(results: readonly LogReport[]): readonly string[] {
  const unshown = results.flatMap(({ log, unshownFrom }) =>
    unshownFrom === null ? [] : [`${log}${fromEntry(unshownFrom)}`],
  );
  return unshown.length === 0 ? [] : [`What this does not show: ${notShown(` (${unshown.join(', ')})`)}.`];
}

/** The worst of all verdicts; no log proves nothing. */
function verdictOf(results: readonly Verification[]): Verdict {
  if (results.some(({ verdict }) => verdict === 'BROKEN')) return 'BROKEN';
  return results.length > 0 && results.every(({ ok }) => ok) ? 'OK' : 'UNPROVEN';
}

function strayEnvelope(digest: string): string {
  return `the envelope ${digest} is not one that was sealed under its digest`;
}

function toJson(verdict: Verdict, logs: readonly LogReport[], shared: readonly string[]): object {
  const faults = [
    ...logs.flatMap((result) => result.faults.map((fault) => ({ log: result.log, ...fault }))),
    ...shared.map((what) => ({ log: null, index: null, what })),
  ];
  const missing = logs.flatMap((result) => result.missing.map((what) => ({ log: result.log, what })));
  // Usually one log answers beside that of operators: its members are repeated at the top.
  const stated = logs.map(({ unshownFrom, ...log }) => ({
    ...log,
    notShown: unshownFrom === null ? null : notShown(fromEntry(unshownFrom)),
  }));
  const [only, ...more] = stated.length === 1 ? stated : stated.filter(({ log }) => isOfAnswers(log));
  return { ...(more.length === 0 ? only : {}), verdict, ok: verdict === 'OK', faults, missing, logs: stated };
}

function describe(result: LogReport): readonly string[] {
  const { log, verdict, size, root, checkpoints, faults, missing, limits } = result;
  return [
    `${verdict.padEnd(8)}  ${log}: ${size} entries${describeTaken(result)}, ${checkpoints} checkpoints${root === null ? '' : `, root ${root}`}`,
    ...faults.map((fault) => `  ${placeOf(fault)}: ${fault.what}.`),
    ...missing.map((what) => `  missing: ${what}.`),
    `  ${limits}`,
  ];
}

function describeTaken({ erased, expired, erasures }: Verification): string {
  const by = (kind: 'ERASE' | 'EXPIRE'): string => {
    const acts = erasures.filter((erasure) => erasure.kind === kind).map(({ by }) => `${by.log}/${by.index}`);
    const [first, second, third, ...more] = acts;
    return [first, second, third, more.length > 0 ? `${more.length} more` : undefined].filter(Boolean).join(', ');
  };
  const took = (count: number, what: string, kind: 'ERASE' | 'EXPIRE') =>
    count > 0 ? `, ${count} ${what} by ${by(kind)}` : '';
  return took(erased, 'erased', 'ERASE') + took(expired, 'expired', 'EXPIRE');
}

function placeOf({ index, to }: Fault): string {
  if (index === null) return 'the log';
  return to === undefined ? `entry ${index}` : `entries ${index} to ${to}`;
}
