import type { Policy } from './policy.js';

/**
 * Entry of `originates` that lets an agency enter its own registers by mapping files, under sources named `mapped-NAME`. Each
 * register has its own keys, and a new one needs no change of the policy.
 */
export const mappedSources = 'mapped';

/** The name of a source. Why so short: an index holds it beside a key. */
export const sourceName = /^[a-z][a-z0-9-]{0,62}$/;

/** True for `mapped-NAME`. */
export function isMappedSource(source: string): boolean {
  return source.startsWith(`${mappedSources}-`);
}

/** Whether an agency may enter records of a source: `agencies.yaml` lists it, or `mapped` for all mapped sources. */
export function mayOriginate(policy: Policy, agency: string, source: string): boolean {
  const originates = policy.agencies[agency]?.originates ?? [];
  return originates.includes(source) || (isMappedSource(source) && originates.includes(mappedSources));
}
