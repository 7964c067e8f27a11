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
}

/**
 * Rewraps what earlier keys wrapped, forgets old ones, and last makes a new one, where it is time. Why last: who copies the keys directory
 * to other machines has until the next time. Killed anywhere, the next call goes on.
 *
 * @param periods without `every` no key is made; with `keep: null` none is forgotten
 */
export async function changeSeals(
  { keysDirectory, ...rewrapping }: Rewrapping & { readonly keysDirectory: string },
  { every, keep, now = new Date() }: Partial<Omit<SealPeriods, 'keep'>> & { readonly keep: number | null },
): Promise<Changed> {
  const rewrapped = await rewrapKeys(rewrapping);
  const due = keep === null ? [] : replacedKeys(keysDirectory, 'auditSeal').filter(isReplacedBefore(keep, now));
  const isForgotten = due.length > 0 && rewrapped.closed === 0 && (await refuseSeals(rewrapping, secretsOf(due)));
  // Only then: no process can store any more what they alone open.
  if (isForgotten)
    forgetKeys(
      keysDirectory,
      'auditSeal',
      due.map(({ id }) => id),
    );
  const done = { ...rewrapped, forgotten: isForgotten ? due.length : 0 };
  if (every === undefined) return done;
  const createdAt = readKeyFile(keysDirectory, 'auditSeal')?.current.createdAt ?? null;
  const age = daysSince(createdAt, now);
  // Below 0: by a clock that was ahead.
  const made = age >= every || age < 0 ? rotateKey(keysDirectory, 'auditSeal', now).id : null;
  markRenewed(keysDirectory, 'auditSeal', { at: now.toISOString(), keep: keep ?? 0 });
  return { ...done, ...(made === null ? {} : { made }) };
}

const secretsOf = (keys: readonly ReplacedKey[]) => keys.map(({ secret }) => secret);

function isReplacedBefore(days: number, now: Date): (key: ReplacedKey) => boolean {
  return ({ replacedAt }) => daysSince(replacedAt, now) >= days;
}

/** By the days of a calendar, so that a timer may be some minutes early or late. A time that is not known is long ago. */
function daysSince(at: string | null, now: Date): number {
  if (at === null) return Number.POSITIVE_INFINITY;
  return (Date.parse(now.toISOString().slice(0, 10)) - Date.parse(at.slice(0, 10))) / 86_400_000;
}
