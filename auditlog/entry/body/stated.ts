import { allMembers, type Stated } from './members.js';

const stating = allMembers.filter(([, { saidBySource }]) => saidBySource);

/** What a manifest states for the body; null where it lacks a member, or has one that is not as the list says. */
export function readStated(manifest: Readonly<Record<string, unknown>>): Stated | null {
  const stated: Record<string, unknown> = {};
  for (const [name, { saidBySource, empty }] of stating) {
    const value = manifest[name];
    if (value === undefined && empty === undefined) continue;
    if (!saidBySource?.isValid(value)) return null;
    stated[name] = value;
  }
  return stated as unknown as Stated;
}
