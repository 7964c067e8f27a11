import type { Left } from '../identity/budgets/budget.js';

/** The largest Integer of a structured field (RFC 9651, section 3.3.1). */
const maxInteger = 999_999_999_999_999;

/**
 * `RateLimit-Policy` and `RateLimit`: the budgets that a request took from, and what is left of them; none where it took from none.
 * Structured fields, lists of named items: `q` is the quota of a window of `w` seconds in units of `qu`, `r` what remains, `t` the
 * seconds until it is full again.
 *
 * @see draft-ietf-httpapi-ratelimit-headers-10
 */
export function rateLimitHeaders(left: readonly Left[] | undefined): Readonly<Record<string, string>> {
  if (!left || left.length === 0) return {};
  const policies = left.map(({ name, perMinute }) => `"${name}";q=${integer(perMinute)};w=60${unitOf(name)}`);
  const remains = left.map(
    ({ name, remaining, resetSeconds }) => `"${name}";r=${integer(remaining)};t=${integer(resetSeconds)}`,
  );
  return { 'ratelimit-policy': policies.join(', '), ratelimit: remains.join(', ') };
}

/** Requests are the unit where none is named. */
function unitOf(name: Left['name']): string {
  return name === 'refusals' ? '' : ';qu="objects"';
}

function integer(value: number): number {
  return Math.min(maxInteger, Math.max(0, value));
}
