import { randomUUID } from 'node:crypto';
import { entryOf } from '../entry/entryOf.js';
import { sourceToken } from '../entry/tokens.js';
import type { NewEntry } from '../types.js';

/** Counts refusals per source, code and second, in bounded memory. */
export interface RefusalCounter {
  count(source: string, code: string, at: string): void;
  /** Takes at most `max` aggregated entries of other seconds than the present one; of any second once closing. */
  take(max: number): readonly NewEntry[];
  /** True if `take` would give something. */
  isDue(): boolean;
  /** Makes all refusals due. */
  close(): void;
}

interface Refusal {
  readonly source: string;
  readonly code: string;
  readonly second: string;
  count: number;
}

/** Distinct (source, code, second) that are kept apart; beyond that sources are counted together, so that a flood stays small. */
const maxSources = 4096;
const togetherSource = 'many';

/**
 * A counter of refused requests that nobody is authenticated for. Sources are pseudonymised as they come in (HMAC under
 * the blind index key): a raw address is neither kept nor written.
 */
export function createRefusalCounter(blindIndexKey: Uint8Array): RefusalCounter {
  const counts = new Map<string, Refusal>();
  let isClosing = false;
  // Why not "earlier": a clock that is set back would hold up all of before until it has caught up.
  const isOver = ({ second }: Refusal, now: string): boolean => isClosing || second !== now;
  return {
    count(source, code, at) {
      const pseudonym = counts.size < maxSources ? sourceToken(blindIndexKey, source) : togetherSource;
      const second = secondOf(at);
      const key = `${second} ${code} ${pseudonym}`;
      const found = counts.get(key);
      if (found) found.count += 1;
      else counts.set(key, { source: pseudonym, code, second, count: 1 });
    },
    take(max) {
      const now = secondOf(Date.now());
      const taken: NewEntry[] = [];
      for (const [key, refusal] of counts) {
        if (taken.length >= max) break;
        if (!isOver(refusal, now)) continue;
        counts.delete(key);
        taken.push(toEntry(refusal));
      }
      return taken;
    },
    isDue() {
      const [oldest] = counts.values();
      return oldest !== undefined && isOver(oldest, secondOf(Date.now()));
    },
    close() {
      isClosing = true;
    },
  };
}

function toEntry({ source, code, second, count }: Refusal): NewEntry {
  const requestId = `refused-${randomUUID()}`;
  const at = `${second}.000Z`;
  return entryOf({ kind: 'REFUSED', at, requestId, policyVersion: '', schemaHash: '', code, count, source });
}

function secondOf(at: string | number): string {
  return new Date(at).toISOString().slice(0, 19);
}
