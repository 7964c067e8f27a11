import type { Span } from '../spans.js';
import { type LockedEntry, lockedOf, readKeys } from '../store/keyTree/entryKeys.js';
import type { LogQuery } from '../store/pool.js';
import { readErasing } from '../store/verification.js';
import type { EntryHeader } from '../types.js';
import { type BodyKeys, checkWhole } from './checkEntry.js';
import type { Faults } from './faults.js';

/** That the bodies of some entries were erased, and the ERASE entry that says so. */
export interface Erasure extends Span {
  readonly by: { readonly log: string; readonly index: number };
  /** False where the seal key is not known, so that the ERASE entry could not be opened. */
  readonly isOpened: boolean;
}

/**
 * The request id of an ERASE entry: it names the entries in clear, so that anyone who has no keys can read which absence is
 * an act; and the log takes one entry a request id, so that an act that was cut short is not written twice.
 */
export function erasingId(log: string, { from, to }: Span): string {
  return `erase/${log}/${from}${to === from ? '' : `-${to}`}`;
}

/** What an ERASE entry erases; null for every other entry. */
export function erasedBy({ kind, requestId }: EntryHeader): (Span & { readonly log: string }) | null {
  const match = /^erase\/([A-Za-z0-9._-]{1,64})\/(0|[1-9][0-9]{0,14})(?:-([1-9][0-9]{0,14}))?$/.exec(requestId);
  if (kind !== 'ERASE' || !match) return null;
  const [, log = '', from, to] = match;
  return { log, from: Number(from), to: Number(to ?? from) };
}

/**
 * The erasures of a log's entries, from all logs of the database. An ERASE entry counts where its bytes are whole and,
 * with the seal key, its body opens: nobody without that key can have written it.
 */
export async function findErasures(db: LogQuery, log: string, keys: BodyKeys): Promise<readonly Erasure[]> {
  const erasures: Erasure[] = [];
  const erasing = await readErasing(db, log);
  for (const at of new Set(erasing.map((each) => each.log))) {
    const entries = erasing.flatMap(({ log: own, entry }) => (own === at ? entry : []));
    const locked = entries.map((entry) => lockedOf(entry));
    const found = await readKeys(keys, at, locked);
    for (const [i, entry] of entries.entries()) {
      const { faults, decoded, body } = checkWhole(entry, at, keys, found.of(locked[i] as LockedEntry));
      const erased = decoded && erasedBy(decoded.header);
      if (faults.length > 0 || erased?.log !== log || body === 'ABSENT' || body === 'FALSE') continue;
      const { from, to } = erased;
      erasures.push({ from, to, by: { log: at, index: entry.index }, isOpened: body === 'OPENS' });
    }
  }
  return erasures;
}

/**
 * Compares the entries whose keys are gone with the acts that erased them: one that no act names is a fault.
 *
 * @param absent by entry
 * @returns the acts, each with the number of these entries that it names first
 */
export async function explainAbsent(
  db: LogQuery,
  log: string,
  absent: readonly Span[],
  keys: BodyKeys,
  faults: Faults,
): Promise<readonly (Erasure & { readonly count: number })[]> {
  if (absent.length === 0) return [];
  // Read after the keys were missed: an act is durable before the keys go.
  const erasures = await findErasures(db, log, keys);
  const counts = new Map<Erasure, number>();
  for (const { from, to } of absent) {
    for (let index = from; index <= to; index += 1) {
      const act = erasures.find((erasure) => erasure.from <= index && index <= erasure.to);
      if (act) counts.set(act, (counts.get(act) ?? 0) + 1);
      else faults.add(index, 'its key is gone, and no ERASE entry names it');
    }
  }
  return [...counts].map(([act, count]) => ({ ...act, count }));
}
