import type { KeyObject } from 'node:crypto';
import { badUserInput, PortcullisError } from '../../schema/errors.js';
import { openOwnCheckpoint } from '../c2sp/checkpoint.js';
import { addToSpans, mergeSpans, type Span } from '../spans.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { destroyTokens, findErasable, mayDestroyKeys } from '../store/erase.js';
import { destroyKeys } from '../store/keyTree/destroyKeys.js';
import { readKeys } from '../store/keyTree/entryKeys.js';
import { mayDestroyNodes } from '../store/keyTree/treeKeys.js';
import type { LogPool, LogQuery } from '../store/pool.js';
import type { EntryKind } from '../types.js';
import type { BodyKeys } from '../verification/checkEntry.js';
import { findErasures } from '../verification/erasures.js';

/** Entries whose bodies say what a log is, and not what somebody saw. */
const kept: readonly string[] = ['OPENED', 'ERASE', 'REGISTER'] satisfies readonly EntryKind[];

/** What erasing needs. */
export interface Erasing {
  /** The log's database. May delete tokens, and keys of entries of their own: the owner of the tables, never the writer. */
  readonly db: LogQuery;
  /** That of the key trees, as the owner of its tables. */
  readonly store: LogPool;
  readonly log: string;
  readonly spans: readonly Span[];
  readonly keys: BodyKeys;
  /** The log's checkpoint keys. */
  readonly publicKeys: readonly KeyObject[];
  /** Appends the ERASE entries of these spans; resolves when they are durable, or stood there before. */
  append(spans: readonly Span[]): Promise<void>;
}

/**
 * Erases the bodies of entries: first the ERASE entries that name them, then their keys, then their tokens, which may lie in another
 * database. Killed in between, it is completed by the same call. What is erased stays proven: leaves commit to the sealed bytes.
 *
 * @returns how many keys were destroyed; 0 where all were destroyed before
 * @throws PortcullisError FORBIDDEN for a login that may not; BAD_USER_INPUT for entries that are not there, not signed
 *   yet, or never erased; AUDIT_FORKED for one whose key is gone already and that no ERASE entry names;
 *   AUDIT_UNAVAILABLE, and nothing is erased
 */
export async function eraseBodies(erasing: Erasing): Promise<number> {
  const { db, store, log } = erasing;
  const spans = mergeSpans(erasing.spans);
  // Asked first: an ERASE entry without its deed would stand there.
  if (!(await mayDestroyKeys(db)) || !(await mayDestroyNodes(store))) throw notAllowed();
  await assertSigned(erasing);
  const entries = await findErasable(db, log, spans);
  const wanted = spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const never = entries.find(({ kind }) => kept.includes(kind));
  if (never) throw refused(`Entry ${never.index} of ${log} is of kind ${never.kind}, which is kept.`);
  if (entries.length !== wanted) throw refused(`Some of these entries are missing in ${log}.`);
  // Who sees keys need not open them.
  const found = await readKeys({ seal: [], store }, log, entries);
  const isGone = entries.map((entry) => found.of(entry).state === 'ABSENT');
  await assertExplained(
    erasing,
    entries.filter((_, i) => isGone[i]).map(({ index }) => index),
  );
  const open = entries.filter((_, i) => !isGone[i]);
  const openSpans: Span[] = [];
  for (const { index } of open) addToSpans(openSpans, index);
  if (open.length > 0) await erasing.append(openSpans);
  await destroyKeys(
    store,
    { log, seal: erasing.keys.seal },
    open.filter(({ wrappedKey }) => wrappedKey === null),
  );
  if (entries.some(({ hasTokens, wrappedKey }) => hasTokens || wrappedKey !== null))
    await destroyTokens(db, log, spans);
  return open.length;
}

/** Why: a writer that starts opens the entries that it finds behind the head it kept, and they must open. */
async function assertSigned({ db, log, spans, publicKeys }: Erasing): Promise<void> {
  const newest = await findNewestCheckpoint(db, log);
  const size = (newest && openOwnCheckpoint(newest.note, log, publicKeys)?.size) ?? 0;
  const beyond = spans.find(({ to }) => to >= size);
  if (beyond) throw refused(`Entry ${beyond.to} of ${log} is under no checkpoint: ${size} entries are.`);
}

/** Why: an act now would explain what somebody else took away. */
async function assertExplained({ db, log, keys }: Erasing, absent: readonly number[]): Promise<void> {
  if (absent.length === 0) return;
  const erasures = await findErasures(db, log, keys);
  const taken = absent.find((index) => !erasures.some(({ from, to }) => from <= index && index <= to));
  if (taken === undefined) return;
  throw new PortcullisError('AUDIT_FORKED', {
    message: `The key of entry ${taken} of ${log} is gone already, and no ERASE entry names it. Run "portcullis audit verify".`,
  });
}

function notAllowed(): PortcullisError {
  return new PortcullisError('FORBIDDEN', {
    message: 'This login may not destroy keys of the audit log, or not its tokens.',
    facts: { hint: 'Give the owner of its tables as DATABASE_URL_ADMIN.' },
  });
}

function refused(message: string): PortcullisError {
  return badUserInput(message, {
    at: '--index',
    hint: '`portcullis audit verify` says how many entries a log has; a checkpoint is signed once a second.',
  });
}
