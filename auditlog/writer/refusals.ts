import { randomUUID } from 'node:crypto';
import { entryOf } from '../entry/entryOf.js';
import { blindToken } from '../entry/tokens.js';
import type { NewEntry } from '../types.js';

/** Counts refusals per source, code and second, in bounded memory. */
export interface RefusalCounter {
  count(source: string, code: string, at: string): void;
  /** Takes at most `max` aggregated entries of other seconds than this one; all of them with `all`. */
  take(max: number, now: string, all?: boolean): readonly NewEntry[];
  /** True where `take` would give something. */
  isDue(now: string, all?: boolean): boolean;
}

interface Refusal {
  readonly source: string;
  readonly code: string;
  readonly second: string;
  count: number;
}

/** Distinct (source, code, second) that are kept apart; beyond, sources are counted together: a flood stays small. */
const maxSources = 4096;

/**
 * A counter of refused requests that nobody is authenticated for. Sources are pseudonymised as they come in (HMAC under
 * the blind index key): a raw address is neither kept nor written.
 */
export function createRefusalCounter(blindIndexKey: Uint8Array): RefusalCounter {
  const counts = new Map<string, Refusal>();
  // Why not "earlier": a clock that was set back would keep those of before, and all behind them, until it has caught up.
  const isOver = (second: string, now: string): boolean => second !== secondOf(now);
  return {
    count(source, code, at) {
      const pseudonym = counts.size < maxSources ? blindToken(blindIndexKey, 'source', source) : 'many';
      const second = secondOf(at);
      const key = `${second} ${code} ${pseudonym}`;
      const found = counts.get(key);
      if (found) found.count += 1;
      else counts.set(key, { source: pseudonym, code, second, count: 1 });
    },
    take(max, now, all = false) {
      const taken: NewEntry[] = [];
      for (const [key, row] of counts) {
        if (taken.length >= max) break;
        if (!all && !isOver(row.second, now)) continue;
        counts.delete(key);
        taken.push(toEntry(row));
      }
      return taken;
    },
    isDue(now, all = false) {
      const [oldest] = counts.values();
      return oldest !== undefined && (all || isOver(oldest.second, now));
    },
  };
}

function toEntry({ source, code, second, count }: Refusal): NewEntry {
  const requestId = `refused-${randomUUID()}`;
  return entryOf({
    kind: 'REFUSED',
    at: `${second}.000Z`,
    requestId,
    policyVersion: '',
    schemaHash: '',
    code,
    count,
    source,
  });
}

function secondOf(at: string): string {
  return new Date(at).toISOString().slice(0, 19);
}
