import type { RequestFacts } from '../../policy/types.js';
import { PortcullisError } from '../../schema/errors.js';

/** Counts look-ups by identity of one viewer (agency and subject) over a sliding hour. */
export interface LookupQuota {
  /** Throws LOOKUP_QUOTA_EXCEEDED where the viewer's hour is used up, before anything is looked for. */
  check(facts: RequestFacts): void;
  /** Counts one look-up that found nothing that the viewer may see: a hit and a miss count alike. */
  count(facts: RequestFacts): void;
}

const HOUR_MS = 60 * 60 * 1000;
const VIEWERS_KEPT = 10_000;

/** @param limit look-ups an hour for one viewer */
export function createLookupQuota(limit: number): LookupQuota {
  const used = new Map<string, number[]>();
  const recent = (facts: RequestFacts): { key: string; times: number[]; now: number } => {
    const key = JSON.stringify([facts.viewer.agency, facts.viewer.subject]);
    const now = Date.parse(facts.asOf);
    return { key, now, times: (used.get(key) ?? []).filter((time) => time > now - HOUR_MS) };
  };
  return {
    check(facts) {
      const { times, now } = recent(facts);
      if (times.length < limit) return;
      const retryAfterSeconds = Math.ceil(((times[0] ?? now) + HOUR_MS - now) / 1000);
      throw new PortcullisError('LOOKUP_QUOTA_EXCEEDED', { facts: { limit, retryAfterSeconds } });
    },
    count(facts) {
      const { key, times, now } = recent(facts);
      used.delete(key);
      used.set(key, [...times, now]);
      const [oldest] = used.keys();
      if (used.size > VIEWERS_KEPT && oldest !== undefined) used.delete(oldest);
    },
  };
}
