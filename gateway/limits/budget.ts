/** A viewer's budget of objects: a bucket that fills evenly over a minute. */
export interface Budget {
  /** Takes from the viewer's bucket. Zero where it was enough, else the seconds until it would be. */
  take(viewer: string, objects: number, now: number): number;
}

/** Most viewers whose buckets are kept; the longest unused one is forgotten first, and starts full again. */
const MAX_VIEWERS = 10_000;

/**
 * @param perMinute objects; 0: no budget
 */
export function createBudget(perMinute: number): Budget {
  if (perMinute <= 0) return { take: () => 0 };
  const buckets = new Map<string, { level: number; at: number }>();
  const perSecond = perMinute / 60;
  return {
    take: (viewer, objects, now) => {
      const bucket = buckets.get(viewer) ?? { level: perMinute, at: now };
      const level = Math.min(perMinute, bucket.level + ((now - bucket.at) / 1000) * perSecond);
      // Why the cap: an operation larger than the whole bucket must wait for a full one, not for ever.
      const needed = Math.min(objects, perMinute);
      const enough = level >= needed;
      buckets.delete(viewer);
      buckets.set(viewer, { level: enough ? level - needed : level, at: now });
      if (buckets.size > MAX_VIEWERS) buckets.delete(buckets.keys().next().value as string);
      return enough ? 0 : Math.ceil((needed - level) / perSecond);
    },
  };
}
