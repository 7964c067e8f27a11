import { randomUUID } from 'node:crypto';
import { entryOf } from '../entry/entryOf.js';
import { isInstant } from '../entry/header.js';
import { sourceToken } from '../entry/tokens.js';
import type { NewEntry, RefusedParty, RefusedViewer } from '../types.js';

/** Refusals of one party, code and second. */
export interface CountedRefusals {
  /** A viewer, or the keyed pseudonym of a stranger's address. */
  readonly party: RefusedParty;
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
  const { party, code, second, count } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isParty = typeof party === 'string' ? /^(?:[0-9a-f]{32}|many)$/.test(party) : isViewer(party);
  const isCode = typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code);
  const isSecond = typeof second === 'string' && isInstant(`${second}.000Z`);
  return isParty && isCode && isSecond && Number.isSafeInteger(count) && (count as number) > 0;
}

function isViewer(value: unknown): value is RefusedViewer {
  const members = Object.entries(value ?? {});
  const isMember = ([name, text]: [string, unknown]): boolean =>
    viewerMembers.has(name) && typeof text === 'string' && text.length <= longest;
  return members.length === viewerMembers.size && members.every(isMember);
}

const viewerMembers: ReadonlySet<string> = new Set(['subject', 'agency', 'agencyKind', 'role']);
/** As long as a text that the log's table surely indexes. */
const longest = 512;

/** Counts refusals per party, code and second, in bounded memory. */
export interface RefusalCounter {
  count(party: RefusedParty, code: string, at: string): void;
  /** Counts those that another process has counted. */
  add(counted: CountedRefusals): void;
  /** Takes at most `max` of other seconds than the present one; of any second once closing. */
  take(max: number): readonly CountedRefusals[];
  /** True if `take` would give something. */
  isDue(): boolean;
  /** Makes all refusals due. */
  close(): void;
}

/** Distinct (party, code, second) that are kept apart; beyond that parties are counted together, so that a flood stays small. */
const maxParties = 4096;
const together = 'many';

/**
 * A counter of refused requests. Addresses are pseudonymised as they come in (HMAC under the blind index key): a raw one is neither
 * kept nor written. A viewer's name is sealed in the entry, as in any other.
 */
export function createRefusalCounter(blindIndexKey: Uint8Array): RefusalCounter {
  const counts = new Map<string, CountedRefusals>();
  let isClosing = false;
  // Why not "earlier": a clock that is set back would hold up all of before until it has caught up.
  const isOver = ({ second }: CountedRefusals, now: string): boolean => isClosing || second !== now;
  // Strangers leave room for viewers, so that no flood of addresses makes these nameless.
  const isFull = (party: RefusedParty): boolean =>
    counts.size >= (typeof party === 'string' ? maxParties : 2 * maxParties);
  const add = ({ party: stated, code, second, count }: CountedRefusals): void => {
    const party = isFull(stated) ? together : stated;
    const key = `${second} ${code} ${typeof party === 'string' ? party : JSON.stringify(Object.values(party))}`;
    // Never more than a header states: an entry that cannot be made would take others with it.
    const sum = Math.min(Number.MAX_SAFE_INTEGER, count + (counts.get(key)?.count ?? 0));
    counts.set(key, { party, code, second, count: sum });
  };
  return {
    count(stated, code, at) {
      const isStranger = typeof stated === 'string';
      // Why not always: it would cost a flood more than it is.
      const party = isStranger && !isFull(stated) ? sourceToken(blindIndexKey, stated) : stated;
      add({ party, code, second: secondOf(at), count: 1 });
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
export function refusalEntry({ party, code, second, count }: CountedRefusals): NewEntry {
  const requestId = `refused-${randomUUID()}`;
  const at = `${second}.000Z`;
  const who = typeof party === 'string' ? { source: party } : party;
  return entryOf({ kind: 'REFUSED', at, requestId, policyVersion: '', schemaHash: '', code, count, ...who });
}

function secondOf(at: string | number): string {
  return new Date(at).toISOString().slice(0, 19);
}
