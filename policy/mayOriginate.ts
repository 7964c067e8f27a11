import type { Policy } from './policy.js';

/**
 * Entry of `originates` that lets an agency enter registers of its own by mapping files, under sources named
 * `mapped-NAME`: each register has its keys to itself, and no policy has to be written for the next one.
 */
export const mappedSources = 'mapped';

/** True for `mapped-NAME`. */
export function isMappedSource(source: string): boolean {
  return source.startsWith(`${mappedSources}-`);
}

/** Whether an agency may enter records of a source: `agencies.yaml` lists it, or all that mappings name. */
export function mayOriginate(policy: Policy, agency: string, source: string): boolean {
  const originates = policy.agencies[agency]?.originates ?? [];
  return originates.includes(source) || (isMappedSource(source) && originates.includes(mappedSources));
}
