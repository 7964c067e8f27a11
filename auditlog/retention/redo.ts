import { countOf, mergeSpans, type Span, splitSpans } from '../spans.js';
import { destroyKeys } from '../store/keyTree/destroyKeys.js';
import { readKeys } from '../store/keyTree/entryKeys.js';
import { withActLock } from '../store/lock.js';
import { destroyTokens, findErasable } from '../store/retention/erase.js';
import { stripEntries } from '../store/retention/expire.js';
import { readSize } from '../store/tree.js';
import { findTakings, type Taking } from '../verification/acts/erasures.js';
import type { Erasing } from './erase.js';

/** An erasure or expiry that a restored log does not show. */
export interface Redoing extends Pick<Erasing, 'db' | 'store' | 'log' | 'keys'> {
  readonly kind: Taking['kind'];
  readonly spans: readonly Span[];
  /** Appends entries that name these of the log; resolves when they are durable. */
  append(spans: readonly Span[]): Promise<void>;
}

/** Entries that are read at once. */
const pageSize = 2000;

/**
 * Takes from a restored log what an act took after its backup, as far as the log has these entries. It may be repeated. Why no
 * signature is asked for: the log was left for another, and nobody signs its last entries any more.
 *
 * @returns how many entries the log has of those that the act named
 */
export async function redoTaking({ db, store, log, keys, kind, spans, append }: Redoing): Promise<number> {
  return await withActLock(db, log, async () => {
    const size = await readSize(db, log);
    const there = splitSpans(mergeSpans(spans), [{ from: 0, to: size - 1 }]).within;
    if (there.length === 0) return 0;
    const taken = (await findTakings(db, log, keys)).filter((taking) => taking.kind === kind);
    const { rest } = splitSpans(
      there,
      taken.flatMap((taking) => taking.spans),
    );
    // First, as ever: what is gone without an entry that says so is a fault.
    if (rest.length > 0) await append(rest);
    for (const page of pagesOf(there)) {
      const entries = await findErasable(db, log, page);
      // A key whose wrapping key was forgotten opens for nobody, and cannot be replaced.
      const find = await readKeys({ seal: keys.seal, store }, log, entries);
      const open = entries.filter((entry) => find(entry).state === 'KNOWN');
      await destroyKeys(store, { log, seal: keys.seal }, open);
      if (kind === 'ERASE') await destroyTokens(db, log, page);
      else await stripEntries(db, log, page);
    }
    return countOf(there);
  });
}

function* pagesOf(spans: readonly Span[]): Generator<readonly Span[]> {
  let [page, room]: [Span[], number] = [[], pageSize];
  for (const { from, to } of spans) {
    for (let [next, last] = [from, from]; next <= to; next = last + 1) {
      last = Math.min(to, next + room - 1);
      page.push({ from: next, to: last });
      room -= last - next + 1;
      if (room > 0) continue;
      yield page;
      [page, room] = [[], pageSize];
    }
  }
  if (page.length > 0) yield page;
}
