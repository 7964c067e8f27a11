import { LRUCache } from 'lru-cache';
import type { GatewaySettings } from '../../settings.js';

/** What a minute has; 0: no budget. */
export type Quotas = Pick<GatewaySettings, 'objectsPerMinute' | 'agencyObjectsPerMinute' | 'refusalsPerMinute'>;

/** Who asks, as budgets know them. */
export interface Spender {
  readonly agency: string;
  readonly subject: string;
}

/** What is left of a budget after a taking. */
export interface Left {
  readonly name: 'viewer' | 'agency' | 'refusals';
  readonly perMinute: number;
  /** Whole. */
  readonly remaining: number;
  /** Seconds until it is full again, if nothing more is taken. */
  readonly resetSeconds: number;
}

/** The result of a taking: from all its budgets, or from none. */
export interface Taken {
  /** 0, or the seconds until there is enough. */
  readonly waitSeconds: number;
  /** Of each budget that was asked. */
  readonly left: readonly Left[];
}

/** Budgets, each a bucket that fills evenly over a minute. `now` is the request's instant, ms since 1970. */
export interface Budget {
  /** Takes objects from the viewer's bucket and from its agency's. */
  take(spender: Spender, objects: number, now: number): Taken | Promise<Taken>;
  /** Takes one refusal of the viewer. */
  refuse(spender: Spender, now: number): Taken | Promise<Taken>;
  /** The seconds for which the viewer's refusals are used up, as far as this process knows; takes nothing. */
  refusedFor(spender: Spender, now: number): number;
}

/** A budget of this process alone, which answers at once. */
export interface OwnBudget extends Budget {
  take(spender: Spender, objects: number, now: number): Taken;
  refuse(spender: Spender, now: number): Taken;
}

/** A bucket that something is taken from. */
export interface Bucket {
  readonly name: Left['name'];
  readonly perMinute: number;
  readonly key: string;
}

/** Most buckets kept; the least recently used is dropped first, and starts full again. */
export const maxBuckets = 20_000;

/** The result where there is no budget. */
export const unlimited: Taken = Object.freeze({ waitSeconds: 0, left: [] });

/** Where nothing is counted. */
export const noBudget: OwnBudget = { take: () => unlimited, refuse: () => unlimited, refusedFor: () => 0 };

/** The buckets of objects of a viewer; those without a quota are none. */
export function bucketsOf(
  { objectsPerMinute, agencyObjectsPerMinute }: Quotas,
  { agency, subject }: Spender,
): readonly Bucket[] {
  const buckets: Bucket[] = [];
  if (objectsPerMinute > 0)
    buckets.push({ name: 'viewer', perMinute: objectsPerMinute, key: `viewer ${agency} ${subject}` });
  if (agencyObjectsPerMinute > 0)
    buckets.push({ name: 'agency', perMinute: agencyObjectsPerMinute, key: `agency ${agency}` });
  return buckets;
}

/** The bucket of a viewer's refusals; null where there is no quota. */
export function refusalsOf({ refusalsPerMinute }: Quotas, { agency, subject }: Spender): Bucket | null {
  if (refusalsPerMinute <= 0) return null;
  return { name: 'refusals', perMinute: refusalsPerMinute, key: `refusals ${agency} ${subject}` };
}

/** What is taken of a bucket: what is larger than it waits for a full one, not for ever. */
export function neededOf({ perMinute }: Bucket, amount: number): number {
  return Math.min(amount, perMinute);
}

/** Seconds until a bucket at this level has enough. */
export function secondsUntil({ perMinute }: Bucket, needed: number, level: number): number {
  const enough = level >= needed;
  return enough ? 0 : Math.ceil(((needed - level) * 60) / perMinute);
}

/** What a bucket gains, which never has more than a minute's. */
export function filled({ perMinute }: Bucket, level: number, ms: number): number {
  // A clock that was set back gives nothing.
  return Math.min(perMinute, level + (Math.max(0, ms) * perMinute) / 60_000);
}

/** What is left at this level. */
export function leftOf(bucket: Bucket, level: number): Left {
  const { name, perMinute } = bucket;
  return { name, perMinute, remaining: Math.floor(level), resetSeconds: secondsUntil(bucket, perMinute, level) };
}

/** Budgets of this process alone. */
export function createBudget(quotas: Quotas): OwnBudget {
  const levels = new LRUCache<string, { readonly level: number; readonly at: number }>({ max: maxBuckets });
  const levelOf = (bucket: Bucket, now: number): number => {
    const known = levels.get(bucket.key);
    return known ? filled(bucket, known.level, now - known.at) : bucket.perMinute;
  };
  const takeFrom = (buckets: readonly Bucket[], amount: number, now: number): Taken => {
    if (buckets.length === 0) return unlimited;
    const found = buckets.map((bucket) => ({ bucket, level: levelOf(bucket, now), needed: neededOf(bucket, amount) }));
    const waitSeconds = Math.max(...found.map(({ bucket, level, needed }) => secondsUntil(bucket, needed, level)));
    const left = found.map(({ bucket, level, needed }) => {
      const after = waitSeconds === 0 ? level - needed : level;
      levels.set(bucket.key, { level: after, at: now });
      return leftOf(bucket, after);
    });
    return { waitSeconds, left };
  };
  return {
    take: (spender, objects, now) => takeFrom(bucketsOf(quotas, spender), objects, now),
    refuse: (spender, now) => {
      const bucket = refusalsOf(quotas, spender);
      return bucket ? takeFrom([bucket], 1, now) : unlimited;
    },
    refusedFor: (spender, now) => {
      const bucket = refusalsOf(quotas, spender);
      return bucket ? secondsUntil(bucket, 1, levelOf(bucket, now)) : 0;
    },
  };
}
