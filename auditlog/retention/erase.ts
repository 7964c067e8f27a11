import { PortcullisError } from '../../schema/errors.js';
import { retentionOf } from '../entry/header.js';
import { addToSpans, countOf, mergeSpans, type Span, splitSpans } from '../spans.js';
import { destroyKeys } from '../store/keyTree/destroyKeys.js';
import { readKeys } from '../store/keyTree/entryKeys.js';
import { mayDestroyNodes } from '../store/keyTree/treeKeys.js';
import { withActLock } from '../store/lock.js';
import type { LogPool } from '../store/pool.js';
import { destroyTokens, findErasable, mayDestroyTokens } from '../store/retention/erase.js';
import type { EntryKind } from '../types.js';
import { findTakings } from '../verification/acts/erasures.js';
import { assertNotHeld, type Holding } from './hold.js';
import { assertSigned, refused } from './signed.js';

/** What erasing needs. Its logins are those of the tables' owners, which may destroy, never the writer's. */
export interface Erasing extends Holding {
  /** The database of the key trees. */
  readonly store: LogPool;
}

/**
 * Erases the bodies of entries: first it writes the ERASE entries that name them, then it destroys their keys, then their tokens,
 * which may be in another database. After a kill in between, the same call completes it. Proofs stand: leaves commit to sealed bytes.
 *
 * @returns how many keys were destroyed; 0 if all were destroyed before
 * @throws PortcullisError FORBIDDEN for a login that may not; BAD_USER_INPUT for entries that are missing, not signed
 *   yet, or of class HOUSE; AUDIT_HELD; AUDIT_FORKED for one whose key is gone already and that no ERASE entry names;
 *   AUDIT_UNAVAILABLE, and nothing is erased
 */
export async function eraseBodies(erasing: Erasing): Promise<number> {
  // Checked first: otherwise an ERASE entry would be written, and nothing erased.
  if (!(await mayDestroyTokens(erasing.db)) || !(await mayDestroyNodes(erasing.store))) throw notAllowed();
  return await withActLock(erasing.db, erasing.log, () => eraseAlone(erasing));
}

async function eraseAlone(erasing: Erasing): Promise<number> {
  const { db, store, log, keys } = erasing;
  const spans = mergeSpans(erasing.spans);
  await assertSigned(erasing);
  await assertNotHeld(erasing);
  const entries = await findErasable(db, log, spans);
  const own = entries.find(({ kind }) => retentionOf(kind as EntryKind) === 'HOUSE');
  if (own)
    throw refused(`Entry ${own.index} of ${log} is of kind ${own.kind}, which is kept: it says what the log is.`);
  if (entries.length !== countOf(spans)) throw refused(`Some of these entries are missing in ${log}.`);
  // Without a key-encryption key: whether a key exists is enough.
  const find = await readKeys({ seal: () => [], store }, log, entries);
  const [open, gone]: [Span[], Span[]] = [[], []];
  for (const entry of entries) addToSpans(find(entry).state === 'ABSENT' ? gone : open, entry.index);
  await assertExplained(erasing, gone);
  if (open.length > 0) await erasing.append(open);
  await destroyKeys(store, { log, seal: keys.seal }, entries);
  await destroyTokens(db, log, spans);
  return countOf(open);
}

/** An act written now would explain what somebody else took away. */
async function assertExplained({ db, log, keys }: Erasing, gone: readonly Span[]): Promise<void> {
  if (gone.length === 0) return;
  const takings = await findTakings(db, log, keys);
  const [taken] = splitSpans(
    gone,
    takings.flatMap((taking) => taking.spans),
  ).rest;
  if (!taken) return;
  throw new PortcullisError('AUDIT_FORKED', {
    message: `The key of entry ${taken.from} of ${log} is gone already, and no ERASE entry names it. Run "portcullis audit verify".`,
  });
}

/** The error for a login that may not destroy. */
export function notAllowed(): PortcullisError {
  return new PortcullisError('FORBIDDEN', {
    message: 'This login may not destroy keys of the audit log, or not its tokens.',
    facts: { hint: 'Give the owner of its tables as DATABASE_URL_ADMIN.' },
  });
}
