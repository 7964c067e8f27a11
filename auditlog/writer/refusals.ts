import { randomUUID } from 'node:crypto';
import { entryOf } from '../entry/entryOf.js';
import { isInstant } from '../entry/header.js';
import { sourceToken } from '../entry/tokens.js';
import type { NewEntry } from '../types.js';

/** Refusals of one source, code and second. */
export interface CountedRefusals {
  /** Keyed pseudonym of the source. */
  readonly source: string;
  readonly code: string;
  /** `2026-11-27T09:30:00` */
  readonly second: string;
  readonly count: number;
}

/** True for what another process has counted, and the log can hold. */
export function areCounted(value: unknown): value is readonly CountedRefusals[] {
  return Array.isArray(value) && value.every(isCounted);
}

function isCounted(value: unknown): boolean {
  const { source, code, second, count } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isSource = typeof source === 'string' && /^(?:[0-9a-f]{32}|many)$/.test(source);
  const isCode = typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code);
  const isSecond = typeof second === 'string' && isInstant(`${second}.000Z`);
  return isSource && isCode && isSecond && Number.isSafeInteger(count) && (count as number) > 0;
}

/** Counts refusals per source, code and second, in bounded memory. */
export interface RefusalCounter {
  count(source: string, code: string, at: string): void;
  /** Counts those that another process has counted. */
  add(counted: CountedRefusals): void;
  /** Takes at most `max` of other seconds than the present one; of any second once closing. */
  take(max: number): readonly CountedRefusals[];
  /** True if `take` would give something. */
  isDue(): boolean;
  /** Makes all refusals due. */
  close(): void;
}

/** Distinct (source, code, second) that are kept apart; beyond that sources are counted together, so that a flood stays small. */
const maxSources = 4096;
const togetherSource = 'many';

/**
 * A counter of refused requests that nobody is authenticated for. Sources are pseudonymised as they come in (HMAC under
 * the blind index key): a raw address is neither kept nor written.
 */
export function createRefusalCounter(blindIndexKey: Uint8Array): RefusalCounter {
  const counts = new Map<string, CountedRefusals>();
  let isClosing = false;
  // Why not "earlier": a clock that is set back would hold up all of before until it has caught up.
  const isOver = ({ second }: CountedRefusals, now: string): boolean => isClosing || second !== now;
  const add = ({ source: stated, code, second, count }: CountedRefusals): void => {
    const source = counts.size < maxSources ? stated : togetherSource;
    const key = `${second} ${code} ${source}`;
    // Never more than a header states: an entry that cannot be made would take others with it.
    const sum = Math.min(Number.MAX_SAFE_INTEGER, count + (counts.get(key)?.count ?? 0));
    counts.set(key, { source, code, second, count: sum });
  };
  return {
    count(address, code, at) {
      // Why not always: it would cost a flood more than it is.
      const source = counts.size < maxSources ? sourceToken(blindIndexKey, address) : togetherSource;
      add({ source, code, second: secondOf(at), count: 1 });
    },
    add,
    take(max) {
      const now = secondOf(Date.now());
      const taken: CountedRefusals[] = [];
      for (const [key, refusal] of counts) {
        if (taken.length >= max) break;
        if (!isOver(refusal, now)) continue;
        counts.delete(key);
        taken.push(refusal);
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

/** The entry of counted refusals. */
export function refusalEntry({ source, code, second, count }: CountedRefusals): NewEntry {
  const requestId = `refused-${randomUUID()}`;
  const at = `${second}.000Z`;
  return entryOf({ kind: 'REFUSED', at, requestId, policyVersion: '', schemaHash: '', code, count, source });
}

function secondOf(at: string | number): string {
  return new Date(at).toISOString().slice(0, 19);
}
