import { allMembers, type Stated } from './members.js';

const statedMembers = allMembers.filter(([, { statedBySource }]) => statedBySource);

/** What a manifest states for the body; null if a member is missing or invalid. */
export function readStated(manifest: Readonly<Record<string, unknown>>): Stated | null {
  const stated: Record<string, unknown> = {};
  for (const [name, { statedBySource, empty }] of statedMembers) {
    const value = manifest[name];
    if (value === undefined && empty === undefined) continue;
    if (!statedBySource?.isValid(value)) return null;
    stated[name] = value;
  }
  return stated as unknown as Stated;
}
