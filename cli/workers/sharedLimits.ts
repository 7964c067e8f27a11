import { LRUCache } from 'lru-cache';
import type { Budget } from '../../gateway/limits/budget.js';
import type { LookupQuota, LookupQuotas } from '../../subgraphs/kit/session/quota.js';
import type { Claim, Grant } from './messages.js';
import type { LimitSettings, OwnLimits, ViewerLimits } from './viewerLimits.js';

/** Viewers whose spare objects a worker keeps at most. */
const MAX_VIEWERS = 10_000;

/** Part of a minute's objects that a worker takes beside what it needs, so that it need not ask for each request. */
const SPARE = 0.01;

/** The primary's side: takes what a worker asks for, out of what all of them share. */
export async function grant(limits: OwnLimits, claim: Claim): Promise<Grant> {
  const { number, viewer } = claim;
  if (claim.of === 'lookups') {
    const { source, at, count, isBack } = claim;
    const quota = limits.lookups(source)[claim.quota];
    if (isBack) quota.giveBack(viewer, at, count);
    return { number, waitSeconds: isBack ? 0 : await quota.reserve(viewer, at, count), spare: 0 };
  }
  const now = performance.now();
  if (limits.objects.take(viewer, claim.objects + claim.spare, now) === 0) {
    return { number, waitSeconds: 0, spare: claim.spare };
  }
  return { number, waitSeconds: limits.objects.take(viewer, claim.objects, now), spare: 0 };
}

/** The way to the primary. */
export interface Claims {
  /** Sends a claim; what comes of it. Never settles where the primary is gone: then this process ends. */
  ask(claim: ClaimOf<'lookups'> | ClaimOf<'objects'>): Promise<Grant>;
}

type ClaimOf<Of extends Claim['of']> = Omit<Extract<Claim, { of: Of }>, 'number'>;

/** A worker's side: limits that the primary keeps for all of them. */
export function limitsOfPrimary({ ask }: Claims, settings: LimitSettings): ViewerLimits {
  const quotaOf = (source: string, quota: keyof LookupQuotas, limit: number): LookupQuota => {
    const claim = { of: 'lookups', source, quota } as const;
    return {
      limit,
      reserve: async (viewer, at, count) => (await ask({ ...claim, viewer, at, count, isBack: false })).waitSeconds,
      giveBack: (viewer, at, count) => {
        if (count > 0) void ask({ ...claim, viewer, at, count, isBack: true });
      },
    };
  };
  return {
    objects: objectsOfPrimary(ask, settings.objectsPerMinute),
    lookups: (source) => ({
      lookups: quotaOf(source, 'lookups', settings.lookupsPerHour),
      vain: quotaOf(source, 'vain', settings.vainLookupsPerHour),
    }),
  };
}

function objectsOfPrimary(ask: Claims['ask'], perMinute: number): Budget {
  if (perMinute <= 0) return { take: () => 0 };
  const spare = new LRUCache<string, number>({ max: MAX_VIEWERS });
  return {
    take: (viewer, objects) => {
      const left = spare.get(viewer) ?? 0;
      if (left >= objects) {
        spare.set(viewer, left - objects);
        return 0;
      }
      // Why none beside the largest: a full bucket, which is all that those wait for, does not hold it.
      const beside = Math.floor(perMinute * SPARE);
      const claim = { of: 'objects', viewer, objects, spare: objects + beside > perMinute ? 0 : beside } as const;
      return ask(claim).then((granted) => {
        if (granted.spare > 0) spare.set(viewer, (spare.get(viewer) ?? 0) + granted.spare);
        return granted.waitSeconds;
      });
    },
  };
}
