import { type Rewrapped, type Rewrapping, refuseSeals, rewrapKeys } from '../../auditlog/store/keyTree/rewrap.js';
import { readKeyFile } from '../../storage/keys/keyFiles.js';
import { forgetKeys, markRenewed, type ReplacedKey, replacedKeys, rotateKey } from '../../storage/keys/keyRotation.js';

/** How long a key of the seal serves, and stays. Days: instants of one day (UTC) are no time apart. */
export interface SealPeriods {
  /** A new one is made of one that is as old as that. */
  readonly every: number;
  /** One that was replaced so long ago is forgotten. */
  readonly keep: number;
  readonly now?: Date | undefined;
}

/** What was done to the keys of the seal. */
export interface Changed extends Rewrapped {
  /** How many earlier keys are forgotten. */
  readonly forgotten: number;
  /** Fingerprint of the new key; absent where none was made. */
  readonly made?: string;
  /** When keys were renewed last, UTC ISO 8601, where that is later than now: then none is forgotten or made. */
  readonly ahead?: string;
}

/** Keys that are changed. */
export interface Changing extends Rewrapping {
  readonly keysDirectory: string;
  /** Keeps what only earlier keys open: called once all is rewrapped. Where it throws, no key is forgotten or made. */
  readonly preserve?: () => Promise<void>;
}

/**
 * Rewraps what earlier keys wrapped, forgets old ones, and last makes a new one, where it is time. Why last: who copies the keys directory
 * to other machines has until the next time. Killed anywhere, the next call goes on.
 *
 * Why no key goes before as many newer ones are there as are made in its time: days alone are those of a clock, which may be wrong for a
 * night. Behind the last renewal one of the two clocks is wrong: from then on this one counts.
 *
 * @param periods without `every` no key is made; with `keep: null` none is forgotten
 */
export async function changeSeals(
  { keysDirectory, preserve, ...rewrapping }: Changing,
  { every, keep, now = new Date() }: Partial<Omit<SealPeriods, 'keep'>> & { readonly keep: number | null },
): Promise<Changed> {
  const rewrapped = await rewrapKeys(rewrapping);
  await preserve?.();
  const renewed = readKeyFile(keysDirectory, 'auditSeal')?.renewed;
  const mark = (): void => markRenewed(keysDirectory, 'auditSeal', { at: now.toISOString(), keep: keep ?? 0 });
  if (every !== undefined && renewed && now.getTime() < Date.parse(renewed.at)) {
    mark();
    return { ...rewrapped, forgotten: 0, ahead: renewed.at };
  }
  const isDue = keep === null ? () => false : isReplacedBefore(keep, now);
  const newer = keep === null || every === undefined ? 0 : Math.ceil(keep / every);
  let forgotten = 0;
  for (const [index, key] of replacedKeys(keysDirectory, 'auditSeal').entries()) {
    if (!isDue(key) || index + 1 < newer) continue;
    // Only then: no process can store any more what it alone opens. One by one: a key that a strange node names keeps no other.
    if (!(await refuseSeals(rewrapping, [key.secret]))) continue;
    forgetKeys(keysDirectory, 'auditSeal', [key.id]);
    forgotten += 1;
  }
  const done = { ...rewrapped, forgotten };
  if (every === undefined) return done;
  const createdAt = readKeyFile(keysDirectory, 'auditSeal')?.current.createdAt ?? null;
  const age = daysSince(createdAt, now);
  // Below 0: by a clock that was ahead.
  const made = age >= every || age < 0 ? rotateKey(keysDirectory, 'auditSeal', now).id : null;
  mark();
  return { ...done, ...(made === null ? {} : { made }) };
}

function isReplacedBefore(days: number, now: Date): (key: ReplacedKey) => boolean {
  return ({ replacedAt }) => daysSince(replacedAt, now) >= days;
}

/** By the days of a calendar, so that a timer may be some minutes early or late. A time that is not known is long ago. */
function daysSince(at: string | null, now: Date): number {
  if (at === null) return Number.POSITIVE_INFINITY;
  return (Date.parse(now.toISOString().slice(0, 10)) - Date.parse(at.slice(0, 10))) / 86_400_000;
}
