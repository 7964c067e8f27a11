import { LRUCache } from 'lru-cache';
import {
  type Bucket,
  type Budget,
  bucketsOf,
  createBudget,
  filled,
  leftOf,
  maxBuckets,
  neededOf,
  type Quotas,
  refusalsOf,
  secondsUntil,
  type Taken,
  unlimited,
} from './budget.js';

/** What a process asks of a bucket that all instances share. */
export interface BlockAsked {
  readonly key: string;
  readonly perMinute: number;
  /** Less than this is of no use. */
  readonly needed: number;
  /** Taken if there is as much. */
  readonly wanted: number;
}

/** What it gets, 0 where there is less than it needs, and what is left for all. */
export interface Block {
  readonly given: number;
  readonly free: number;
}

/** The buckets of all instances. */
export interface Blocks {
  /** One for each that is asked, durable when it resolves; null where they are out of reach. */
  take(asked: readonly BlockAsked[], now: number): Promise<readonly Block[] | null>;
}

/** Part of a minute that a process takes ahead, so that few requests need a statement. */
const AHEAD = 0.01;
/** Part of a budget that each process has of its own while the others' are out of reach. */
const ALONE = 0.1;
/** How long it then asks nobody, ms. */
const PAUSE_MS = 5_000;
/** How long what was taken ahead may be spent: as long as the bucket needs to fill again, ms. */
const KEPT_MS = 60_000;

/** What this process knows of a bucket. */
interface Lot {
  /** Taken, and not spent. */
  ahead: number;
  takenAt: number;
  /** What is free for all at most: others only take. */
  free: number;
  freeAt: number;
  /** Under way for all requests that wait for it. */
  asking: Promise<void> | null;
}

/**
 * Budgets that all processes of all instances share. Each takes blocks and spends them from memory; what a killed one had is free
 * again within a minute, since the bucket fills.
 */
export function createSharedBudget(quotas: Quotas, blocks: Blocks): Budget {
  const lots = new LRUCache<string, Lot>({ max: maxBuckets });
  const alone = createBudget({
    objectsPerMinute: Math.ceil(quotas.objectsPerMinute * ALONE),
    agencyObjectsPerMinute: Math.ceil(quotas.agencyObjectsPerMinute * ALONE),
    refusalsPerMinute: Math.ceil(quotas.refusalsPerMinute * ALONE),
  });
  let aloneUntil = 0;
  let isAway = false;
  const lotOf = ({ key, perMinute }: Bucket, now: number): Lot => {
    const known = lots.get(key);
    if (known) {
      if (now - known.takenAt >= KEPT_MS) known.ahead = 0;
      return known;
    }
    const fresh = { ahead: 0, takenAt: now, free: perMinute, freeAt: now, asking: null };
    lots.set(key, fresh);
    return fresh;
  };
  const levelOf = (bucket: Bucket, now: number): number => {
    const { ahead, free, freeAt } = lotOf(bucket, now);
    return Math.min(bucket.perMinute, ahead + filled(bucket, free, now - freeAt));
  };
  const leftNow = (buckets: readonly Bucket[], now: number) => buckets.map((one) => leftOf(one, levelOf(one, now)));

  /** From memory; null where another block is needed for that. */
  const takeAhead = (buckets: readonly Bucket[], amount: number, now: number): Taken | null => {
    const isEnough = buckets.every((bucket) => lotOf(bucket, now).ahead >= neededOf(bucket, amount));
    if (isEnough) for (const bucket of buckets) lotOf(bucket, now).ahead -= neededOf(bucket, amount);
    const waitOf = (bucket: Bucket): number => secondsUntil(bucket, neededOf(bucket, amount), levelOf(bucket, now));
    const waitSeconds = isEnough ? 0 : Math.max(...buckets.map(waitOf));
    return isEnough || waitSeconds > 0 ? { waitSeconds, left: leftNow(buckets, now) } : null;
  };

  const ask = async (short: readonly Bucket[], amount: number, now: number): Promise<void> => {
    const asked = short.map((bucket) => {
      const needed = neededOf(bucket, amount) - lotOf(bucket, now).ahead;
      const { key, perMinute } = bucket;
      return { key, perMinute, needed, wanted: Math.ceil(needed) + Math.floor(perMinute * AHEAD) };
    });
    // One asks again, and no other waits with it.
    if (isAway) aloneUntil = now + PAUSE_MS;
    const given = await blocks.take(asked, now);
    isAway = given === null;
    aloneUntil = isAway ? Math.max(aloneUntil, now + PAUSE_MS) : 0;
    for (const [at, bucket] of short.entries()) {
      const lot = lotOf(bucket, now);
      const block = given?.[at];
      if (!block) continue;
      if (block.given > 0) Object.assign(lot, { ahead: lot.ahead + block.given, takenAt: now });
      Object.assign(lot, { free: block.free, freeAt: now });
    }
  };

  const takeBlocks = async (buckets: readonly Bucket[], amount: number, now: number): Promise<Taken | null> => {
    while (now >= aloneUntil) {
      const taken = takeAhead(buckets, amount, now);
      if (taken) return taken;
      const under = buckets.find((bucket) => lotOf(bucket, now).asking);
      if (under) {
        await lotOf(under, now).asking;
        continue;
      }
      const short = buckets.filter((bucket) => lotOf(bucket, now).ahead < neededOf(bucket, amount));
      const held = short.map((bucket) => lotOf(bucket, now));
      const asking = ask(short, amount, now).finally(() => {
        for (const lot of held) lot.asking = null;
      });
      for (const lot of held) lot.asking = asking;
      await asking;
    }
    return null;
  };

  const take = (
    buckets: readonly Bucket[],
    amount: number,
    now: number,
    takeAlone: () => Taken,
  ): Taken | Promise<Taken> => {
    if (buckets.length === 0) return unlimited;
    const known = takeAhead(buckets, amount, now);
    if (known) return known;
    if (now < aloneUntil) return takeAlone();
    return takeBlocks(buckets, amount, now).then((taken) => taken ?? takeAlone());
  };

  return {
    take: (spender, objects, now) =>
      take(bucketsOf(quotas, spender), objects, now, () => alone.take(spender, objects, now)),
    refuse: (spender, now) => {
      const bucket = refusalsOf(quotas, spender);
      return bucket ? take([bucket], 1, now, () => alone.refuse(spender, now)) : unlimited;
    },
    refusedFor: (spender, now) => {
      const bucket = refusalsOf(quotas, spender);
      return bucket ? secondsUntil(bucket, 1, levelOf(bucket, now)) : 0;
    },
  };
}
