/**
 * What a contender must have answered of an operation before a stretch of it counts: 20 s of load or 10,000 requests,
 * whichever comes first. A cold product costs up to three times what a warm one does, and each of them warms at a pace of its own.
 */
export const warmRule = { warmup: 20, warmupRequests: 10_000 };

/** What to say of a run that warms less; undefined where it keeps the rule. */
export function tooCold({ warmup, warmupRequests }) {
  if (warmup >= warmRule.warmup && warmupRequests >= warmRule.warmupRequests) return undefined;
  return `warm-up of ${warmup} s or ${warmupRequests} requests, short of the rule (${warmRule.warmup} s or ${warmRule.warmupRequests} requests): no figure of this run counts`;
}
